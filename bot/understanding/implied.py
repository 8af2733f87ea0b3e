"""Facts that a sentence implies in words that no list foresees ("the box is screwed to the wall behind the till").

Called by the model with its fourth classifier. The rules of `bot.understanding.facts` go first: what is found here
counts only where they found nothing to read.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from bot.understanding.sentences import Clarity, Judge, asks, judged

# The class of everything that implies no fact; the others are written `name=value`, by the names of contract section 4.
NOTHING = "nothing"
# On the sets of facts that are looked at, right and wrong ones found beyond the rules: 54 and 48 at 0.6, 49 and 33 at
# 0.7, 44 and 19 at 0.8.
CLARITY = Clarity(nothing=NOTHING, sentence=0.8, part=0.9)
# Wishes: there may be several, and a question may be one, while what else is asked is no fact.
_WISHES = frozenset({"requests"})
_WORDS: Mapping[str, Any] = {"true": True, "false": False}


def facts(text: str, judge: Judge, foreign: Collection[str] = ()) -> dict[str, Any]:
    """The facts that `text` implies; what is asked, or contradicted by another sentence, is left out.

    In `foreign` parts (`bot.understanding.subjects`) only wishes count.
    `judge` gives the best class of a sentence and its probability.
    """
    found: dict[str, list[Any]] = {}
    for kind, words in judged(text, judge, CLARITY):
        name, _, value = kind.partition("=")
        if asks(words) and name not in _WISHES or not counts(kind, words, foreign):
            continue
        found.setdefault(name, []).append(_WORDS.get(value, value))
    return {
        name: sorted(set(values)) if name in _WISHES else values[0]
        for name, values in found.items()
        if name in _WISHES or len(set(values)) == 1
    }


def label(name: str, value: Any) -> str:
    """The class of a value of a fact."""
    return f"{name}={value}".casefold()


def counts(implied: str, words: str, foreign: Collection[str]) -> bool:
    """Whether a class counts that these `words` imply: in `foreign` parts only wishes do."""
    return implied.partition("=")[0] in _WISHES or not any(part in words or words in part for part in foreign)
