"""Rasa's server does not stay up without a model, waiting for another one for ever, and warms up once it is up."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.rivals import free_port
from bot.settings import ROOT


@pytest.mark.server
def test_a_damaged_model_ends_the_server_with_one_line(tmp_path: Path) -> None:
    (tmp_path / "current.tar.gz").write_bytes(b"cut off")
    own = {"MODELS": str(tmp_path), "VAR": str(tmp_path / "var"), "SECRET": "x", "RASA_PORT": str(free_port())}
    environment = {**os.environ, **{f"INTAKE_{name}": value for name, value in own.items()}}
    command = [sys.executable, "-m", "bot.rasa.server"]
    found = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)
    assert found.returncode == 1
    assert "the model can not be loaded" in found.stderr and "intake train" in found.stderr


WARMED = """
import asyncio, gc
from types import SimpleNamespace
from bot.rasa.server import warm_up

async def main():
    app = SimpleNamespace(ctx=SimpleNamespace())
    await warm_up(app, asyncio.get_running_loop())
    await app.ctx.warming

asyncio.run(main())
print(gc.get_freeze_count(), len(gc.get_objects()))
"""


def test_what_stands_after_the_start_is_no_longer_searched_for_garbage() -> None:
    """A collection of all of it holds up a message for 0.2 s."""
    found = subprocess.run([sys.executable, "-c", WARMED], cwd=ROOT, capture_output=True, text=True, timeout=120)
    kept, searched = map(int, found.stdout.split()[-2:])
    assert kept > 100_000 > searched
