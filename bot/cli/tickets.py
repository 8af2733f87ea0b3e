"""`intake tickets` and `intake relay`: look at tickets, help a stuck one, run the way to the help desk.

For operators on the machine itself; whoever may run this may read every ticket.
"""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any, Mapping

import click

from bot import policy, settings
from bot.attachments.copies import open_redacted
from bot.attachments.storage import open_storage
from bot.cli import Refused
from bot.database import connect
from bot.gateway.messages import Messages
from bot.tickets import STATUSES, TicketFilter, TicketStore
from bot.tickets import relay as relay_process
from bot.tickets.audit import utc_now
from bot.tickets.outbox import Outbox

_COLUMNS = ("id", "created_at", "status", "language", "problem", "partner", "desk")
_TRANSCRIPT = 1000  # messages of a conversation that go along with its ticket


@click.group()
def tickets() -> None:
    """The tickets that were opened, and their way to the help desk."""


@tickets.command("list")
@click.option("--status", type=click.Choice(STATUSES), help="Only tickets in this state.")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True)
def list_(status: str | None, limit: int) -> None:
    """The queue: high priority first, then by target date; one line each."""
    for ticket in _store().list(TicketFilter(status=status, queue_order=True, limit=limit)):
        line = ticket.to_dict() | {
            "problem": ", ".join(ticket.facts.get("problems") or []) or "-",
            "partner": ticket.partner.get("name") or "-",
            "desk": "delivered" if ticket.desk.delivered_at else f"waiting, {ticket.desk.attempts} attempts",
        }
        click.echo("\t".join(str(line[name]) for name in _COLUMNS))


@tickets.command()
@click.argument("id")
def show(id: str) -> None:
    """One ticket with its additions, as JSON."""
    store = _store()
    ticket = store.find(id)
    if ticket is None:
        raise Refused(f"no ticket {id!r}; see intake tickets list")
    added = [
        {"created_at": addition.created_at.isoformat(), "text": addition.text, "reference": addition.reference}
        for addition in store.additions(ticket.id)
    ]
    click.echo(_json({**ticket.to_dict(), "additions": added}))


@tickets.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line (the default and only format).")
@click.option("--status", type=click.Choice(STATUSES), help="Only tickets in this state.")
def export(as_json: bool, status: str | None) -> None:
    """All tickets as JSON lines, newest first (contract section 7)."""
    store, page = _store(), 200
    offset = 0
    while found := store.list(TicketFilter(status=status, limit=page, offset=offset)):
        for ticket in found:
            click.echo(_json(ticket.to_dict()))
        offset += page


@tickets.command()
def parked() -> None:
    """What the help desk refuses, as JSON lines."""
    for row in _outbox().parked():
        click.echo(json.dumps(row, default=str))


@tickets.command()
@click.argument("number", type=int)
def release(number: int) -> None:
    """Let the relay try the parked letter NUMBER (its id in `parked`) again."""
    if not _outbox().release(number, "operator", utc_now()):
        raise Refused(f"nothing parked with number {number}; see intake tickets parked")
    click.echo("released")


@click.command()
def relay() -> None:
    """Deliver tickets to the help desk until stopped."""
    relay_process.main(_surroundings(settings.load()))


def _surroundings(config: settings.Settings) -> relay_process.Surroundings:
    """What the relay needs of storage, conversations and policy."""
    said = Messages(connect(config.database))
    rules = policy.load(config.policy_kb, config.office_zone)

    def transcript(conversation_id: str) -> list[tuple[bool, str]]:
        found = said.history(conversation_id, limit=_TRANSCRIPT)
        return [(item.direction == "in", item.text or _file_name(item.content)) for item in found]

    return relay_process.Surroundings(
        open_redacted, open_storage(config).erase, transcript, lambda clause: policy.answer(rules, clause)
    )


def _file_name(content: Mapping[str, Any]) -> str:
    return str((content.get("attachment") or {}).get("name") or "")


def _store() -> TicketStore:
    return TicketStore(connect(settings.load().database))


def _outbox() -> Outbox:
    return Outbox(connect(settings.load().database), timedelta(0))


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)
