"""Sums that are told beside their parts: "40 in the hall, another 5 in the offices, 45 in total".

`amounts` prefers them to the parts, which may be those of a department or of the ones with a fault.
"""

from __future__ import annotations

from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.numbers import number
from bot.understanding.facts.words.reading import Reading

_COUNTED = ("unit.extensions", "users")
_REACH = 4  # words from "in the whole company" to the number


def total(reading: Reading) -> tuple[Mention, int] | None:
    """The bare number that is told as the sum of the extensions or users of its sentence, if it is the largest one."""
    for sum_of in reading.all("in_total"):
        parts = [one for one in reading.all(*_COUNTED) if reading.same_sentence(one, sum_of)]
        found = _before(reading, sum_of) or _behind(reading, sum_of)
        if not found or not parts or reading.is_asked(found[0]):
            continue
        others = [read[0] for at in range(len(reading.words)) if (read := _other(reading, at, found[0], sum_of))]
        if others and max(others) < found[1] and str(found[1]) not in reading.codes:
            return found
    return None


def _before(reading: Reading, sum_of: Mention) -> tuple[Mention, int] | None:
    """The number of "45 in total"."""
    for at in range(max(0, sum_of.start - 3), sum_of.start):
        read = number(reading, at)
        if read and at + read[1] == sum_of.start:
            return Mention("number", at, sum_of.start), read[0]
    return None


def _behind(reading: Reading, sum_of: Mention) -> tuple[Mention, int] | None:
    """The number of "in total there are 45", which ends its clause."""
    at = sum_of.end
    while at < min(sum_of.end + _REACH, len(reading.words)) and (
        reading.words[at] in reading.lexicon.counting or reading.words[at] == ":"
    ):
        at += 1
    read = number(reading, at)
    place = Mention("number", at, at + read[1]) if read else None
    return (place, read[0]) if read and place and reading.ends_clause(place) else None


def _other(reading: Reading, at: int, place: Mention, sum_of: Mention) -> tuple[int, int] | None:
    """A number of the sentence that stands elsewhere."""
    read = number(reading, at) if not place.start <= at < place.end else None
    return read if read and reading.same_sentence(Mention("number", at, at + read[1]), sum_of) else None
