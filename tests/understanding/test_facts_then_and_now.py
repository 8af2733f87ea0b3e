"""Which of several values holds: then and now, a change of the licence, a level hoped for."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.mark.parametrize(
    ("language", "text", "version"),
    [
        ("en", "We started on V16, then V18. Now it all lives in the cellar, V20 U6, and queues stall", "V20 Update 6"),
        (
            "de",
            "Anfangs V16, später V18; jetzt steht sie im Keller, V20 U6, und die Warteschleife hängt",
            "V20 Update 6",
        ),
        ("es", "Primero V16, luego V18. Ahora está en el sótano, V20 U6, y la cola se cuelga", "V20 Update 6"),
        ("fr", "D'abord V16, puis V18. Maintenant c'est à la cave, V20 U6, et la file se fige", "V20 Update 6"),
        ("it", "Dapprima V16, poi V18. Adesso sta in cantina, V20 U6, e la coda si blocca", "V20 Update 6"),
        ("pt", "Primeiro V16, depois V18. Agora está na cave, V20 U6, e a fila trava", "V20 Update 6"),
        ("ru", "Начинали на V16, потом V18. Теперь она в подвале, V20 U6, и очередь виснет", "V20 Update 6"),
        ("el", "Πρώτα V16, μετά V18. Τώρα είναι στο υπόγειο, V20 U6, και η ουρά κολλάει", "V20 Update 6"),
        ("de", "mit der alten V16 war Ruhe", None),
        ("fr", "avec l'ancienne V16 c'était calme", None),
        ("ru", "на старой V16 было тихо", None),
    ],
)
def test_versions_then_and_now(extractor: Any, language: str, text: str, version: str | None) -> None:
    assert extractor.extract(text, language).facts.get("version") == version


@pytest.mark.parametrize(
    ("language", "text", "size"),
    [
        ("de", "Lizenz von 32 auf 16 reduziert weil die Filiale zu ist", 16),
        ("it", "licenza passata da 8 a 16 la settimana scorsa", 16),
        ("en", "licence went from 8 to 24 last week and calls still drop", 24),
        ("fr", "quel est le prix de 64SC par an ?", None),
        ("en", "what would 64SC cost per year?", None),
        ("de", "was kostet 64SC im Jahr?", None),
    ],
)
def test_sizes_of_a_change_or_a_price(extractor: Any, language: str, text: str, size: int | None) -> None:
    assert extractor.extract(text, language).facts.get("simultaneous_calls") == size


@pytest.mark.parametrize(
    ("language", "text", "level"),
    [
        ("en", "we are a silver partner, with luck gold by spring", "silver"),
        ("de", "wir sind Silber Partner, mit Glück im Frühling Gold", "silver"),
        ("ru", "мы серебряный партнёр, весной надеемся на золотой", "silver"),
        ("ru", "наша компания золотой или платиновый партнёр", None),
    ],
)
def test_a_level_that_is_hoped_for(extractor: Any, language: str, text: str, level: str | None) -> None:
    assert extractor.extract(text, language).entities.get("partner_level_claimed") == level
