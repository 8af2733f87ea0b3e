"""Levels that are claimed without the word partner, and a firm that is spoken of as "them"."""

from __future__ import annotations

import pytest

from bot.text.licence_keys import find
from bot.understanding.facts.extractor import FactExtractor


@pytest.mark.parametrize(
    "text, language, level",
    [
        ("we are still silver, since last May", "en", "silver"),
        ("Rang: Gold", "de", "gold"),
        ("siamo solo argento", "it", "silver"),
        ("on est or, la licence arrive", "fr", "gold"),
        ("мы пока бронза", "ru", "bronze"),
        ("είμαστε πλέον πλατινένιοι", "el", "platinum"),
        ("nível: titânio", "pt", "titanium"),
        ("todavía somos oro", "es", "gold"),
        ("we are out of silver handsets", "en", None),
        ("the status LED glows gold", "en", None),
        ("wir sind aus Titan", "de", None),
        ("nuestra sede está en La Plata", "es", None),
        ("der Nachbar ist gold", "de", None),
        ("sind wir gold?", "de", None),
        ("on est à court d'argent", "fr", None),
        ("we are not gold", "en", None),
    ],
)
def test_level_without_the_word_partner(extractor: FactExtractor, text: str, language: str, level: str | None) -> None:
    """A metal is a level where the clause says nothing but whose it is and since when."""
    assert extractor.extract(text, language).entities.get("partner_level_claimed") == level


@pytest.mark.parametrize(
    "text, language, contacted",
    [
        ("Telnyx trunk is down. We called them this morning", "en", True),
        ("Telnyx trunk is down, have not called them so far", "en", False),
        ("Der Provider liefert 403. Mit denen telefoniert haben wir gestern", "de", True),
        ("trunk Messagenet, li abbiamo chiamati stamattina", "it", True),
        ("trunk Keyyo en panne, on a parlé avec eux", "fr", True),
        ("Задарма молчит, мы им звонили", "ru", True),
        ("ο πάροχος δεν απαντά, μιλήσαμε μαζί τους χθες", "el", True),
        ("operadora Vivo, falei com eles ontem", "pt", True),
        ("el operador falla, hemos hablado con ellos", "es", True),
        ("the customers ring and we called them back", "en", None),
        ("trunk set up as Generic VoIP Provider, reported once", "en", None),
    ],
)
def test_vendor_named_before(extractor: FactExtractor, text: str, language: str, contacted: bool | None) -> None:
    """ "Them" is the firm that was named before; without one it is anybody."""
    assert extractor.extract(text, language).facts.get("vendor_contacted") is contacted


@pytest.mark.parametrize("text", ["neun Polycomm X250", "deux Yealinck T57W", "zehn yealinks T46U"])
def test_words_are_no_licence_key(text: str) -> None:
    """A whole message of words that happens to hold sixteen letters is divided by its words, not into groups."""
    assert find(text) == []


@pytest.mark.parametrize(
    ("language", "but_one", "all_of_it", "nothing_but"),
    [
        ("en", "all except the manual", "yes all of it", "nothing runs on it apart from 3CX"),
        ("de", "alles bis auf das Handbuch", "ja alles", "außer 3CX läuft da nichts"),
        ("it", "tutto tranne il manuale", "sì tutto", "oltre a 3CX non c'è niente"),
        ("fr", "tout sauf le manuel", "oui tout", "à part 3CX rien n'est installé"),
        ("ru", "всё кроме инструкции", "да всё", "кроме 3CX ничего не установлено"),
        ("el", "όλα εκτός από το εγχειρίδιο", "ναι όλα", "εκτός από το 3CX δεν τρέχει τίποτα"),
        ("pt", "tudo menos o manual", "sim tudo", "além do 3CX não tem nada"),
        ("es", "todo menos el manual", "sí todo", "aparte de 3CX no hay nada"),
    ],
)
def test_checks_that_are_asked_together_may_hold_but_one(
    extractor: FactExtractor, language: str, but_one: str, all_of_it: str, nothing_but: str
) -> None:
    found = extractor.extract(but_one, language, "prechecks")
    assert found.entities.get("exception") and not {"configured_per_manual", "hardware_meets_minimum"} & set(
        found.facts
    )
    assert "exception" not in extractor.extract(but_one, language, "description").entities
    assert "exception" not in extractor.extract(all_of_it, language, "prechecks").entities
    other = extractor.extract(nothing_but, language, "prechecks")
    assert "exception" not in other.entities and other.facts["third_party_software"] is False
