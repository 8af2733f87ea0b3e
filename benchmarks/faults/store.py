"""Kills of store and relay, at every step and at any moment, and all scenarios of the two together."""

from __future__ import annotations

import logging
import random
import tempfile
import time
from pathlib import Path
from typing import Any, Callable

import structlog

from benchmarks.faults.bench import FORK, SLOW, Bench, child, desk, die_at
from benchmarks.faults.books import Result
from benchmarks.faults.troubles import clock_jumps, database_locked, desk_in_trouble, disk_full

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
