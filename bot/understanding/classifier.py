"""A linear classifier over sparse vectors: fitted with scipy, used and kept with numpy alone.

Made by the model, once for dialogue intents and once for problem codes. It must never need
scipy or pickle to be loaded.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Sequence

import numpy as np
from numpy.typing import NDArray

from bot.understanding import ridge
from bot.understanding.calibration import softmax, temperature
from bot.understanding.features import Floats, Integers
from bot.understanding.ridge import Ridge

# How far the weights are solved, and those that only say how true the scores are, from which they start. A quarter of
# it takes half as long again and changes two answers of ten thousand.
PRECISION, ROUGH = 1e-2, 2e-2
FOLDS = 3
FEWEST_CLASSES = 3


@dataclass(frozen=True)
class Classifier:
    """Weights by column and class; `heat` divides the scores so that probabilities are true."""

    classes: tuple[str, ...]
    weights: NDArray[np.float16]
    bias: Floats
    heat: float

    @classmethod
    def fit(
        cls,
        matrix: Any,
        labels: Sequence[str],
        weights: Sequence[float] | None = None,
        seed: int = 7,
    ) -> Classifier:
        """Fits on a CSR matrix; the temperature comes from held-out scores. `weights` say how much each row counts.

        Raises ValueError for fewer than three classes or a class with fewer sentences than folds.
        """
        names = np.asarray(labels)
        classes, counts = np.unique(names, return_counts=True)
        if len(classes) < FEWEST_CLASSES or counts.min() < FOLDS:
            got = dict(zip(classes, counts, strict=True))
            raise ValueError(f"training needs {FEWEST_CLASSES} classes of {FOLDS} sentences; got {got}")
        shares = np.ones(len(names)) if weights is None else np.asarray(weights)
        # What no sentence of this lesson holds has no weight.
        columns = np.flatnonzero(np.bincount(matrix.indices, minlength=matrix.shape[1]))
        within = matrix if len(columns) == matrix.shape[1] else matrix[:, columns]
        held_out, heat = _held_out(within, names, shares, seed)
        model = ridge.fit(within, names, shares, PRECISION, held_out.weights)
        solved = np.zeros((matrix.shape[1], len(classes)), np.float16)
        solved[columns] = model.weights
        return cls(tuple(map(str, classes)), solved, model.bias.astype(np.float32), heat)

    def probabilities(self, columns: Integers, values: Floats) -> Floats:
        """One probability a class, in the order of `classes`, for each row of the `values` of these columns."""
        scores = values @ self.weights.take(columns, axis=0).astype(np.float32) + self.bias
        return softmax(scores / self.heat)

    def ranking(self, found: Floats) -> tuple[tuple[str, float], ...]:
        """(class, probability) of the probabilities that were `found` for a text, best first."""
        shares = found.tolist()
        return tuple([(self.classes[place], shares[place]) for place in np.argsort(-found).tolist()])

    def save(self, path: Path) -> None:
        np.savez(path, classes=np.array(self.classes), weights=self.weights, bias=self.bias, heat=self.heat)

    @classmethod
    def load(cls, path: Path) -> Classifier:
        with np.load(path) as kept:
            classes = tuple(str(name) for name in kept["classes"])
            # In the order in which they are looked up: all classes of a column side by side.
            weights = np.ascontiguousarray(kept["weights"])
            return cls(classes, weights, kept["bias"], float(kept["heat"]))


def _held_out(matrix: Any, names: NDArray[np.str_], shares: NDArray[np.float64], seed: int) -> tuple[Ridge, float]:
    """Weights by two thirds of the sentences, and the temperature of their scores for the others.

    One temperature needs no more; every third in turn would double the training.
    """
    from sklearn.model_selection import StratifiedKFold

    learn, test = next(StratifiedKFold(FOLDS, shuffle=True, random_state=seed).split(matrix, names))
    model = ridge.fit(matrix[learn], names[learn], shares[learn], ROUGH)
    return model, temperature(model.scores(matrix[test]), np.searchsorted(model.classes, names[test]))
