"""Sizes and amounts that are still to come: wished for, asked about, priced, ordered and not paid.

`amounts` leaves them out and takes what stands before "to" or is told beside them; `answers` does so with bare numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.numbers import number
from bot.understanding.facts.words.reading import Reading

_TIMES = ("later_on", "in_season")
_PLANS = ("attempt", "pending", "considers", "wishes", "can_we", *_TIMES)
_STEPS = ("acquire", "would_buy", "upgrading", "step_up")
_DONE = ("resized", "since", "completed", "bought")
_OWN = ("now", "has", "we_are", "still_on", "stays_at")
_BEHIND = (*_OWN, "calls", "lines", "at_once", "but", "since", "licence_word")  # what may stand behind a bare size
_NEAR = 2  # words: "to PRO 8", "now with 16"
_CHANGE = 4  # words between the two sizes of a change: "from 16 channels to about 32"


class _Number(NamedTuple):
    """A number that may be a size or an amount, and the unit beside it."""

    place: Mention
    value: int
    unit: str | None


class Intended(NamedTuple):
    """Numbers that are still to come, those a change would leave, and the others."""

    goals: tuple[_Number, ...]
    left: tuple[_Number, ...]
    others: tuple[_Number, ...]

    def own(self, reading: Reading, unit: str | None = None) -> list[tuple[Mention, int]]:
        """What they have until then: what the change would leave, what is told with "now", or the only other number.

        Without a unit the question has named it.
        """
        if unit is not None and all(one.unit != unit for one in (*self.goals, *self.left)):
            return []
        others = [one for one in self.others if unit is None or (one.unit in (unit, None) and _may_be(reading, one))]
        told = [one for one in others if _is_own(reading, one.place)]
        for found in (self.left, told, others):
            if len({one.value for one in found}) == 1:
                return [(one.place, one.value) for one in found]
        return []


def intended(reading: Reading) -> Intended:
    """The numbers of the message that are still to come, and those beside them."""
    return reading.once(_intended)


def is_done(reading: Reading, place: Mention) -> bool:
    """Whether the clause tells of something that was done."""
    return any(not reading.denied(done) for done in reading.within(place, *_DONE))


def _intended(reading: Reading) -> Intended:
    numbers = [*_numbers(reading)]
    left, goals = [], []
    for first, second in pairwise(numbers):
        if _is_change(reading, first.place, second.place) and _is_open(reading, first.place, second.place):
            left.append(first)
            goals.append(second)
    changed = {*left, *goals}
    for one in numbers:
        beside = any(other.value != one.value for other in numbers)
        if one not in changed and _is_goal(reading, one.place, beside):
            goals.append(one)
    others = (one for one in numbers if one not in goals and one not in left)
    return Intended(tuple(goals), tuple(left), tuple(others))


def _numbers(reading: Reading) -> Iterator[_Number]:
    """The numbers that are of a size that is sold, or have a unit; none of a version."""
    end = 0
    named = {one.end for one in reading.all("upgrading")}
    versioned = reading.lexicon.version_words | reading.lexicon.update_words
    for at in range(len(reading.words)):
        read = number(reading, at) if at >= end else None
        if read is None or at in named or not versioned.isdisjoint(reading.words[max(0, at - 1) : at]):
            continue
        end = at + read[1]
        place = Mention("number", at, end)
        units = [one.value for one in reading.within(place, "unit.") if 0 <= one.start - end < _NEAR]
        licence = any(0 <= at - one.end < _NEAR for one in reading.within(place, "size_word"))
        unit = units[0] if units else "simultaneous_calls" if licence else None
        if unit or read[0] in reading.lexicon.sizes:
            yield _Number(place, read[0], unit)


def _is_change(reading: Reading, first: Mention, second: Mention) -> bool:
    """Whether they are the two of "from 16 to 32"."""
    return (
        reading.same_sentence(first, second)
        and second.start - first.end <= _CHANGE
        and any(0 <= first.start - away.end <= 1 for away in reading.all("from"))
        and any(first.end <= toward.start and 0 <= second.start - toward.end <= 1 for toward in reading.all("toward"))
    )


def _is_open(reading: Reading, first: Mention, second: Mention) -> bool:
    """Whether the change is planned, asked about, priced or not yet paid, and nobody says that it was made."""
    if _is_unsettled(reading, second):
        return True
    if is_done(reading, first) or is_done(reading, second):
        return False
    planned = any(
        plan.start < second.start or reading.ends_clause(plan) or plan.term in _TIMES
        for place in (first, second)
        for plan in reading.within(place, *_PLANS)
    )  # not "reduced from 64 to 24 when the other firm left"
    return planned or reading.in_sentence(second, "price_asked") or _is_asked(reading, first)


def _is_asked(reading: Reading, first: Mention) -> bool:
    """Whether a change is asked about by itself: "from 8 to 16, when ...?", "how long does it take from 8 to 16?"."""
    if not reading.ends_asking(first):
        return False
    clause = reading.clause(first)[0]
    opens = any(away.start == clause and first.start - away.end <= 1 for away in reading.all("from"))
    steps = reading.within(first, "acquire", "step_up")
    return opens or reading.asks(first) or any(0 <= first.start - step.end <= _NEAR for step in steps)


def _is_unsettled(reading: Reading, place: Mention) -> bool:
    """Whether the sentence or the next one says that it is not paid or switched on yet."""
    return any(reading.near_sentence(place, one) for one in reading.all("unsettled"))


def _is_goal(reading: Reading, place: Mention, beside: bool) -> bool:
    """Whether a number by itself is still to come; `beside` tells that there is another one they may have."""
    if beside and any(0 <= place.start - one.end < _NEAR for one in reading.within(place, "would_need")):
        return not reading.in_clause(place, "negation")
    if any(one.gap(place) <= _NEAR for one in reading.within(place, "ordered")):
        return beside and _is_unsettled(reading, place)
    if is_done(reading, place) or _is_own(reading, place):
        return False
    if beside and any(wish.end == place.start for wish in reading.within(place, "wishes")):
        return True
    led = [one for one in reading.within(place, "toward") if 0 <= place.start - one.end < _NEAR]
    reach = _NEAR + 1 if led else 1
    steps = [
        one
        for one in reading.within(place, *_STEPS)
        if 0 <= place.start - one.end <= reach or 0 <= one.start - place.end < _NEAR
    ]
    if not steps:
        return False
    taken = {one.start for one in steps}
    return any(plan.start not in taken for plan in reading.within(place, *_PLANS)) and (beside or bool(led))


def _may_be(reading: Reading, one: _Number) -> bool:
    """Whether a number is of its unit, or counts nothing else: not the 8 of "8 minutes"."""
    follows = reading.words[one.place.end : one.place.end + 1]
    return bool(one.unit) or not follows or not follows[0][0].isalnum() or one.place.end in reading.under(*_BEHIND)


def _is_own(reading: Reading, place: Mention) -> bool:
    """Whether "now" or "we have" stands right before the number, or "now" right behind it."""
    return any(0 <= place.start - own.end < _NEAR for own in reading.within(place, *_OWN)) or any(
        0 <= now.start - place.end <= _NEAR for now in reading.within(place, "now")
    )
