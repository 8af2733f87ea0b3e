"""Numbers in words: "vierundzwanzig", "quarante-cinq", "treinta y dos", "сорок пять".

A lexicon lists the simple words of its language; what they make together follows from their sizes, because
in all eight languages hundreds stand before tens and tens before units, German's joined words excepted.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from bot.understanding.normal import spelled_word

if TYPE_CHECKING:
    from bot.understanding.facts.words.lexicon import Lexicon
    from bot.understanding.facts.words.reading import Reading

_WORD = re.compile(r"[^\W\d_]+")
_POINT = re.compile(r"(?<=\d)[\s-]+(?:punkt|point|punto|ponto|точка|τελεία|dot)[\s-]+(?:(?=\d)|oh?\b)", re.IGNORECASE)
_LONGEST = 7  # words: "mille deux cent soixante et onze"
_HUNDRED, _THOUSAND = 100, 1000
_ROUNDED = 3  # words: "half a dozen"


def joined(simple: Mapping[str, int], joiners: Collection[str]) -> dict[str, int]:
    """`simple` and the words that are written together: ventiquattro, vierundzwanzig, εικοσιπέντε."""
    made = dict(simple)
    tens = {word: value for word, value in simple.items() if value in range(20, 100, 10)}
    units = {word: value for word, value in simple.items() if value in range(1, 10)}
    for ten, value in tens.items():
        for unit, more in units.items():
            made.setdefault(ten + unit, value + more)
            made.setdefault(ten[:-1] + unit, value + more)  # ventotto
            for joiner in joiners:
                made.setdefault(unit + joiner + ten, value + more)  # vierundzwanzig
    small = [(word, value) for word, value in made.items() if 0 < value < 100]
    for hundred in [word for word, value in simple.items() if value == 100]:
        for word, value in small:
            made.setdefault(hundred + word, 100 + value)  # hundertachtundzwanzig, centoventotto
        for unit, times in units.items():
            made.setdefault(unit + hundred, 100 * times)  # zweihundert
            for word, value in small:
                made.setdefault(unit + hundred + word, 100 * times + value)
    return made


class Numerals:
    """The words for numbers of a language, one or two words each, and what they make together."""

    def __init__(self, simple: Mapping[str, int], joiners: Collection[str]) -> None:
        self.simple = simple
        self._joiners = joiners
        self.openers = frozenset(entry.partition(" ")[0] for entry in simple)

    def read(self, words: Sequence[str], at: int) -> tuple[int, int] | None:
        """The number that begins at word `at` and how many words it takes; None where none begins."""
        if at >= len(words) or words[at] not in self.openers:
            return None
        parts: list[int] = []
        end = at
        while end < min(len(words), at + _LONGEST):
            start = end + 1 if parts and words[end] in self._joiners else end
            read = next((one for one in self._listed(words, start) if not parts or _continues(parts[-1], one[0])), None)
            if read is None:
                break
            if parts and (parts[-1], read[0]) == (4, 20):
                parts[-1] = 80  # quatre-vingt
            else:
                parts.append(read[0])
            end = start + read[1]
        return (_total(parts), end - at) if parts else None

    def _listed(self, words: Sequence[str], at: int) -> list[tuple[int, int]]:
        """The listed numbers at word `at`, of two words ("dix huit") and of one, each with its length."""
        spelled = (" ".join(words[at : at + length]) for length in (2, 1) if at + length <= len(words))
        return [(self.simple[one], one.count(" ") + 1) for one in spelled if one in self.simple]


def _total(parts: Sequence[int]) -> int:
    """What the words of a number make together: one | thousand | two | hundred | fifty."""
    thousands = below = 0
    for part in parts:
        if part == _THOUSAND:
            thousands, below = _THOUSAND * (below or 1), 0
        elif part == _HUNDRED:
            below = _HUNDRED * (below or 1)
        else:
            below += part
    return thousands + below


def _continues(last: int, following: int) -> bool:
    """Whether `following` belongs to the number whose last word is `last`: forty | five, three | hundred."""
    if following == _THOUSAND:
        return last < _THOUSAND
    if last == _THOUSAND:
        return following < _THOUSAND
    if following == _HUNDRED:
        return last < 10
    if last in range(_HUNDRED, _THOUSAND, _HUNDRED):
        return following < _HUNDRED
    # Sixty and eighty go on to nineteen in French: soixante-quinze.
    if (last, following) == (4, 20):
        return True
    return last in range(20, 100, 10) and (following < 10 or (last in (60, 80) and following < 20))


def number(reading: Reading, at: int) -> tuple[int, int] | None:
    """The number that begins at word `at`, in figures or in words, and how many words it takes."""
    if at >= len(reading.words):
        return None
    if at not in reading.numbers:
        reading.numbers[at] = _number(reading, at)
    return reading.numbers[at]


def _number(reading: Reading, at: int) -> tuple[int, int] | None:
    word = reading.words[at]
    if word.isdecimal():
        return (int(word), 1) if len(word) <= 5 else None
    if word not in reading.lexicon.numbers.openers and word not in reading.lexicon.approximate_openers:
        return None
    return approximate(reading, at) or reading.lexicon.numbers.read(reading.words, at)


def approximate(reading: Reading, at: int) -> tuple[int, int] | None:
    """The rounded number that begins at word `at` and its length: "una sessantina", "two dozen", "half a dozen"."""
    counted = reading.lexicon.numbers.read(reading.words, at)
    times, start = (counted[0], at + counted[1]) if counted and counted[0] < 10 else (1, at)
    if reading.lexicon.approximate_openers.isdisjoint(reading.words[start : start + 1]):
        return None
    for length in range(_ROUNDED, 0, -1):
        about = reading.lexicon.approximate.get(" ".join(reading.words[start : start + length]))
        if about is not None:
            return times * about, start + length - at
    return None


def in_figures(text: str, lexicon: Lexicon) -> str:
    """`text` with every number that is written in words in figures ("the twenty, update eight": "the 20, update 8")."""
    for start, end, number in reversed(list(in_words(text, lexicon))):
        text = f"{text[:start]}{number}{text[end:]}"
    return _POINT.sub(".", text)


def in_words(text: str, lexicon: Lexicon) -> Iterator[tuple[int, int, int]]:
    """Every number that is written in words in `text`, as (start, end, number)."""
    found = list(_WORD.finditer(text))
    words = lexicon.heard([spelled_word(match.group(), lexicon.language) for match in found])
    end = 0
    for at, word in enumerate(words):
        if at < end or word not in lexicon.numbers.openers:
            continue
        if read := lexicon.numbers.read(words, at):
            end = at + read[1]
            yield found[at].start(), found[end - 1].end(), read[0]


def standing_numbers(reading: Reading) -> list[int]:
    """The numbers of the message that are not taken back ("24, not 48"), in order; rounded ones if none is exact."""
    denied = {negation.end for negation in reading.all("negation")}
    exact: list[int] = []
    rounded: list[int] = []
    at = 0
    while at < len(reading.words):
        read = number(reading, at)
        if read is not None and approximate(reading, at):
            rounded.append(read[0])  # a Greek says "none" before it and means "some"
        elif read is not None and at not in denied:
            exact.append(read[0])
        at += read[1] if read else 1
    return [*dict.fromkeys(exact or rounded)]
