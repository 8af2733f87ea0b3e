"""Names that are ordinary words, cut short, joined or mistyped: what stands around them decides."""

from __future__ import annotations

from typing import Any

import pytest

from bot.understanding.facts.extractor import FactExtractor


@pytest.mark.parametrize(
    ("language", "text", "entity", "name"),
    [
        ("de", "Colt hat eine Störung am Trunk", "trunk", "Colt"),
        ("de", "bei A1 am Trunk kommt nichts an", "trunk", "A1 Telekom Austria"),
        ("fr", "appels sortants refusés, Orange nous répond 403 sur le trunk", "trunk", "Orange Business"),
        ("it", "da stamattina TIM rifiuta tutto con 403", "trunk", "TIM"),
        ("pt", "a NOS não responde ao trunk desde cedo", "trunk", "NOS"),
        ("es", "entel devuelve 503 en las salientes", "trunk", "Entel"),
        ("ru", "ростелек отдаёт 403 на входящие", "trunk", "Rostelecom"),
        ("ru", "мангоофис отвечает 503", "trunk", "Mango Office"),
        ("ru", "фанвилов x3sg не видно", "phone", "Fanvil X3"),
        ("en", "our Mitel 6865i sets reboot", "phone", "Mitel"),
        ("de", "check in klappt nicht mehr, casablnca schickt nix", "pms", "Casablanca"),
        ("en", "wake up calls stopped since gestline got patched", "pms", "Guestline"),
        ("fr", "la fiche ne remonte plus depuis axonautt", "crm", "Axonaut"),
    ],
)
def test_names_that_their_surroundings_tell(extractor: Any, language: str, text: str, entity: str, name: str) -> None:
    assert extractor.extract(text, language).entities.get(entity) == name


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("pt", "Nova instalação, o trunk não registra"),
        ("pt", "próximas chamadas caem com 503"),
        ("fr", "hébergé chez OVH, le trunk renvoie 503"),
        ("en", "the evolve 2 is silent"),
        ("ru", "компания Альфа Телеком, не звонит транк"),
        ("el", "ο μπαμπάς μου ήταν στον ΟΤΕ"),
    ],
)
def test_words_that_name_no_provider(extractor: Any, language: str, text: str) -> None:
    assert "trunk" not in extractor.extract(text, language).entities


@pytest.mark.parametrize(
    "text, language, entity, value",
    [
        ("our line used to be Vonage, with Gamma trunk since Monday nobody gets a ring", "en", "trunk", "Gamma"),
        ("Gerade hat Vodafone angerufen und wollte mir einen Vertrag andrehen", "de", "trunk", None),
        ("Herr Patton kommt morgen", "de", "gateway", None),
        ("la signora Celeste non sente la linea", "it", "trunk", None),
        ("SFR a appelé pour me vendre une box", "fr", "trunk", None),
        ("Билайн звонил, хотел впарить тариф", "ru", "trunk", None),
        ("το ραντεβού με τον κ. Patton άλλαξε", "el", "gateway", None),
        ("apareceu um anúncio com yealink t31p de brinde", "pt", "phone", None),
        ("llamó Vodafone para venderme fibra", "es", "trunk", None),
    ],
)
def test_people_and_adverts_are_no_products(
    extractor: FactExtractor, text: str, language: str, entity: str, value: object
) -> None:
    assert extractor.extract(text, language).entities.get(entity) == value
