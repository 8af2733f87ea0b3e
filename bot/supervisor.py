"""Runs the processes of the assistant together on one machine: start, watch, restart, stop.

Called by `intake serve`. A process that dies is started again with growing pauses; what users were
told survives that, since every process keeps its state in the database. It never talks to users.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Mapping, Sequence

# A process that dies this often within a minute is not going to live.
MOST_RESTARTS = 5
WINDOW = 60.0
# After SIGTERM a process gets this long to finish its work.
GRACE = 10.0


class ProcessFailed(RuntimeError):
    """A process can not be kept alive; the message names it and its log."""


@dataclass
class Managed:
    """A process to keep running; its output goes to `log`."""

    name: str
    command: Sequence[str]
    log: Path
    starts: list[float] = field(default_factory=list)
    process: asyncio.subprocess.Process | None = None


class Supervisor:
    """Keeps processes alive until `stop`."""

    def __init__(self, processes: Sequence[Managed], environment: Mapping[str, str], folder: Path) -> None:
        self._processes = list(processes)
        self._environment = dict(environment)
        self._folder = folder
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Runs all processes until `stop` is called. Raises ProcessFailed when one can not be kept alive."""
        keepers = [asyncio.create_task(self._keep(item)) for item in self._processes]
        stopped = asyncio.create_task(self._stopping.wait())
        try:
            done, _ = await asyncio.wait([*keepers, stopped], return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            self._stopping.set()
            for keeper in keepers:
                keeper.cancel()
            await asyncio.gather(*keepers, return_exceptions=True)
            await self._end_all()
            stopped.cancel()

    def stop(self) -> None:
        self._stopping.set()

    async def _keep(self, item: Managed) -> None:
        while not self._stopping.is_set():
            now = time.monotonic()
            item.starts = [moment for moment in item.starts if now - moment < WINDOW] + [now]
            if len(item.starts) > MOST_RESTARTS:
                raise ProcessFailed(f"{item.name} keeps failing: {last_line(item.log)} (all of it: {item.log})")
            with item.log.open("ab") as output:
                item.process = await asyncio.create_subprocess_exec(
                    *item.command,
                    cwd=self._folder,
                    env=self._environment,
                    stdin=asyncio.subprocess.DEVNULL,
                    stdout=output,
                    stderr=output,
                    # Ctrl-C goes to the supervisor alone, which ends the others in order.
                    start_new_session=True,
                )
            code = await item.process.wait()
            if self._stopping.is_set():
                return
            print(f"{item.name} ended with {code}; starting it again", file=sys.stderr, flush=True)
            await asyncio.sleep(min(2 ** len(item.starts) / 4, 8))

    async def _end_all(self) -> None:
        running = [item.process for item in self._processes if item.process and item.process.returncode is None]
        for process in running:
            _signal(process, signal.SIGTERM)
        waits = [asyncio.create_task(process.wait()) for process in running]
        if waits:
            await asyncio.wait(waits, timeout=GRACE)
        for process in running:
            if process.returncode is None:
                _signal(process, signal.SIGKILL)
                await process.wait()


def _signal(process: asyncio.subprocess.Process, number: signal.Signals) -> None:
    try:
        os.killpg(process.pid, number)
    except ProcessLookupError:
        pass


def last_line(log: Path) -> str:
    """The last line of a log that says something, for a one-line error."""
    try:
        lines = [line for line in log.read_text(errors="replace").splitlines() if line.strip()]
    except OSError:
        return "no log"
    return lines[-1].strip() if lines else "nothing in the log"
