"""How much the opinion of each reader counts for a value: the rules, the second reader, and what sentences imply.

`bot.understanding.facts.verdict` adds it up. The numbers are fitted, not chosen.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import log
from typing import NamedTuple

from bot.understanding.facts.learned.second_reader import CHOICES, LEVEL, WISHES

SMALLEST = 1e-4  # probability; readers do not differ below it


class Heard(NamedTuple):
    """What the readers say of one value; probabilities as log-odds."""

    rules: bool  # the rules read it
    otherwise: bool  # they read another value
    learned: float  # how probable the second reader finds it
    nothing: float  # how probable it finds that nothing is told
    implied: bool  # a sentence implies it
    hinted: float  # how probable it is in the sentence that speaks most for it
    asked: bool  # the open question asks for the fact
    yes: bool  # it is a yes


class Weighing(NamedTuple):
    """What each part of `Heard` counts, in log-odds, and what counts without any."""

    rules: float
    otherwise: float
    learned: float
    nothing: float
    implied: float
    hinted: float
    asked: float
    yes: float
    bias: float

    def of(self, heard: Heard) -> float:
        """The log-odds that the value holds."""
        return self.bias + sum(weight * part for weight, part in zip(self, heard, strict=False))


# Fitted by `python -m evaluation.weighing`, on the labelled messages that no rule was written for.
WEIGHTS: Mapping[str, Weighing] = {
    "hosting": Weighing(1.62, -0.86, 0.26, 0.04, 1.77, 0.25, 0.96, 0.0, -0.47),
    "requester": Weighing(2.09, -1.64, 0.44, 0.18, 1.38, 0.09, 0.63, 0.0, 0.53),
    LEVEL: Weighing(2.52, -0.51, 0.43, 0.17, 0.0, 0.02, 0.0, 0.0, 0.0),
    "yes or no": Weighing(1.98, -1.07, 0.6, 0.22, 0.88, 0.37, 0.92, -0.64, 0.75),
    WISHES: Weighing(0.37, 0.12, 0.28, -0.28, 0.0, 0.39, 0.0, 0.0, 1.38),
}


def weighing(name: str) -> Weighing:
    """What counts for the values of a fact."""
    return WEIGHTS[name if name in (*CHOICES, WISHES) else "yes or no"]


def log_odds(share: float) -> float:
    """The log-odds of a probability, which is kept away from nought and one."""
    share = min(max(share, SMALLEST), 1 - SMALLEST)
    return log(share / (1 - share))
