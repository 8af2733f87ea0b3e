"""Greek and Russian in Latin letters say the same facts as in their own."""

from __future__ import annotations

from functools import partial

import pytest

from bot.understanding.facts.extractor import FactExtractor
from bot.understanding.facts.figures import measure
from tests.understanding.conftest import ROOT
from tests.understanding.latin_keyboards import KEYBOARDS, retyped

SETS = ("facts", "facts_second", "facts_fifth", "facts_sixth")
KEYBOARD_NAMES = [(language, name) for language, tables in KEYBOARDS.items() for name in tables]


@pytest.mark.parametrize(("language", "keyboard"), KEYBOARD_NAMES)
def test_judged_sentences_keep_their_facts_in_latin_letters(
    extractor: FactExtractor, language: str, keyboard: str
) -> None:
    """Precision 97 and recall 85 per cent at least over all judged sentences, however they are retyped."""
    retype = partial(retyped, table=KEYBOARDS[language][keyboard])
    scores = [measure(extractor, ROOT / "evaluation", name, language, retype)[0][language] for name in SETS]
    right = sum(score.right for score in scores)
    assert right / (right + sum(score.extra for score in scores)) >= 0.97
    assert right / (right + sum(score.missing for score in scores)) >= 0.85
