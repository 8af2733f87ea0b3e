"""What words are about beside facts and problems: the same in all eight languages, by the real lexicon."""

from __future__ import annotations

import pytest

from bot.intake import concerns
from bot.settings import ROOT
from bot.understanding.concepts import ConceptMatcher, inflected, read
from bot.understanding.normal import normalise


@pytest.fixture(scope="module")
def matcher() -> ConceptMatcher:
    return ConceptMatcher(inflected(read(ROOT / "data" / "concepts")), {})


def concepts(matcher: ConceptMatcher, language: str, text: str) -> list[str]:
    return matcher.concepts(normalise(text, language), language)


@pytest.mark.parametrize(
    ("language", "tells", "wishes"),
    [
        ("en", "we restarted the server already", "start again please"),
        ("de", "den Server haben wir schon durchgestartet", "nochmal von vorne"),
        ("it", "router e telefoni riavviati stamattina", "ricominciamo da capo"),
        ("fr", "redémarrage du routeur déjà fait", "on recommence"),
        ("ru", "телефоны и роутер уже перезагружали", "давайте заново"),
        ("el", "κάναμε restart το τηλεφωνικό κέντρο", "ξεκινάμε από την αρχή"),
        ("pt", "reiniciamos o PABX ontem", "quero recomeçar"),
        ("es", "hemos reiniciado la centralita dos veces", "empecemos de nuevo"),
    ],
)
def test_a_machine_is_rebooted_and_a_conversation_is_not(
    matcher: ConceptMatcher, language: str, tells: str, wishes: str
) -> None:
    assert concerns.reboots(concepts(matcher, language, tells))
    assert not concerns.reboots(concepts(matcher, language, wishes))


@pytest.mark.parametrize(
    ("language", "lacks", "has"),
    [
        ("en", "yes, but I do not have the licence key at hand", "here is the licence key"),
        ("de", "ja stimmt, den Lizenzschlüssel habe ich aber gerade nicht", "hier der Lizenzschlüssel"),
        ("it", "sì, ma la chiave di licenza non ce l'ho", "ecco la chiave di licenza"),
        ("fr", "oui, mais je n'ai pas la clé de licence sous la main", "voici la clé de licence"),
        ("ru", "да, но лицензионного ключа у меня нет", "вот лицензионный ключ"),
        ("el", "ναι, αλλά δεν έχω το κλειδί άδειας", "ορίστε το κλειδί άδειας"),
        ("pt", "sim, mas não tenho a chave de licença aqui", "aqui está a chave de licença"),
        ("es", "sí, pero no tengo la clave de licencia", "aquí está la clave de licencia"),
    ],
)
def test_a_key_that_is_not_there_is_declined(matcher: ConceptMatcher, language: str, lacks: str, has: str) -> None:
    found = concepts(matcher, language, lacks)
    assert concerns.lacks_a_key(found) and found[0] == "AFFIRM"
    assert not concerns.lacks_a_key(concepts(matcher, language, has))


@pytest.mark.parametrize(
    ("language", "wants", "tells"),
    [
        ("en", "I want a ticket, not the forum", "asked in the forum, nobody answered"),
        ("de", "ich will ein Ticket, nicht das Forum", "im Forum gefragt, keine Antwort"),
        ("it", "voglio un ticket, non il forum", "chiesto nel forum, nessuna risposta"),
        ("fr", "je veux un ticket, pas le forum", "demandé sur le forum, aucune réponse"),
        ("ru", "мне нужен тикет, а не форум", "спрашивали на форуме, никто не ответил"),
        ("el", "θέλω ticket, όχι το φόρουμ", "ρωτήσαμε στο φόρουμ, καμία απάντηση"),
        ("pt", "quero um chamado, não o fórum", "perguntei no fórum, ninguém respondeu"),
        ("es", "quiero un ticket, no el foro", "pregunté en el foro, nadie contestó"),
    ],
)
def test_a_ticket_is_wanted_rather_than_the_forum(
    matcher: ConceptMatcher, language: str, wants: str, tells: str
) -> None:
    assert concerns.wants_a_ticket(concepts(matcher, language, wants))
    assert not concerns.wants_a_ticket(concepts(matcher, language, tells))


@pytest.mark.parametrize(
    ("language", "partner", "level"),
    [
        ("en", "who is my partner?", "what level am I?"),
        ("de", "wer ist mein Partner?", "welche Stufe habe ich?"),
        ("it", "chi è il mio partner?", "che livello ho?"),
        ("fr", "qui est mon partenaire ?", "quel est mon niveau ?"),
        ("ru", "кто мой партнёр?", "какой у меня уровень?"),
        ("el", "ποιος είναι ο συνεργάτης μου;", "τι επίπεδο έχω;"),
        ("pt", "quem é o meu parceiro?", "qual é o meu nível?"),
        ("es", "¿quién es mi partner?", "¿qué nivel tengo?"),
    ],
)
def test_partner_and_level_of_the_own_are_asked_for(
    matcher: ConceptMatcher, language: str, partner: str, level: str
) -> None:
    asked = [(concepts(matcher, language, text), len(text.split())) for text in (partner, level)]
    assert concerns.asks_for_the_own_partner(*asked[0]) and not concerns.asks_for_the_own_level(*asked[0])
    assert concerns.asks_for_the_own_level(*asked[1]) and not concerns.asks_for_the_own_partner(*asked[1])


@pytest.mark.parametrize(
    ("language", "unable", "done"),
    [
        ("en", "we are not able to upgrade right now", "updated it yesterday"),
        ("de", "ein Update ist nicht möglich", "gestern aktualisiert"),
        ("it", "non posso aggiornare", "aggiornato ieri"),
        ("fr", "je ne peux pas mettre à jour", "mise à jour faite hier"),
        ("ru", "я не могу обновиться", "вчера обновили"),
        ("el", "δεν μπορώ να αναβαθμίσω", "το αναβαθμίσαμε χθες"),
        ("pt", "não consigo atualizar", "atualizamos ontem"),
        ("es", "no puedo actualizar", "actualizamos ayer"),
    ],
)
def test_an_update_is_denied_or_done(matcher: ConceptMatcher, language: str, unable: str, done: str) -> None:
    assert concerns.denies_an_update(concepts(matcher, language, unable))
    assert not concerns.denies_an_update(concepts(matcher, language, done))


@pytest.mark.parametrize(
    ("language", "asks", "others"),
    [
        ("en", "are we silver or gold?", "do gold partners get calls?"),
        ("de", "sind wir silber oder gold?", "bekommen Goldpartner Anrufe?"),
        ("it", "siamo silver o gold?", "i partner gold hanno il telefono?"),
        ("fr", "on est silver ou gold ?", "les partenaires gold ont le téléphone ?"),
        ("ru", "мы сильвер или голд?", "золотым партнёрам звонят?"),
        ("el", "είμαστε silver ή gold;", "οι gold συνεργάτες έχουν τηλέφωνο;"),
        ("pt", "somos silver ou gold?", "parceiros gold têm telefone?"),
        ("es", "¿somos silver o gold?", "¿los partners gold tienen teléfono?"),
    ],
)
def test_which_of_two_levels_one_has_is_asked_for(
    matcher: ConceptMatcher, language: str, asks: str, others: str
) -> None:
    assert concerns.asks_for_the_own_level(concepts(matcher, language, asks), len(asks.split()))
    assert not concerns.asks_for_the_own_level(concepts(matcher, language, others), len(others.split()))


@pytest.mark.parametrize(
    ("language", "elsewhere", "here"),
    [
        ("en", ("see my last mail", "same as above", "I said that already"), "the mail server is down"),
        ("de", ("steht in meiner letzten Mail", "siehe oben", "hab ich schon gesagt"), "der Mailserver steht"),
        ("it", ("vedi la mia ultima mail", "come sopra", "l'ho già detto"), "il server di posta è fermo"),
        ("fr", ("voir mon dernier mail", "voir plus haut", "je l'ai déjà dit"), "le serveur de mail est tombé"),
        ("ru", ("смотрите моё последнее письмо", "см. выше", "я уже говорил"), "почтовый сервер лежит"),
        ("el", ("δείτε το τελευταίο μου μέιλ", "όπως παραπάνω", "το είπα ήδη"), "έπεσε ο mail server"),
        ("pt", ("veja meu último email", "como acima", "já falei isso"), "o servidor de email caiu"),
        ("es", ("mira mi último correo", "como arriba", "ya lo dije"), "el servidor de correo se cayó"),
    ],
)
def test_who_points_elsewhere_tells_nothing_here(
    matcher: ConceptMatcher, language: str, elsewhere: tuple[str, ...], here: str
) -> None:
    for text in elsewhere:
        assert concerns.points_elsewhere(concepts(matcher, language, text), len(text.split())), text
    assert not concerns.points_elsewhere(concepts(matcher, language, here), len(here.split()))


@pytest.mark.parametrize(
    ("language", "back", "not_back"),
    [
        ("en", "no I meant yes", "no, I meant the other phone"),
        ("de", "nein ich meinte ja", "nein, ich meinte das andere Telefon"),
        ("it", "no volevo dire sì", "no, volevo dire l'altro telefono"),
        ("fr", "non je voulais dire oui", "non, je voulais dire l'autre téléphone"),
        ("ru", "нет я имел в виду да", "нет, я имел в виду другой телефон"),
        ("el", "όχι εννοούσα ναι", "όχι, εννοούσα το άλλο τηλέφωνο"),
        ("pt", "não eu quis dizer sim", "não, eu quis dizer o outro telefone"),
        ("es", "no, quería decir sí", "no, quería decir el otro teléfono"),
    ],
)
def test_a_yes_put_in_place_of_a_no_is_taken_back(
    matcher: ConceptMatcher, language: str, back: str, not_back: str
) -> None:
    assert concerns.takes_back(concepts(matcher, language, back))
    assert not concerns.takes_back(concepts(matcher, language, not_back))


@pytest.mark.parametrize(
    ("language", "states", "tells"),
    [
        ("en", ("V20 update 10", "8SC self-hosted", "we have 40 extensions"), "calls fail since V20 update 10"),
        ("de", ("V20 Update 10", "8 SC auf eigenem Server", "wir haben 40 Nebenstellen"), "seit V20 U10 kein Ton"),
        ("it", ("V20 Update 10", "8 SC su server nostro", "abbiamo 40 interni"), "da V20 Update 10 niente audio"),
        ("fr", ("V20 Update 10", "8 SC sur notre serveur", "on a 40 postes"), "plus de son depuis V20 Update 10"),
        ("ru", ("V20 Update 10", "8 SC на своём сервере", "у нас 40 внутренних"), "после V20 Update 10 нет звука"),
        ("el", ("V20 Update 10", "8 SC σε δικό μας server", "έχουμε 40 εσωτερικά"), "μετά το V20 U10 δεν ακούγεται"),
        ("pt", ("V20 Update 10", "8 SC no nosso servidor", "temos 40 ramais"), "sem áudio depois da V20 Update 10"),
        (
            "es",
            ("V20 Update 10", "8 SC en nuestro servidor", "tenemos 40 extensiones"),
            "sin audio desde V20 Update 10",
        ),
    ],
)
def test_a_bare_fact_is_told_from_a_fault(
    matcher: ConceptMatcher, language: str, states: tuple[str, ...], tells: str
) -> None:
    for text in states:
        assert concerns.states_the_system(concepts(matcher, language, text)), text
    assert not concerns.states_the_system(concepts(matcher, language, tells))


@pytest.mark.parametrize(
    ("language", "oath"),
    [
        ("en", "yes damn it"), ("de", "ja verdammt"), ("it", "sì cazzo"), ("fr", "oui merde"),
        ("ru", "да блин"), ("el", "ναι ρε"), ("pt", "sim porra"), ("es", "sí joder"),
    ],
)  # fmt: skip
def test_an_oath_is_heard_beside_the_yes(matcher: ConceptMatcher, language: str, oath: str) -> None:
    found = concepts(matcher, language, oath)
    assert concerns.swears(found) and concerns.yes_or_no_first(found) is True


@pytest.mark.parametrize(
    ("language", "promise", "tells"),
    [
        ("en", "photo of the screen comes later", "took a screenshot and rebooted it"),
        ("de", "Foto vom Bildschirm kommt später", "Screenshot gemacht und neu gestartet"),
        ("it", "la foto dello schermo arriva dopo", "fatto lo screenshot e riavviato"),
        ("fr", "la photo de l'écran viendra plus tard", "capture d'écran faite et redémarré"),
        ("ru", "фото экрана будет потом", "сделал скриншот и перезагрузил"),
        ("el", "φωτογραφία της οθόνης αργότερα", "πήρα screenshot και έκανα επανεκκίνηση"),
        ("pt", "a foto da tela vem depois", "tirei print e reiniciei"),
        ("es", "la foto de la pantalla llega luego", "hice un pantallazo y reinicié"),
    ],
)
def test_a_picture_that_is_promised_is_no_step(
    matcher: ConceptMatcher, language: str, promise: str, tells: str
) -> None:
    assert concerns.promises_a_picture(concepts(matcher, language, promise))
    assert not concerns.promises_a_picture(concepts(matcher, language, tells))


@pytest.mark.parametrize(
    ("language", "out_of_reach", "no_word_on_it"),
    [
        ("en", ("the customer has it, not me", "can't get into the portal"), "callers can not hear me"),
        ("de", ("hat der Kunde, nicht ich", "komme nicht ins Portal"), "die Anrufer hören mich nicht"),
        ("it", ("ce l'ha il cliente, non io", "non entro nel portale"), "chi chiama non mi sente"),
        ("fr", ("c'est le client qui l'a, pas moi", "je n'accède pas au portail"), "les appelants ne m'entendent pas"),
        ("ru", ("он у клиента, не у меня", "не могу зайти на портал"), "звонящие меня не слышат"),
        ("el", ("το έχει ο πελάτης, όχι εγώ", "δεν μπαίνω στο portal"), "όσοι καλούν δεν με ακούνε"),
        ("pt", ("quem tem é o cliente, não eu", "não consigo entrar no portal"), "quem liga não me ouve"),
        ("es", ("la tiene el cliente, no yo", "no puedo entrar al portal"), "los que llaman no me oyen"),
    ],
)
def test_a_key_is_out_of_reach_without_being_named(
    matcher: ConceptMatcher, language: str, out_of_reach: tuple[str, ...], no_word_on_it: str
) -> None:
    for text in out_of_reach:
        assert concerns.key_is_out_of_reach(concepts(matcher, language, text), len(text.split())), text
    assert not concerns.key_is_out_of_reach(concepts(matcher, language, no_word_on_it), len(no_word_on_it.split()))


@pytest.mark.parametrize(
    ("language", "partner", "of_a_partner"),
    [
        ("en", ("partner obviously", "reseller"), "not a partner"),
        ("de", ("Partner natürlich", "Händler"), "kein Partner"),
        ("it", ("partner ovviamente", "rivenditore"), "il mio partner"),
        ("fr", ("partenaire évidemment", "revendeur"), "pas partenaire"),
        ("ru", ("партнёр конечно", "реселлер"), "не партнёр"),
        ("el", ("συνεργάτης φυσικά", "μεταπωλητής"), "ο συνεργάτης μου"),
        ("pt", ("parceiro claro", "revenda"), "o meu parceiro"),
        ("es", ("partner claro", "revendedor"), "mi partner"),
    ],
)
def test_the_role_of_a_partner_takes_a_word(
    matcher: ConceptMatcher, language: str, partner: tuple[str, ...], of_a_partner: str
) -> None:
    for text in partner:
        assert concerns.names_a_partner(concepts(matcher, language, text), len(text.split())), text
    assert not concerns.names_a_partner(concepts(matcher, language, of_a_partner), len(of_a_partner.split()))
