"""Which of several values holds now: corrections, moves, "was bronze, now silver", "from 8 to 16".

The rules of hosting, amounts and partner levels call `settled`. A value that is only planned, or that
held before, gives way; values that contradict each other without such a word are no fact.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.reading import BESIDE, Reading

Candidate = tuple[Mention, Any]


def settled(reading: Reading, candidates: Sequence[Candidate]) -> Any:
    """The one value, or the one that holds after a change or a correction; None where values contradict each other."""
    values = list(dict.fromkeys(value for _, value in candidates))
    if len(values) == 1:
        gone = all(_is_over(reading, one) or _is_goal(reading, one) or is_gone(reading, one) for one, _ in candidates)
        return None if gone else values[0]
    if set(values) == {"smb", "hosted_by_3cx"}:  # SMB runs on 3CX's own servers too and says more
        return "smb"
    standing = [one for one in candidates if not is_planned(reading, one[0])] or list(candidates)
    for narrowed in (
        [one for one in standing if _is_current(reading, one[0])],
        [one for one in standing if not _is_former(reading, one[0])],
    ):
        if len({value for _, value in narrowed}) == 1:
            return narrowed[0][1]
    last, value = max(candidates, key=lambda item: item[0].start, default=(None, None))
    if last and reading.in_sentence(last, "moved"):
        return value
    after = [value for mention, value in candidates if reading.corrected_before(mention)]
    return after[-1] if after else None


def is_planned(reading: Reading, mention: Mention) -> bool:
    """Whether the clause speaks of something still to come ("we want to upgrade to 16SC")."""
    reached = reading.under("now")  # "ya vamos por 24SC"
    return any(
        plan.start < mention.start and reading.same_clause(plan, mention) and plan.start not in reached
        for plan in reading.all("attempt", "pending")
    )


def is_gone(reading: Reading, mention: Mention) -> bool:
    """Whether somebody went away from there ("we left AWS last year", "no longer on site")."""
    if any(more.end == mention.start for more in reading.all("no_more")):
        return True
    return any(
        0 <= mention.start - left.end <= 1 and reading.same_clause(left, mention) for left in reading.all("left")
    )


def _is_goal(reading: Reading, mention: Mention) -> bool:
    """Whether somebody wants to get there ("we plan to migrate to 3CX hosting")."""
    left = any(0 <= mention.start - away.end <= 1 for away in reading.all("from"))
    if left and any(toward.start >= mention.end for toward in reading.all("toward")):
        return False
    plans = [plan for plan in reading.all("attempt", "pending") if reading.same_clause(plan, mention)]
    return any(
        plan.start < mention.start and plan.start <= move.start and reading.same_clause(move, mention)
        for plan in plans
        for move in reading.all("moved", "upgrading")
    )


def _is_current(reading: Reading, mention: Mention) -> bool:
    """Whether "now" stands beside the value or opens what its sentence tells, or the change led to it."""
    if reading.beside(mention, "now") or _era(reading, mention) == "now":
        return True
    if reading.beside(mention, "was", reach=1):
        return False
    reached = any(0 <= mention.start - toward.end <= 1 for toward in reading.all("toward"))
    return reached and any(
        reading.same_sentence(change, mention)
        and (change.end <= mention.start or (change.term == "resized" and change.start - mention.end <= 1))
        for change in reading.all("from", "upgrading", "moved", "resized")
    )


def _era(reading: Reading, mention: Mention) -> str | None:
    """Of which time the sentence told last before it came to the value: "now", "was", or None where it told of none."""
    told = [
        time
        for time in reading.all("now", "was", "formerly", "from")
        if time.end <= mention.start and reading.same_sentence(time, mention)
    ]
    return told[-1].term if told else None


def _is_former(reading: Reading, mention: Mention) -> bool:
    """Whether the value held before."""
    return (
        is_gone(reading, mention)
        or is_past(reading, mention)
        or _is_left(reading, mention)
        or any(
            0 <= was.start - mention.end <= 2 and reading.same_clause(was, mention)
            for was in reading.all("was", "no_more")
        )
    )


def _is_left(reading: Reading, mention: Mention) -> bool:
    """Whether "from" before the value opens a change; "la licencia es de 24" does not."""
    left = [away for away in reading.all("from") if 0 <= mention.start - away.end <= 1]
    belongs = {of.start for of in reading.all("of")}
    return any(away.start not in belongs for away in left) or (
        bool(left)
        and any(reading.same_sentence(turn, mention) for turn in reading.all("toward", "upgrading", "moved", "resized"))
    )


def is_past(reading: Reading, mention: Mention) -> bool:
    """Whether "was" or "formerly" stands before the value or around it."""
    return _is_over(reading, mention) or any(
        0 <= mention.start - was.end <= BESIDE and reading.same_clause(was, mention) for was in reading.all("was")
    )


def _is_over(reading: Reading, mention: Mention) -> bool:
    """Whether a word says that this was once ("we used to be self hosted")."""
    return reading.beside(mention, "formerly") and not reading.beside(mention, "now")
