"""Names with endings, apostrophes and slips in them, in the plural and with what they show of a call."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.mark.parametrize(
    ("language", "text", "entity", "name"),
    [
        ("ru", "Grandsteam'ы отваливаются по одному", "phone", "Grandstream"),
        ("ru", "Yealink'и не регаются", "phone", "Yealink"),
        ("ru", "только если звонок пришёл с транка мегофона", "trunk", "Megafon"),
        ("el", "η αφύπνιση δεν χτυπά στα Panasonic των δωματίων", "phone", "Panasonic"),
        ("el", "το Pylon δεν μας βγάζει το όνομα του πελάτη όταν καλεί", "crm", "Pylon"),
        ("it", "la sveglia non suona sui Panasonic delle camere", "phone", "Panasonic"),
        ("pt", "o despertar não toca nos Panasonic dos quartos", "phone", "Panasonic"),
        ("pt", "Vodafone Porutgal dá 404 quando ligo pro fixo", "trunk", "Vodafone PT"),
        ("fr", "le réveil ne sonne pas sur les Panasonic des chambres", "phone", "Panasonic"),
        ("es", "el despertador no suena en los Panasonic de las habitaciones", "phone", "Panasonic"),
        ("de", "der Weckruf klingelt nicht an den Panasonic der Zimmer", "phone", "Panasonic"),
        ("en", "the wake-up does not ring on the Panasonics of the rooms", "phone", "Panasonic"),
    ],
)
def test_a_name_as_it_is_bent(extractor: Any, language: str, text: str, entity: str, name: str) -> None:
    assert extractor.extract(text, language).entities.get(entity) == name
