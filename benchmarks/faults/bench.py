"""What the faults of store and relay work on: one database, one desk, and what was acknowledged.

Processes of their own end by SIGKILL: the parent says at which step, through the `step` argument of TicketStore
and Relay. The desk speaks Request Tracker's interface and does not recognise a second copy of a ticket.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sqlite3
import time
from collections import Counter
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, BinaryIO, Callable, ContextManager, Iterator

import httpx
from sqlalchemy import event
from sqlalchemy.engine import Engine

from benchmarks.faults.books import Result
from bot.database import connect
from bot.settings import ROOT
from bot.text.catalogue import Catalogue
from bot.tickets import TicketStore
from bot.tickets.audit import Clock, utc_now
from bot.tickets.delivery import Patience
from bot.tickets.desks.request_tracker import RequestTrackerDesk
from bot.tickets.letter import LetterWriter
from bot.tickets.relay import Relay
from bot.tickets.store import no_step
from tests.support.fake_request_tracker import FakeRequestTracker
from tests.support.help_desks import TOKEN
from tests.support.servers import serve
from tests.tickets.samples import draft

TIMEOUT = 0.3  # seconds the relay waits for the desk
SLOW = 0.8  # seconds a slow desk takes, more than TIMEOUT and less than `settle`, as `Patience` demands
QUICK = Patience(
    first=timedelta(seconds=0.05),
    longest=timedelta(seconds=0.3),
    jitter=timedelta(seconds=0.05),
    settle=timedelta(seconds=1.2),
)
CATALOGUE = Catalogue.load(ROOT / "locales")
FORK = multiprocessing.get_context("fork")


def no_file(path: str) -> ContextManager[BinaryIO]:
    """Takes the place of the storage: these tickets have no files."""
    raise FileNotFoundError(path)


class Bench:
    """One database, one desk, and what was acknowledged. `fault` counts what was done to them."""

    def __init__(self, folder: Path, desk_url: str) -> None:
        self.url = f"sqlite:///{folder / 'faults.db'}"
        self.file = folder / "faults.db"
        self.desk_url = desk_url
        self.acknowledged: dict[str, str] = {}
        self.submitted: list[str] = []
        self.faults = 0

    def engine(self, busy: int = 10_000) -> Engine:
        """A connection of this process's own; `busy` is how long it waits for a lock, in ms."""
        engine = connect(self.url)
        event.listen(engine, "connect", lambda raw, _: raw.execute(f"PRAGMA busy_timeout={busy}"))
        engine.dispose()
        return engine

    def relay(self, engine: Engine, step: Callable[[str], None] = no_step, clock: Clock = utc_now) -> Relay:
        desk = RequestTrackerDesk(self.desk_url, TOKEN, "Support", TIMEOUT)
        return Relay(engine, desk, LetterWriter(CATALOGUE, no_file, 10**7), clock, QUICK, step=step)

    def submit(self, engine: Engine, key: str, step: Callable[[str], None] = no_step) -> str:
        """Opens a ticket as the action server does; the return value is the acknowledgement."""
        return TicketStore(engine, step=step).open(draft(), idempotency_key=key).id

    def note(self, key: str, ticket_id: str | None) -> None:
        """Remembers a submission, and its acknowledgement if it came."""
        if key not in self.submitted:
            self.submitted.append(key)
        if ticket_id:
            self.acknowledged[key] = ticket_id

    def deliver_all(self, limit: float = 60.0) -> None:
        """Runs a healthy relay until nothing is waiting."""
        engine = self.engine()
        relay = self.relay(engine)
        end = time.monotonic() + limit
        while relay.courier.outbox.counts()["waiting"] and time.monotonic() < end:
            relay.run_once()
            time.sleep(0.01)

    def troubles(self, *troubles: int | str) -> None:
        httpx.post(f"{self.desk_url}/troubles", json=list(troubles))

    def result(self, name: str) -> Result:
        """Counts, and starts the books of the next scenario."""
        time.sleep(SLOW if name.startswith("desk") else 0)  # let a slow desk finish what it still has in hand
        with sqlite3.connect(self.file) as database:
            rows = database.execute("SELECT idempotency_key, id, delivered_at FROM tickets").fetchall()
        here = Counter(key for key, _, _ in rows)
        ids = {key: id for key, id, _ in rows}
        subjects: list[str] = httpx.get(f"{self.desk_url}/kept").json()
        there = Counter(subject[1 : subject.index("]")] for subject in subjects)
        lost = sum(
            ids.get(key) != id or there[id] == 0 for key, id in self.acknowledged.items() if key in self.submitted
        )
        doubled = sum(here[key] > 1 or there[ids.get(key, "")] > 1 for key in self.submitted)
        known = sum(key in self.acknowledged for key in self.submitted)
        found = Result(name, len(self.submitted), known, self.faults, lost, doubled)
        self.submitted, self.faults = [], 0
        return found


def child(work: Callable[[Any], None]) -> str | None:
    """Runs `work(send)` in a process of its own; the last thing it sent before it ended, however it ended."""
    reader, writer = FORK.Pipe(duplex=False)
    process = FORK.Process(target=work, args=(writer.send,))
    process.start()
    writer.close()
    said = None
    try:
        while True:
            said = reader.recv()
    except EOFError:
        pass
    process.join()
    return said


def die_at(name: str) -> Callable[[str], None]:
    """A hook that ends this process, as `kill -9` does, at the step `name`."""

    def step(reached: str) -> None:
        if reached == name:
            os.kill(os.getpid(), signal.SIGKILL)

    return step


@contextmanager
def desk(slow: float) -> Iterator[str]:
    """The address of a help desk in a process of its own; `slow` is how long it takes when it is slow."""
    address = FORK.Queue()
    process = FORK.Process(target=_run_desk, args=(address, slow), daemon=True)
    process.start()
    try:
        yield address.get(timeout=20)
    finally:
        process.kill()


def _run_desk(address: Any, slow: float) -> None:
    with serve(FakeRequestTracker(patience=slow).app) as url:
        address.put(url)
        signal.pause()
