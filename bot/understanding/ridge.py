"""Ridge regression on classes, solved for all of them at once, from a start where there is one.

Called by the classifier. scikit-learn solves the same equations one class after another and from nothing: four to
five times as long for 26 to 37 classes (docs/understanding.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

# By cross-validation on the training sentences (docs/understanding.md).
PENALTY = 1.0
# Half of the sentences report a problem. 0 lets that class swallow the others, 1 gives every class the same weight
# and loses reports; in between, both lose least.
BALANCE = 0.7
MOST_ROUNDS = 100


@dataclass(frozen=True)
class Ridge:
    """Weights by column and class, and the bias of every class."""

    classes: NDArray[np.str_]
    weights: Floats
    bias: Floats

    def scores(self, matrix: Any) -> Floats:
        """One score a row of the CSR matrix and class."""
        found: Floats = matrix @ self.weights + self.bias
        return found

    def predict(self, matrix: Any) -> NDArray[np.str_]:
        """The class of the highest score of each row."""
        best: NDArray[np.str_] = self.classes[self.scores(matrix).argmax(axis=1)]
        return best


def fit(
    matrix: Any, names: NDArray[np.str_], shares: NDArray[np.float64], precision: float, start: Floats | None = None
) -> Ridge:
    """The ridge regression of the classes `names` on the rows of a CSR matrix.

    `shares` say how much each row counts, `precision` how small the residual has to become, as a share of what it
    is without any weights; `start` are weights to begin with.
    """
    from scipy.sparse.linalg import LinearOperator, cg

    classes, labels, counts = np.unique(names, return_inverse=True, return_counts=True)
    weights = ((len(names) / len(classes) / counts) ** BALANCE)[labels] * shares
    rows = weights.astype(np.float32)[:, None]
    truth = np.where(labels[:, None] == np.arange(len(classes)), 1, -1).astype(np.float32)
    flat = matrix.T.tocsr()
    # The bias is not to be penalised: all is solved around the means of the columns and of the classes.
    middle, usual = (flat @ rows) / rows.sum(), (rows * truth).sum(0) / rows.sum()
    shape = matrix.shape[1], len(classes)

    def gathered(of_rows: Floats) -> Floats:
        of_rows *= rows
        of_columns: Floats = flat @ of_rows - middle * of_rows.sum(0)
        return of_columns

    def equations(solution: Floats) -> Floats:
        of_columns = solution.reshape(shape)
        return (gathered(matrix @ of_columns - middle.T @ of_columns) + PENALTY * of_columns).ravel()

    # Columns that stand in every sentence and columns that stand in two: scaled to the same size they are solved in
    # half as many rounds.
    size = np.repeat(1 / (flat.power(2) @ rows + PENALTY), len(classes))
    width = size.size
    found, _ = cg(
        LinearOperator((width, width), equations, dtype=np.float32),
        gathered(truth - usual).ravel(),
        None if start is None else start.ravel(),
        tol=precision,
        maxiter=MOST_ROUNDS,
        M=LinearOperator((width, width), lambda one: size * one, dtype=np.float32),
    )
    solved = found.reshape(shape)
    return Ridge(classes, solved, usual - (middle.T @ solved)[0])
