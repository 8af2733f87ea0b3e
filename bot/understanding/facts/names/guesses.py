"""Names that a word, or two words, of a message may have been meant for: cut short or with slips in them.

`Spellings` fills them with the names of the gazetteers. Words that a lexicon knows are never guessed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

from bot.understanding.facts.names import slips
from bot.understanding.facts.words.lexicon import Lexicon

_SHORTEST = 3  # letters of "odo"
_LISTED = 4  # shorter names are taken as they are
_LONG = 6  # shorter words are cut short from nothing, and have no ending
_CUT = 3  # letters that a short form leaves off
_VOWELS, _CASES = "ая", "уюыиеой"  # of Russian names such as "Задарма", and what their cases end in
_CACHED = 20_000
_SIGNS = frozenset(",;:()\n.!?–—•-/")


class Guesses:
    """The names of one or two words, for the words of one language."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._words: dict[str, list[str]] = defaultdict(list)  # by the first letter
        self._pairs: dict[str, list[list[str]]] = defaultdict(list)  # by the first letter of the first word
        self.word = lru_cache(maxsize=_CACHED)(self._word)
        self._pair = lru_cache(maxsize=_CACHED)(self._meant)

    def add(self, words: list[str]) -> None:
        """Takes a name of one or two words; longer ones are not guessed."""
        if len(words) == 1 and len(words[0]) >= _LISTED:
            self._words[words[0][0]].append(words[0])
        if len(words) == 2:
            self._pairs[words[0][0]].append(words)

    def may_be(self, word: str) -> bool:
        """Whether a word may be a name with a slip in it."""
        return word[:1].isalpha() and word.isalnum() and len(word) >= _SHORTEST and not self._lexicon.knows(word)

    def _word(self, word: str, small: bool) -> str:
        """`word`, or the name that it cuts short ("ростелек") or that was meant by it, a slip in it ("twilo").

        A word in `small` letters is not told by another letter in place of one: it may be any other word.
        """
        names: list[str] = [*self._words.get(word[0], ()), *self._words.get(word[1], ())]
        cut = [name for name in names if 0 < len(name) - len(word) <= _CUT and name.startswith(word)]
        if len(word) >= _LONG and len(set(cut)) == 1:
            return cut[0]
        bare = [word[:-length] for length in range(1, 3) if not word.isascii() and len(word) - length >= _LONG]
        # "Битрекса", and "Задраму" of a name that ends in a vowel itself
        bare += [
            f"{word[:-1]}{end}" for end in _VOWELS if not word.isascii() and len(word) > _LONG and word[-1] in _CASES
        ]
        found = (slips.meant(one, names, not small) for one in (word, *bare))
        return next((name for name in found if name), word)

    def pairs(self, words: Sequence[str], taken: Collection[int]) -> Iterator[tuple[int, list[str]]]:
        """Where names of two words stand with slips in them ("voip unlimted"), each with its right words.

        The first one may be a name by itself: "Vodafone Porutgal".
        """
        for at in range(len(words) - 1):
            if at + 1 in taken or not _SIGNS.isdisjoint(words[at : at + 2]):
                continue
            right = self._pair(words[at], words[at + 1])
            if right and (at not in taken or right[0] == words[at]):
                yield at, right

    def _meant(self, first: str, second: str) -> list[str] | None:
        for name in self._pairs.get(first[0], ()):
            pairs = ((first, name[0]), (second, name[1]))
            unknown = all(typed == right or not self._lexicon.knows(typed) for typed, right in pairs)
            if unknown and slips.are_slips((first, second), name):
                return name
        return None
