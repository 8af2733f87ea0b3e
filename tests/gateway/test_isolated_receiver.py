"""Files are read in a process of their own, so that no file stops the conversations."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from gateway.plain_receiver import FatalReceiver

from bot.gateway.attachments import IsolatedReceiver

SCRIPT = """
import io, os, sys
sys.path[:0] = [{root!r}, {tests!r}]
from bot.gateway.attachments import IsolatedReceiver
from gateway.plain_receiver import FatalReceiver
if __name__ == "__main__":
    print(IsolatedReceiver(FatalReceiver).receive("c", "a.log", io.BytesIO(b"x"))["pid"], flush=True)
    os.kill(os.getpid(), 9)
"""


@pytest.fixture
def receiver() -> Iterator[IsolatedReceiver]:
    running = IsolatedReceiver(FatalReceiver)
    yield running
    running.close()


def test_a_file_is_read_in_another_process(receiver: IsolatedReceiver) -> None:
    """The finding comes back as the receiver made it."""
    finding = receiver.receive("c", "a.log", io.BytesIO(b"content"))
    assert finding["bytes"] == 7 and finding["pid"] != os.getpid()


def test_a_file_that_kills_its_reader_is_refused_and_the_next_is_read(receiver: IsolatedReceiver) -> None:
    """Unreadable, and nothing else is lost."""
    assert receiver.receive("c", "deadly", io.BytesIO(b"x"))["reason"] == "unreadable"
    assert receiver.receive("c", "a.log", io.BytesIO(b"content"))["accepted"] is True


def test_the_reader_ends_with_a_killed_gateway(tmp_path: Path) -> None:
    """kill -9 leaves no process behind."""
    root = Path(__file__).resolve().parents[2]
    script = tmp_path / "gateway_like.py"
    script.write_text(SCRIPT.format(root=str(root), tests=str(root / "tests")))
    ended = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, cwd=root, check=False)
    assert ended.returncode == -9, ended.stderr
    reader = int(ended.stdout)
    for _ in range(200):
        if not psutil.pid_exists(reader) or psutil.Process(reader).status() == psutil.STATUS_ZOMBIE:
            return
        time.sleep(0.05)
    pytest.fail("the reader is still there")
