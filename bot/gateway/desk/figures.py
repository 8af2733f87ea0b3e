"""The numbers of the report page, counted from tickets, cases and conversations.

Called by the report page. Counts only; nothing of a person leaves here.
"""

from __future__ import annotations

import statistics
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.engine import Engine

from bot.gateway import tables
from bot.tickets import Ticket, TicketFilter, TicketStore
from bot.tickets.schema import cases

# As long as cases without a ticket are kept (retention.yml): a longer period would count tickets only.
DAYS = 30
# A conversation is given up when nothing was said in it for so long; collecting logs takes hours.
IDLE = timedelta(hours=24)
SOLVED = "solved_by_user"
MINUTES = (5, 10, 20, 60)


@dataclass(frozen=True)
class Report:
    """Charts as (value, count), most frequent first; `minutes` is the median, None without tickets.

    `spans` counts the times from greeting to ticket up to each bound of MINUTES, the last beyond all (None).
    `dropped` has for each question how often it was asked and how often the conversation ended there.
    """

    cases: int
    tickets: int
    minutes: int | None
    deflected: int
    outcome: list[tuple[str, int]]
    language: list[tuple[str, int]]
    problem: list[tuple[str, int]]
    channel: list[tuple[str, int]]
    spans: list[tuple[int | None, int]]
    dropped: list[tuple[str, int, int]]


def report(engine: Engine, store: TicketStore, now: datetime) -> Report:
    """The figures of the last DAYS days."""
    since = now - timedelta(days=DAYS)
    recent = [ticket for ticket in store.list(TicketFilter()) if ticket.created_at >= since]
    with engine.connect() as connection:
        query = select(cases.c.content, cases.c.updated_at).where(cases.c.updated_at >= since)
        kept = [(row.content, row.updated_at) for row in connection.execute(query)]
    spans = _minutes(engine, recent)
    # A case that became a ticket is counted with the ticket; one in which nothing was said is none.
    seen = [_of_ticket(ticket) for ticket in recent]
    seen += [_of_case(case) for case, _ in kept if not case.get("ticket_id") and case.get("status", "new") != "new"]
    return Report(
        cases=len(seen),
        tickets=len(recent),
        minutes=round(statistics.median(spans)) if spans else None,
        deflected=sum(SOLVED in case.get("flags", ()) for case, _ in kept),
        outcome=_count(item["outcome"] for item in seen),
        language=_count(item["language"] for item in seen),
        problem=_count(item["problem"] for item in seen),
        channel=_count(item["channel"] for item in seen),
        spans=_spread(spans),
        dropped=_dropped(kept, now),
    )


def _of_ticket(ticket: Ticket) -> dict[str, str | None]:
    problem = next(iter(ticket.facts.get("problems") or []), None)
    outcome = ticket.decision.get("outcome")
    return {"outcome": outcome, "language": ticket.language, "problem": problem, "channel": ticket.channel}


def _of_case(case: Mapping[str, Any]) -> dict[str, str | None]:
    problem = next(iter((case.get("facts") or {}).get("problems") or []), None)
    outcome = (case.get("decision") or {}).get("outcome") or "need_facts"
    return {"outcome": outcome, "language": case.get("language"), "problem": problem, "channel": case.get("channel")}


def _minutes(engine: Engine, found: list[Ticket]) -> list[float]:
    """From the greeting to the ticket, for each ticket whose conversation is still kept."""
    table = tables.conversations
    with engine.connect() as connection:
        opened = {row.id: row.created_at for row in connection.execute(select(table.c.id, table.c.created_at))}
    known = (ticket for ticket in found if ticket.conversation_id in opened)
    return [(ticket.created_at.timestamp() - opened[ticket.conversation_id]) / 60 for ticket in known]


def _spread(spans: list[float]) -> list[tuple[int | None, int]]:
    if not spans:
        return []
    bounds = [0.0, *MINUTES]
    within = [sum(low < span <= high for span in spans) for low, high in zip(bounds, MINUTES)]  # noqa: B905
    within[0] += sum(span <= 0 for span in spans)
    return [*zip(MINUTES, within, strict=True), (None, sum(span > MINUTES[-1] for span in spans))]


def _dropped(kept: list[tuple[Mapping[str, Any], datetime]], now: datetime) -> list[tuple[str, int, int]]:
    """Question, conversations given up at it, conversations that were asked it; most given up first."""
    given_up = Counter(
        case["question"]
        for case, at in kept
        if at < now - IDLE and case.get("status") == "open" and case.get("question")
    )
    asked: Counter[str] = Counter()
    for case, _ in kept:
        asked.update({*(case.get("asked") or ()), *filter(None, [case.get("question")])})
    return [(name, count, max(asked[name], count)) for name, count in given_up.most_common(15)]


def _count(values: Iterable[str | None]) -> list[tuple[str, int]]:
    return Counter(value for value in values if value).most_common(15)
