"""A linear classifier over sparse vectors: fitted with scikit-learn, used and kept with numpy alone.

Made by the model, once for dialogue intents and once for problem codes. It must never need
scikit-learn or pickle to be loaded.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Sequence

import numpy as np
from numpy.typing import NDArray

from bot.understanding.calibration import softmax, temperature
from bot.understanding.features import Floats, Integers

# By cross-validation on the training sentences (docs/understanding.md).
PENALTY = 1.0
# A thousandth takes half as long again and changes two answers of ten thousand; for one temperature less will do, and
# for classifiers that are asked for probabilities.
PRECISION, ROUGH = 1e-2, 3e-2
# Half of the sentences report a problem. 0 lets that class swallow the others, 1 gives every class the same weight
# and loses reports; in between, both lose least.
BALANCE = 0.7
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
        *,
        precision: float = PRECISION,
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
        model = fit_ridge(matrix, names, shares, precision)
        heat = temperature(*_held_out(matrix, names, shares, seed))
        return cls(
            tuple(str(name) for name in model.classes_),
            model.coef_.T.astype(np.float16),
            model.intercept_.astype(np.float32),
            heat,
        )

    def probabilities(self, columns: Integers, values: Floats) -> Floats:
        """One probability a class, in the order of `classes`."""
        scores = values @ self.weights[columns].astype(np.float32) + self.bias
        return softmax(scores / self.heat)

    def ranking(self, columns: Integers, values: Floats) -> tuple[tuple[str, float], ...]:
        """(class, probability), best first."""
        probabilities = self.probabilities(columns, values)
        return tuple((self.classes[place], float(probabilities[place])) for place in np.argsort(-probabilities))

    def save(self, path: Path) -> None:
        np.savez(path, classes=np.array(self.classes), weights=self.weights, bias=self.bias, heat=self.heat)

    @classmethod
    def load(cls, path: Path) -> Classifier:
        with np.load(path) as kept:
            classes = tuple(str(name) for name in kept["classes"])
            # In the order in which they are looked up: all classes of a column side by side.
            weights = np.ascontiguousarray(kept["weights"])
            return cls(classes, weights, kept["bias"], float(kept["heat"]))


def fit_ridge(
    matrix: Any, names: NDArray[np.str_], shares: NDArray[np.float64] | None = None, precision: float = PRECISION
) -> Any:
    """Ridge regression on the classes; `shares` say how much each row counts, `precision` how far it is solved."""
    from sklearn.linear_model import RidgeClassifier

    classes, counts = np.unique(names, return_counts=True)
    weights = (len(names) / len(classes) / counts) ** BALANCE
    ridge = RidgeClassifier(
        alpha=PENALTY, class_weight=dict(zip(classes, weights, strict=True)), solver="sparse_cg", tol=precision
    )
    return ridge.fit(matrix, names, sample_weight=shares)


def _held_out(matrix: Any, names: NDArray[np.str_], shares: NDArray[np.float64], seed: int) -> tuple[Floats, Integers]:
    """Scores of a third of the sentences by a model that did not see them, and the places of their true classes.

    One temperature needs no more; every third in turn would double the training.
    """
    from sklearn.model_selection import StratifiedKFold

    learn, test = next(StratifiedKFold(FOLDS, shuffle=True, random_state=seed).split(matrix, names))
    scores = fit_ridge(matrix[learn], names[learn], shares[learn], ROUGH).decision_function(matrix[test])
    return scores, np.searchsorted(np.unique(names), names[test])
