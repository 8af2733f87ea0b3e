"""Names that a word, or two words, of a message may have been meant for: cut short or with slips in them.

`Spellings` fills them with the names of the gazetteers. Words that a lexicon knows are never guessed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

from bot.language.vocabulary import Vocabulary
from bot.understanding.facts.names import slips
from bot.understanding.facts.words.lexicon import Lexicon

_SHORTEST = 3  # letters of "odo"
_LISTED = 4  # shorter names are taken as they are
_LONG = 6  # shorter words are cut short from nothing, and have no ending
_TWICE = 9  # letters of a word that may have two slips
_CUT = 3  # letters that a short form leaves off
_VOWELS, _CASES = "ая", "уюыиеой"  # of Russian names such as "Задарма", and what their cases end in
_CACHED = 20_000
_SIGNS = frozenset(",;:()\n.!?–—•-/")


class Guesses:
    """The names of one or two words, for the words of one language."""

    def __init__(self, lexicon: Lexicon, vocabulary: Vocabulary) -> None:
        self._lexicon = lexicon
        self._vocabulary = vocabulary
        self._slipped: dict[str, set[str]] = defaultdict(set)  # by what their slips have in common with them
        self._cut: dict[str, set[str]] = defaultdict(set)  # by what they are cut short to
        self._long: dict[str, list[str]] = defaultdict(list)  # by the first letter
        self._pairs: dict[str, list[list[str]]] = defaultdict(list)  # by the first letter of the first word
        self.word = lru_cache(maxsize=_CACHED)(self._word)
        self.may_be = lru_cache(maxsize=_CACHED)(self._may_be)
        self._pair = lru_cache(maxsize=_CACHED)(self._meant)

    def add(self, words: list[str]) -> None:
        """Takes a name of one or two words; longer ones are not guessed."""
        if len(words) == 1 and len(words[0]) >= _LISTED:
            name = words[0]
            for key in slips.keys(name):
                self._slipped[key].add(name)
            for length in range(max(_LONG, len(name) - _CUT), len(name)):
                self._cut[name[:length]].add(name)
            if len(name) >= _TWICE:
                self._long[name[0]].append(name)
        if len(words) == 2:
            self._pairs[words[0][0]].append(words)

    def _may_be(self, word: str) -> bool:
        """Whether a word may be a name with a slip in it."""
        return word[:1].isalpha() and word.isalnum() and len(word) >= _SHORTEST and not self._lexicon.knows(word)

    def is_ordinary(self, word: str) -> bool:
        """Whether a word is one of some language, so that it hardly is a name with a slip in it."""
        return self._vocabulary.row(word) is not None if word.isascii() else self._lexicon.has_stem(word)

    def _word(self, word: str, small: bool) -> str:
        """`word`, or the name that it cuts short ("ростелек") or that was meant by it, a slip in it ("twilo").

        A word in `small` letters that some language knows, or with an ending, is not told by another letter in place
        of one. In Latin letters a capital makes no name of it either: places have one, and what opens a sentence.
        """
        known = self.is_ordinary(word)
        named = not (small or (known and word.isascii()))
        cut = self._cut.get(word, ())
        if len(cut) == 1:
            return next(iter(cut))
        bare = [word[:-length] for length in range(1, 3) if not word.isascii() and len(word) - length >= _LONG]
        # "Битрекса", and "Задраму" of a name that ends in a vowel itself
        bare += [
            f"{word[:-1]}{end}" for end in _VOWELS if not word.isascii() and len(word) > _LONG and word[-1] in _CASES
        ]
        if name := slips.meant(word, self._near(word), named, known):
            return name
        found = (slips.meant(one, self._near(one), not small, known=True) for one in bare)
        return next((name for name in found if name), word)

    def _near(self, word: str) -> set[str]:
        """The names that a word may have a slip of."""
        near = {name for key in slips.keys(word) for name in self._slipped.get(key, ())}
        return near.union(self._long.get(word[0], ())) if len(word) >= _TWICE else near

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
