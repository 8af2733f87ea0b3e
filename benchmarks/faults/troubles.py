"""Troubles of store and relay that end no process: a desk that fails, a lock, a full disk, a clock that jumps."""

from __future__ import annotations

import random
import resource
import signal
import sqlite3
import time
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from typing import Any, Callable, Iterator

from sqlalchemy.exc import DBAPIError

from benchmarks.faults.bench import Bench, child
from benchmarks.faults.books import Result
from bot.tickets import TicketStore
from tests.tickets.samples import draft


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
            with no_room():
                return bench.submit(engine, key)

        def relay() -> str:
            engine = bench.engine()

            def fill(step: str) -> None:
                if step == "relay: desk has it":
                    limit_files()

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
def no_room() -> Iterator[None]:
    """Within the block, and until this process ends, no file has room."""
    limit_files()
    yield


def limit_files() -> None:
    """From now on a write of this process beyond the first page of any file fails, in the kernel.

    Less would not do: a write-ahead log that was long once is written again from its beginning.
    """
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, resource.RLIM_INFINITY))


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
