"""Pictures of the report, as inline PNG data: bars by language, confusion, reliability, learning curve.

Called by the report only. matplotlib is imported when the first picture is drawn.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from io import BytesIO
from typing import Any

import numpy as np

from evaluation.curve import Point
from evaluation.scoring import Answer
from evaluation.tasks import Figures

BINS = 10


def bars(figures: Figures, names: Sequence[str]) -> str:
    """Bars of the named figures, a group a language."""
    figure, axes = _plot(10, 3.5)
    languages = list(figures[names[0]])
    width = 0.8 / len(names)
    for place, name in enumerate(names):
        heights = [figures[name].get(language, 0) for language in languages]
        axes.bar(np.arange(len(languages)) + place * width, heights, width, label=name)
    axes.set_xticks(np.arange(len(languages)) + 0.4 - width / 2, languages)
    axes.set_ylim(min(60, *(min(figures[name].values()) for name in names)), 100)
    axes.set_ylabel("%")
    axes.legend(fontsize=8, ncol=len(names))
    return _png(figure)


def matrix(answers: Sequence[Answer]) -> str:
    """True classes (rows) against answers (columns), shares of the row."""
    names = sorted({answer.truth for answer in answers} | {answer.best for answer in answers})
    places = {name: place for place, name in enumerate(names)}
    counts = np.zeros((len(names), len(names)))
    for answer in answers:
        counts[places[answer.truth], places[answer.best]] += 1
    figure, axes = _plot(9, 8)
    axes.imshow(counts / np.maximum(counts.sum(1, keepdims=True), 1), cmap="Blues", vmin=0, vmax=1)
    axes.set_xticks(range(len(names)), names, rotation=90, fontsize=7)
    axes.set_yticks(range(len(names)), names, fontsize=7)
    return _png(figure)


def reliability(answers: Sequence[Answer]) -> str:
    """Accuracy against confidence; on the diagonal a probability means what it says."""
    confidences = np.array([answer.confidence for answer in answers])
    right = np.array([answer.right for answer in answers])
    bins = np.minimum((confidences * BINS).astype(int), BINS - 1)
    used = [place for place in range(BINS) if (bins == place).any()]
    figure, axes = _plot(4, 4)
    axes.plot([0, 1], [0, 1], color="grey", linewidth=0.8)
    axes.plot([confidences[bins == one].mean() for one in used], [right[bins == one].mean() for one in used], "o-")
    axes.set_xlabel("confidence")
    axes.set_ylabel("accuracy")
    return _png(figure)


def learning(points: Sequence[Point]) -> str:
    """The worst language of each figure against the number of training sentences."""
    figure, axes = _plot(7, 4)
    for name in points[0].figures:
        worst = [min(point.figures[name].values()) for point in points]
        axes.plot([point.sentences for point in points], worst, "o-", label=f"{name}, worst language")
    axes.set_xlabel("training sentences")
    axes.set_ylabel("%")
    axes.legend(fontsize=8)
    return _png(figure)


def _plot(width: float, height: float) -> tuple[Any, Any]:
    import matplotlib  # type: ignore[import-untyped]

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(width, height), layout="constrained")
    return figure, axes


def _png(figure: Any) -> str:
    from matplotlib import pyplot

    stream = BytesIO()
    figure.savefig(stream, format="png", dpi=110)
    pyplot.close(figure)
    return "data:image/png;base64," + base64.b64encode(stream.getvalue()).decode("ascii")
