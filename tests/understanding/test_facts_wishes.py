"""Wishes in free words: a person, a call of three, and what is taken back."""

from __future__ import annotations

import pytest

from bot.understanding.facts.extractor import FactExtractor


@pytest.mark.parametrize(
    ("language", "text", "wishes"),
    [
        ("en", "Get Magrathea, yourselves and me on one line", ["third_party_call"]),
        ("it", "Ci sentiamo tutti insieme, voi, loro e noi?", ["third_party_call"]),
        ("ru", "хочу чтоб вы, наш провайдер и я созвонились вместе", ["third_party_call"]),
        ("es", "Que hablemos a la vez vosotros, el operador y yo", ["third_party_call"]),
        ("pt", "Precisava que falássemos juntos: vocês, a operadora e eu", ["third_party_call"]),
        ("el", "Θέλω να μιλήσουμε μαζί εσείς, ο πάροχος και εγώ", ["third_party_call"]),
        ("fr", "Il faudrait qu'on se parle, vous, l'opérateur et nous", ["third_party_call"]),
        ("de", "Können wir zusammen telefonieren, ihr, der Anbieter und ich?", ["third_party_call"]),
    ],
)
def test_three_parties_in_a_list_make_a_joint_call(
    extractor: FactExtractor, language: str, text: str, wishes: list[str]
) -> None:
    assert extractor.extract(text, language).facts.get("requests") == wishes


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Call me, actually no, just connect via AnyDesk"),
        ("de", "Ruft mich an, ach nee, geht lieber gleich per AnyDesk drauf"),
        ("it", "Volevo chiedervi di chiamarmi, ma lasciate stare: collegatevi con AnyDesk"),
        ("fr", "Appelez-nous, euh non, prenez plutôt la main par TeamViewer"),
        ("ru", "Позвоните мне, хотя нет, лучше зайдите через AnyDesk"),
        ("el", "Πάρτε με τηλέφωνο, ή μάλλον όχι, μπείτε με AnyDesk"),
        ("pt", "Liguem-me, aliás não, entrem por AnyDesk"),
        ("es", "Llámenme, no, mejor no, entren por AnyDesk"),
    ],
)
def test_a_wish_that_is_taken_back_is_none(extractor: FactExtractor, language: str, text: str) -> None:
    assert extractor.extract(text, language).facts.get("requests") == ["remote_session"]


@pytest.mark.parametrize(
    ("language", "text", "wishes"),
    [
        ("en", "is there anyone with a pulse?", ["human"]),
        ("en", "I'd rather talk to an actual person", ["human"]),
        ("de", "Gibt es bei euch noch wen mit Puls?", ["human"]),
        ("fr", "Je veux quelqu'un qui respire", ["human"]),
        ("ru", "Дайте кого-нибудь с пульсом, пожалуйста", ["human"]),
        ("es", "Quiero a alguien con nombre y apellidos", ["human"]),
        ("it", "Voglio qualcuno con nome e cognome", ["human"]),
        ("el", "θέλω κάποιον με σφυγμό", ["human"]),
        ("pt", "Chega de menus, quem manda aí que me escreva", ["human"]),
        ("en", "the display shows someone with a name I do not know", None),
        ("de", "angezeigt wird jemand mit Namen aus dem alten Telefonbuch", None),
        ("de", "Die Rückruffunktion der Warteschlange geht nicht", None),
        ("es", "la devolución de llamada de la cola no funciona", None),
        ("fr", "le rappel automatique ne marche plus", None),
    ],
)
def test_a_person_in_free_words(extractor: FactExtractor, language: str, text: str, wishes: list[str] | None) -> None:
    assert extractor.extract(text, language).facts.get("requests") == wishes


@pytest.mark.parametrize(
    ("language", "text", "level"),
    [
        ("en", "You have us down as gold, if that helps.", "gold"),
        ("en", "Titanium we're not, only silver, but a hospital without phones", "silver"),
        ("de", "In Ihrem Verzeichnis stehen wir unter Platin.", "platinum"),
        ("de", "Ich kann dort nicht mehr schreiben, obwohl Bronze bei euch", "bronze"),
        ("it", "Oro non siamo, solo argento", "silver"),
        ("fr", "Chez vous on figure en argent, le client est une mairie", "silver"),
        ("ru", "У вас мы числимся серебром, станция у клиента", "silver"),
        ("el", "Μας έχετε ως χρυσό συνεργάτη", "gold"),
        ("pt", "Prata, mas a subir, dizia o vosso último e-mail sobre nós.", "silver"),
        ("es", "En vuestra lista figuramos como oro", "gold"),
        ("en", "Gold is what the ring tone is called with you", None),
        ("de", "Das goldene Headset liegt bei euch", None),
    ],
)
def test_a_level_as_the_vendor_has_it(extractor: FactExtractor, language: str, text: str, level: str | None) -> None:
    assert extractor.extract(text, language).entities.get("partner_level_claimed") == level


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "I described it all on the forum, with logs"),
        ("de", "Hab den Fall im Partnerforum gepostet, keine Antwort"),
        ("it", "Ho già scritto tutto sul forum, non risponde nessuno"),
        ("fr", "déjà posté sur le forum avec les traces"),
        ("ru", "выложил всё на форум с логами"),
        ("el", "το έχω γράψει ήδη στο φόρουμ, δεν απαντάει κανείς"),
        ("pt", "publiquei no fórum com os logs"),
        ("es", "ya lo escribí en el foro, nadie contesta"),
    ],
)
def test_what_stands_in_the_forum_already_is_no_wish(extractor: FactExtractor, language: str, text: str) -> None:
    found = extractor.extract(text, language)
    assert "requests" not in found.facts
    assert "forum" in found.negated["requests"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "wrote it all up in the forum. my login there is blocked now, please unlock it"),
        ("de", "Geschrieben hab ich schon alles, bitte im Forum posten"),
        ("es", "ya lo publiqué ayer, ¿me dais acceso al foro?"),
    ],
)
def test_the_forum_may_be_wished_for_beside(extractor: FactExtractor, language: str, text: str) -> None:
    assert extractor.extract(text, language).facts.get("requests") == ["forum"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The client keeps calling me every hour, any news?"),
        ("de", "Die Apotheke ruft mich ständig an, gibt es was Neues?"),
        ("it", "Il cliente mi chiama ogni mezz'ora, ci sono novità?"),
        ("el", "Ο πελάτης με παίρνει τηλέφωνο συνέχεια"),
        ("pt", "O cliente liga-me de hora a hora, há novidades?"),
        ("es", "El cliente me llama todo el día, ¿hay novedades?"),
    ],
)
def test_how_often_others_call_is_no_wish(extractor: FactExtractor, language: str, text: str) -> None:
    assert "requests" not in extractor.extract(text, language).facts
