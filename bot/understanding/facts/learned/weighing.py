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
    "hosting": Weighing(
        (1.94, -0.39, 0.48, 0.16, 1.19, 0.44, 0.63, 0.0),
        -0.22,
        {"hosted_by_3cx": -0.81, "on_premise": 1.01, "self_hosted": 0.52, "smb": -0.72},
    ),
    "requester": Weighing(
        (2.7, -1.64, 0.7, 0.29, 0.4, 0.33, 1.12, 0.0),
        0.69,
        {"end_customer": 0.77, "evaluation": -1.1, "package_holder": -0.19, "partner": 0.52},
    ),
    LEVEL: Weighing(
        (3.03, -0.99, 0.24, 0.07, 0.49, 0.08, 0.0, 0.0),
        -0.04,
        {"bronze": 0.32, "gold": -0.91, "platinum": 0.2, "silver": 0.2, "titanium": 0.18},
    ),
    _YES_OR_NO: Weighing((2.21, -1.16, 0.67, 0.27, 0.46, 0.44, 0.94, 0.07), 0.41),
    WISHES: Weighing(
        (0.91, -0.72, 0.2, -0.2, 0.82, 0.35, 0.0, 0.0),
        0.89,
        {"forum": -1.24, "human": 0.02, "phone_support": 0.45, "remote_session": 0.64, "third_party_call": 0.13},
    ),
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
