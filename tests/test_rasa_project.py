"""Rasa's own check of the project: domain, rules, sentences, without a single warning."""

from __future__ import annotations

import subprocess
import sys

import pytest

from bot import model
from bot.settings import ROOT


@pytest.mark.server
def test_rasa_finds_nothing_to_warn_about() -> None:
    """`rasa data validate --fail-on-warnings` over everything the model is trained from."""
    command = [sys.executable, "-m", "rasa", "data", "validate", "--fail-on-warnings", "--data", *model.DATA]
    result = subprocess.run(command, cwd=ROOT, env=model.environment(), capture_output=True, text=True)
    assert result.returncode == 0, (result.stdout + result.stderr)[-3000:]
