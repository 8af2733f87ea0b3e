"""Numbers beside their unit: simultaneous calls and extensions.

Called by `FactExtractor`. "20 Nebenstellen", "20SC" and "V20" are three different twenties, so a number
without its unit is never an amount here.
"""

from __future__ import annotations

from collections.abc import Container

from bot.understanding.facts.amounts.counting import counted, each_with_own, holders, listed_users
from bot.understanding.facts.amounts.enrolled import enrolled
from bot.understanding.facts.amounts.examples import is_advertised, is_example, is_removed, is_supposed
from bot.understanding.facts.amounts.intended import intended
from bot.understanding.facts.amounts.partial import is_partial
from bot.understanding.facts.amounts.populations import is_gathered, is_population, populations
from bot.understanding.facts.amounts.resizing import changed, holds, labelled, remaining
from bot.understanding.facts.amounts.talking import talking
from bot.understanding.facts.amounts.totals import total
from bot.understanding.facts.validity.changes import is_past, settled
from bot.understanding.facts.validity.scopes import is_priced, is_unreal, is_wished
from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.numbers import approximate, number
from bot.understanding.facts.words.reading import Reading

_EXTENSIONS = range(1, 10_001)  # domain facts section 10
_CALLS = range(2, 2049)  # simultaneous calls beside their unit; others than the sold sizes are typed too


def amount(reading: Reading, unit: str) -> int | None:
    """A number beside its unit ("20 Nebenstellen", "Nebenstellen: 20"); the unit is required.

    How many of them are affected by a fault is no amount ("5 extensions are down, of 60 extensions").
    """
    candidates: list[tuple[Mention, int]] = []
    wished: set[Mention] = set()
    to_come = intended(reading)
    goals = {one.place.start for one in to_come.goals}
    for mention in reading.all(f"unit.{unit}"):
        found = _number_of(reading, mention) or counted(reading, mention)
        if found is not None and _rejected(reading, found[0]):
            found = _instead(reading, mention)
        if found is None or _rejected(reading, found[0]) or is_example(reading, mention, *found):
            continue
        if found[0].start in goals or is_supposed(reading, mention, found[0]):
            continue
        if unit == "extensions" and (
            is_gathered(reading, found[0]) or is_removed(reading, mention) or is_partial(reading, *found)
        ):
            continue
        if unit == "extensions" and _affected(reading, mention) and not _is_all(reading, mention, found):
            found = _whole(reading, mention)
        if found is not None and not is_unreal(reading, found[0]) and not is_priced(reading, mention):
            candidates.append((mention, found[1]))
            wished |= {mention} if is_wished(reading, found[0]) else set()
    candidates += changed(reading, unit, candidates)
    candidates = [one for one in candidates if one[0] not in wished]
    if unit == "simultaneous_calls" and not holds(reading, candidates):
        candidates = remaining(reading) or candidates
    if not candidates or all(is_past(reading, one) for one, _ in candidates):
        kept = candidates if unit == "simultaneous_calls" else []
        candidates = kept + _told_otherwise(reading, unit)
    candidates = [one for one in candidates if one[0].start not in goals] or to_come.own(reading, unit)
    candidates = [one for one in candidates if _is_plausible(reading, unit, *one)]
    candidates = [one for one in candidates if not is_advertised(reading, one[0])]
    if unit == "extensions" and (whole := total(reading)):
        candidates = [whole]
    value = settled(reading, candidates)
    return None if value is None else int(value)


def _told_otherwise(reading: Reading, unit: str) -> list[tuple[Mention, int]]:
    """Amounts that are told in other words than a number and its unit."""
    if unit == "simultaneous_calls":
        found = labelled(reading) or talking(reading)
    else:
        found = holders(reading) or each_with_own(reading) or listed_users(reading)
        found = found or enrolled(reading) or populations(reading)
        found = [one for one in found if one[1] > 1 and not is_removed(reading, one[0])]  # "solo un usuario"
        found = [one for one in found if not is_partial(reading, *one)]
    return [one for one in found if not is_supposed(reading, one[0], one[0])]


def _number_of(reading: Reading, unit: Mention) -> tuple[Mention, int] | None:
    """The number that belongs to `unit`: it ends at most two words before, or follows a colon or "is"."""
    single = any(unit.start == one.start and unit.end == one.end for one in reading.all("single"))
    if single and number(reading, unit.end) is not None:
        return None  # "from ext 31 to ext 45"
    for start in range(max(0, unit.start - 7), unit.start):
        read = number(reading, start)
        labelled = any(other.term == unit.term and other.end == start for other in reading.all("unit."))
        if read is not None and 0 <= unit.start - start - read[1] <= 2 and not labelled:  # "ext 105 can't hear ext 112"
            place = Mention("number", start, start + read[1])
            apart = any(place.end <= one.start < unit.start for one in reading.all("use"))
            if apart and str(read[0]) in reading.codes:
                continue  # "gives 486 with the extension idle"
            if any(one.end == start for one in reading.all("upgrading")) and unit.start > place.end:
                continue  # "V18 Update 9 all remote extensions"
            if reading.same_clause(place, unit) and not _of_another_unit(reading, place, unit):
                nearer = [at for at in range(place.end, unit.start) if number(reading, at) is not None]
                if not nearer:
                    return _exactly(reading, place, unit) or (place, read[0])
    opens = reading.words[unit.end : unit.end + 1]
    named = any(other.end == unit.start or other.start == unit.start for other in reading.all("number_of"))
    for skip in (1,) if opens in ([":"], ["="], ["-"], ["–"], ["is"]) else (0,) if named else ():
        read = number(reading, unit.end + skip)
        if read is not None and number(reading, unit.end + skip + read[1]) is None:  # "200-220" is a range
            return Mention("number", unit.end + skip, unit.end + skip + read[1]), read[0]
    return None


def _exactly(reading: Reading, place: Mention, unit: Mention) -> tuple[Mention, int] | None:
    """The exact number behind a rounded one: "una cinquantina di interni: 52"."""
    if not approximate(reading, place.start) or reading.words[unit.end : unit.end + 1] not in ([":"], [","], ["("]):
        return None
    exact = number(reading, unit.end + 1)
    return (Mention("number", unit.end + 1, unit.end + 1 + exact[1]), exact[0]) if exact else None


def _of_another_unit(reading: Reading, place: Mention, unit: Mention) -> bool:
    """Whether another unit stands between the number and this one ("24 calls, extensions")."""
    return any(place.end <= other.start < unit.start for other in reading.all("unit.") if other.term != unit.term)


def _affected(reading: Reading, unit: Mention) -> bool:
    """Whether the clause goes on to say that these do not work."""
    return any(
        reading.same_clause(other, unit)
        and 0 <= other.start - unit.end <= 3
        and not any(number(reading, other.end + skip) for skip in (0, 1))  # "60 instead of 40"
        for other in reading.all("affected", "negation")
    )


def _is_all(reading: Reading, unit: Mention, found: tuple[Mention, int]) -> bool:
    """Whether these are all there are: "at our 12 extensions nothing works", "12 are set up"."""
    ours = any(own.end == found[0].start for own in reading.all("ourselves", "all_of"))
    return (
        ours
        or _is_of_whole(reading, found[0])
        or is_population(reading, found[0], unit)
        or (reading.in_clause(unit, "created") and not reading.in_clause(unit, "negation"))
    )


def _is_of_whole(reading: Reading, place: Mention) -> bool:
    """Whether some are counted out of them: "thirty people out of 75 extensions"."""
    return any(
        out.end == place.start
        and any(
            number(reading, at) and reading.same_clause(Mention("number", at, at + 1), place)
            for at in range(max(0, out.start - 3), out.start)
        )
        for out in reading.all("out_of")
    )


def _whole(reading: Reading, unit: Mention) -> tuple[Mention, int] | None:
    """The number after "out of"."""
    for whole in reading.all("out_of"):
        read = number(reading, whole.end)
        if whole.start >= unit.end and reading.same_sentence(whole, unit) and read is not None:
            return Mention("number", whole.end, whole.end + read[1]), read[0]
    return None


def _instead(reading: Reading, unit: Mention) -> tuple[Mention, int] | None:
    """The bare number right behind a denied one: "pas 250 postes, 215", "not 180 users but 165"."""
    at = unit.end
    turns = {place for turn in reading.all("but", "has") for place in range(turn.start, turn.end)}
    while at < len(reading.words) and (reading.words[at] in (",", "-", "–") or at in turns):
        at += 1
    read = number(reading, at) if at > unit.end else None
    return (Mention("number", at, at + read[1]), read[0]) if read else None


def _rejected(reading: Reading, place: Mention) -> bool:
    return not approximate(reading, place.start) and any(
        0 <= place.start - negation.end <= 1 and reading.same_clause(negation, place)
        for negation in reading.all("negation")
    )


def allowed(reading: Reading, unit: str) -> Container[int]:
    """The amounts that count without their unit: sizes that are sold, plausible numbers of extensions."""
    return reading.lexicon.sizes if unit == "simultaneous_calls" else _EXTENSIONS


def _is_plausible(reading: Reading, unit: str, mention: Mention, value: int) -> bool:
    """Whether there may be so many: "12 channels" is told plainly, a bare 12 is no size."""
    bare = unit == "extensions" or mention.term == "number"
    return value in (allowed(reading, unit) if bare else _CALLS)


def own_amount(reading: Reading, own: Reading, unit: str) -> int | None:
    """The amount of the own parts, else one that a change in the whole message led to ("had 30 extensions, now 45").

    Among several of the whole message the rules have found the one that holds, if there is one.
    """
    told = amount(own, unit)
    if told is not None or own is reading:
        return told
    whole = amount(reading, unit)
    if whole is None or str(whole) in own.words:
        return whole
    sold = allowed(reading, unit)
    others = {word for word in reading.words if word.isdecimal() and int(word) in sold} - {str(whole)}
    return whole if reading.has("from", "now", "attempt", "but") and others - set(own.words) else None
