"""Logs are JSON lines that say where an error came from and hold nothing that somebody wrote."""

from __future__ import annotations

import json
import subprocess
import sys

from bot.settings import ROOT

FAILING = """
import logging, structlog
from bot import observability

def fail(password):
    try:
        int(password)
    except ValueError as error:
        raise RuntimeError("refused " + password) from error

observability.configure("relay")
try:
    fail("hunter2")
except RuntimeError:
    structlog.get_logger("bot.tickets.relay").exception("round_failed")
    logging.getLogger("sanic.error").exception("round_failed")
"""


def test_an_error_is_told_by_kind_and_place_without_its_message() -> None:
    """By our loggers and those of libraries, with what it came from; a message repeats what could not be read."""
    done = subprocess.run([sys.executable, "-c", FAILING], cwd=ROOT, capture_output=True, text=True, timeout=60)
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert [(line["process"], line["event"]) for line in lines] == [("relay", "round_failed")] * 2
    for line in lines:
        told = "RuntimeError at <string>:13 <module> > <string>:9 fail; from ValueError at <string>:7 fail"
        assert line["exception"] == told
    assert "hunter2" not in done.stderr
