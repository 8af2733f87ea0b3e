"""The entries of a lexicon as the concept matcher looks them up: by whole word, by stem, by part of a compound."""

from __future__ import annotations

from collections import defaultdict

_SHORTEST_INFIX = 4


class Words:
    """Exact words, stems and parts of compounds, each with what it stands for."""

    def __init__(self) -> None:
        self.exact: dict[str, list[str]] = defaultdict(list)
        self.stems: dict[str, list[str]] = defaultdict(list)
        self._parts: dict[str, list[str]] = defaultdict(list)
        self._lengths: list[int] = []  # of stems, longest first

    def add(self, entry: str, meaning: str) -> None:
        if entry.startswith("*"):
            table = self._parts
        else:
            table = self.stems if entry.endswith("*") else self.exact
        meanings = table[entry.strip("*")]
        if meaning not in meanings:
            meanings.append(meaning)
        if table is self.stems and len(entry) - 1 not in self._lengths:
            self._lengths = sorted({*self._lengths, len(entry) - 1}, reverse=True)

    def of(self, word: str) -> list[str]:
        """All meanings of `word`: its own, or its longest stem's, and those of parts within it."""
        found = list(self.exact.get(word, ()))
        if not found:
            found = list(self.stems.get(self._stem(word), ()))
        if len(word) > _SHORTEST_INFIX:
            for part, meanings in self._parts.items():
                if part in word:
                    found += [meaning for meaning in meanings if meaning not in found]
        return found

    def best(self, word: str) -> str:
        """The one entry that fits `word` best; empty where none does."""
        if word in self.exact:
            return word
        stem = self._stem(word)
        return f"{stem}*" if stem else ""

    def _stem(self, word: str) -> str:
        return next((word[:length] for length in self._lengths if word[:length] in self.stems), "")
