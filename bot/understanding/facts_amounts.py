"""Numbers beside their unit: simultaneous calls and extensions.

Called by `FactExtractor`. "20 Nebenstellen", "20SC" and "V20" are three different twenties, so a number
without its unit is never an amount here.
"""

from __future__ import annotations

from bot.understanding import facts_numbers
from bot.understanding.facts_hosting import settled
from bot.understanding.facts_reading import Mention, Reading


def amount(reading: Reading, unit: str) -> int | None:
    """A number beside its unit ("20 Nebenstellen", "Nebenstellen: 20"); the unit is required.

    How many of them are affected by a fault is no amount ("5 extensions are down, of 60 extensions").
    """
    candidates: list[tuple[Mention, int]] = []
    for mention in reading.all(f"unit.{unit}"):
        found = _number_of(reading, mention)
        if found is None or _rejected(reading, found[0]):
            continue
        if unit == "extensions" and _affected(reading, mention):
            found = _whole(reading, mention)
        if found is not None:
            candidates.append((mention, found[1]))
    value = settled(reading, candidates)
    return None if value is None else int(value)


def number(reading: Reading, at: int) -> tuple[int, int] | None:
    """The number that begins at word `at`, in figures or in words, and how many words it takes."""
    if at >= len(reading.words):
        return None
    word = reading.words[at]
    if word.isdecimal():
        return (int(word), 1) if len(word) <= 5 else None
    return facts_numbers.value(reading.words, at, reading.lexicon.numbers, reading.lexicon.joiners)


def all_numbers(reading: Reading) -> list[int]:
    """Every number of the message, in order."""
    found, at = [], 0
    while at < len(reading.words):
        read = number(reading, at)
        if read is not None:
            found.append(read[0])
        at += read[1] if read else 1
    return found


def _number_of(reading: Reading, unit: Mention) -> tuple[Mention, int] | None:
    """The number that belongs to `unit`: it ends at most two words before, or follows a colon or "is"."""
    for start in range(max(0, unit.start - 7), unit.start):
        read = number(reading, start)
        if read is not None and 0 <= unit.start - start - read[1] <= 2:
            place = Mention("number", start, start + read[1])
            if reading.same_clause(place, unit) and not _of_another_unit(reading, place, unit):
                nearer = [at for at in range(place.end, unit.start) if number(reading, at) is not None]
                if not nearer:
                    return place, read[0]
    opens = reading.words[unit.end : unit.end + 1]
    named = any(other.end == unit.start or other.start == unit.start for other in reading.all("number_of"))
    for skip in (1,) if opens in ([":"], ["="], ["is"]) else (0,) if named else ():
        if (read := number(reading, unit.end + skip)) is not None:
            return Mention("number", unit.end + skip, unit.end + skip + read[1]), read[0]
    return None


def _of_another_unit(reading: Reading, place: Mention, unit: Mention) -> bool:
    """Whether another unit stands between the number and this one ("24 calls, extensions")."""
    return any(place.end <= other.start < unit.start for other in reading.all("unit.") if other.term != unit.term)


def _affected(reading: Reading, unit: Mention) -> bool:
    """Whether the clause goes on to say that these do not work."""
    return any(
        reading.same_clause(other, unit) and 0 <= other.start - unit.end <= 3
        for other in reading.all("affected", "negation")
    )


def _whole(reading: Reading, unit: Mention) -> tuple[Mention, int] | None:
    """The number after "out of"."""
    for whole in reading.all("out_of"):
        read = number(reading, whole.end)
        if whole.start >= unit.end and reading.same_sentence(whole, unit) and read is not None:
            return Mention("number", whole.end, whole.end + read[1]), read[0]
    return None


def _rejected(reading: Reading, place: Mention) -> bool:
    return any(
        negation.end <= place.start and place.start - negation.end <= 1 and reading.same_clause(negation, place)
        for negation in reading.all("negation")
    )
