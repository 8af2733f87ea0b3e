"""The fee for a case told by its sum, and other sums."""

from __future__ import annotations

import pytest

from bot.understanding.facts.extractor import FactExtractor


@pytest.mark.parametrize(
    ("language", "text", "accepted"),
    [
        ("en", "Take your 75 euros, I just want it solved", True),
        ("de", "75 Euro zahle ich dafür nicht", False),
        ("it", "i 75 euro ve li do volentieri", True),
        ("fr", "75 balles pour ça ? bon, allez-y, ouvrez", True),
        ("ru", "75 евро за ваш баг? с какой стати", False),
        ("el", "τα 75 ευρώ τα δίνω, αρκεί να δουλέψει", True),
        ("pt", "se não couber nos tickets pago os 75 euros sem discussão", True),
        ("es", "pagar 75 euros por un fallo vuestro? ni hablar", False),
        ("en", "do I have to pay the 75 euros?", None),
        ("en", "we pay 75 euros a month for the trunk and it is dead", None),
        ("de", "Rechnung von Vodafone über 320 Euro ist bezahlt, passt alles", None),
        ("it", "la fattura TIM di 220 euro è pagata, va bene", None),
        ("fr", "la facture SFR de 486 € est payée donc c'est pas ça", None),
        ("es", "el teléfono me costó 75 euros y no va", None),
    ],
)
def test_the_sum_is_the_fee(extractor: FactExtractor, language: str, text: str, accepted: bool | None) -> None:
    """75 euros are the fee; every other sum is somebody's invoice."""
    assert extractor.extract(text, language).facts.get("fee_accepted") is accepted
