"""How much the opinion of each reader counts for a value: the rules, the second reader, and what sentences imply.

`bot.understanding.facts.verdict` adds it up. The numbers are fitted, not chosen.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import log
from types import MappingProxyType
from typing import NamedTuple

from bot.understanding.facts.learned.second_reader import CHOICES, LEVEL, WISHES

SMALLEST = 0.01  # probability; readers do not differ below it
DOUBTED = -1.4  # log-odds of a fifth
_YES_OR_NO = "yes or no"


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

    @property
    def agreed(self) -> bool:
        """Whether the rules read it and the second reader does not doubt it."""
        return self.rules and self.learned >= DOUBTED


class Weighing(NamedTuple):
    """What each part of `Heard` counts, in log-odds, what counts without any, and what a value counts beside that."""

    parts: tuple[float, ...]
    bias: float
    values: Mapping[str, float] = MappingProxyType({})

    def of(self, value: str, heard: Heard) -> float:
        """The log-odds that the value holds."""
        return (
            self.bias
            + self.values.get(value, 0.0)
            + sum(weight * part for weight, part in zip(self.parts, heard, strict=True))
        )


# Fitted by `python -m evaluation.weighing`, on the labelled messages that no rule was written for.
WEIGHTS: Mapping[str, Weighing] = {
    "hosting": Weighing((1.61, -0.96, 0.3, 0.04, 1.68, 0.29, 0.97, 0.0), -0.48),
    "requester": Weighing((2.12, -1.51, 0.55, 0.27, 0.64, 0.24, 0.79, 0.0), 0.83),
    LEVEL: Weighing((2.49, -0.28, 0.48, 0.27, 0.0, 0.02, 0.0, 0.0), 0.0),
    _YES_OR_NO: Weighing((2.02, -1.17, 0.62, 0.22, 0.79, 0.41, 0.73, -0.57), 0.67),
    WISHES: Weighing((0.53, 0.0, 0.3, -0.3, 0.12, 0.43, 0.0, 0.0), 1.25),
}


def weighing(name: str) -> Weighing:
    """What counts for the values of a fact."""
    return WEIGHTS[kind_of(name)]


def kind_of(name: str) -> str:
    """The name of the weights of a fact."""
    return name if name in (*CHOICES, WISHES) else _YES_OR_NO


def log_odds(share: float) -> float:
    """The log-odds of a probability, which is kept away from nought and one."""
    share = min(max(share, SMALLEST), 1 - SMALLEST)
    return log(share / (1 - share))
