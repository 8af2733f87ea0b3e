"""Machines and places in the house, told in homely words.

`hosting` calls `carriers` and `floors`, `keepers` asks `is_of_machine`, the answer about hosting asks `is_indoors`.
"""

from __future__ import annotations

from bot.understanding.facts.hosting.elsewhere import is_elsewhere
from bot.understanding.facts.validity.changes import is_planned
from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.reading import BESIDE, Reading

_LONGEST = 16  # words of an answer that names a place and nothing else
_TURNED = 2  # words between "our phone system is" and the machine
_CLOUDS = ("hosting.", "platform.self_hosted")
_ROOMS = ("site", "place", "computer", "pc")


def carriers(reading: Reading) -> list[Mention]:
    """Machines that are said to act as the system: "the PC under my desk runs the lot"; a server may be anywhere."""
    generic = {one.start for one in reading.all("host_word")}
    return [
        machine
        for machine in reading.all("pc", "computer")
        if any(_acts(reading, machine, acts) for acts in reading.all("acts_as"))
        and (machine.term == "pc" or machine.start not in generic or reading.in_clause(machine, "site", "place"))
        and not reading.in_clause(machine, *_CLOUDS, "phone_word", "sbc", "other_machine", "client_side")
        and not (reading.is_question(machine) or is_planned(reading, machine) or is_elsewhere(reading, machine))
    ]


def floors(reading: Reading) -> list[Mention]:
    """Racks and cabinets of which the floor is told beside the system: "in-house system, rack on the ground floor"."""
    return [
        place
        for place in reading.all("place")
        if reading.clause(place)[0] == place.start
        and any(0 <= floor.start - place.end <= 1 and reading.ends_clause(floor) for floor in reading.all("upstairs"))
        and reading.in_sentence(place, "host_word", "maker")
        and not reading.in_sentence(place, *_CLOUDS, "phone_word", "sbc", "network", "other_machine", "analogue")
        and not (reading.is_question(place) or is_planned(reading, place) or is_elsewhere(reading, place))
    ]


def is_of_machine(reading: Reading, act: Mention) -> bool:
    """Whether a computer is what carries 3CX: "the PC that carries 3CX"."""
    machines = [one for one in reading.all("pc", "computer") if one.end <= act.start and reading.same_clause(one, act)]
    return bool(machines) and any(relative.end == act.start for relative in reading.all("relative"))


def _acts(reading: Reading, machine: Mention, acts: Mention) -> bool:
    reach = BESIDE + _TURNED if acts.start >= machine.end else _TURNED
    return acts.gap(machine) <= reach and reading.same_clause(acts, machine)


def is_indoors(reading: Reading) -> bool:
    """Whether an answer names a place in the house and no cloud: "vestry cupboard, next to the organ blower"."""
    if len(reading.words) > _LONGEST or not (reading.has("nearby") or reading.has(*_ROOMS)):
        return False
    if reading.has(*_CLOUDS, "maker", "vendor", "network", "negation", "absence", "no", "uncertain", "condition"):
        return False
    return not any(reading.is_question(one) for one in reading.all("nearby", *_ROOMS))
