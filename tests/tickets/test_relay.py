"""Tickets reach the desk once, whatever the desk does meanwhile, and staff's work finds its way back."""

from __future__ import annotations

import hashlib
import io
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, BinaryIO, Iterator

import pytest
from sqlalchemy import delete, select, text
from sqlalchemy.engine import Engine

from bot.database import connect
from bot.settings import ROOT
from bot.text.catalogue import Catalogue
from bot.tickets import Inbox, Ticket, TicketStore, audit, schema
from bot.tickets.delivery import Patience
from bot.tickets.desks import Change, DeskFailed, DeskRefused, DeskUnreachable
from bot.tickets.leader import Leader
from bot.tickets.letter import Letter, LetterWriter
from bot.tickets.relay import Relay, run
from tests.support.databases import postgresql
from tests.tickets.samples import draft

START = datetime(2026, 11, 23, 9, 0, tzinfo=timezone.utc)
PATIENCE = Patience(jitter=timedelta(0))
FAR = timedelta(hours=1)
CATALOGUE = Catalogue.load(ROOT / "locales")


@dataclass
class Desk:
    """A desk in memory; `troubles` are raised one by one, after keeping the letter where `late` says so."""

    name: str = "memory"
    attachment_limit: int = 100
    tickets: dict[str, list[Letter]] = field(default_factory=dict)
    troubles: list[Exception] = field(default_factory=list)
    late: bool = False
    news: list[Change] = field(default_factory=list)
    asked: int = 0
    files: list[tuple[str, int, str, bytes]] = field(default_factory=list)

    def find(self, reference: str) -> str | None:
        self.asked += 1
        return next((id for id, letters in self.tickets.items() if letters[0].reference == reference), None)

    def create(self, letter: Letter) -> str:
        self.files += [(file.name, file.bytes, file.sha256, file.stream.read()) for file in letter.files]
        self._trouble(lambda: self.tickets.setdefault(f"R{len(self.tickets) + 1}", [letter]))
        return f"R{len(self.tickets)}"

    def has_addition(self, remote_id: str, reference: str) -> bool:
        self.asked += 1
        return any(letter.reference == reference for letter in self.tickets[remote_id])

    def add(self, remote_id: str, letter: Letter) -> None:
        self._trouble(lambda: self.tickets[remote_id].append(letter))

    def _trouble(self, keep: Any) -> None:
        trouble = self.troubles.pop(0) if self.troubles else None
        if trouble is None or self.late:
            keep()
        if trouble is not None:
            raise trouble

    def changes(self, position: str | None) -> tuple[list[Change], str]:
        start = len(self.news) if position is None else int(position)
        return self.news[start:], str(len(self.news))

    def close(self) -> None: ...


class World:
    """A store, a desk and a relay that share a clock."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.now = START
        self.files = {"a": b"aaa", "large": b"x" * 101, "empty": b""}
        self.store = TicketStore(engine, clock=lambda: self.now)
        self.desk = Desk()
        self.relay = self.restarted()

    def restarted(self) -> Relay:
        writer = LetterWriter(CATALOGUE, self.open_file, self.desk.attachment_limit)
        return Relay(self.engine, self.desk, writer, clock=lambda: self.now, patience=PATIENCE)

    @contextmanager
    def open_file(self, path: str) -> Iterator[BinaryIO]:
        if path not in self.files:
            raise FileNotFoundError(path)
        yield io.BytesIO(self.files[path])

    def open(self, key: str = "key-1", **changes: Any) -> Ticket:
        return self.store.open(draft(**changes), idempotency_key=key)

    def after(self, pause: timedelta) -> int:
        self.now += pause
        return self.relay.run_once()

    def ticket(self, id: str) -> Ticket:
        found = self.store.find(id)
        assert found is not None
        return found

    @property
    def counts(self) -> dict[str, int]:
        return self.relay.courier.outbox.counts()


@pytest.fixture
def world(engine: Engine) -> World:
    return World(engine)


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


def _change(event: str, kind: Any, content: str, remote_id: str = "R1") -> Change:
    return Change(remote_id, event, kind, content, START)


def test_what_staff_do_at_the_desk_reaches_the_conversation_once(world: World) -> None:
    """Status and replies, in order; told again by the desk they are not told again to the user."""
    ticket = world.open()
    world.relay.run_once()
    news = [_change("1", "status", "open"), _change("2", "reply", "Which trunk?"), _change("3", "status", "resolved")]
    world.desk.news += news
    world.after(FAR)
    world.desk.news += news
    world.after(FAR)
    told = [(item.kind, item.content) for item in Inbox(world.engine).pending()]
    assert told == [("status", "open"), ("reply", "Which trunk?"), ("status", "resolved")]
    assert world.ticket(ticket.id).status == "resolved"


def test_an_old_change_told_again_does_not_undo_a_new_one(world: World) -> None:
    """It was no news the first time, since the ticket was open already; now it is resolved and stays so."""
    ticket = world.open()
    world.relay.run_once()
    world.store.set_status(ticket.id, "open", "anna")
    world.desk.news += [_change("1", "status", "open"), _change("2", "status", "resolved")]
    world.after(FAR)
    world.desk.news += [_change("1", "status", "open")]
    world.after(FAR)
    assert world.ticket(ticket.id).status == "resolved"


def test_changes_of_other_peoples_tickets_are_passed_over(world: World) -> None:
    """A queue has more tickets than ours; they are read once."""
    world.open()
    world.relay.run_once()
    world.desk.news.append(_change("1", "reply", "hello", remote_id="R99"))
    world.after(FAR)
    with world.engine.connect() as connection:
        assert connection.execute(select(schema.desk_cursors.c.position)).scalar_one() == "1"
    assert Inbox(world.engine).pending() == []


def test_an_answer_to_a_delivery_in_doubt_is_not_lost(world: World) -> None:
    """Staff were faster than our note that the ticket arrived: their answer is read again afterwards."""
    world.open()
    world.desk.troubles, world.desk.late = [DeskFailed("timed out")], True
    world.relay.run_once()
    world.desk.news.append(_change("1", "reply", "Which trunk?"))
    world.after(timedelta(seconds=30))
    assert Inbox(world.engine).pending() == []
    world.after(PATIENCE.settle)
    world.after(FAR)
    assert [item.content for item in Inbox(world.engine).pending()] == ["Which trunk?"]


def test_one_relay_leads_and_the_next_takes_over(engine: Engine) -> None:
    """Two would send the same ticket at the same time."""
    url = engine.url.render_as_string(hide_password=False)
    first, second = Leader(engine), Leader(connect(url))
    assert first.leads() and first.leads() and not second.leads()
    first.resign()
    assert second.leads() and not first.leads()
    second.resign()


def test_a_leader_whose_connection_is_gone_stops_leading() -> None:
    """On PostgreSQL the lock ends with the connection; the relay finds out before its next round."""
    engine = connect(postgresql())
    leader = Leader(engine)
    assert leader.leads()
    with engine.begin() as connection:
        holders = "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"
        assert connection.execute(text(holders)).all()
    with pytest.raises(Exception, match="terminat|closed"):
        leader.leads()
    assert leader.leads()
    leader.resign()


def test_the_loop_outlives_a_bad_round_and_ends_when_told(tmp_path: Path) -> None:
    """A fault of the database, a fault of ours: the next round comes; the stop is heard in between."""
    world = World(connect(f"sqlite:///{tmp_path / 'relay.db'}"))
    ticket = world.open()
    stop, rounds = threading.Event(), 0
    original = world.relay.run_once

    def flaky() -> int:
        nonlocal rounds
        rounds += 1
        if rounds == 1:
            raise RuntimeError("ours")
        if rounds == 2:
            with world.engine.connect() as connection:
                connection.execute(text("SELECT * FROM no_such_table"))
        arrived = original()
        stop.set()
        return arrived

    world.relay.run_once = flaky  # type: ignore[method-assign]
    run(world.relay, Leader(world.engine), stop, pause=0.001)
    assert rounds == 3 and world.ticket(ticket.id).desk.remote_id == "R1"
