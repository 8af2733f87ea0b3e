"""What training makes of texts: rows of terms, and the weights of ridge regressions."""

from __future__ import annotations

import numpy as np

from bot.understanding import ridge
from bot.understanding.term_rows import TermRows


def test_rows_of_several_processes_are_joined() -> None:
    """The same term has one column, counts stay, and what stands in too few rows is left out."""
    rows, more = TermRows(), TermRows()
    rows.add(["b", "a", "b"])
    more.add(["c", "b"])
    more.add([])
    rows.extend(more)
    terms, counts = rows.counts(1)
    assert terms == ["a", "b", "c"] and counts.toarray().tolist() == [[1, 2, 0], [0, 1, 1], [0, 0, 0]]
    terms, counts = rows.counts(2)
    assert terms == ["b"] and counts.toarray().tolist() == [[2], [1], [0]]


def test_ridge_solves_what_scikit_learn_solves() -> None:
    """The same weights as its direct solver, from nothing and from a start."""
    from scipy.sparse import random as random_matrix
    from sklearn.linear_model import Ridge

    chance = np.random.default_rng(3)
    matrix = random_matrix(120, 40, 0.2, "csr", np.float32, random_state=3)
    names = chance.choice(["a", "b", "c"], 120, p=[0.6, 0.3, 0.1])
    shares = chance.uniform(0.3, 1.0, 120)
    classes, counts = np.unique(names, return_counts=True)
    weights = (120 / 3 / counts[np.searchsorted(classes, names)]) ** ridge.BALANCE * shares
    wanted = Ridge(alpha=ridge.PENALTY, solver="cholesky")
    wanted.fit(matrix.toarray(), np.where(names[:, None] == classes, 1, -1), sample_weight=weights)
    first = ridge.fit(matrix, names, shares, 1e-6)
    again = ridge.fit(matrix, names, shares, 1e-6, first.weights + 0.1)
    for found in (first, again):
        assert list(found.classes) == ["a", "b", "c"]
        np.testing.assert_allclose(found.weights, wanted.coef_.T, atol=2e-4)
        np.testing.assert_allclose(found.bias, wanted.intercept_, atol=2e-4)
        assert (found.predict(matrix) == classes[wanted.predict(matrix.toarray()).argmax(axis=1)]).all()
