"""The queue: which tickets are shown, how long is left for each, and the same as CSV.

Called by the staff pages. Filters come from the address line and are checked against what exists.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Container, Iterable, Mapping

from bot.gateway.words import Words
from bot.tickets import STATUSES, Ticket, TicketFilter, TicketStore

PAGE = 50
UNFINISHED = "unfinished"
COLUMNS = (
    "id", "created_at", "status", "priority", "sla_due", "language", "channel", "problem", "partner_id", "partner",
    "partner_level", "licence", "outcome", "clauses", "description",
)  # fmt: skip

_FORMULA = tuple("=+-@＝＋－＠")
_CONTROL = ("\t", "\r", "\n")


@dataclass(frozen=True)
class Load:
    """How much waits: unfinished tickets, those beyond their target date, those of high priority."""

    unfinished: int
    late: int
    high: int


def load(store: TicketStore, now: datetime) -> Load:
    """What there is to do, whatever the filters of the page are."""
    found = store.list(TicketFilter(unfinished=True))
    late = sum(due < now for ticket in found if (due := due_of(ticket)))
    return Load(len(found), late, sum(ticket.decision.get("priority") == "high" for ticket in found))


def read_filter(query: Mapping[str, str], words: Words, channels: Container[str]) -> dict[str, str]:
    """The filters of an address line, only those with a value that exists; `search` is free."""
    allowed: dict[str, Container[str]] = {
        "status": (*STATUSES, UNFINISHED, "all"),
        "priority": ("normal", "high"),
        "language": words.names,
        "channel": channels,
        "problem": words.file(words.default, "problems"),
    }
    chosen = {name: query[name] for name, values in allowed.items() if query.get(name, "") in values}
    if query.get("search", "").strip():
        chosen["search"] = query["search"].strip()[:200]
    return {"status": UNFINISHED, **chosen}


def ticket_filter(chosen: Mapping[str, str], page: int | None) -> TicketFilter:
    """The filter of a page of the queue, or of all of it."""
    fields: dict[str, Any] = {name: value for name, value in chosen.items() if name != "status"}
    if chosen["status"] in STATUSES:
        fields["status"] = chosen["status"]
    if page is not None:
        # One more than is shown tells whether there is a next page.
        fields |= {"limit": PAGE + 1, "offset": page * PAGE}
    return TicketFilter(unfinished=chosen["status"] == UNFINISHED, queue_order=True, **fields)


def due_of(ticket: Ticket) -> datetime | None:
    """The target date."""
    due = ticket.decision.get("sla_due")
    return datetime.fromisoformat(due) if due else None


def time_left(ticket: Ticket, now: datetime, words: Words, language: str) -> str:
    """The countdown in words."""
    due = due_of(ticket)
    if due is None:
        return words.say(language, "desk.left.none")
    minutes = int(abs((due - now).total_seconds())) // 60
    if minutes >= 24 * 60:
        span = words.say(language, "desk.left.days", days=minutes // 1440, hours=minutes % 1440 // 60)
    else:
        span = words.say(language, "desk.left.hours", hours=minutes // 60, minutes=minutes % 60)
    return span if due >= now else words.say(language, "desk.left.overdue", time=span)


def to_csv(found: Iterable[Ticket]) -> str:
    """The tickets as CSV with a header, safe to open in a spreadsheet."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    for ticket in found:
        row = {
            **ticket.to_dict(),
            "priority": ticket.decision.get("priority"),
            "sla_due": ticket.decision.get("sla_due"),
            "problem": next(iter(ticket.facts.get("problems") or []), ""),
            "partner_id": ticket.partner.get("id"),
            "partner": ticket.partner.get("name"),
            "partner_level": ticket.partner.get("level"),
            "licence": ticket.licence.get("masked"),
            "outcome": ticket.decision.get("outcome"),
            "clauses": " ".join(ticket.decision.get("clauses", ())),
        }
        writer.writerow([_cell(row[name]) for name in COLUMNS])
    # The mark tells spreadsheets that this is UTF-8.
    return "\ufeff" + stream.getvalue()


def _cell(value: Any) -> str:
    text = "" if value is None else str(value)
    # A spreadsheet would run these as a formula (OWASP: CSV injection), some also behind a space or in full width.
    return f"'{text}" if text[:1] in _CONTROL or text.lstrip()[:1] in _FORMULA else text
