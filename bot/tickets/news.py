"""What happens to a ticket at the desk, on its way back to the conversation that opened it.

Staff of the built-in desk and the relay, which listens to other desks, report changes here; the
gateway takes `Inbox.pending` and tells the user. The same event is told once, however often a desk
reports it.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.engine import Connection, Engine

from bot.tickets import audit
from bot.tickets.schema import inbox, tickets
from bot.tickets.ticket import STATUSES


class TicketUnknown(LookupError):
    """There is no such ticket, or it belongs to somebody else; the difference is not told."""


@dataclass(frozen=True)
class News:
    """`kind` is `status`, with a status as content, or `reply`, with what staff wrote."""

    id: int
    ticket_id: str
    conversation_id: str
    kind: str
    content: str
    created_at: datetime


class Inbox:
    """News that conversations have not been told yet."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def pending(self, limit: int = 100) -> list[News]:
        """The oldest untold news first."""
        query = select(inbox).where(inbox.c.delivered.is_(False)).order_by(inbox.c.id).limit(limit)
        with self._engine.connect() as connection:
            rows = connection.execute(query).mappings().all()
        return [News(**{name: row[name] for name in News.__dataclass_fields__}) for row in rows]

    def done(self, id: int) -> None:
        """Marks news as told."""
        with self._engine.begin() as connection:
            connection.execute(update(inbox).where(inbox.c.id == id).values(delivered=True))


def change_status(
    connection: Connection,
    ticket_id: str,
    status: str,
    actor: str,
    at: datetime,
    event: str | None = None,
    tell: bool = True,
) -> None:
    """Sets the status, with its audit entry and, with `tell`, its news. Raises TicketUnknown, ValueError.

    `event` names the change at its source; without it every call is a change of its own.
    """
    if status not in STATUSES:
        raise ValueError(f"{status!r} is not a status; use one of {', '.join(STATUSES)}")
    before = connection.execute(
        select(tickets.c.status).where(tickets.c.id == ticket_id).with_for_update()
    ).scalar_one_or_none()
    if before is None:
        raise TicketUnknown(f"no ticket {ticket_id!r}")
    if event is not None and _told(connection, event):
        return
    if before == status:
        if event is not None:
            # Remembered all the same: told again later, it must not undo what happened since.
            _put(connection, ticket_id, "status", status, at, event, told=True)
        return
    connection.execute(update(tickets).where(tickets.c.id == ticket_id).values(status=status, updated_at=at))
    audit.record(connection, at, actor, "status", ticket_id, before=before, after=status)
    if tell:
        _put(connection, ticket_id, "status", status, at, event)


def reply(
    connection: Connection, ticket_id: str, text: str, actor: str, at: datetime, event: str | None = None
) -> None:
    """Passes on what staff wrote to the owner. Raises TicketUnknown."""
    if event is not None and _told(connection, event):
        return
    _put(connection, ticket_id, "reply", text, at, event)
    audit.record(connection, at, actor, "reply", ticket_id, characters=len(text))


def _told(connection: Connection, event: str) -> bool:
    return connection.execute(select(inbox.c.id).where(inbox.c.event == event)).first() is not None


def _put(
    connection: Connection,
    ticket_id: str,
    kind: str,
    content: str,
    at: datetime,
    event: str | None,
    told: bool = False,
) -> None:
    owner = select(tickets.c.conversation_id).where(tickets.c.id == ticket_id)
    conversation_id = connection.execute(owner).scalar_one_or_none()
    if conversation_id is None:
        raise TicketUnknown(f"no ticket {ticket_id!r}")
    row = {
        "ticket_id": ticket_id,
        "conversation_id": conversation_id,
        "event": event or uuid.uuid4().hex,
        "kind": kind,
        "content": content,
        "created_at": at,
        "delivered": told,
    }
    connection.execute(insert(inbox).values(row))
