"""Starts the stock bot and the assistant side by side and looks at their processes.

Used by all benchmarks that need servers. CPU and memory are those of the whole process tree of each: for
stock Rasa's server and its action server, for the assistant everything that `intake serve` runs.
"""

from __future__ import annotations

import asyncio
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
import psutil

from benchmarks.dialogue import OurPerson, Person, StockPerson, WrongAnswer, numbers, steps
from bot import model, settings

STOCK = Path(__file__).parent / "stock"
PATIENCE = 240.0


class NotReady(RuntimeError):
    """A rival did not start; the message holds the end of its log."""


@dataclass
class Rival:
    """One running system."""

    name: str
    url: str
    kind: type[StockPerson] | type[OurPerson]
    ready: str  # answers 200 when the system says that it is ready
    processes: list[psutil.Process] = field(default_factory=list)
    start_seconds: float = 0.0

    def person(self, session: aiohttp.ClientSession) -> Person:
        """Somebody new."""
        return self.kind(session, self.url, next(numbers))

    def tree(self) -> list[psutil.Process]:
        """All processes of this rival."""
        return [item for root in self.processes for item in (root, *root.children(recursive=True))]

    def cpu(self) -> float:
        """Seconds of CPU that all processes have used so far."""
        return sum(self.cpu_by_process().values())

    def cpu_by_process(self) -> dict[str, float]:
        """The same by process, named by the last word of its command."""
        found: dict[str, float] = {}
        for item in self.tree():
            name = item.cmdline()[-1]
            found[name] = found.get(name, 0.0) + cpu_seconds(item.pid)
        return found

    def memory(self) -> dict[str, float]:
        """Megabytes of resident memory of all processes: as reported, and with shared pages counted once."""
        found = [item.memory_full_info() for item in self.tree()]
        return {"rss": sum(item.rss for item in found) / 1e6, "pss": sum(item.pss for item in found) / 1e6}


@contextmanager
def both(folder: Path) -> Iterator[tuple[Rival, Rival]]:
    """Stock and ours, started one after the other, ended when the block ends."""
    with stock(folder) as theirs, assistant(folder) as ours:
        yield theirs, ours


@contextmanager
def stock(folder: Path) -> Iterator[Rival]:
    """The stock bot as its documentation starts it: `rasa run` and `rasa run actions`."""
    port, actions_port = free_port(), free_port()
    environment = {
        **model.environment(),
        "STOCK_ACTIONS_PORT": str(actions_port),
        "STOCK_DATABASE": str(folder / "stock.db"),
    }
    rasa = [sys.executable, "-m", "rasa"]
    trained = train_stock(folder, environment)
    rival = Rival("stock", f"http://127.0.0.1:{port}", StockPerson, "/")
    commands = [
        [*rasa, "run", "--port", str(port), "--model", str(trained)],
        [*rasa, "run", "actions", "--port", str(actions_port)],
    ]
    with running(rival, commands, environment, STOCK, folder):
        yield rival


def train_stock(folder: Path, environment: Mapping[str, str]) -> Path:
    """Trains the stock bot's model once for a folder."""
    trained = folder / "models" / "stock.tar.gz"
    if not trained.exists():
        command = [sys.executable, "-m", "rasa", "train", "--data", "data", "--out", str(trained.parent)]
        command += ["--fixed-model-name", "stock"]
        with (folder / "stock-train.log").open("w") as log:
            subprocess.run(command, cwd=STOCK, env=environment, stdout=log, stderr=log, check=True)
    return trained


@contextmanager
def assistant(folder: Path) -> Iterator[Rival]:
    """`intake serve` on a database of its own; one machine plays all visitors, so limits are lifted."""
    port = free_port()
    environment = {
        **model.environment(),
        "INTAKE_VAR": str(folder / "var"),
        "INTAKE_PORT": str(port),
        "INTAKE_RASA_PORT": str(free_port()),
        "INTAKE_ACTIONS_PORT": str(free_port()),
        **{f"INTAKE_LIMIT_{kind}": "10000000/minute" for kind in ("CONVERSATION", "IDENTITY", "ADDRESS", "OPENING")},
    }
    rival = Rival("ours", f"http://127.0.0.1:{port}", OurPerson, "/readyz")
    with running(rival, [[sys.executable, "-m", "bot.cli", "serve"]], environment, settings.ROOT, folder):
        yield rival


@contextmanager
def running(
    rival: Rival, commands: Sequence[Sequence[str]], environment: Mapping[str, str], place: Path, folder: Path
) -> Iterator[None]:
    """Runs the commands until the block ends; `start_seconds` is the time to the first answered dialogue step."""
    started = time.perf_counter()
    children: list[subprocess.Popen[bytes]] = []
    log = (folder / f"{rival.name}.log").open("ab")
    try:
        for command in commands:
            children.append(
                subprocess.Popen(
                    command, cwd=place, env=dict(environment), stdout=log, stderr=log, stdin=subprocess.DEVNULL
                )
            )
        rival.processes = [psutil.Process(child.pid) for child in children]
        asyncio.run(first_answer(rival, children, folder))
        rival.start_seconds = time.perf_counter() - started
        yield
    finally:
        for child in children:
            child.send_signal(signal.SIGINT)
        for child in children:
            try:
                child.wait(30)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
        log.close()


async def first_answer(rival: Rival, children: Sequence[subprocess.Popen[bytes]], folder: Path) -> None:
    """Waits until a person gets the first right answer."""
    first = steps()[0]
    end = time.monotonic() + PATIENCE
    async with aiohttp.ClientSession() as session:
        while time.monotonic() < end and all(child.poll() is None for child in children):
            person = rival.person(session)
            try:
                async with session.get(rival.url + rival.ready) as answer:
                    answer.raise_for_status()
                await person.open()
                await person.take(first)
                return
            except (aiohttp.ClientError, WrongAnswer):
                await asyncio.sleep(0.1)
    tail = (folder / f"{rival.name}.log").read_text(errors="replace")[-2000:]
    raise NotReady(f"{rival.name} did not answer within {PATIENCE:.0f} s: {tail}")


def cpu_seconds(process: int) -> float:
    """Seconds of CPU that a process has used, all its threads together, to the nanosecond.

    The clock is that of clock_getcpuclockid(3); /proc counts in ticks of 10 ms, as long as a whole turn.
    """
    return time.clock_gettime((~process << 3) | 2)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def installed_bytes() -> int:
    """Size of the environment that both run in."""
    root = Path(sys.prefix)
    return sum(item.lstat().st_size for item in root.rglob("*") if item.is_file() or item.is_symlink())
