"""The whole product for the fault benchmark: the four real processes under the real supervisor, beside a desk.

The scenarios submit through HTTP as a browser does, arm a step, and kill a process there. The database is
looked at from outside only, at the end.
"""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import Iterator

import httpx

from benchmarks.faults.stepping import FOLDER
from bot import settings, supervisor
from bot.cli import serve

PROCESSES = ("gateway", "rasa", "actions", "relay")
SLOWEST = 180.0


class Product:
    """The processes, their folder and the address of the gateway."""

    def __init__(self, folder: Path, desk_url: str, token: str) -> None:
        self.folder = folder
        ports = [_free_port() for _ in range(3)]
        self.environment = {
            "INTAKE_VAR": str(folder / "var"),
            "INTAKE_PORT": str(ports[0]),
            "INTAKE_RASA_PORT": str(ports[1]),
            "INTAKE_ACTIONS_PORT": str(ports[2]),
            "INTAKE_DESK": "request_tracker",
            "INTAKE_DESK_URL": desk_url,
            "INTAKE_DESK_TOKEN": token,
        }
        self.url = f"http://127.0.0.1:{ports[0]}"
        self.database = folder / "var" / "intake.db"
        self._gate = socket.socket(socket.AF_UNIX)
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Returns when a first message would be answered."""
        self._gate.bind(str(self.folder / "gate"))
        self._gate.listen(16)
        command = [sys.executable, "-m", "benchmarks.faults.product"]
        environment = {**os.environ, **self.environment, FOLDER: str(self.folder)}
        with (self.folder / "serve.log").open("wb") as log:
            self._process = subprocess.Popen(command, cwd=settings.ROOT, env=environment, stdout=log, stderr=log)
        self.wait_until_ready()

    def stop(self) -> None:
        if self._process is not None:
            self._process.send_signal(signal.SIGTERM)
            try:
                self._process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                self._process.kill()
        self._gate.close()

    def wait_until_ready(self) -> None:
        """Raises RuntimeError when the product does not come back."""
        end = time.monotonic() + SLOWEST
        while time.monotonic() < end:
            if self._process is not None and self._process.poll() is not None:
                break
            try:
                if httpx.get(f"{self.url}/readyz", timeout=5).status_code == 200:
                    return
            except httpx.TransportError:
                pass
            time.sleep(0.1)
        raise RuntimeError(f"the product is not ready; see {self.folder}")

    def pid(self, name: str) -> int:
        """The process id of a running process. Raises RuntimeError when it does not come."""
        end = time.monotonic() + SLOWEST
        while time.monotonic() < end:
            try:
                number = int((self.folder / f"{name}.pid").read_text())
                os.kill(number, 0)
                return number
            except (FileNotFoundError, ValueError, ProcessLookupError):
                time.sleep(0.05)
        raise RuntimeError(f"{name} is not running")

    def kill(self, name: str) -> None:
        """kill -9."""
        os.kill(self.pid(name), signal.SIGKILL)

    def arm(self, step: str) -> None:
        """From now on the first process that reaches `step` waits there."""
        (self.folder / "claimed").unlink(missing_ok=True)
        draft = self.folder / "armed.draft"
        draft.write_text(step)
        draft.rename(self.folder / "armed")

    @contextmanager
    def held(self, seconds: float) -> Iterator[bool]:
        """While the block runs, somebody waits at the armed step; False when nobody came in time."""
        self._gate.settimeout(seconds)
        try:
            waiting, _ = self._gate.accept()
        except TimeoutError:
            (self.folder / "armed").unlink(missing_ok=True)
            yield False
            return
        with waiting:
            yield True

    def tickets(self) -> list[tuple[str, str]]:
        """Conversation and id of every ticket."""
        with sqlite3.connect(self.database, timeout=30) as database:
            return database.execute("SELECT conversation_id, id FROM tickets").fetchall()

    def waiting(self) -> int:
        """How many letters are on their way to the desk."""
        with sqlite3.connect(self.database, timeout=30) as database:
            return int(database.execute("SELECT count(*) FROM outbox WHERE state = 'waiting'").fetchone()[0])


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def main() -> None:
    """`intake serve` with processes that can be stopped between steps, and without a limit on restarts.

    The supervisor gives up on a process that dies six times a minute; here it dies on purpose.
    """
    supervisor.MOST_RESTARTS, supervisor.WINDOW = sys.maxsize, 2.0
    plain = serve.processes

    def stepping(config: settings.Settings) -> list[supervisor.Managed]:
        made = plain(config)
        for item in made:
            own = [sys.executable, "-m", "benchmarks.faults.stepping", item.name]
            # The shell writes down the process id that Python then takes over.
            item.command = ["/bin/sh", "-c", f'echo $$ > "$0/{item.name}.pid"; exec "$@"', os.environ[FOLDER], *own]
        return made

    serve.processes = stepping
    config = settings.load()
    serve.serve.main(args=["--port", str(config.port)], standalone_mode=True)


if __name__ == "__main__":
    main()
