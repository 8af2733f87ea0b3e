"""People, devices and accounts that are set up on the system, and so are as many extensions.

`amounts` calls this where nobody counts extensions or users: "31 of us are set up on it", "60 handsets are configured".
"""

from __future__ import annotations

from bot.understanding.facts.validity.scopes import is_unreal
from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.numbers import number
from bot.understanding.facts.words.reading import Reading

_SET_UP = ("created", "enrolled")
_WHO = ("enrollable", "users")
_HAPPENS = ("negation", "affected", "fault_verb", "failing", "attempt", "pending", "condition", "newly", "exceeding")
_NEAR = 2  # words between a number and who is counted: "31 of us", "20 other colleagues"


def enrolled(reading: Reading) -> list[tuple[Mention, int]]:
    """The number of those who are set up in a clause that tells nothing else of them."""
    found = []
    for setup in reading.all(*_SET_UP):
        labelled = [setup.end + 1] if reading.words[setup.end : setup.end + 1] == [":"] else []  # "users set up: 7"
        for at in (*reading.clause(setup), *labelled):
            read = number(reading, at)
            if read is None or read[0] == 1 or (at and (number(reading, at - 1) or (0, 0))[1] > 1):
                continue
            place = Mention("enrolled", at, at + read[1])
            if _is_set_up(reading, place, setup) and not is_unreal(reading, place) and not reading.is_asked(place):
                found.append((place, read[0]))
    return found


def _is_set_up(reading: Reading, place: Mention, setup: Mention) -> bool:
    """Whether the number counts who is set up: no unit of its own, nothing that happens to some of them."""
    if any(place.end <= unit.start <= place.end + _NEAR for unit in reading.all("unit.")):
        return False
    who = _counted(reading, place, setup)
    if who is None:
        return False
    if not _goes_wrong(reading, place, setup, max(place.end, who.end, setup.end)):
        return True
    whole = any(all_of.end == place.start for all_of in reading.all("definite"))
    on_it = (setup.end - setup.start > 1 or setup.start in reading.under("inside")) and any(
        one.end == place.start for one in reading.all("populated", "having", "use")
    )
    return (whole or on_it) and 0 <= setup.start - who.end <= 1  # "the calls of the 15 colleagues set up do not end"


def _goes_wrong(reading: Reading, place: Mention, setup: Mention, told: int) -> bool:
    """Whether the clause tells what happens to some of them, before an "and" that leads on from what it has `told`."""
    clause = reading.clause(place)
    summed = any(0 <= place.start - one.end <= 1 for one in reading.all("reaches"))
    clause = [at for at in clause if at >= place.start] if summed else clause  # "but with the drivers we come to 31"
    leads = (at for at in clause if at >= told and reading.words[at] in reading.lexicon.joiners)
    stop = next(leads, clause[-1] + 1)
    verb = range(min(setup.end, place.end), told)  # "sind" of "60 Apparate sind eingerichtet" is no fault
    return any(
        clause[0] <= one.start < stop
        and not (one.term == "affected" and one.start in verb)
        and one.start not in range(setup.start, setup.end)
        for one in reading.all(*_HAPPENS)
    )


def _counted(reading: Reading, place: Mention, setup: Mention) -> Mention | None:
    """Who is counted: "31 of us", "users set up: seven", or only "there are nine of them", "siamo in 17"."""
    for who in reading.all(*_WHO):
        if reading.same_clause(who, setup):
            before = setup.start >= who.end and 0 <= place.start - setup.end <= 1 and setup.start - who.end <= 1
            if 0 <= who.start - place.end <= _NEAR - 1 or before:
                return who
    ourselves = any(0 <= place.start - we.end <= 1 for we in reading.all("we_number") if reading.same_clause(we, place))
    ourselves = ourselves or any(0 <= place.start - sum_of.end <= 1 for sum_of in reading.all("reaches"))
    follows = setup.start == place.end
    closes = setup.end <= place.start and reading.ends_clause(place)
    return place if ourselves and (follows or closes) else None
