"""Which tickets to list, and in which order: for the staff queue, the command line and exports.

Every field narrows the list; None leaves it open. The order of the queue is the policy's: high
priority first (S2), then the target date (SLA1).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import case, func, or_

from bot.tickets.schema import tickets
from bot.tickets.ticket import FINISHED

_SAME = ("status", "priority", "language", "channel", "partner_id", "problem", "conversation_id", "identity")


@dataclass(frozen=True)
class TicketFilter:
    """`search` looks into id, the desk's own id, partner and description.

    `unfinished` leaves out resolved and closed ones.
    """

    status: str | None = None
    priority: str | None = None
    language: str | None = None
    channel: str | None = None
    partner_id: str | None = None
    problem: str | None = None
    conversation_id: str | None = None
    identity: str | None = None
    search: str | None = None
    unfinished: bool = False
    queue_order: bool = False
    limit: int | None = None
    offset: int = 0

    def apply(self, query: Any) -> Any:
        """`query`, a select on the table of tickets, with these conditions."""
        for name in _SAME:
            if getattr(self, name) is not None:
                query = query.where(tickets.c[name] == getattr(self, name))
        if self.unfinished:
            query = query.where(tickets.c.status.not_in(FINISHED))
        if self.search:
            name = tickets.c.partner["name"].as_string()
            places = (tickets.c.id, tickets.c.remote_id, tickets.c.partner_id, name, tickets.c.description)
            wanted = self.search.lower()
            query = query.where(or_(*(func.lower(place).contains(wanted, autoescape=True) for place in places)))
        if self.queue_order:
            high_first = case((tickets.c.priority == "high", 0), else_=1)
            no_date_last = case((tickets.c.sla_due.is_(None), 1), else_=0)
            query = query.order_by(high_first, no_date_last, tickets.c.sla_due, tickets.c.created_at, tickets.c.id)
        else:
            query = query.order_by(tickets.c.created_at.desc(), tickets.c.id)
        return query.limit(self.limit).offset(self.offset) if self.limit is not None else query
