"""Where at a customer's the system stands: a machine, a verb of standing and a place, in whatever words.

`hosting` calls `sites`. The lists of places are long on purpose (rooms, furniture, trades): a place says something only
beside a machine or the system that stands there.
"""

from __future__ import annotations

from bot.understanding.facts.hosting.boxes import OTHERS, carries, is_retired, machines_beside, parts_beside
from bot.understanding.facts.hosting.elsewhere import is_elsewhere, speaks_of_part
from bot.understanding.facts.hosting.moves import brought, put_right
from bot.understanding.facts.validity.changes import is_planned
from bot.understanding.facts.validity.neighbours import own_systems
from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.reading import BESIDE, Reading

_NEAR = 5  # words between a system and the place where it stands
_INTO = 4  # words between "in" and the place: "in the back of the bakery"
_DIRECT = 2  # words between a machine and "in"
_FAR = 12  # words between a place and "that's where 3CX runs"


def sites(reading: Reading) -> list[Mention]:
    """Places at a customer where the system itself stands ("the server is in the basement")."""
    places = reading.all("place")
    found = [place for place in places if runs_there(reading, place) or _follows_system(reading, place)]
    found += [place for place in reading.all("place", "site") if _is_composed(reading, place)]
    return [place for place in found if not is_retired(reading, place)]


def runs_there(reading: Reading, place: Mention) -> bool:
    """Whether the system, not a phone or a person, is said to run on or stand at `place`."""
    if reading.is_question(place) or is_elsewhere(reading, place):
        return False
    if speaks_of_part(reading, place):
        return False
    if any(other.start <= place.start for other in reading.within(place, "other_machine")):
        return False
    hosts = reading.all("host_word")
    others = any(one.end <= place.start for one in reading.within(place, "place"))
    if others and not reading.in_clause(place, "host_word"):
        return False  # "the branch is in Braga and the head office in Lisbon"
    if any(0 <= place.start - runs.end <= BESIDE for runs in reading.within(place, "runs")):
        return not reading.negated(place)
    for runs in reading.all("runs"):  # "im Keller steht der Server"
        follows = any(0 <= host.start - runs.end <= 2 and reading.same_clause(host, place) for host in hosts)
        if follows and 0 <= runs.start - place.end <= 1:
            return not reading.denied(place)
    # "Server in the basement"; "at the customer's the server is slow" tells nothing, nor "we have 3CX in the hotel".
    makers = {maker.start for maker in reading.all("maker")}
    machines = reading.under("computer")
    tried = [one for one in reading.all("tested", "requester.evaluation") if one.start <= place.start]
    had = [one for one in (*reading.all("has", "use"), *tried) if reading.same_clause(one, place)]
    return any(
        0 <= place.start - host.end <= _NEAR
        and reading.same_clause(host, place)
        and not (host.start in makers and any(one.start <= host.start for one in had))
        and (host.start in machines or not reading.denied(place, host))  # "the PBX does not ring in the office"
        and not _is_of_house(reading, host, place)
        and not (host.start in makers and _is_joined(reading, host))
        for host in hosts
    )


def _is_of_house(reading: Reading, host: Mention, place: Mention) -> bool:
    """Whether a firm's system is named by the firm, and no place: "the phone system of the clinic answers"."""
    firms = {firm.start for firm in reading.all("site", "institution", "business")}
    led = any(host.end <= into.start <= place.start for into in reading.all("locative"))
    return place.start in firms and not led and host.start not in reading.under("computer")


def _is_joined(reading: Reading, system: Mention) -> bool:
    """Whether a program stands beside 3CX and is what they have there: "Fidelio and 3CX in the hotel"."""
    joined = reading.words[max(0, system.start - 1)] in reading.lexicon.joiners
    return joined and any(one.end == system.start - 1 for one in reading.all("program_name"))


def _follows_system(reading: Reading, place: Mention) -> bool:
    """Whether an operating system stands there ("on a Windows box at head office")."""
    return any(1 <= place.start - one.end <= 2 and reading.same_clause(one, place) for one in reading.all("os"))


def _is_composed(reading: Reading, place: Mention) -> bool:
    """Whether a machine or the system is said to stand at `place`, or to run there in the next clause."""
    leads = _leads(reading, place)
    if not leads or reading.is_question(place) or is_elsewhere(reading, place) or is_planned(reading, place):
        return False
    if reading.in_clause(place, "sbc", "test_system") or _is_denied_server(reading, place):
        return False
    stands = _machine_stands(reading, place, leads) or _system_stands(reading, place, leads)
    stands = stands or _stands_behind(reading, place, leads) or _runs_in_next(reading, place)
    return stands or ((brought(reading, place) or put_right(reading, place)) and not parts_beside(reading, place))


def _is_denied_server(reading: Reading, place: Mention) -> bool:
    """Whether the clause opens with "no server": "nada de servidor en la tienda"."""
    first = reading.clause(place)[0]
    return any(
        no.start == first and any(0 <= host.start - no.end <= 1 for host in reading.all("host_word"))
        for no in reading.all("negation")
    )


def _leads(reading: Reading, place: Mention) -> list[Mention]:
    """Every "in", "under" or "behind" that leads to `place`: "down in the back of the bakery" has more than one."""
    parts = parts_beside(reading, place)
    return [
        into
        for into in reading.within(place, "locative")
        if (0 <= place.start - into.end <= _INTO or place.start <= into.start < place.end)
        and not any(into.end <= part.start < place.start for part in parts)  # "on the phone in the bakery"
    ]


def _machine_stands(reading: Reading, place: Mention, leads: list[Mention]) -> bool:
    """ "A server inside the clinic", "the tin is screwed to the wall", "under the stairs sleeps an old tower"."""
    anywhere, verbs = reading.all("stands", "runs", "has"), reading.within(place, "stands", "runs", "has")
    for machine in machines_beside(reading, place):
        if machine.start < place.start:
            if any(_follows(reading, machine, into) for into in leads) or carries(reading, machine):
                return True
            if any(machine.end <= verb.start < place.start for verb in verbs):
                return True
            if any(0 <= verb.start - place.end <= 1 and reading.ends_clause(verb) for verb in anywhere):
                return True
        for verb in verbs:
            if 0 <= verb.start - place.end <= BESIDE and 0 <= machine.start - verb.end <= 3:
                return True
    return False


def _follows(reading: Reading, machine: Mention, into: Mention) -> bool:
    """Whether "in" comes right behind a machine: "a server inside"; "the machine answers at ..." stands nowhere."""
    between = range(machine.end, into.start)
    carried = reading.under("aux", "locative", "level_beside", "upstairs", "has")
    return into.start >= machine.end and len(between) <= _DIRECT and all(at in carried for at in between)


def _system_stands(reading: Reading, place: Mention, leads: list[Mention]) -> bool:
    """Whether the system itself is said to stand there: "the PBX sits in the law office"; to have it is too little."""
    if any(part.end <= place.start for part in parts_beside(reading, place)):
        return False
    verbs = [
        verb
        for verb in (*reading.all("stands"), *reading.all("runs"))
        if any(
            place.start - into.end <= _DIRECT
            and (verb.start <= into.start < verb.end or (verb.family == "stands" and 0 <= into.start - verb.end <= 1))
            for into in leads
        )
    ]
    others = reading.all(*OTHERS)
    systems = [
        one
        for one in (*reading.within(place, "host_word", "maker", "thing"), *reading.once(own_systems))
        if reading.same_clause(one, place) and not any(one.gap(other) == 0 for other in others)
    ]
    turned = {verb.end for verb in verbs}  # "here hums the thing under the counter"
    return any(
        system.start <= verb.start
        or (system.term == "thing" and turned.intersection(range(system.start - 1, system.end)))
        for system in systems
        for verb in verbs
    )


def _stands_behind(reading: Reading, place: Mention, leads: list[Mention]) -> bool:
    """Whether the clause goes on about a machine that ends the clause before: "the box, which hangs in the hall"."""
    if not reading.in_clause(place, "stands") or leads[0].start - reading.clause(place)[0] > BESIDE:
        return False
    before = reading.clause(place)[0] - 2
    return any(machine.end - 1 == before for machine in reading.all("computer"))


def _runs_in_next(reading: Reading, place: Mention) -> bool:
    """Whether a later clause says that the system runs there: "..., that's where 3CX runs"."""
    for there in reading.all("there"):
        if not 0 < there.start - place.end <= _FAR or reading.same_clause(there, place) or reading.is_question(there):
            continue
        if (
            reading.in_clause(there, "runs", "stands")
            and reading.in_clause(there, "maker", "host_word")
            and not reading.denied(there)
        ):
            return True
    return False
