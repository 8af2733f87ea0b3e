"""Figures of a classification: accuracy, precision and recall by class, confusion, calibration.

Called once a task with what was true and what was answered; knows nothing of models or files.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.understanding.calibration import calibration_error


@dataclass(frozen=True)
class Answer:
    """One judged message: the true label, the labels answered (best first), the confidence of the first."""

    language: str
    text: str
    truth: str
    ranking: tuple[str, ...]
    confidence: float

    @property
    def best(self) -> str:
        return self.ranking[0]

    @property
    def right(self) -> bool:
        return self.best == self.truth


@dataclass(frozen=True)
class ClassFigures:
    """Precision, recall (0 to 1) and the number of messages of one class."""

    name: str
    precision: float
    recall: float
    support: int


def share(answers: Sequence[Answer], *, top: int = 1) -> float:
    """Percentage whose true label is among the first `top`."""
    return round(100 * sum(answer.truth in answer.ranking[:top] for answer in answers) / len(answers), 1)


def by_language(answers: Sequence[Answer], *, top: int = 1) -> dict[str, float]:
    """`share` of each language."""
    languages = dict.fromkeys(answer.language for answer in answers)
    return {
        language: share([answer for answer in answers if answer.language == language], top=top)
        for language in languages
    }


def classes(answers: Sequence[Answer]) -> list[ClassFigures]:
    """Figures of every class, the worst recall first."""
    truths = Counter(answer.truth for answer in answers)
    given = Counter(answer.best for answer in answers)
    right = Counter(answer.truth for answer in answers if answer.right)
    figures = [
        ClassFigures(name, right[name] / given[name] if given[name] else 0.0, right[name] / count, count)
        for name, count in truths.items()
    ]
    return sorted(figures, key=lambda one: (one.recall, one.name))


def confusion(answers: Sequence[Answer]) -> list[tuple[str, str, int]]:
    """(truth, answer, how often) of all mistakes, the most frequent first."""
    mistakes = Counter((answer.truth, answer.best) for answer in answers if not answer.right)
    return [(truth, best, count) for (truth, best), count in mistakes.most_common()]


def calibration(answers: Sequence[Answer]) -> float:
    """Expected calibration error in percent."""
    confidences = np.array([answer.confidence for answer in answers])
    right = np.array([answer.right for answer in answers])
    return round(100 * calibration_error(confidences, right), 1)
