"""The learning curve: what half the sentences would give, and so what more might bring.

Called with `--curve`; each point is a training of its own and takes as long.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from bot.understanding.lessons import Example
from bot.understanding.model import UnderstandingModel
from evaluation.tasks import answers, intent_figures, problem_figures

SHARES = (0.125, 0.25, 0.5, 1.0)
SEED = 7


@dataclass(frozen=True)
class Point:
    """A share of the training sentences and the figures reached with it."""

    sentences: int
    figures: dict[str, dict[str, float]]


def curve(learned: Sequence[Example], judged: Sequence[Example]) -> list[Point]:
    """One point a share; each share contains the smaller ones."""
    shuffled = random.Random(SEED).sample(list(learned), len(learned))
    points = []
    for share in SHARES:
        part = shuffled[: int(share * len(shuffled))]
        intents, problems = answers(UnderstandingModel.train(part), judged)
        points.append(Point(len(part), {**intent_figures(intents), **problem_figures(problems)}))
    return points
