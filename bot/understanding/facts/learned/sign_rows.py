"""Rows of signs as numbers: what the second reader learns from, small enough to go from process to process."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from typing import Any

import numpy as np


class SignRows:
    """Sets of signs, one a row; the text of every sign is kept once."""

    def __init__(self) -> None:
        self._signs: dict[str, int] = {}
        self._flat = array("i")  # the signs of all rows, row by row
        self._lengths = array("i")

    def __len__(self) -> int:
        return len(self._lengths)

    def add(self, signs: Iterable[str]) -> None:
        """Adds a row."""
        row = {self._signs.setdefault(sign, len(self._signs)) for sign in signs}
        self._flat.extend(row)
        self._lengths.append(len(row))

    def extend(self, more: SignRows) -> None:
        """Adds the rows of `more`."""
        numbers = np.array([self._signs.setdefault(sign, len(self._signs)) for sign in more._signs], np.int32)
        self._flat.frombytes(numbers[np.asarray(more._flat, np.int32)].tobytes())
        self._lengths.extend(more._lengths)

    def matrix(self, least: int) -> tuple[list[str], Any]:
        """The signs that stand in at least so many rows, sorted, and a CSR matrix over them with rows of length one."""
        from scipy.sparse import csr_matrix

        signs, flat = list(self._signs), np.asarray(self._flat, np.int32)
        often = np.flatnonzero(np.bincount(flat, minlength=len(signs)) >= least).tolist()
        kept = sorted(often, key=signs.__getitem__)
        columns = np.full(len(signs), -1)
        columns[kept] = np.arange(len(kept))
        known, rows = columns[flat], np.repeat(np.arange(len(self)), self._lengths)
        known, rows = known[known >= 0], rows[known >= 0]
        known = known[np.lexsort((known, rows))]
        lengths = np.bincount(rows, minlength=len(self))
        values = np.repeat(1 / np.sqrt(np.maximum(1, lengths)), lengths).astype(np.float32)
        ends = np.concatenate([[0], np.cumsum(lengths)])
        return [signs[at] for at in kept], csr_matrix((values, known, ends), shape=(len(self), len(kept)))
