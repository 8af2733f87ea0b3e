"""The store and the relay under faults: processes of their own, the real tables, a desk on a real port.

Processes end by SIGKILL: the parent says at which step, through the `step` argument of TicketStore and Relay.
The desk speaks Request Tracker's interface and does not recognise a second copy of a ticket.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import random
import resource
import signal
import sqlite3
import tempfile
import time
from collections import Counter
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, BinaryIO, Callable, ContextManager, Iterator

import httpx
import structlog
from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError

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
from tests.support.help_desks import TOKEN, FakeRequestTracker
from tests.support.servers import serve
from tests.tickets.samples import draft

STEPS = (
    "store: begin",
    "store: ticket written",
    "store: outbox written",
    "store: audit written",
    "store: committed",
    "acknowledged",
    "relay: begin",
    "relay: attempt noted",
    "relay: desk asked",
    "relay: desk has it",
    "relay: delivery noted",
)
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


def killed_at_every_step(bench: Bench, runs: int, chance: random.Random) -> Result:
    """One kill in each run, at each step in turn; then the user tries again, or not, and a new relay starts."""
    for run in range(runs):
        key, step = f"kill-{run}", die_at(STEPS[run % len(STEPS)])

        def submit_and_relay(send: Callable[[str], None], key: str = key, step: Any = step) -> None:
            engine = bench.engine()
            send(bench.submit(engine, key, step))
            step("acknowledged")
            bench.relay(engine, step).run_once()

        bench.note(key, child(submit_and_relay))
        bench.faults += 1
        if key not in bench.acknowledged and chance.random() < 0.7:
            bench.note(key, child(lambda send, key=key: send(bench.submit(bench.engine(), key))))
    bench.deliver_all()
    return bench.result("kill -9 at each of the 11 steps")


def killed_at_any_moment(bench: Bench, runs: int, chance: random.Random) -> Result:
    """A relay with much to do is killed at random moments, also inside a request to the desk."""
    engine = bench.engine()
    for number in range(runs // 2):
        bench.note(f"moment-{number}", bench.submit(engine, f"moment-{number}"))
    engine.dispose()

    def relay(_send: Any) -> None:
        here = bench.engine()
        working = bench.relay(here)
        while True:
            working.run_once()

    for _ in range(runs // 5):
        process = FORK.Process(target=relay, args=(None,))
        process.start()
        time.sleep(chance.uniform(0.05, 0.5))
        process.kill()
        process.join()
        bench.faults += 1
    bench.deliver_all()
    return bench.result("kill -9 of a busy relay at random")


def desk_in_trouble(bench: Bench, runs: int, chance: random.Random) -> Iterator[Result]:
    """Down, failing, slow, and answering after the time-out: each alone, then all in any order."""
    kinds: dict[str, list[int | str]] = {
        "desk answers 500, 502, 503": [500, 502, 503],
        "desk keeps it after the time-out": ["slow"],
        "desk answers after the time-out": ["late"],
        "desk does all of these at random": [500, 429, "slow", "late", 502, 403],
    }
    engine = bench.engine()
    for name, troubles in kinds.items():
        for number in range(runs // 20):
            bench.note(f"{name}-{number}", bench.submit(engine, f"{name}-{number}"))
        several = [chance.choice(troubles) for _ in range(runs // 12)]
        bench.troubles(*several)
        bench.faults += len(several)
        bench.deliver_all()
        yield bench.result(name)
    for number in range(runs // 20):
        bench.note(f"down-{number}", bench.submit(engine, f"down-{number}"))
    address, bench.desk_url = bench.desk_url, "http://127.0.0.1:9"
    gone = bench.relay(engine)
    for _ in range(runs // 10):
        gone.run_once()
        bench.faults += 1
        time.sleep(0.02)
    bench.desk_url = address
    bench.deliver_all()
    yield bench.result("desk is down, then back")


def database_locked(bench: Bench, runs: int) -> Result:
    """Another process holds the write lock for longer than a submission waits; the user tries again."""
    engine = bench.engine(busy=50)
    for number in range(runs // 10):
        key = f"locked-{number}"
        bench.note(key, None)
        holder = sqlite3.connect(bench.file, isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        for _ in range(2):
            try:
                bench.note(key, bench.submit(engine, key))
            except DBAPIError:
                bench.faults += 1
            holder.close()  # gives up the lock; the second try goes through
    bench.deliver_all()
    return bench.result("database locked, tried again")


def disk_full(bench: Bench, runs: int) -> Result:
    """No file may grow any more: while submitting, and while noting a delivery; then there is room again."""

    def starved(work: Callable[[], str]) -> Callable[[Any], None]:
        def run(send: Callable[[str], None]) -> None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            try:
                send(work())
            except DBAPIError:
                send("")

        return run

    for number in range(runs // 10):
        key = f"full-{number}"

        def submit(key: str = key) -> str:
            engine = bench.engine()
            with no_room(bench.file):
                return bench.submit(engine, key)

        def relay() -> str:
            engine = bench.engine()

            def fill(step: str) -> None:
                if step == "relay: desk has it":
                    limit_files(bench.file)

            bench.relay(engine, fill).run_once()
            return "delivered"

        said = child(starved(submit))
        bench.note(key, said)
        bench.faults += not said
        if not said:
            bench.note(key, child(lambda send, key=key: send(bench.submit(bench.engine(), key))))
        bench.faults += child(starved(relay)) != "delivered"
    bench.deliver_all()
    return bench.result("disk full, then room again")


@contextmanager
def no_room(file: Path) -> Iterator[None]:
    """Within the block no file can grow beyond what the write-ahead log has now."""
    limit_files(file)
    yield


def limit_files(file: Path) -> None:
    """From now on a write of this process beyond the end of the write-ahead log fails, in the kernel."""
    log = file.with_name(file.name + "-wal")
    size = log.stat().st_size if log.exists() else 0
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def clock_jumps(bench: Bench, runs: int, chance: random.Random) -> Result:
    """The clock jumps by up to 400 days, both ways, between attempts at a desk that fails every other time."""
    engine = bench.engine()
    times = [datetime.now(timezone.utc)]
    store = TicketStore(engine, clock=lambda: times[-1])
    relay = bench.relay(engine, clock=lambda: times[-1])
    for number in range(runs // 10):
        key = f"clock-{number}"
        bench.note(key, store.open(draft(), idempotency_key=key).id)
        bench.troubles(*(chance.choice(["late", 500]) for _ in range(number % 3)))
        relay.run_once()
        times.append(times[-1] + timedelta(days=chance.uniform(-400, 400)))
        bench.faults += 1
    bench.troubles()
    for _ in range(1000):
        if not relay.courier.outbox.counts()["waiting"]:
            break
        relay.run_once()
        times.append(times[-1] + timedelta(seconds=1))
    return bench.result("clock jumps by up to 400 days")


def run(runs: int, seed: int) -> list[Result]:
    """All scenarios of store and relay; `runs` submissions are killed."""
    logging.disable()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    chance = random.Random(seed)
    with desk(SLOW) as address, tempfile.TemporaryDirectory(prefix="faults-") as folder:
        bench = Bench(Path(folder), address)
        return [
            killed_at_every_step(bench, runs, chance),
            killed_at_any_moment(bench, runs, chance),
            *desk_in_trouble(bench, runs, chance),
            database_locked(bench, runs),
            disk_full(bench, runs),
            clock_jumps(bench, runs, chance),
        ]


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
