"""Several wishes in one sentence, calls in free words, and what only sounds like a wish."""

from __future__ import annotations

import pytest

from bot.understanding.facts.extractor import FactExtractor


@pytest.mark.parametrize(
    ("language", "text", "wishes"),
    [
        ("en", "Need remote hands on this one, and give me a bell as well", ["remote_session", "phone_support"]),
        ("en", "we need a remote session. And a callback on 0161 496000", ["remote_session", "phone_support"]),
        ("de", "Bitte aufschalten und danach kurz anrufen", ["remote_session", "phone_support"]),
        ("it", "un tecnico può collegarsi e poi chiamarmi?", ["remote_session", "phone_support"]),
        (
            "fr",
            "Serait-il possible qu'un technicien se connecte sur le serveur puis m'appelle ?",
            ["remote_session", "phone_support"],
        ),
        ("ru", "наберите меня и пусть кто-то сразу зайдёт на сервер", ["phone_support", "remote_session"]),
        ("el", "μπορεί ένας τεχνικός να συνδεθεί και μετά να με πάρει;", ["remote_session", "phone_support"]),
        ("pt", "me liguem e que alguém entre no servidor", ["phone_support", "remote_session"]),
        ("es", "llamadme y que alguien entre al servidor a la vez", ["phone_support", "remote_session"]),
        ("de", "mit einer echten Person, am besten gleich telefonisch", ["human", "phone_support"]),
        ("fr", "je veux un humain, de préférence au téléphone", ["human", "phone_support"]),
    ],
)
def test_two_wishes_stand_in_the_order_of_the_text(
    extractor: FactExtractor, language: str, text: str, wishes: list[str]
) -> None:
    assert extractor.extract(text, language).facts.get("requests") == wishes


@pytest.mark.parametrize(
    ("language", "text", "wishes"),
    [
        ("en", "need someone on the other end of a phone asap", ["phone_support"]),
        ("de", "brauche sofort jemanden am Hörer!", ["phone_support"]),
        ("it", "mi serve qualcuno al telefono subito", ["phone_support"]),
        ("fr", "il me faut quelqu'un au bout du fil maintenant", ["phone_support"]),
        ("ru", "нужен кто-нибудь на телефоне срочно", ["phone_support"]),
        ("el", "Κάντε μου ένα call όποτε βολεύει πριν τις 3", ["phone_support"]),
        ("pt", "me dá um toque quando puder", ["phone_support"]),
        ("es", "denme un timbrazo cuando puedan", ["phone_support"]),
        ("de", "Bitte schaltet euch mit uns und der Telekom zusammen", ["third_party_call"]),
        ("fr", "pouvez-vous vous mettre en ligne avec nous et Orange ?", ["third_party_call"]),
        ("en", "I want an employee and not you, a bot", ["human"]),
        ("es", "quiero un empleado y no tú que eres un bot", ["human"]),
        ("de", "wenn mich jemand anruft, bricht es nach 30 Sekunden ab", None),
        ("fr", "quand quelqu'un nous appelle ça coupe", None),
        ("en", "customers on the phone with us hear nothing", None),
        ("ru", "клиент звонит нам и никто не слышит", None),
    ],
)
def test_wishes_in_free_words(extractor: FactExtractor, language: str, text: str, wishes: list[str] | None) -> None:
    assert extractor.extract(text, language).facts.get("requests") == wishes


@pytest.mark.parametrize(
    ("language", "text", "refused"),
    [
        ("en", "is anybody on duty?", "human"),
        ("es", "¿hay alguien de guardia?", "human"),
        ("de", "ihr hostet es, also könnt ihr in die Logs schauen", "remote_session"),
    ],
)
def test_what_only_sounds_like_a_wish_is_ruled_out(
    extractor: FactExtractor, language: str, text: str, refused: str
) -> None:
    assert refused in extractor.extract(text, language).negated["requests"]
