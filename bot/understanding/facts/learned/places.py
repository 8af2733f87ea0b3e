"""Labelled messages word by word, for the network: what is learned from, in batches of messages of like length."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from bot.understanding.facts.learned.group_rows import GroupRows
from bot.understanding.facts.learned.signs import Signs
from bot.understanding.features import Floats, Integers

_LEAST = 2  # words in which a sign has to stand
_ALIKE = 20  # batches that are cut from messages sorted by length


@dataclass
class PlaceRows:
    """A row of signs for every word, and how many words each message has, which question was open, which language."""

    words: GroupRows = field(default_factory=GroupRows)
    lengths: list[int] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.lengths)

    def add(self, signs: Signs) -> None:
        """Adds a message."""
        for word in signs.in_order:
            self.words.add_groups(word)
        self.lengths.append(len(signs.in_order))
        self.asked.append(str(signs.question))
        self.languages.append(signs.language)

    def extend(self, more: PlaceRows) -> None:
        self.words.extend(more.words)
        self.lengths += more.lengths
        self.asked += more.asked
        self.languages += more.languages


class Batch(NamedTuple):
    """Some messages, filled up to the longest: `at` (place, column) and `shares` of the signs, `filled` places."""

    at: Integers
    shares: Floats
    filled: Floats
    asked: Integers
    languages: Integers
    told: Integers


class Batches:
    """The messages of `rows` by number; `told` has the class of every task, a row a message."""

    def __init__(self, rows: PlaceRows, told: Integers) -> None:
        self.signs, matrix = rows.words.counts(_LEAST)
        self.asked, self._asked = _numbered(rows.asked)
        self.languages, self._languages = _numbered(rows.languages)
        self._starts, self._signs = matrix.indptr.astype(np.int64), matrix.indices.astype(np.int64)
        self._lengths = np.array(rows.lengths)
        self._firsts = np.cumsum(self._lengths) - self._lengths
        self._told = told

    def shuffled(self, size: int, unseen: float, chance: np.random.Generator) -> Iterator[Batch]:
        """Every message once, so many at a time, with this share of its signs left out."""
        order = chance.permutation(len(self._lengths))
        parts = np.array_split(order, max(1, len(order) // (size * _ALIKE)))
        order = np.concatenate([part[np.argsort(self._lengths[part], kind="stable")] for part in parts])
        for first in chance.permutation(np.arange(0, len(order), size)):
            yield self._batch(order[first : first + size], unseen, chance)

    def _batch(self, messages: Sequence[int] | Integers, unseen: float, chance: np.random.Generator) -> Batch:
        lengths = self._lengths[messages]
        width = int(lengths.max())
        words = _runs(self._firsts[messages], lengths)
        places = _runs(np.arange(len(lengths)) * width, lengths)
        held = self._starts[words + 1] - self._starts[words]
        kept = chance.random(int(held.sum())) >= unseen
        at = np.repeat(places, held)[kept]
        counts = np.bincount(at, minlength=len(lengths) * width)
        filled = np.zeros(len(lengths) * width, np.float32)
        filled[places] = 1
        return Batch(
            np.stack([at, self._signs[_runs(self._starts[words], held)[kept]]], axis=1),
            (1 / np.sqrt(counts[at])).astype(np.float32),
            filled.reshape(len(lengths), width, 1),
            self._asked[messages],
            self._languages[messages],
            self._told[messages],
        )


def _numbered(names: Sequence[str]) -> tuple[list[str], Integers]:
    """The names that there are, in their order, and the number of each of `names` among them."""
    there, numbers = np.unique(names, return_inverse=True)
    return there.tolist(), numbers


def _runs(starts: Any, lengths: Any) -> Integers:
    """The numbers from each of `starts` on, so many as `lengths` says, one run behind the other."""
    before = np.cumsum(lengths) - lengths
    found: Integers = np.repeat(starts - before, lengths) + np.arange(int(lengths.sum()))
    return found
