"""Phrases of words, found wherever they stand in a text.

The lexicons of facts, the gazetteers' spellings and the concept matcher look their phrases up here: a few look-ups a
word, where a matcher over spaCy's documents makes a document of every text first.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

Name = TypeVar("Name")


class _Node(Generic[Name]):
    """What the words so far are, and how they go on."""

    __slots__ = ("names", "further")

    def __init__(self) -> None:
        self.names: list[Name] = []
        self.further: dict[str, _Node[Name]] = {}


class Phrases(Generic[Name]):
    """Phrases by their words, each with the names of what it stands for."""

    def __init__(self) -> None:
        self._root: _Node[Name] = _Node()

    def add(self, name: Name, words: Sequence[str]) -> None:
        """Adds a phrase; it may stand for several things."""
        node = self._root
        for word in words:
            node = node.further.setdefault(word, _Node())
        if name not in node.names:
            node.names.append(name)

    def find(self, words: Sequence[str]) -> list[tuple[Name, int, int]]:
        """All phrases in `words` as (name, first word, word after the last one), in order."""
        found: list[tuple[Name, int, int]] = []
        opening, length = self._root.further.get, len(words)
        for start, word in enumerate(words):
            node = opening(word)
            end = start
            while node is not None:
                end += 1
                if node.names:
                    found += [(name, start, end) for name in node.names]
                node = node.further.get(words[end]) if end < length else None
        return found
