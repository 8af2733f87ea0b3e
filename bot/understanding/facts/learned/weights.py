"""The signs that count, by number, and the classifiers over them: fitted from rows of signs, kept without pickle."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bot.understanding.calibration import softmax
from bot.understanding.classifier import ROUGH, Classifier

NOTHING = "nothing"
_LEAST = 2  # rows in which a sign has to stand


class Weights:
    """One classifier a task over the same signs."""

    def __init__(self, columns: Mapping[str, int], classifiers: Mapping[str, Classifier]) -> None:
        self._columns = columns
        self._classifiers = classifiers
        # Side by side: the weights of a sign are looked up once for all tasks.
        self._stacked = np.ascontiguousarray(np.hstack([one.weights for one in classifiers.values()]))

    @classmethod
    def fit(cls, rows: Sequence[Iterable[str]], labels: Mapping[str, Sequence[str]]) -> Weights:
        """Fits a classifier a task; `labels` has one a row, by task. Raises ValueError for too few classes."""
        from joblib import Parallel, delayed

        signs = [frozenset(row) for row in rows]
        counted = Counter(sign for row in signs for sign in row)
        columns = {sign: at for at, sign in enumerate(sorted(sign for sign, n in counted.items() if n >= _LEAST))}
        matrix = _matrix(signs, columns)
        fits = Parallel(n_jobs=2)(
            delayed(Classifier.fit)(matrix, of_task, precision=ROUGH) for of_task in labels.values()
        )
        return cls(columns, dict(zip(labels, fits, strict=True)))

    def judge(self, signs: Iterable[str]) -> dict[str, dict[str, float]]:
        """The probability of every class, by task."""
        known = self._columns.keys() & set(signs)
        rows = self._stacked[sorted(self._columns[sign] for sign in known)]
        values = np.full(len(rows), 1 / np.sqrt(max(1, len(rows))), dtype=np.float32)
        shares: dict[str, dict[str, float]] = {}
        first = 0
        for task, one in self._classifiers.items():
            weights = np.ascontiguousarray(rows[:, first : first + len(one.classes)], dtype=np.float32)
            probabilities = softmax((values @ weights + one.bias) / one.heat)
            shares[task] = dict(zip(one.classes, probabilities.tolist(), strict=True))
            first += len(one.classes)
        return shares

    def save(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "signs.json").write_text(json.dumps(list(self._columns), ensure_ascii=False), encoding="utf-8")
        for task, classifier in self._classifiers.items():
            classifier.save(folder / f"{task}.npz")

    @classmethod
    def load(cls, folder: Path) -> Weights:
        """What `save` wrote; raises OSError where nothing did."""
        signs = json.loads((folder / "signs.json").read_text(encoding="utf-8"))
        classifiers = {path.stem: Classifier.load(path) for path in sorted(folder.glob("*.npz"))}
        return cls({sign: at for at, sign in enumerate(signs)}, classifiers)


def _matrix(rows: Sequence[frozenset[str]], columns: Mapping[str, int]) -> Any:
    """A CSR matrix with a row of length one for each of `rows`."""
    from scipy.sparse import csr_matrix

    known = [sorted(columns[sign] for sign in row if sign in columns) for row in rows]
    ends = np.cumsum([0, *map(len, known)])
    values = np.concatenate([np.full(len(row), 1 / np.sqrt(max(1, len(row))), dtype=np.float32) for row in known])
    flat = np.fromiter((column for row in known for column in row), dtype=np.int64, count=int(ends[-1]))
    return csr_matrix((values, flat, ends), shape=(len(rows), len(columns)))
