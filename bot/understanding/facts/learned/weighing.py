"""How much the opinion of each reader counts for a value: the rules, the second reader, and what sentences imply.

`bot.understanding.facts.verdict` adds it up. The numbers are fitted, not chosen (`data/weighing.json`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from math import log
from typing import NamedTuple

from bot.settings import ROOT
from bot.understanding.facts.learned.tasks import CHOICES, WISHES

WEIGHTS = ROOT / "data" / "weighing.json"
SMALLEST = 0.01  # probability; readers do not differ below it
_YES_OR_NO = "yes or no"


class Heard(NamedTuple):
    """What the readers say of one value; probabilities as log-odds."""

    rules: bool  # the rules read it
    otherwise: bool  # they read another value
    learned: float  # how probable the second reader finds it
    nothing: float  # how probable it finds that nothing is told
    in_order: float  # the first of both as its network finds it
    nothing_in_order: float  # and the second
    implied: bool  # a sentence implies it
    hinted: float  # how probable it is in the sentence that speaks most for it
    asked: bool  # the open question asks for the fact
    spoken: bool  # there are words of it that the rules did not take for it


class Weighing(NamedTuple):
    """What counts for the values of a fact, in log-odds.

    `parts` are the weights of the parts of `Heard`, `ruled` what they weigh more where the rules read the value. A
    value of `values` counts by itself, where the rules read it, and by how probable the second reader finds it.
    """

    bias: float
    parts: tuple[float, ...]
    ruled: tuple[float, ...]
    values: Mapping[str, tuple[float, float, float]]

    def of(self, name: str, value: str, heard: Heard) -> float:
        """The log-odds that this value of a fact holds."""
        alone, with_rules, with_learned = self.values[f"{name}={value}"]
        weights = zip(self.parts, self.ruled, heard, strict=True)
        parts = sum((weight + more * heard.rules) * part for weight, more, part in weights)
        return self.bias + parts + alone + with_rules * heard.rules + with_learned * heard.learned


@cache
def _weighings() -> Mapping[str, Weighing]:
    """By kind of fact, fitted by `python -m evaluation.weighing` on labelled messages that no rule was written for."""
    kept = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return {
        kind: Weighing(one["bias"], tuple(one["parts"]), tuple(one["ruled"]), one["values"])
        for kind, one in kept.items()
    }


def weighing(name: str) -> Weighing:
    """What counts for the values of a fact. Raises OSError where the numbers are missing."""
    return _weighings()[kind_of(name)]


def kind_of(name: str) -> str:
    """The name of the weights of a fact."""
    return name if name in (*CHOICES, WISHES) else _YES_OR_NO


def log_odds(share: float) -> float:
    """The log-odds of a probability, which is kept away from nought and one."""
    share = min(max(share, SMALLEST), 1 - SMALLEST)
    return log(share / (1 - share))
