"""Sizes that are told as how many may talk: "the licence lets twenty-four of us talk at once".

`amounts` calls this where no number stands beside a unit of simultaneous calls.
"""

from __future__ import annotations

from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.numbers import number
from bot.understanding.facts.words.reading import Reading

_LICENSED = ("licence_word", "size_word", "permits")


def talking(reading: Reading) -> list[tuple[Mention, int]]:
    """The one number of every clause in which a licence allows so many to talk at once."""
    found = []
    for together in reading.all("at_once"):
        if reading.is_asked(together) or _is_open(reading, together) or not _is_licensed(reading, together):
            continue
        told = [place for place in _numbers(reading, together) if not _is_counted_else(reading, place[0])]
        nearest = min(told, key=lambda one: one[0].gap(together), default=None)
        if nearest and (reading.in_clause(together, "talk", "calls") or nearest[0].gap(together) == 0):
            found.append(nearest)
    return found


def _is_licensed(reading: Reading, together: Mention) -> bool:
    """Whether its clause or the next one tells so of a licence: "16 at once, says the licence"."""
    if reading.in_clause(together, *_LICENSED):
        return True
    following = reading.clauses[together.start] + 1
    told = (one for one in reading.all("licence_word", "size_word") if reading.clauses[one.start] == following)
    return any(reading.same_sentence(one, together) and reading.in_clause(one, "says") for one in told)


def _is_open(reading: Reading, together: Mention) -> bool:
    """Whether the clause only supposes something; the "once" of "at once" does not."""
    return any(
        reading.same_clause(one, together) and one.start not in range(together.start, together.end)
        for one in reading.all("condition", "pending", "uncertain", "fault_verb")
    )


def _numbers(reading: Reading, mention: Mention) -> list[tuple[Mention, int]]:
    """The numbers of the clause of `mention`, articles left out."""
    found = []
    last = 0
    for at in reading.clause(mention):
        read = number(reading, at) if at >= last else None
        if read is not None:
            last = at + read[1]
            if read[0] > 1:
                found.append((Mention("talking", at, last), read[0]))
    return found


def _is_counted_else(reading: Reading, place: Mention) -> bool:
    """Whether the number is one of extensions or of a version, or is denied."""
    return any(0 <= unit.start - place.end <= 2 for unit in reading.all("unit.extensions")) or any(
        one.end == place.start for one in reading.all("upgrading", "single", "negation")
    )
