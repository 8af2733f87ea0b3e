"""Who did what to which ticket, written in the transaction that does it.

The stores of this package and the staff pages write entries; nobody changes one. An entry names
states and numbers, never what a user wrote.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timezone
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.engine import Connection, Engine

from bot.tickets.schema import audit

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The time now, aware; the default clock of everything in this package."""
    return datetime.now(timezone.utc)


def record(connection: Connection, at: datetime, actor: str, action: str, subject: str, **detail: Any) -> None:
    """Adds an entry within the caller's transaction; `detail` must be JSON."""
    row = {"at": at, "actor": actor, "action": action, "subject": subject, "detail": detail}
    connection.execute(insert(audit).values(row))


def entries(
    engine: Engine, subject: str | None = None, limit: int = 200, before: int | None = None
) -> list[dict[str, Any]]:
    """The newest entries first, of one ticket or of all; keys as the columns of the table.

    `before` is the id of an entry: only older ones then.
    """
    query = select(audit).order_by(audit.c.id.desc()).limit(limit)
    if before is not None:
        query = query.where(audit.c.id < before)
    if subject is not None:
        query = query.where(audit.c.subject == subject)
    with engine.connect() as connection:
        return [dict(row) for row in connection.execute(query).mappings()]
