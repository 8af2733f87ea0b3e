"""Probabilities that mean what they say: temperature scaling and its measure.

Called by the classifier when it is fitted, and by the evaluation to judge the result.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
BINS = 10


def softmax(scores: Floats) -> Floats:
    """Probabilities of scores along the last axis."""
    shifted = np.exp(scores - scores.max(axis=-1, keepdims=True))
    result: Floats = shifted / shifted.sum(axis=-1, keepdims=True)
    return result


def temperature(scores: Floats, truth: NDArray[np.int64]) -> float:
    """The divisor of `scores` that makes the true classes most likely (Guo et al. 2017, arXiv:1706.04599)."""

    def loss(heat: float) -> float:
        likely = softmax(scores / heat)[np.arange(len(truth)), truth]
        return float(-np.log(np.maximum(likely, 1e-12)).mean())

    return float(min(np.geomspace(0.02, 20, 120), key=loss))


def calibration_error(confidences: NDArray[np.float64], correct: NDArray[np.bool_]) -> float:
    """Expected calibration error: mean distance of confidence and accuracy over ten bins, 0 to 1."""
    if not len(confidences):
        return 0.0
    bins = np.minimum((confidences * BINS).astype(int), BINS - 1)
    gaps = [
        abs(confidences[bins == place].mean() - correct[bins == place].mean()) * (bins == place).sum()
        for place in range(BINS)
        if (bins == place).any()
    ]
    return float(sum(gaps) / len(confidences))
