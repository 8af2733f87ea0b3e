"""Texts as the terms that they hold, as numbers: what is learned from, small enough to go from process to process."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable
from typing import Any

import numpy as np


class TermRows:
    """One row a text, its terms as often as they stand there; every term is kept once."""

    def __init__(self) -> None:
        self._terms: dict[str, int] = {}
        self._flat = array("i")  # the terms of all rows, row by row
        self._lengths = array("i")

    def __len__(self) -> int:
        return len(self._lengths)

    def add(self, terms: Iterable[str]) -> None:
        """Adds a row."""
        self.append(self.numbered(terms))

    def numbered(self, terms: Iterable[str]) -> list[int]:
        """The numbers of terms, by which they are kept."""
        known = self._terms
        return [known.setdefault(term, len(known)) for term in terms]

    def append(self, row: Collection[int]) -> None:
        """Adds a row of terms that have been numbered."""
        self._flat.extend(row)
        self._lengths.append(len(row))

    def extend(self, more: TermRows) -> None:
        """Adds the rows of `more`."""
        numbers = np.array([self._terms.setdefault(term, len(self._terms)) for term in more._terms], np.int32)
        self._flat.frombytes(numbers[np.asarray(more._flat, np.int32)].tobytes())
        self._lengths.extend(more._lengths)

    def counts(self, least: int) -> tuple[list[str], Any]:
        """The terms that stand in at least so many rows, sorted, and a CSR matrix of how often each stands in which."""
        from scipy.sparse import csr_matrix

        terms, flat = list(self._terms), np.array(self._flat, np.int32)  # a copy, which is put in order
        ends = np.concatenate([[0], np.cumsum(self._lengths, dtype=np.int64)])
        held = csr_matrix((np.ones(len(flat), np.float32), flat, ends), shape=(len(self), len(terms)))
        held.sum_duplicates()
        often = np.flatnonzero(np.bincount(held.indices, minlength=len(terms)) >= least).tolist()
        kept = sorted(often, key=terms.__getitem__)
        return [terms[at] for at in kept], held[:, kept].sorted_indices()
