"""A partner level as the vendor's register, portal or mail has it: "you have us down as silver", "Bronze bei euch".

`levels.claimed_level` calls `is_listed` and `is_corrected`.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.facts.validity.changes import is_planned
from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.reading import Reading

_REACH = 2  # words between "listed as" and the level


def is_listed(reading: Reading, level: Mention) -> bool:
    """Whether the register names it of the writer, or the clause holds nothing but the level with the vendor."""
    if any(entry.gap(level) <= _REACH and reading.same_clause(entry, level) for entry in reading.all("has_us_as")):
        return True
    if not is_alone(reading, level):
        return False
    if any(reading.same_clause(vendor, level) and _is_near(vendor, level) for vendor in reading.all("with_vendor")):
        return True
    return reading.in_sentence(level, "your_papers")


def is_corrected(reading: Reading, level: Mention) -> bool:
    """Whether the clause is this level alone and another one was denied just before: "gold we are not, only silver"."""
    return is_alone(reading, level) and any(
        other.end <= level.start
        and other.value != level.value
        and reading.same_sentence(other, level)
        and reading.in_clause(other, "negation", "absence")
        and reading.in_clause(other, "self_is", "we_are")
        for other in reading.all("level.")
    )


def is_one_of_yours(reading: Reading, level: Mention) -> bool:
    """Whether the writer counts himself among the vendor's: "partner, one of your golds"."""
    counted = any(
        0 <= level.start - one.end <= 1 and reading.same_clause(one, level) for one in reading.all("one_of_yours")
    )
    ends = [level, *(you for you in reading.all("desk_self") if you.start == level.end)]  # "από τους gold σας"
    return counted and (any(map(reading.ends_clause, ends)) or reading.in_clause(level, "i_am"))


def is_newer(reading: Reading, level: Mention, levels: Sequence[Mention]) -> bool:
    """Whether its clause says since when, behind another level: "silver partner in Linz, er gold since march"."""
    turns = [turn for turn in reading.all("correction", "apology") if turn.end <= level.start]
    dated = [
        one
        for term, reach in (("since", 1), ("month", 2 if turns else -1))
        for one in reading.all(term)
        if 0 <= one.start - level.end <= reach and reading.same_clause(one, level)
    ]
    reached = [one for one in reading.all("became") if one.gap(level) == 0 and reading.same_clause(one, level)]
    clause = reading.clause(level)
    if is_planned(reading, level) or reading.is_asked(level) or reading.in_clause(level, "condition", "later_on"):
        return False
    return bool(dated or reached) and any(
        other.end <= level.start
        and other.value != level.value
        and reading.same_sentence(other, level)
        and not reading.same_clause(other, level)
        and (level.start - clause[0] <= _REACH or reached)
        for other in levels
    )


def is_alone(reading: Reading, level: Mention) -> bool:
    """Whether the clause is the level and words such as "only", "still" and "with you"."""
    small = reading.under("level_beside", "with_vendor", "now", "but", "partner", "level_word", "article")
    return all(at in small or at in range(level.start, level.end) for at in reading.clause(level))


def _is_near(vendor: Mention, level: Mention) -> bool:
    return vendor.gap(level) <= 1
