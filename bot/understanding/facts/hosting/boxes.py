"""Machines of a clause on which the system may run: no file server, nothing behind a phone or a router."""

from __future__ import annotations

from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.reading import Reading

_PARTS = ("phone_word", "trunk_word", "network")
OTHERS = ("other_service", "other_software", "other_machine", "client_side", "file_protocol", "gateway_word", "stun")


def parts_beside(reading: Reading, place: Mention) -> list[Mention]:
    """Phones, trunks and networks of the clause."""
    return [part for part in reading.within(place, *_PARTS) if not _is_host(reading, part)]


def machines_beside(reading: Reading, place: Mention) -> list[Mention]:
    """Machines of the clause on which the system may run: no file server, nothing behind a phone or a router."""
    others = reading.within(place, *OTHERS)
    parts = parts_beside(reading, place)
    first = parts[0].start if parts else len(reading.words)
    hosted = [pc for pc in reading.within(place, "pc") if carries(reading, pc)]
    return [
        machine
        for machine in (*reading.within(place, "computer"), *hosted)
        if not any(
            machine.gap(other) <= 1 and not (machine in hosted and other.term == "client_side") for other in others
        )
        and machine.start < first
        and not _holds(reading, machine)
    ]


def is_retired(reading: Reading, place: Mention) -> bool:
    """Whether an old system is what stands there: "the old Panasonic still hangs in the cellar", not "an old Dell"."""
    off = reading.in_sentence(place, "retired")
    leads = [into.start for into in reading.within(place, "locative") if into.start < place.end]
    return any(
        old.end <= min(leads, default=place.start)
        and (off or not any(old.gap(machine) <= 1 for machine in reading.all("computer", "pc", "own_machine")))
        for old in reading.within(place, "old_system")
    )


def _is_host(reading: Reading, part: Mention) -> bool:
    """Whether the word is part of the name of a machine: the "phone" of "phone system"."""
    return any(
        host.start <= part.start and part.end <= host.end for host in reading.all("host_word", "computer", "site")
    )


def _holds(reading: Reading, machine: Mention) -> bool:
    """Whether it is a box of phones, not a machine beside one."""
    return any(
        0 < part.start - machine.end <= 3
        and not any(machine.end <= into.start < part.start for into in reading.all("locative"))
        for part in reading.all("phone_word", "headset_word")
    )


def carries(reading: Reading, pc: Mention) -> bool:
    """Whether the system runs on a computer, which may as well be anybody's: "3CX runs on an old PC"."""
    return any(
        system.start <= runs.start < pc.start
        for system in reading.within(pc, "maker", "host_word")
        if not any(system.gap(app) == 0 for app in reading.all("client_side") if app.end <= pc.start)  # "the 3CX app"
        for runs in reading.within(pc, "runs", "stands", "has")
    )
