"""The real assistant for whole conversations: all processes on free ports and a database of their own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from conversations.chat import Assistant

ROOT = Path(__file__).resolve().parents[2]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """`intake serve` on a fresh folder; ends it as Ctrl-C does and expects that to be clean."""
    var = tmp_path_factory.mktemp("var")
    port, rasa_port, actions_port = free_port(), free_port(), free_port()
    environment = {
        **os.environ,
        "INTAKE_VAR": str(var),
        "INTAKE_PORT": str(port),
        "INTAKE_RASA_PORT": str(rasa_port),
        "INTAKE_ACTIONS_PORT": str(actions_port),
    }
    log = (var / "serve.log").open("w+")
    process = subprocess.Popen(
        [sys.executable, "-m", "bot.cli", "serve"], cwd=ROOT, env=environment, stdout=log, stderr=log
    )
    try:
        wait_until_ready(process, var / "serve.log")
        inner = (f"http://127.0.0.1:{number}" for number in (rasa_port, actions_port))
        yield Assistant(f"http://127.0.0.1:{port}", var, *inner)
    finally:
        process.send_signal(signal.SIGINT)
        code = process.wait(timeout=30)
    assert code == 0


def wait_until_ready(process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(4 * 240):
        if "Ready to chat" in log.read_text():
            return
        assert process.poll() is None, log.read_text()
        time.sleep(0.25)
    raise AssertionError(f"not ready: {log.read_text()}")
