"""How the words of a lexicon sound in Latin letters, and which of them a word typed so can be.

The lexicon of messages in Latin letters asks for every word. Different words may sound alike there: Greek "χρησ-" (use)
and "χρυσ-" (gold), English "stun" and Greek "στην"; the fullest spelling that a word fits decides between them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

from bot.understanding.alphabets import latin

_CACHED = 20_000
_SHORTEST = 3  # letters of a stem; a shorter one begins too many other words ("ειπ-", "upgrade")
_ENGLISH = 5  # letters of an English stem all of whose words are taken for English


class Sounds:
    """The sounds of one language's words.

    `entries` are those of its lexicon, word by word. English ones that stand alone stay as they are; so do `ordinary`
    words in Latin letters, which are none of ours whatever they sound like.
    """

    def __init__(self, language: str, entries: Iterable[Sequence[str]], ordinary: Collection[str]) -> None:
        self._language = language
        listed = list(entries)
        self._foreign = frozenset(word for word in ordinary if word.isascii())
        alone = {words[0] for words in listed if len(words) == 1}
        self._kept = {word for word in alone if word.isascii() and not word.endswith("*")}
        self._kept_stems = tuple(
            word[:-1] for word in alone if word.isascii() and word[-1] == "*" and len(word) > _ENGLISH
        )
        self._spellings: dict[str, set[str]] = defaultdict(set)  # stems with their star
        for words in listed:
            for word in words:
                for form in self.forms(word):
                    self._spellings[form].add(word)
        self._lengths = sorted({len(stem) - 1 for stem in self._spellings if stem.endswith("*")}, reverse=True)
        self._best = lru_cache(maxsize=_CACHED)(self._fullest)

    def heard(self, word: str) -> str:
        """The sound of a typed word, or the word itself where English or a name is meant."""
        if word in self._foreign:
            return f"{word}'"
        if word in self._kept or word.startswith(self._kept_stems):
            return word
        return latin(word, self._language)

    def forms(self, entry: str) -> tuple[str, ...]:
        """The ways in which a word of an entry is heard: English stems as they are and, inflected, by their sound."""
        heard = self.heard(entry)
        if not (entry.endswith("*") and entry.isascii()):
            return (heard,)
        return (entry, heard) if entry != heard else (entry,)

    def is_distinct(self, stem: str) -> bool:
        """Whether the sound of a stem is long enough to begin no other words."""
        return min(map(len, self.forms(stem))) > _SHORTEST

    def begins(self, stem: str, word: str) -> bool:
        """Whether the heard `word` begins with `stem`, by its sound and by a spelling that it can have."""
        return any(
            word.startswith(form[:-1]) and any(spelling.startswith(stem[:-1]) for spelling in self._best(word))
            for form in self.forms(stem)
        )

    def _fullest(self, word: str) -> Collection[str]:
        """The spellings of a heard `word`, else those of the longest stem with which it begins."""
        if word in self._spellings:
            return frozenset(self._spellings[word])
        stems = (f"{word[:length]}*" for length in self._lengths if length <= len(word))
        return frozenset(next((self._spellings[stem] for stem in stems if stem in self._spellings), ()))
