"""What a form turn costs, beside stock Rasa in the same run: CPU, time, throughput, growth, start, memory.

Run `python -m benchmarks.turns [--quick] [--save]`. Both systems run at the same time and are measured in short
turns, each first as often as the other, so that other work on the machine burdens both alike; what counts are
the ratios. CPU is that of all processes of a system, databases and background work included; the load itself
comes from this process, on the same cores.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import median
from typing import Any

import aiohttp

from benchmarks import report
from benchmarks.dialogue import Person, Step, steps
from benchmarks.rivals import Rival, assistant, both, installed_bytes, stock
from bot import settings
from bot.cli.train import ensure_model


@dataclass(frozen=True)
class Plan:
    """How much is measured: rounds, seconds a round of load, people at once, how long a conversation gets."""

    rounds: int
    seconds: float
    crowds: tuple[int, ...]
    long: tuple[int, ...]
    starts: int


FULL = Plan(rounds=12, seconds=4.0, crowds=(1, 8, 32, 64), long=(10, 100, 1000), starts=3)
QUICK = Plan(rounds=4, seconds=3.0, crowds=(1, 32), long=(10, 100), starts=1)
SETTLE = 1.0
LONG_ROUNDS = 5


@dataclass
class Load:
    """What a crowd brought about in one round."""

    turns: int = 0
    seconds: float = 0.0
    cpu: float = 0.0
    latencies: list[float] = field(default_factory=list)

    def figures(self) -> dict[str, float]:
        return {
            "cpu_ms": self.cpu / self.turns * 1e3,
            "latency_ms": median(self.latencies) * 1e3,
            "latency_p95_ms": sorted(self.latencies)[int(len(self.latencies) * 0.95)] * 1e3,
            "turns_per_second": self.turns / self.seconds,
        }


def main() -> None:
    parser = argparse.ArgumentParser(description="Form turns beside stock Rasa.")
    parser.add_argument("--quick", action="store_true", help="fewer rounds, no conversation of a thousand turns")
    parser.add_argument("--rounds", type=int, help="how often the systems take turns at each crowd")
    parser.add_argument("--save", action="store_true", help="keep figures and picture under benchmarks/results/")
    arguments = parser.parse_args()
    machine = report.machine()
    plan = QUICK if arguments.quick else FULL
    figures = measure(replace(plan, rounds=arguments.rounds or plan.rounds))
    print(report.table(figures))
    if arguments.save:
        report.save(figures, machine)


def measure(plan: Plan) -> dict[str, Any]:
    """Everything, as `{"what": {"stock": [...], "ours": [...]}}` with one figure a round."""
    # Persons who never finish a dialogue would be a failure, so aiohttp need not report closing sessions.
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)
    ensure_model(settings.load())  # training is measured by benchmarks.footprint
    with tempfile.TemporaryDirectory(prefix="turns-") as name:
        folder = Path(name)
        figures: dict[str, Any] = {"start_s": starts(plan, folder)}
        with both(folder) as rivals:
            asyncio.run(warm_up(rivals))
            memory_before = {rival.name: rival.memory() for rival in rivals}
            for crowd in plan.crowds:
                figures |= asyncio.run(compare(rivals, crowd, plan))
            figures |= asyncio.run(long_conversations(rivals, plan))
            figures["process_cpu_ms"] = asyncio.run(by_process(rivals[1], plan.seconds))
            after = {rival.name: rival.memory() for rival in rivals}
            for kind in ("rss", "pss"):
                figures[f"memory_{kind}_mb"] = {name: [values[kind]] for name, values in memory_before.items()}
                figures[f"memory_{kind}_after_mb"] = {name: [values[kind]] for name, values in after.items()}
    figures["installation_mb"] = {"both": [installed_bytes() / 1e6]}
    return figures


def starts(plan: Plan, folder: Path) -> dict[str, list[float]]:
    """Seconds from nothing to the first answered message, each alone on the machine, in turns."""
    seconds: dict[str, list[float]] = {"stock": [], "ours": []}
    for number in range(plan.starts):
        for begin in in_turn((stock, assistant), number):
            with begin(folder) as rival:
                seconds[rival.name].append(rival.start_seconds)
    return seconds


def in_turn(rivals: Sequence[Any], number: int) -> Sequence[Any]:
    """The order of the round `number`: who was last is first."""
    return rivals if number % 2 == 0 else rivals[::-1]


async def warm_up(rivals: Sequence[Rival]) -> None:
    """Load that nobody measures, until pools and caches are filled and what goes on after a start is over."""
    for rival in rivals:
        await load(rival, 8, 2 * SETTLE)
    end, cpu = time.perf_counter() + 60 * SETTLE, -1.0
    while sum(rival.cpu() for rival in rivals) - cpu > SETTLE / 10 and time.perf_counter() < end:
        cpu = sum(rival.cpu() for rival in rivals)
        await asyncio.sleep(SETTLE)


async def compare(rivals: Sequence[Rival], crowd: int, plan: Plan) -> dict[str, dict[str, list[float]]]:
    """Rounds of load by `crowd` people at once, the systems in turns."""
    found: dict[str, dict[str, list[float]]] = {}
    for number in range(plan.rounds):
        for rival in in_turn(rivals, number):
            for what, value in (await load(rival, crowd, plan.seconds)).figures().items():
                found.setdefault(f"{what}_at_{crowd}", {}).setdefault(rival.name, []).append(value)
    return found


async def load(rival: Rival, crowd: int, seconds: float) -> Load:
    """People who lead dialogue after dialogue for `seconds`, each waiting for the answer before going on."""
    total = Load()
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        people = [await opened(rival, session) for _ in range(crowd)]
        await asyncio.sleep(SETTLE)
        started, cpu = time.perf_counter(), rival.cpu()
        end = started + seconds
        await asyncio.gather(*(dialogue(person, total, end) for person in people))
        total.seconds, total.cpu = time.perf_counter() - started, rival.cpu() - cpu
    return total


async def by_process(rival: Rival, seconds: float) -> dict[str, list[float]]:
    """Milliseconds of CPU of a turn in each process, eight people at once: what the simulation of growth is fed."""
    before = rival.cpu_by_process()
    turns = (await load(rival, 8, seconds)).turns
    after = rival.cpu_by_process()
    return {name: [(after[name] - before.get(name, 0.0)) / turns * 1e3] for name in after}


async def opened(rival: Rival, session: aiohttp.ClientSession) -> Person:
    person = rival.person(session)
    await person.open()
    return person


async def dialogue(person: Person, total: Load, end: float = 0.0) -> None:
    """Dialogues until the moment `end`, at least one; the turn under way is finished and counted."""
    script = steps()
    while True:
        for step in script:
            await turn(person, step, total)
            if end and time.perf_counter() > end:
                return
        if not end:
            return


async def turn(person: Person, step: Step, total: Load) -> None:
    total.latencies.append(await person.take(step))
    total.turns += 1


async def long_conversations(rivals: Sequence[Rival], plan: Plan) -> dict[str, dict[str, list[float]]]:
    """CPU and time of a turn around the turn numbers `plan.long` of a conversation, in rounds of one dialogue each.

    Conversations of all lengths take turns as the systems do, so that growth is none of the machine. The
    shortest one is new in every round.
    """
    found: dict[str, dict[str, list[float]]] = {}
    first, *later = plan.long
    async with aiohttp.ClientSession() as session:
        people = {(rival.name, mark): await grown(rival, session, mark) for mark in later for rival in rivals}
        for number in range(LONG_ROUNDS):
            for mark in plan.long:
                for rival in in_turn(rivals, number):
                    person = await grown(rival, session, mark) if mark == first else people[rival.name, mark]
                    part, cpu = Load(), rival.cpu()
                    await dialogue(person, part)
                    part.cpu, part.seconds = rival.cpu() - cpu, sum(part.latencies)
                    figures = part.figures()
                    for what in ("cpu_ms", "latency_ms"):
                        found.setdefault(f"{what}_at_turn_{mark}", {}).setdefault(rival.name, []).append(figures[what])
    return found


async def grown(rival: Rival, session: aiohttp.ClientSession, turns: int) -> Person:
    """Somebody whose next dialogue is around the turn number `turns`."""
    person, done = await opened(rival, session), Load()
    while done.turns < turns - len(steps()):
        await dialogue(person, done)
    return person


if __name__ == "__main__":
    main()
