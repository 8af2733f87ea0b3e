"""Words of the facts with a typing error in them, put right before they are looked for.

The lexicons ask `Typos.mended` for every word. Only long words that no list knows are changed, and only by one
letter that is no ending; the ordinary words that lie so near to one of ours ("contract", "contact") are listed in the
data.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

_LONG = 7  # letters; shorter words are too near to each other
_CACHED = 20_000


class Typos:
    """Knows the long words of one lexicon, stems with their star included."""

    def __init__(self, known: Collection[str], ordinary: Collection[str]) -> None:
        self._exact = frozenset(known) | frozenset(ordinary)
        self._stems = tuple(sorted({word[:-1] for word in known if word.endswith("*")}))
        self._near: dict[str, list[str]] = defaultdict(list)
        for word in sorted(known):
            if len(word) >= _LONG and word.isalpha():
                self._near[word[0]].append(word)
        self.mended = lru_cache(maxsize=_CACHED)(self._mended)

    def _mended(self, word: str) -> str:
        """`word`, or the known word that differs from it by one letter."""
        if len(word) < _LONG or not word.isalpha() or word in self._exact or word.startswith(self._stems):
            return word
        near = process.extractOne(word, self._near.get(word[0], ()), scorer=OSA.distance, score_cutoff=1)
        return str(near[0]) if near and near[0][-2:] == word[-2:] else word
