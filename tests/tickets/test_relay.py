"""Tickets reach the desk once, whatever the desk does meanwhile."""

from __future__ import annotations

import hashlib
import io
from contextlib import contextmanager
from datetime import timedelta
from typing import BinaryIO, Iterator

import pytest
from sqlalchemy import delete

from bot.tickets import audit, schema
from bot.tickets.delivery import Patience
from bot.tickets.desks import DeskFailed, DeskRefused, DeskUnreachable
from bot.tickets.letter import LetterWriter
from bot.tickets.relay import Relay
from tests.tickets.relay_world import CATALOGUE, FAR, PATIENCE, START, World


def test_a_ticket_is_delivered_and_says_so(world: World) -> None:
    """With adapter, remote id, time and attempts; the desk is not asked about what was never tried."""
    ticket = world.open()
    assert ticket.desk.delivered_at is None
    assert world.relay.run_once() == 1 and world.relay.run_once() == 0
    desk = world.ticket(ticket.id).desk
    assert (desk.adapter, desk.remote_id, desk.delivered_at, desk.attempts) == ("memory", "R1", START, 1)
    assert world.desk.asked == 0
    assert audit.entries(world.engine, ticket.id)[0]["action"] == "delivered"


def test_a_desk_that_is_down_loses_nothing_and_is_not_pestered(world: World) -> None:
    """One attempt a round; after a weekend everything arrives, in order, and nothing was parked."""
    ids = [world.open(f"key-{number}").id for number in range(3)]
    for _ in range(20):
        world.desk.troubles = [DeskUnreachable("down")] * 9
        world.after(FAR)
        assert len(world.desk.troubles) == 8
    world.desk.troubles = []
    assert world.after(FAR) == 3
    assert [letters[0].reference for letters in world.desk.tickets.values()] == ids
    assert world.counts == {"waiting": 0, "delivered": 3, "parked": 0}


def test_waiting_times_grow_and_are_bounded() -> None:
    """5 s, 10 s, 20 s, ... 15 minutes; with jitter two relays do not march in step."""
    waits = [PATIENCE.wait(attempt).total_seconds() for attempt in range(1, 12)]
    assert waits[:4] == [5, 10, 20, 40] and waits[-1] == 900
    jittered = {Patience().wait(3) for _ in range(20)}
    assert len(jittered) > 1 and all(timedelta(seconds=20) <= wait <= timedelta(seconds=25) for wait in jittered)


def test_attempts_and_times_survive_a_restart(world: World) -> None:
    """A restarted relay does not start over with short waits."""
    ticket = world.open()
    world.desk.troubles = [DeskUnreachable("down")] * 2
    world.relay.run_once()
    world.after(timedelta(seconds=5))
    world.relay = world.restarted()
    assert world.after(timedelta(seconds=9)) == 0
    assert world.after(timedelta(seconds=1)) == 1
    assert world.ticket(ticket.id).desk.attempts == 3


def test_a_desk_that_broke_off_is_given_time_and_asked_first(world: World) -> None:
    """It had the ticket: it is found, not made again."""
    world.open()
    world.desk.troubles, world.desk.late = [DeskFailed("timed out")], True
    assert world.relay.run_once() == 0
    assert world.after(PATIENCE.settle - timedelta(seconds=1)) == 0 and world.desk.asked == 0
    assert world.after(timedelta(seconds=1)) == 1
    assert world.desk.asked == 1 and list(world.desk.tickets) == ["R1"]


def test_a_relay_that_died_after_sending_asks_first(world: World) -> None:
    """The attempt was written down before it was made."""
    ticket = world.open()

    def die(step: str) -> None:
        if step == "relay: desk has it":
            raise KeyboardInterrupt

    writer = LetterWriter(CATALOGUE, world.open_file, 100)
    with pytest.raises(KeyboardInterrupt):
        Relay(world.engine, world.desk, writer, clock=lambda: world.now, patience=PATIENCE, step=die).run_once()
    assert world.ticket(ticket.id).desk.remote_id is None
    assert world.after(PATIENCE.settle) == 1
    assert list(world.desk.tickets) == ["R1"] and world.ticket(ticket.id).desk.remote_id == "R1"


def test_a_letter_that_the_desk_refuses_is_parked_and_stops_nobody(world: World) -> None:
    """With the reason, for staff; released it is tried again, and the desk is asked first."""
    bad = world.open("bad")
    good = world.open("good")
    for _ in range(PATIENCE.refusals):
        world.desk.troubles = [DeskRefused("no such queue")]
        world.after(FAR)
    assert world.ticket(good.id).desk.remote_id == "R1"
    [parked] = world.relay.courier.outbox.parked()
    assert (parked["ticket_id"], parked["last_error"]) == (bad.id, "no such queue")
    assert world.after(FAR) == 0
    assert world.relay.courier.outbox.release(parked["id"], "anna", world.now)
    assert not world.relay.courier.outbox.release(parked["id"], "anna", world.now)
    assert world.after(timedelta(0)) == 1 and world.counts["parked"] == 0
    assert [entry["action"] for entry in audit.entries(world.engine, bad.id)][:3] == ["delivered", "released", "parked"]


def test_a_letter_that_makes_the_desk_fail_is_parked_only_when_others_pass(world: World) -> None:
    """A desk that answers 500 to everything for a week parks nothing."""
    world.open("one")
    for _ in range(15):
        world.desk.troubles = [DeskFailed("HTTP 500")]
        world.after(FAR)
    assert world.counts["parked"] == 0
    world.desk.troubles = [DeskFailed("HTTP 500")]
    world.open("two")
    world.after(FAR)
    world.desk.troubles = [DeskFailed("HTTP 500")]
    world.after(FAR)
    assert world.counts == {"waiting": 0, "delivered": 1, "parked": 1}


def test_a_letter_that_can_not_be_written_stops_nobody(world: World) -> None:
    """Whatever is wrong inside."""
    bad = world.open("bad")
    world.open("good")
    with world.engine.begin() as connection:
        broken = schema.tickets.update().where(schema.tickets.c.id == bad.id).values(attachments=[{"no": "name"}])
        connection.execute(broken)
    assert world.relay.run_once() == 1
    for _ in range(PATIENCE.refusals):
        world.after(FAR)
    [parked] = world.relay.courier.outbox.parked()
    assert parked["last_error"] == "KeyError while writing the letter"


def test_an_addition_waits_for_its_ticket_and_arrives_once(world: World) -> None:
    """Also when the desk broke off after taking it."""
    ticket = world.open()
    world.store.add_information(ticket.id, "conversation-1", "first")
    world.store.add_information(ticket.id, "conversation-1", "second")
    world.desk.troubles = [DeskUnreachable("down")]
    assert world.relay.run_once() == 0 and world.desk.tickets == {}
    world.desk.troubles, world.desk.late = [], True
    assert world.after(timedelta(seconds=5)) == 1
    world.desk.troubles = [DeskFailed("timed out")]
    world.relay.run_once()
    world.after(FAR)
    texts = [letter.text for letter in world.desk.tickets["R1"][1:]]
    assert [text.splitlines()[-1] for text in texts] in (["first", "second"], ["second", "first"])
    assert world.counts == {"waiting": 0, "delivered": 3, "parked": 0}


@pytest.mark.parametrize("jump", [timedelta(days=-400), timedelta(days=400)])
def test_a_clock_that_jumps_neither_stops_nor_doubles_anything(world: World, jump: timedelta) -> None:
    """A time planned by a clock that was wrong does not hold a ticket back for a year."""
    world.open("before")
    world.desk.troubles, world.desk.late = [DeskFailed("timed out")], True
    world.relay.run_once()
    world.open("after")
    assert world.after(jump) >= 1
    world.after(PATIENCE.bound)
    assert len(world.desk.tickets) == 2 and world.counts["waiting"] == 0


FILE = {"name": "../../log.txt", "sha256": "aa", "bytes": 3, "finding": {"accepted": True}, "storage_path": "a"}


def test_files_go_along_unless_refused_too_large_empty_or_gone(world: World) -> None:
    """Those that stay are named with their hash; a path in a name goes nowhere; the hash sent is of what was sent."""
    others = [
        {**FILE, "name": "virus.zip", "sha256": "bb", "finding": {"accepted": False, "reason": "malware"}},
        {**FILE, "name": "large.zip", "sha256": "cc", "storage_path": "large"},
        {**FILE, "name": "empty.txt", "sha256": "ee", "storage_path": "empty"},
        {**FILE, "name": "gone.txt", "sha256": "dd", "storage_path": "gone"},
    ]
    world.open(attachments=[FILE, *others])
    assert world.relay.run_once() == 1
    [letter] = world.desk.tickets["R1"]
    assert world.desk.files == [("log.txt", 3, hashlib.sha256(b"aaa").hexdigest(), b"aaa")]
    for hash in ("bb", "cc", "dd", "ee"):
        assert f"SHA-256 {hash}: not sent" in letter.text
    assert "storage_path" not in str(letter.data)


def test_a_storage_that_is_away_is_nobodys_fault(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is parked; when it is back the ticket goes with its files."""
    ticket = world.open(attachments=[FILE])

    @contextmanager
    def away(path: str) -> Iterator[BinaryIO]:
        raise OSError("bucket unreachable")
        yield io.BytesIO()

    with monkeypatch.context() as patched:
        patched.setattr(world, "open_file", away)
        world.relay = world.restarted()
        for _ in range(20):
            assert world.after(FAR) == 0
    world.relay = world.restarted()
    assert world.after(FAR) == 1 and world.ticket(ticket.id).desk.remote_id == "R1"
    assert len(world.desk.tickets["R1"][0].files) == 1


def test_the_letter_tells_staff_what_they_need(world: World) -> None:
    """Partner, level, facts, decision with clauses and policy version, and the user's words as they were."""
    ticket = world.open(partner={"id": "P-1", "name": "Example", "level": "gold", "verified": False})
    world.relay.run_once()
    [letter] = world.desk.tickets["R1"]
    for part in (
        ticket.id,
        "gold, claimed and not verified",
        "••••-GH78",
        "Hosting: Self-hosted",
        "\nS1\nSLA1\n",
        "Policy version: 2026-11-01",
        "Δεν μπορούμε να καλέσουμε έξω",
        "Κάθε κλήση",
    ):
        assert part in letter.text
    assert letter.subject == f"[{ticket.id}] SIP trunk times out or is down (408/503) (up to level 3)"
    assert letter.due == "2026-11-25T10:00:00+01:00"


def test_a_ticket_erased_on_the_way_is_reported(world: World) -> None:
    """The desk has it, we do not: the audit says so, for whoever must erase it there."""
    ticket = world.open()

    def erase(step: str) -> None:
        if step == "relay: desk has it":
            with world.engine.begin() as connection:
                connection.execute(delete(schema.tickets))

    writer = LetterWriter(CATALOGUE, world.open_file, 100)
    Relay(world.engine, world.desk, writer, clock=lambda: world.now, step=erase).run_once()
    entry = audit.entries(world.engine, ticket.id)[0]
    assert (entry["action"], entry["detail"]["remote_id"]) == ("delivered after erasure", "R1")
