"""The tables of cases, tickets and their delivery.

Only this package reads and writes them. What belongs to a ticket goes with it: deleting the ticket
deletes its additions, its place in the outbox and its news. Times are stored in UTC.
"""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

from bot.database import metadata


class Moment(TypeDecorator):  # type: ignore[misc]  # SQLAlchemy 1.4 comes without types
    """A point in time: aware values go in and come out as UTC; SQLite would drop the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone")
        return value and value.astimezone(timezone.utc)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=timezone.utc) if value.tzinfo is None else value.astimezone(timezone.utc)


def _of_ticket() -> Column[Any]:
    return Column("ticket_id", String(16), ForeignKey("tickets.id", ondelete="CASCADE"), nullable=False, index=True)


cases = Table(
    "cases",
    metadata,
    Column("conversation_id", String(64), primary_key=True),
    Column("content", JSON, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("updated_at", Moment, nullable=False, index=True),
)

tickets = Table(
    "tickets",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("idempotency_key", String(128), nullable=False, unique=True),
    Column("conversation_id", String(64), nullable=False, index=True),
    Column("identity", String(200), index=True),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Column("language", String(8), nullable=False),
    Column("channel", String(32), nullable=False),
    Column("partner_id", String(64), index=True),
    Column("partner", JSON, nullable=False),
    Column("licence_reference", String(64)),
    Column("licence", JSON, nullable=False),
    Column("problem", String(32)),
    Column("facts", JSON, nullable=False),
    Column("decision", JSON, nullable=False),
    Column("policy_version", String(64)),
    Column("priority", String(16), nullable=False),
    Column("sla_due", Moment),
    Column("description", Text, nullable=False),
    Column("steps_taken", Text, nullable=False),
    Column("reproduction_steps", Text, nullable=False),
    Column("attachments", JSON, nullable=False),
    Column("related_thread", Text),
    Column("transcript_ref", String(200)),
    Column("status", String(16), nullable=False, index=True),
    Column("adapter", String(32)),
    Column("remote_id", String(200)),
    Column("delivered_at", Moment),
    Column("attempts", Integer, nullable=False, default=0),
    Index("tickets_of_licence", "licence_reference", "problem"),
    Index("tickets_at_desk", "adapter", "remote_id"),
)

additions = Table(
    "additions",
    metadata,
    Column("id", Integer, primary_key=True),
    _of_ticket(),
    Column("conversation_id", String(64), nullable=False),
    Column("idempotency_key", String(128)),
    Column("created_at", Moment, nullable=False),
    Column("text", Text, nullable=False),
    Column("attachments", JSON, nullable=False),
    UniqueConstraint("ticket_id", "idempotency_key", name="additions_once"),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True),
    _of_ticket(),
    Column("addition_id", Integer, ForeignKey("additions.id", ondelete="CASCADE"), unique=True),
    Column("state", String(16), nullable=False),  # waiting, delivered or parked
    Column("attempts", Integer, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("next_at", Moment, nullable=False),
    Column("delivered_at", Moment),
    Column("last_error", Text),
    Index("outbox_due", "state", "next_at"),
)

inbox = Table(
    "inbox",
    metadata,
    Column("id", Integer, primary_key=True),
    _of_ticket(),
    Column("conversation_id", String(64), nullable=False, index=True),
    Column("event", String(200), nullable=False, unique=True),
    Column("kind", String(16), nullable=False),  # status or reply
    Column("content", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("delivered", Boolean, nullable=False, default=False, index=True),
)

desk_cursors = Table(
    "desk_cursors",
    metadata,
    Column("adapter", String(32), primary_key=True),
    Column("position", String(200), nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False, index=True),
    Column("actor", String(200), nullable=False),
    Column("action", String(64), nullable=False),
    Column("subject", String(64), nullable=False, index=True),
    Column("detail", JSON, nullable=False),
)
