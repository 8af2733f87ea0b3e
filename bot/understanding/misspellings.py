"""Words with a typing error in them, given the word of the lexicon that they were meant to be.

The concept matcher asks `meant` for every word that the lexicon does not know. A word that people really write is no
misspelling, however near it lies ("clear", "clean"): the training sentences say which those are.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache

from rapidfuzz.distance import OSA

from bot.understanding.normal import normalise

# Shorter words are too near to each other; a stem stands for many words and has to be longer.
SHORTEST = 5
_SHORTEST_STEM = 6
# A word of so many training sentences is no mistake.
_ORDINARY = 2
_CACHED = 20_000

Ordinary = Mapping[str, Collection[str]]


def ordinary_words(sentences: Iterable[tuple[str, str]]) -> Ordinary:
    """By language the words that stand in several of the `sentences`, each a text and its language."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for text, language in sentences:
        counts[language].update({word for word in normalise(text, language).replace("-", " ").split() if _long(word)})
    return {
        language: sorted(word for word, count in found.items() if count >= _ORDINARY)
        for language, found in counts.items()
    }


class Misspellings:
    """Finds what is one letter away: dropped, added, changed, or two that changed places.

    Two words are that near when they share a spelling after each lost at most one letter, so it takes a few look-ups
    in an index and no walk through the lexicon.
    """

    def __init__(self, words: Iterable[str], stems: Iterable[str], ordinary: Collection[str]) -> None:
        self._ordinary = frozenset(ordinary)
        self._words = _index(word for word in words if _long(word))
        self._stems = _index(stem for stem in stems if _long(stem) and len(stem) >= _SHORTEST_STEM)
        self.meant = lru_cache(maxsize=_CACHED)(self._meant)

    def _meant(self, word: str) -> str:
        """The word or stem that `word` is a misspelling of; empty where it is none."""
        if not _long(word) or word in self._ordinary:
            return ""
        if whole := _nearest(word, self._words):
            return whole
        lengths = range(len(word), SHORTEST - 1, -1)
        return next((stem for length in lengths if (stem := _nearest(word[:length], self._stems, start=word[0]))), "")


def _long(word: str) -> bool:
    return len(word) >= SHORTEST and word.isalpha()


def _index(words: Iterable[str]) -> Mapping[str, Collection[str]]:
    index: dict[str, set[str]] = defaultdict(set)
    for word in words:
        for shorter in _shortened(word):
            index[shorter].add(word)
    return dict(index)


def _shortened(word: str) -> Iterator[str]:
    yield word
    yield from (word[:place] + word[place + 1 :] for place in range(len(word)))


def _nearest(word: str, index: Mapping[str, Collection[str]], start: str = "") -> str:
    """The most alike of the words one letter away; those that begin in the same way come first."""
    near = {known for shorter in _shortened(word) for known in index.get(shorter, ()) if known.startswith(start)}
    alike = (known for known in near if OSA.distance(word, known) <= 1)
    return min(alike, key=lambda known: (abs(len(known) - len(word)), known[0] != word[0], known), default="")
