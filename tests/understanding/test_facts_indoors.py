"""Machines and places in the house in homely words, and places of the own system beside those of others."""

from __future__ import annotations

import pytest

from bot.settings import ROOT
from bot.understanding.facts.extractor import FactExtractor


@pytest.fixture(scope="module")
def extractor() -> FactExtractor:
    return FactExtractor.load(ROOT / "policy_kb", ROOT / "data")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "vestry cupboard, next to the organ blower"),
        ("de", "hinterm Kühlschrank in der Backstube"),
        ("it", "sotto la scala, tra il frigo dei vini e il contatore"),
        ("fr", "derrière le bar, à côté de la machine à glaçons"),
        ("ru", "в подсобке за холодильником"),
        ("el", "κάτω από τον πάγκο, δίπλα στο ψυγείο"),
        ("pt", "num quartinho atrás do altar"),
        ("es", "debajo del mostrador, al lado de la caja"),
    ],
)
def test_a_place_in_the_house_answers_where_it_runs(extractor: FactExtractor, language: str, text: str) -> None:
    assert extractor.extract(text, language, "hosting").facts.get("hosting") == "on_premise"


@pytest.mark.parametrize(("language", "text"), [("en", "not under my desk any more"), ("de", "keine Ahnung")])
def test_a_denied_place_is_no_answer(extractor: FactExtractor, language: str, text: str) -> None:
    assert "hosting" not in extractor.extract(text, language, "hosting").facts


@pytest.mark.parametrize(
    ("language", "text", "place"),
    [
        ("en", "the PC under my desk runs the lot", "on_premise"),
        ("it", "Nel retro del museo c'è il cubetto con su il centralino", "on_premise"),
        ("fr", "c'est le vieux PC du comptable qui sert de standard", "on_premise"),
        ("ru", "старый комп в бухгалтерии служит сервером", "on_premise"),
        ("el", "ένα παλιό pc κάνει χρέη κέντρου", "on_premise"),
        ("es", "el PC de la portería hace de centralita", "on_premise"),
        ("pt", "20.0.7.1063 num Dell na cave da escola", "on_premise"),
        ("en", "the solicitors downstairs are on a NUC, ours is on AWS", "self_hosted"),
        ("de", "Die Praxis nebenan hat ihre 3CX auf Azure, bei uns knackt es", None),
        ("es", "EC2 de amazon, 20.0.9.1203, troncal netelip", "self_hosted"),
        ("es", "autoalojado no, lo lleva 3cx", "hosted_by_3cx"),
        ("de", "Was kostet ein Hetzner CX22 im Monat?", None),
        ("fr", "Sur l'affiche : '3CX hébergé, 8 lignes offertes'", None),
        ("en", "my PC runs the 3CX app and it is slow", None),
    ],
)
def test_where_it_runs_in_homely_words(extractor: FactExtractor, language: str, text: str, place: str | None) -> None:
    assert extractor.extract(text, language).facts.get("hosting") == place
