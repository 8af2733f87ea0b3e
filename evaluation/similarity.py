"""Finds evaluation messages that stand in the training almost word for word.

A figure measured on learned sentences says nothing; the test of the evaluation set calls this.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from bot.understanding.lessons import Example
from bot.understanding.normal import fold

# Shared words over all words. A greeting or a yes has few wordings and may stand on both sides.
NEAR = 0.8
FEWEST_WORDS = 4


@dataclass(frozen=True)
class Twin:
    """An evaluation message, the training sentence that it resembles, and how much (0 to 1)."""

    judged: Example
    learned: Example
    overlap: float


def twins(judged: Sequence[Example], learned: Sequence[Example], near: float = NEAR) -> list[Twin]:
    """Messages of at least four words whose words are shared with a training sentence of their language."""
    holders: dict[tuple[str, str], list[int]] = defaultdict(list)
    bags = [frozenset(_words(example.text)) for example in learned]
    for place, example in enumerate(learned):
        for word in bags[place]:
            holders[example.language, word].append(place)
    found = []
    for example in judged:
        bag = frozenset(_words(example.text))
        if len(bag) < FEWEST_WORDS:
            continue
        candidates = {place for word in bag for place in holders[example.language, word]}
        best = max(candidates, key=lambda place: _overlap(bag, bags[place]), default=None)
        if best is not None and _overlap(bag, bags[best]) >= near:
            found.append(Twin(example, learned[best], _overlap(bag, bags[best])))
    return found


def _words(text: str) -> list[str]:
    return "".join(character if character.isalnum() else " " for character in fold(text)).split()


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other)
