"""The signs that count, by number, and the classifiers over them: fitted from rows of signs, kept without pickle."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

import numpy as np

from bot.understanding.calibration import softmax
from bot.understanding.classifier import Classifier
from bot.understanding.facts.learned.groups import Group
from bot.understanding.facts.learned.known import Known
from bot.understanding.features import Floats, Integers
from bot.understanding.term_rows import TermRows

_LEAST = 2  # rows in which a sign has to stand


class Weights:
    """One classifier a task over the same signs."""

    def __init__(self, columns: Mapping[str, int], classifiers: Mapping[str, Classifier]) -> None:
        self._columns = columns
        self._classifiers = classifiers
        alike: dict[int, dict[str, Classifier]] = defaultdict(dict)
        for task, one in classifiers.items():
            alike[len(one.classes)][task] = one
        self._known = Known(columns)
        self._stacks = [_Stack(tasks) for tasks in alike.values()]

    @classmethod
    def fit(cls, rows: TermRows, labels: Mapping[str, Sequence[str]]) -> Weights:
        """Fits a classifier a task; `labels` has one a row, by task. Raises ValueError for too few classes."""
        from joblib import Parallel, delayed

        signs, matrix = rows.counts(_LEAST)
        lengths = np.diff(matrix.indptr)
        matrix.data = np.repeat(1 / np.sqrt(np.maximum(1, lengths)), lengths).astype(np.float32)
        fits = Parallel(n_jobs=2)(delayed(Classifier.fit)(matrix, of_task) for of_task in labels.values())
        return cls({sign: at for at, sign in enumerate(signs)}, dict(zip(labels, fits, strict=True)))

    def judge(self, rows: Iterable[Iterable[Group]]) -> list[dict[str, dict[str, float]]]:
        """The probability of every class, by task, for each row of groups of signs; all rows are judged at once."""
        known = [[*self._columns_of(groups)] for groups in rows]
        if not known:
            return []
        # Each column of a row once, row by row.
        firsts = np.arange(len(known)) * len(self._columns)
        columns = np.fromiter(chain.from_iterable(known), np.int64) + np.repeat(firsts, [*map(len, known)])
        at, columns = np.divmod(np.unique(columns), len(self._columns))
        lengths = np.bincount(at, minlength=len(known))
        judged: list[dict[str, dict[str, float]]] = [{} for _ in known]
        for stack in self._stacks:
            for task, shares in stack.judge(columns, lengths):
                for of_row, one in zip(judged, shares, strict=True):
                    of_row[task] = one
        return judged

    def growing(self, task: str, parts: Iterable[Iterable[Group]]) -> list[dict[str, float]]:
        """The probability of every class of a task for the first of the `parts`, for the first two, and so on."""
        seen: dict[int, None] = {}  # in their order
        lengths = []
        for groups in parts:
            seen.update(dict.fromkeys(self._columns_of(groups)))
            lengths.append(len(seen))
        one = self._classifiers[task]
        weights = one.weights[np.fromiter(seen, np.int64)].astype(np.float32)
        sums = np.concatenate([np.zeros((1, len(one.classes)), np.float32), weights.cumsum(axis=0)])[lengths]
        scores = sums / np.sqrt(np.maximum(lengths, 1))[:, None] + one.bias
        return [dict(zip(one.classes, shares, strict=True)) for shares in softmax(scores / one.heat).tolist()]

    def _columns_of(self, groups: Iterable[Group]) -> Iterator[int]:
        return chain.from_iterable(map(self._known.__getitem__, groups))

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


class _Stack:
    """Classifiers with equally many classes, whose weights are looked up and multiplied together."""

    def __init__(self, classifiers: Mapping[str, Classifier]) -> None:
        self._classes = {task: one.classes for task, one in classifiers.items()}
        many = classifiers.values()
        # By sign and class; in single precision, since turning them into it would take most of the time.
        self._weights: Floats = np.concatenate([one.weights for one in many], axis=1, dtype=np.float32)
        self._bias = np.concatenate([one.bias for one in many])
        self._heat = np.array([[one.heat] for one in many], np.float32)

    def judge(self, columns: Integers, lengths: Integers) -> Iterator[tuple[str, list[dict[str, float]]]]:
        """The probability of every class, by task, for rows of so many `columns` each."""
        starts = np.cumsum(lengths) - lengths
        weights = self._weights.take(columns, axis=0)
        sums = np.zeros((len(lengths), weights.shape[1]), np.float32)
        if some := np.flatnonzero(lengths).tolist():
            sums[some] = np.add.reduceat(weights, starts[some]) / np.sqrt(lengths[some])[:, None]
        scores = (sums + self._bias).reshape(len(lengths), len(self._classes), -1) / self._heat
        for (task, classes), shares in zip(self._classes.items(), softmax(scores).swapaxes(0, 1).tolist(), strict=True):
            yield task, [dict(zip(classes, one, strict=True)) for one in shares]
