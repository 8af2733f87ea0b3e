"""Finds the spellings of a gazetteer in the words of one language, inflected and mistyped ones too.

`Names` makes one matcher a language. A name that is an ordinary word is marked as such; whether it names anything is
decided by its reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.language.vocabulary import Vocabulary
from bot.understanding.alphabets import latin
from bot.understanding.facts.names.guesses import Guesses
from bot.understanding.facts.words.lexicon import Lexicon
from bot.understanding.facts.words.lexicons import Lexicons
from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.reading import Reading
from bot.understanding.normal import spelled
from bot.understanding.phrases import Phrases

_LONG = 6  # shorter words are too near to each other for typing errors
_INFLECTED = 4  # shorter names are taken as they are
_VERY_LONG = 10  # from here on two errors are tolerated
_ENDINGS = ("a", "u", "i", "e", "om", "em", "ov", "am", "ami", "ah", "oi", "ei")  # of Russian, by their sound
_CACHED = 20_000
_DOUBLED = re.compile(r"(\w)\1")
_MODEL = re.compile(r"([a-z]{1,3})(\d{2,4}[a-z]{0,2})")  # the D785 of "snom D785" may be typed in two
BARE_MODEL = re.compile(r"\d{3,4}")  # the 710 of "snom 710"
_PLURAL_MODEL = re.compile(r"([a-z]{1,3}\d+[a-z]?)s")
_APOSTROPHE = re.compile(r"([^\W\d_]{4,})['’`][^\W\d_]{0,4}")
_SAME = (("telecom", "telekom"),)
# Letters that look Latin, as they stand in models typed on a Russian or Greek keyboard.
_LATIN = str.maketrans("авекмнорстхуιαβεηκμνορτυχ", "abekmhopctxyiabehkmnoptyx")


class Spellings:
    """The phrase matcher of one language and the names that tolerate typing errors."""

    def __init__(
        self, names: Sequence[tuple[str, ...]], lexicon: Lexicon, lexicons: Lexicons, vocabulary: Vocabulary
    ) -> None:
        self._lexicon = lexicon
        self._mended = lru_cache(maxsize=_CACHED)(self._meant)
        self._phrases: Phrases[int] = Phrases()
        self._context = {" ".join(lexicon.tokenize(name)) for name in lexicons.shared("needs_context")}
        exact = {" ".join(lexicon.tokenize(name)) for name in lexicons.shared("no_typing_errors")}
        strict = exact | self._context
        self._fuzzy: dict[str, int] = {}
        self._inflected: set[str] = set()
        self._guesses = Guesses(lexicon, vocabulary)
        self._latin: dict[str, str] = {}  # first word of a name by the word in letters of its own for it
        self._sounds: dict[str, str] = {}  # the words of names by their sound, if words are known by that
        for number, spellings in enumerate(names):
            for name in spellings:
                words = lexicon.tokenize(name)
                ways = _ways(words)
                # spaCy takes the last letter of "T31G" for a unit, but not that of "T31Gs".
                ways += [unsplit] if (unsplit := spelled(name, lexicon.language).split()) != words else []
                for way in ways:
                    self._phrases.add(number, way)
                if len(words) == 1 and not words[0].isascii():
                    self._latin[words[0]] = lexicon.tokenize(spellings[0])[0]
                if lexicon.by_sound and not name.isascii():
                    self._sounds.update(zip(lexicon.heard(words), words, strict=True))
                self._guesses.add(words)
                if len(words) == 1 and len(words[0]) >= _LONG and words[0].isalpha() and words[0] not in strict:
                    self._fuzzy.setdefault(words[0], number)
                if len(words) == 1 and len(words[0]) >= _INFLECTED and words[0].isalpha() and words[0] not in exact:
                    self._inflected.add(words[0])
        self._choices = list(self._fuzzy)
        certain = {*self._fuzzy, *self._inflected} - self._context
        self._by_letters = {name: name for name in certain if name.isascii() and len(name) > _INFLECTED}

    def find(self, reading: Reading) -> Iterator[tuple[Mention, int]]:
        """The numbers of names with their place.

        The mention's term is `context` where the name is an ordinary word, `plural` where it is one in the plural ("the
        polycoms"), `guess` where a short word only may be one.
        """
        words = list(reading.typed)
        spans = self._phrases.find(words)
        taken = {at for _, start, end in spans for at in range(start, end)}
        mended = [word if at in taken else self._mended(word) for at, word in enumerate(words)]
        mended = [
            self._latin[word]
            if word in self._latin and at + 1 not in taken and _has_number(mended[at + 1 : at + 2])
            else word
            for at, word in enumerate(mended)
        ]
        if mended != words:
            spans = self._phrases.find(mended)
            taken = {at for _, start, end in spans for at in range(start, end)}
        guessed = [
            word
            if at in taken or not self._guesses.may_be(word)
            else self._guesses.word(word, small=not _is_named(reading, at))
            for at, word in enumerate(mended)
        ]
        for at, pair in self._guesses.pairs(mended, taken):
            guessed[at : at + 2] = pair
        guesses = {at for at, word in enumerate(guessed) if word != mended[at]}
        if guesses:
            spans = self._phrases.find(guessed)
        for number, start, end in spans:
            if any(first <= start and end <= last and last - first > end - start for _, first, last in spans):
                continue
            spelling = " ".join(guessed[start:end])
            guess = start in guesses if end - start == 1 else not guesses.isdisjoint(range(start, end))
            guess = guess and (end - start == 1 or spelling in self._context)
            several = len(words[end - 1]) > len(mended[end - 1]) and words[end - 1].startswith(mended[end - 1])
            context = "plural" if several else "context"
            yield Mention("guess" if guess else context if spelling in self._context else "name", start, end), number

    def _meant(self, word: str) -> str:
        """`word`, or the name that it inflects ("snoms", "мегафоном"), has in other letters or misspells."""
        lexicon = self._lexicon
        if ending := _APOSTROPHE.fullmatch(word):
            named = self._meant(ending[1])
            return named if named in self._inflected else word  # "Grandstream'ы"
        if lexicon.by_sound and (name := self._sounding(word, lexicon)):
            return name
        if any(character.isdecimal() for character in word):
            folded = word.translate(_LATIN)
            plural = _PLURAL_MODEL.fullmatch(folded)
            if plural:
                return plural[1]
            return folded if folded.isascii() else word  # "битрикс24"
        if not word.isalpha() or lexicon.knows(word):
            return word
        if (folded := word.translate(_LATIN)) in self._inflected and any(map(str.isascii, word)):
            return folded  # half in other letters
        if not word.isascii() and (name := self._by_letters.get(latin(word, lexicon.language))):
            return name  # "προτελ"
        for length in range(1, 2 if word.isascii() else 4):
            bare = word[:-length]
            if bare in self._inflected and (not word.isascii() or word.endswith("s")):
                return bare
        if (single := _DOUBLED.sub(r"\1", word)) in self._inflected:  # zohoo, snomm
            return single
        if len(word) < _LONG + (not word.isascii()) or self._guesses.is_ordinary(word):
            return word
        shorter = [word[:-length] for length in (1, 2) if not word.isascii() and len(word) - length > _LONG]
        found = (self._near(one) for one in (word, *shorter))  # "мегофона"
        return next((name for name in found if name), word)

    def _near(self, word: str) -> str | None:
        """The long name that a word has a slip of."""
        cutoff = 1 + (len(word) >= _VERY_LONG and word.isascii())
        near: Any = process.extractOne(word, self._choices, scorer=OSA.distance, score_cutoff=cutoff)
        return str(near[0]) if near and near[0][0] == word[0] else None

    def _sounding(self, word: str, lexicon: Lexicon) -> str | None:
        """The name in letters of its own that sounds like `word` ("bitriks"), or a name with a Russian ending."""
        (sound,) = lexicon.heard([word])
        if sound in self._sounds:
            return self._sounds[sound]
        if lexicon.language != "ru" or lexicon.knows(word):
            return None
        bare = [(sound[: -len(end)], word[: -len(end)]) for end in _ENDINGS if sound.endswith(end)]
        for heard, typed in bare:
            if len(heard) >= _INFLECTED and (heard in self._sounds or typed in self._inflected):
                return self._sounds.get(heard, typed)
        return None


def _ways(words: list[str]) -> list[list[str]]:
    """The ways in which a name is typed: "snom D785" and "snom D 785", "MCN Telecom" and "MCN Telekom"."""
    ways = [words]
    if len(words) == 2:
        if min(map(len, words)) > 3 and "".join(words).isalpha():
            ways.append(["".join(words)])  # mangooffice
        if model := _MODEL.fullmatch(words[1]):
            ways.append([words[0], model[1], model[2]])
        ways += [[words[0], other] for pair in _SAME if words[1] in pair for other in pair if other != words[1]]
    return ways


def _has_number(words: Sequence[str]) -> bool:
    """Whether a model follows: a word with figures that is no bare number."""
    return bool(words) and any(map(str.isdecimal, words[0])) and not words[0].isdecimal()


def _is_named(reading: Reading, at: int) -> bool:
    """Whether the word at `at` looks like a name: with a capital, or before a model."""
    word, follows = reading.typed[at], reading.typed[at + 1 : at + 2]
    return (
        _has_number(follows)
        or any(map(BARE_MODEL.fullmatch, follows))
        or word.capitalize() in reading.text
        or (len(word) > _INFLECTED and word.upper() in reading.text)
    )
