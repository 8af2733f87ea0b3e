"""What the tests of understanding share."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.understanding.facts.extractor import FactExtractor

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def extractor() -> FactExtractor:
    """The facts of all lexicons and gazetteers; loaded once, it keeps nothing of a message."""
    return FactExtractor.load(ROOT / "policy_kb", ROOT / "data")
