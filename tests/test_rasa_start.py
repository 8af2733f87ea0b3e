"""Rasa's server does not stay up without a model, waiting for another one for ever."""

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
