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


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "it's a trial, we've paid nothing so far"),
        ("de", "ist ne Testinstallation, bezahlt haben wir noch nix"),
        ("it", "è una prova, non abbiamo ancora pagato niente"),
        ("fr", "c'est une version d'essai, on n'a encore rien payé"),
        ("ru", "триал, пока ничего не платили"),
        ("el", "Δοκιμαστική, δεν έχουμε πληρώσει τίποτα ακόμη"),
        ("pt", "é só teste, não pagamos nada até agora"),
        ("es", "es una prueba, no hemos pagado nada todavía"),
    ],
)
def test_nothing_was_paid_yet(extractor: FactExtractor, language: str, text: str) -> None:
    """Who has paid nothing so far refuses nothing."""
    assert "fee_accepted" not in extractor.extract(text, language).facts


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "I don't accept, the bug came with your own update. Put me through to a real person please"),
        (
            "de",
            "akzeptiere ich nicht, der Fehler kam mit eurem Update. Ich will mit einem Menschen reden, bitte sofort",
        ),
        ("fr", "non mais j'accepte pas, le bug vient de chez vous, passez moi quelqu'un"),
        ("pt", "nao aceito, o bug é do update de voces. me passa pra uma pessoa de verdade"),
        ("es", "no acepto, el fallo es de la actualización de ustedes. páseme con alguien de verdad por favor"),
    ],
)
def test_refused_before_all_else(extractor: FactExtractor, language: str, text: str) -> None:
    """A short refusal that opens the answer counts, whatever follows it."""
    assert extractor.extract(text, language, "fee_accepted").facts.get("fee_accepted") is False
