"""`intake tickets`, `erase` and `own-data`: what the operator sees, and how the relay runs as a process."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli.privacy import erase, own_data
from bot.cli.tickets import tickets
from bot.database import connect
from bot.settings import ROOT
from bot.tickets import TicketStore
from bot.tickets.audit import utc_now
from bot.tickets.delivery import PATIENCE
from bot.tickets.outbox import Item, Outbox
from tests.tickets.samples import draft


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TicketStore:
    url = f"sqlite:///{tmp_path / 'intake.db'}"
    monkeypatch.setenv("INTAKE_DATABASE_URL", url)
    return TicketStore(connect(url))


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(tickets, list(arguments))


def test_tickets_are_listed_shown_and_exported(store: TicketStore) -> None:
    """One line each, one object, JSON lines of contract section 7."""
    one, two = (store.open(draft(), idempotency_key=key) for key in ("one", "two"))
    store.add_information(one.id, "conversation-1", "more")
    lines = _run("list").output.splitlines()
    assert len(lines) == 2 and lines[0].startswith(one.id) and "trunk_timeout" in lines[0]
    shown = json.loads(_run("show", one.id.lower()).output)
    assert shown["id"] == one.id and [item["text"] for item in shown["additions"]] == ["more"]
    exported = [json.loads(line) for line in _run("export", "--json").output.splitlines()]
    assert {ticket["id"] for ticket in exported} == {one.id, two.id} and exported[0]["language"] == "el"
    store.set_status(one.id, "closed", "anna")
    assert [json.loads(line)["id"] for line in _run("export", "--status", "closed").output.splitlines()] == [one.id]


def test_an_unknown_ticket_is_refused_with_one_line(store: TicketStore) -> None:
    """Exit code 1."""
    refused = _run("show", "CCC-222")
    assert refused.exit_code == 1 and refused.stderr == "no ticket 'CCC-222'; see intake tickets list\n"


def test_a_parked_letter_is_shown_and_released(store: TicketStore, tmp_path: Path) -> None:
    """And released once."""
    ticket = store.open(draft(), idempotency_key="one")
    box = Outbox(connect(f"sqlite:///{tmp_path / 'intake.db'}"), PATIENCE.bound)
    [item] = box.due(utc_now())
    assert isinstance(item, Item)
    box.park(item, "no such queue", utc_now())
    shown = json.loads(_run("parked").output)
    assert (shown["ticket_id"], shown["last_error"]) == (ticket.id, "no such queue")
    assert _run("release", str(item.id)).exit_code == 0 and _run("release", str(item.id)).exit_code == 1
    assert _run("parked").output == ""


def test_a_person_gets_their_data_and_is_erased(store: TicketStore) -> None:
    """What went is printed; afterwards there is nothing."""
    ticket = store.open(draft(), idempotency_key="one")
    assert json.loads(CliRunner().invoke(own_data, [ticket.id]).output)["tickets"][0]["id"] == ticket.id
    done = CliRunner().invoke(erase, [ticket.id])
    assert done.exit_code == 0 and "tickets: 1 removed" in done.output
    again = CliRunner().invoke(erase, [ticket.id])
    assert again.exit_code == 1 and "nothing is stored about" in again.stderr
    assert CliRunner().invoke(own_data, [ticket.id]).exit_code == 1
    assert CliRunner().invoke(erase, [" "]).exit_code == 2


def test_the_relay_delivers_as_a_process_and_ends_at_sigterm(store: TicketStore, tmp_path: Path) -> None:
    """With exit code 0, without a trace of an error."""
    stored = tmp_path / "stored.log"
    stored.write_text("plain words")
    file = {"name": "a.log", "sha256": "aa", "bytes": 11, "finding": {}, "storage_path": str(stored)}
    ticket = store.open(draft(attachments=[file]), idempotency_key="one")
    environment = {**os.environ, "INTAKE_VAR": str(tmp_path)}
    command = [sys.executable, "-m", "bot.cli", "relay"]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        for _ in range(400):
            found = store.find(ticket.id)
            if found and found.desk.delivered_at:
                break
            time.sleep(0.05)
        process.send_signal(signal.SIGTERM)
        output = process.communicate(timeout=20)[0].decode()
    finally:
        process.kill()
    assert found and found.desk.adapter == "builtin"
    assert process.returncode == 0 and "relay_stopped" in output and "Traceback" not in output
