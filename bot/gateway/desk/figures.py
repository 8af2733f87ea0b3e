"""The numbers of the report page, counted from tickets, cases and conversations.

Called by the report page. Counts only; nothing of a person leaves here.
"""

from __future__ import annotations

import statistics
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Iterable

from sqlalchemy import select
from sqlalchemy.engine import Engine

from bot.gateway import tables
from bot.tickets import Ticket, TicketFilter, TicketStore
from bot.tickets.schema import cases

DAYS = 90
# A conversation is given up when nothing was said in it for so long; collecting logs takes hours.
IDLE = timedelta(hours=24)
SOLVED = "solved_by_user"


@dataclass(frozen=True)
class Report:
    """Each chart as (value, count), most frequent first; `minutes` is the median, None without tickets."""

    tickets: int
    minutes: int | None
    deflected: int
    outcome: list[tuple[str, int]]
    language: list[tuple[str, int]]
    problem: list[tuple[str, int]]
    channel: list[tuple[str, int]]
    dropped: list[tuple[str, int]]


def report(engine: Engine, store: TicketStore, now: datetime) -> Report:
    """The figures of the last DAYS days."""
    since = now - timedelta(days=DAYS)
    recent = [ticket for ticket in store.list(TicketFilter()) if ticket.created_at >= since]
    with engine.connect() as connection:
        found = connection.execute(select(cases.c.content, cases.c.updated_at).where(cases.c.updated_at >= since)).all()
    idle = [row.content for row in found if row.updated_at < now - IDLE]
    return Report(
        tickets=len(recent),
        minutes=_median_minutes(engine, recent),
        deflected=sum(SOLVED in row.content.get("flags", ()) for row in found),
        outcome=_count(ticket.decision.get("outcome") for ticket in recent),
        language=_count(ticket.language for ticket in recent),
        problem=_count(next(iter(ticket.facts.get("problems") or []), None) for ticket in recent),
        channel=_count(ticket.channel for ticket in recent),
        dropped=_count(case.get("question") for case in idle if case.get("status") == "open"),
    )


def _median_minutes(engine: Engine, found: list[Ticket]) -> int | None:
    table = tables.conversations
    opened: dict[str, float] = {}
    with engine.connect() as connection:
        for row in connection.execute(select(table.c.id, table.c.created_at)):
            opened[row.id] = row.created_at
    spans = [
        ticket.created_at.timestamp() - opened[ticket.conversation_id]
        for ticket in found
        if ticket.conversation_id in opened
    ]
    return round(statistics.median(spans) / 60) if spans else None


def _count(values: Iterable[str | None]) -> list[tuple[str, int]]:
    return Counter(value for value in values if value).most_common(15)
