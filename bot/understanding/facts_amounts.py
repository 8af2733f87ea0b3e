"""Numbers beside their unit: simultaneous calls and extensions.

Called by `FactExtractor`. "20 Nebenstellen", "20SC" and "V20" are three different twenties, so a number
without its unit is never an amount here.
"""

from __future__ import annotations

from bot.understanding.facts_hosting import settled
from bot.understanding.facts_reading import Mention, Reading


def amount(reading: Reading, unit: str) -> int | None:
    """A number beside its unit ("20 Nebenstellen", "Nebenstellen: 20"); the unit is required."""
    candidates: list[tuple[Mention, int]] = []
    for mention in reading.all(f"unit.{unit}"):
        before = [at for at in range(max(0, mention.start - 2), mention.start) if number(reading, at) is not None]
        after = [mention.end + 1] if reading.words[mention.end : mention.end + 1] in ([":"], ["="]) else []
        for at in (before[-1:] or after)[:1]:
            value = number(reading, at)
            if value is not None and not _rejected(reading, at):
                candidates.append((mention, value))
    value = settled(reading, candidates)
    return None if value is None else int(value)


def number(reading: Reading, at: int) -> int | None:
    """The number at word `at`, in figures or in words."""
    if at >= len(reading.words):
        return None
    word = reading.words[at]
    if word.isdecimal():
        return int(word) if len(word) <= 5 else None
    return reading.lexicon.numbers.get(word)


def _rejected(reading: Reading, at: int) -> bool:
    place = Mention("number", at, at + 1)
    return any(
        negation.end <= at and at - negation.end <= 1 and reading.same_clause(negation, place)
        for negation in reading.all("negation")
    )
