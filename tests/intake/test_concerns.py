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
