"""The features of a message as one sparse vector: the terms that training texts taught, each with its weight.

Used by the model in training (many texts, one sparse matrix) and in use (the texts of one message, some thousand
columns). What the terms of a message are, `terms` knows.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import chain, pairwise
from pathlib import Path
from typing import Any, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from bot.understanding.concepts import ConceptMatcher
from bot.understanding.term_rows import TermRows
from bot.understanding.terms import GROUPS, Group, Terms, terms_of

Floats = NDArray[np.float32]
Integers = NDArray[np.int64]
# A sentence is read again in its message and in its parts.
_CACHED = 50_000


class _Vocabulary:
    """The features of one group, where their columns start, and how telling each is."""

    def __init__(self, start: int, columns: Mapping[str, int], telling: Floats, group: Group) -> None:
        self.columns = columns
        self.telling = telling
        self.group = group
        self.start = start
        self._known = lru_cache(maxsize=_CACHED)(self._columns)

    def known(self, terms: Sequence[str]) -> Sequence[int]:
        """The columns of `terms`, each as often as it stands there."""
        whole = self.group.cut is None
        return self._columns(*terms) if whole else [column for term in terms for column in self._known(term)]

    def _columns(self, *terms: str) -> tuple[int, ...]:
        found = map(self.columns.get, self.group.pieces(terms))
        return tuple([self.start + column for column in found if column is not None])


@dataclass
class Features:
    """Turns texts into vectors; made by `fit`, kept with `save`."""

    matcher: ConceptMatcher
    vocabularies: dict[str, _Vocabulary] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """How many columns a vector has."""
        return sum(len(vocabulary.columns) for vocabulary in self.vocabularies.values())

    def terms(self, text: str, language: str) -> dict[str, list[str]]:
        return terms_of(text, language, self.matcher)

    def fit(self, rows: Mapping[str, TermRows]) -> Any:
        """Learns the vocabularies from the training texts, the pieces of their terms by group (`pieces`).

        Returns their vectors as a CSR matrix, one row a text.
        """
        from scipy.sparse import hstack
        from sklearn.preprocessing import normalize

        start, parts = 0, []
        for name, texts in rows.items():
            group = GROUPS[name]
            terms, counts = texts.counts(group.least)
            often = np.bincount(counts.indices, minlength=len(terms))
            telling = (np.log((1 + len(texts)) / (1 + often)) + 1).astype(np.float32)
            columns = {term: column for column, term in enumerate(terms)}
            self.vocabularies[name] = _Vocabulary(start, columns, telling, group)
            start += len(terms)
            counts.data = (1 + np.log(counts.data)) * telling[counts.indices]
            parts.append(normalize(counts) * group.weight)
        return hstack(parts, "csr", np.float32)

    def matrix(self, texts: Sequence[Terms]) -> tuple[Integers, Floats]:
        """The columns that any of the `texts` has, and their values, a row a text."""
        known = [
            [column for name, one in self.vocabularies.items() for column in one.known(terms[name])] for terms in texts
        ]
        columns, places = np.unique(np.fromiter(chain.from_iterable(known), np.int64), return_inverse=True)
        rows = np.repeat(np.arange(len(known)), [*map(len, known)])
        often = np.bincount(rows * len(columns) + places, minlength=len(known) * len(columns))
        counts = often.astype(np.float32).reshape(len(known), len(columns))
        values: Floats = (1 + np.log(np.maximum(counts, 1))) * (counts > 0) * self._telling[columns]
        groups = [*self.vocabularies.values()]
        starts = np.searchsorted(columns, [one.start for one in groups]).tolist()
        for one, (first, last) in zip(groups, pairwise([*starts, len(columns)]), strict=True):
            part = values[:, first:last]  # each group has its length
            norms = np.sqrt(np.einsum("ij,ij->i", part, part))
            part *= (one.group.weight / np.where(norms, norms, 1))[:, None]
        return columns, values

    @cached_property
    def _telling(self) -> Floats:
        """How telling each column is."""
        return np.concatenate([vocabulary.telling for vocabulary in self.vocabularies.values()])

    def save(self, folder: Path) -> None:
        content = {
            "lexicon": self.matcher.entries,
            "ordinary": self.matcher.ordinary,
            "groups": {
                name: {"weight": vocabulary.group.weight, "terms": list(vocabulary.columns)}
                for name, vocabulary in self.vocabularies.items()
            },
        }
        (folder / "features.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        telling = {name: vocabulary.telling for name, vocabulary in self.vocabularies.items()}
        np.savez(folder / "features.npz", **telling)

    @classmethod
    def load(cls, folder: Path) -> Features:
        content = json.loads((folder / "features.json").read_text(encoding="utf-8"))
        features = cls(ConceptMatcher(content["lexicon"], content["ordinary"]))
        start = 0
        with np.load(folder / "features.npz") as telling:
            for name, group in content["groups"].items():
                columns = {term: column for column, term in enumerate(group["terms"])}
                known = replace(GROUPS[name], weight=group["weight"])
                features.vocabularies[name] = _Vocabulary(start, columns, telling[name], known)
                start += len(columns)
        return features
