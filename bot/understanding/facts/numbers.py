"""Numbers in words: "vierundzwanzig", "quarante-cinq", "treinta y dos", "сорок пять".

A lexicon lists the simple words of its language; what they make together follows from their sizes, because
in all eight languages hundreds stand before tens and tens before units, German's joined words excepted.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from bot.understanding.normal import spelled

if TYPE_CHECKING:
    from bot.understanding.facts.lexicon import Lexicon
    from bot.understanding.facts.reading import Reading

_WORD = re.compile(r"[^\W\d_]+")
_ORDERED = re.compile(
    r"(?:(?P<figure>\d{1,2})-?(?:[йм]\w?|th|nd|rd|st|er|[eèª.]|ème|ο)|(?P<word>[^\W\d_]{4,}))\s+"
    r"(?:update|upd|up|апдейт\w*|обновлени\w+|mise [àa] jour|aggiornamento|actualizaci[óo]n|"
    r"atualiza[çc][ãa]o|ενημέρωση)\b(?!\s*\d)",
    re.IGNORECASE,
)
_ORDER_BEHIND = re.compile(r"(?:апдейт|обновление)\s+(?P<word>[^\W\d_]{4,})(?P<figure>)", re.IGNORECASE)
_POINT = re.compile(r"(?<=\d)\s+(?:punkt|point|punto|ponto|точка|τελεία|dot)\s+(?=\d)", re.IGNORECASE)
_LONGEST = 5  # words: "trois cent soixante et onze"


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


def value(words: Sequence[str], at: int, simple: Mapping[str, int], joiners: Collection[str]) -> tuple[int, int] | None:
    """The number that begins at word `at` and how many words it takes; None where none begins."""
    if at >= len(words):
        return None
    two = " ".join(words[at : at + 2])  # "dix huit"
    length = 2 if at + 1 < len(words) and two in simple else 1
    first = simple.get(two if length == 2 else words[at])
    if first is None:
        return None
    parts = [first]
    end = at + length
    while end < min(len(words), at + _LONGEST):
        step = 2 if words[end] in joiners and words[end + 1 : end + 2] and words[end + 1] in simple else 1
        word = words[end + step - 1]
        if word not in simple or not _continues(parts[-1], simple[word]):
            break
        if parts[-1] == 4 and simple[word] == 20:
            parts[-1] = 80  # quatre-vingt
        else:
            parts.append(simple[word])
        end += step
    total = 0
    for part in parts:
        total = total * 100 if part == 100 and total else total + part
    return total, end - at


def _continues(last: int, following: int) -> bool:
    """Whether `following` belongs to the number whose last word is `last`: forty | five, three | hundred."""
    if following == 100:
        return last < 10
    if last == 100 or last in range(200, 1000, 100):
        return following < 100
    # Sixty and eighty go on to nineteen in French: soixante-quinze.
    if (last, following) == (4, 20):
        return True
    return last in range(20, 100, 10) and (following < 10 or (last in (60, 80) and following < 20))


def number(reading: Reading, at: int) -> tuple[int, int] | None:
    """The number that begins at word `at`, in figures or in words, and how many words it takes."""
    if at >= len(reading.words):
        return None
    word = reading.words[at]
    if word.isdecimal():
        return (int(word), 1) if len(word) <= 5 else None
    return value(reading.words, at, reading.lexicon.numbers, reading.lexicon.joiners)


def in_figures(text: str, lexicon: Lexicon) -> str:
    """`text` with every number that is written in words in figures ("the twenty, update eight": "the 20, update 8")."""
    for start, end, number in reversed(list(in_words(text, lexicon))):
        text = f"{text[:start]}{number}{text[end:]}"
    return _POINT.sub(".", text)


def in_words(text: str, lexicon: Lexicon) -> Iterator[tuple[int, int, int]]:
    """Every number that is written in words in `text`, as (start, end, number)."""
    found = list(_WORD.finditer(text))
    words = lexicon.heard([spelled(match.group(), lexicon.language) for match in found])
    at = 0
    while at < len(words):
        read = value(words, at, lexicon.numbers, lexicon.joiners)
        if read is not None:
            yield found[at].start(), found[at + read[1] - 1].end(), read[0]
        at += read[1] if read else 1


def updates_in_order(text: str, lexicon: Lexicon) -> str:
    """`text` with "the second update" and "5й апдейт" as "update 2" and "update 5"."""

    def ordered(match: re.Match[str]) -> str:
        word = spelled(match["word"] or "", lexicon.language)
        number = match["figure"] or lexicon.ordinals.get(lexicon.heard([word])[0] if word else "")
        return f"update {number}" if number else match.group()

    return _ORDERED.sub(ordered, _ORDER_BEHIND.sub(ordered, text))


def standing_numbers(reading: Reading) -> list[int]:
    """Every number of the message that is not taken back ("24, not 48"), in order."""
    denied = {negation.end for negation in reading.all("negation")}
    found, at = [], 0
    while at < len(reading.words):
        read = number(reading, at)
        if read is not None and at not in denied:
            found.append(read[0])
        at += read[1] if read else 1
    return found
