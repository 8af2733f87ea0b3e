"""Finds the spellings of a gazetteer in the words of one language, inflected and mistyped ones too.

`Names` makes one matcher a language. A name that is an ordinary word is marked as such; whether it names anything is
decided by its reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.understanding.facts_lexicon import Lexicon, Lexicons
from bot.understanding.facts_mentions import Mention
from bot.understanding.facts_reading import Reading

_LONG = 6  # shorter words are too near to each other for typing errors
_INFLECTED = 4  # shorter names are taken as they are
_VERY_LONG = 9  # from here on two errors are tolerated
_DOUBLED = re.compile(r"(\w)\1")


class Spellings:
    """The phrase matcher of one language and the names that tolerate typing errors."""

    def __init__(self, names: Sequence[tuple[str, ...]], lexicon: Lexicon, lexicons: Lexicons) -> None:
        self._matcher = lexicon.phrase_matcher()
        self._context = {" ".join(lexicon.tokenize(name)) for name in lexicons.shared("needs_context")}
        strict = {" ".join(lexicon.tokenize(name)) for name in lexicons.shared("no_typing_errors")} | self._context
        self._fuzzy: dict[str, int] = {}
        self._inflected: set[str] = set()
        for number, spellings in enumerate(names):
            for name in spellings:
                words = lexicon.tokenize(name)
                self._matcher.add(str(number), [lexicon.document(words)])
                if len(words) == 1 and len(words[0]) >= _LONG and words[0].isalpha() and words[0] not in strict:
                    self._fuzzy.setdefault(words[0], number)
                if len(words) == 1 and len(words[0]) >= _INFLECTED and words[0].isalpha() and words[0] not in strict:
                    self._inflected.add(words[0])
        self._choices = list(self._fuzzy)

    def find(self, reading: Reading) -> Iterator[tuple[Mention, int]]:
        """The numbers of names with their place; the mention's term is `context` where the name is an ordinary word."""
        words = list(reading.words)
        spans = self._spans(reading, words)
        taken = {at for start, end, _ in spans for at in range(start, end)}
        mended = [word if at in taken else self._mended(word, reading.lexicon) for at, word in enumerate(words)]
        if mended != words:
            spans = self._spans(reading, mended)
        for start, end, number in spans:
            if any(other[0] <= start and end <= other[1] and other[1] - other[0] > end - start for other in spans):
                continue
            spelling = " ".join(mended[start:end])
            yield Mention("context" if spelling in self._context else "name", start, end), number

    def _spans(self, reading: Reading, words: Sequence[str]) -> list[tuple[int, int, int]]:
        document = reading.lexicon.document(words)
        return [(start, end, int(document.vocab.strings[match])) for match, start, end in self._matcher(document)]

    def _mended(self, word: str, lexicon: Lexicon) -> str:
        """`word`, or the name that it inflects ("snoms", "мегафоном") or misspells."""
        if not word.isalpha() or word in lexicon.known:
            return word
        for length in range(1, 2 if word.isascii() else 4):
            bare = word[:-length]
            if bare in self._inflected and (not word.isascii() or word.endswith("s")):
                return bare
        if (single := _DOUBLED.sub(r"\1", word)) in self._inflected:  # zohoo, snomm
            return single
        if len(word) < _LONG:
            return word
        near: Any = process.extractOne(
            word, self._choices, scorer=OSA.distance, score_cutoff=1 + (len(word) >= _VERY_LONG)
        )
        return str(near[0]) if near and near[0][0] == word[0] else word
