"""What still has to reach the desk, in the order in which it was written.

The store queues, the relay takes; attempts and the next one's time survive a restart. An addition
waits until its ticket has arrived. Nothing leaves the queue but by delivery or erasure.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, insert, or_, select, update
from sqlalchemy.engine import Connection, Engine

from bot.tickets import audit
from bot.tickets.schema import outbox, tickets


@dataclass(frozen=True)
class Item:
    """A ticket (`addition_id` None) or an addition on its way; `attempts` counts those begun."""

    id: int
    ticket_id: str
    conversation_id: str
    addition_id: int | None
    attempts: int
    created_at: datetime


@dataclass(frozen=True)
class Waiting:
    """How many letters the desk does not have; `failing` are those of `waiting` that were tried in vain."""

    waiting: int
    failing: int
    parked: int
    oldest: datetime | None  # when the oldest of `waiting` was written


def waiting(connection: Connection) -> Waiting:
    """The length and the age of the queue, from its index: what was delivered is not looked at."""
    query = (
        select(outbox.c.state, func.count(), func.count(outbox.c.last_error), func.min(outbox.c.created_at))
        .where(outbox.c.state.in_(("waiting", "parked")))
        .group_by(outbox.c.state)
    )
    found = {state: (count, failed, oldest) for state, count, failed, oldest in connection.execute(query)}
    count, failed, oldest = found.get("waiting", (0, 0, None))
    return Waiting(count, failed, found.get("parked", (0, 0, None))[0], oldest)


def enqueue(connection: Connection, ticket_id: str, addition_id: int | None, now: datetime) -> None:
    """Queues a ticket or an addition within the caller's transaction."""
    row = {
        "ticket_id": ticket_id,
        "addition_id": addition_id,
        "state": "waiting",
        "attempts": 0,
        "created_at": now,
        "next_at": now,
    }
    connection.execute(insert(outbox).values(row))


class Outbox:
    """The relay's side of the queue. `longest_wait` bounds how far ahead an attempt can be planned."""

    def __init__(self, engine: Engine, longest_wait: timedelta) -> None:
        self._engine = engine
        self._longest_wait = longest_wait

    def due(self, now: datetime, limit: int = 50) -> list[Item]:
        """What may be tried now, oldest first.

        A time further ahead than any wait was planned by a clock that has since been set back.
        """
        here, ticket = outbox.c, outbox.alias("ticket")
        arrived = select(ticket.c.id).where(
            ticket.c.ticket_id == here.ticket_id, ticket.c.addition_id.is_(None), ticket.c.state == "delivered"
        )
        whole = select(outbox, tickets.c.conversation_id).join(tickets, tickets.c.id == here.ticket_id)
        query = whole.where(
            here.state == "waiting",
            or_(here.next_at <= now, here.next_at > now + self._longest_wait),
            or_(here.addition_id.is_(None), arrived.exists()),
        )
        with self._engine.connect() as connection:
            rows = connection.execute(query.order_by(here.id).limit(limit)).mappings().all()
        return [Item(**{name: row[name] for name in Item.__dataclass_fields__}) for row in rows]

    def begin(self, item: Item, next_at: datetime) -> None:
        """Notes an attempt before it is made; a process that dies in it leaves `next_at` behind."""
        with self._engine.begin() as connection:
            self._set(connection, item, attempts=item.attempts + 1, next_at=next_at)
            if item.addition_id is None:
                here = tickets.c.id == item.ticket_id
                connection.execute(update(tickets).where(here).values(attempts=item.attempts + 1))

    def delivered(self, item: Item, adapter: str, remote_id: str, now: datetime) -> bool:
        """Notes that the desk has it; False when it was erased here meanwhile."""
        with self._engine.begin() as connection:
            known = self._set(connection, item, state="delivered", delivered_at=now, last_error=None)
            if known and item.addition_id is None:
                values = {"adapter": adapter, "remote_id": remote_id, "delivered_at": now}
                connection.execute(update(tickets).where(tickets.c.id == item.ticket_id).values(**values))
            what = "delivered" if known else "delivered after erasure"
            audit.record(connection, now, "relay", what, item.ticket_id, adapter=adapter, remote_id=remote_id)
        return known

    def failed(self, item: Item, error: str, next_at: datetime) -> None:
        """Notes why an attempt failed and when the next one is due."""
        with self._engine.begin() as connection:
            self._set(connection, item, last_error=error, next_at=next_at)

    def park(self, item: Item, error: str, now: datetime) -> None:
        """Takes out what the desk refuses again and again, for staff to look at."""
        with self._engine.begin() as connection:
            self._set(connection, item, state="parked", last_error=error)
            audit.record(connection, now, "relay", "parked", item.ticket_id, error=error)

    def release(self, id: int, actor: str, now: datetime) -> bool:
        """Gives a parked item a new start; False when it is not parked."""
        with self._engine.begin() as connection:
            parked = (outbox.c.id == id) & (outbox.c.state == "parked")
            ticket_id = connection.execute(select(outbox.c.ticket_id).where(parked)).scalar_one_or_none()
            if ticket_id is None:
                return False
            # `attempts` stays above zero, so that the desk is asked first whether it has it.
            connection.execute(update(outbox).where(parked).values(state="waiting", attempts=1, next_at=now))
            audit.record(connection, now, actor, "released", ticket_id)
        return True

    def parked(self) -> list[dict[str, Any]]:
        """The parked rows, oldest first."""
        query = select(outbox).where(outbox.c.state == "parked").order_by(outbox.c.id)
        with self._engine.connect() as connection:
            return [dict(row) for row in connection.execute(query).mappings()]

    def counts(self) -> dict[str, int]:
        """How many items there are in each state."""
        query = select(outbox.c.state, func.count()).group_by(outbox.c.state)
        with self._engine.connect() as connection:
            return {
                "waiting": 0,
                "delivered": 0,
                "parked": 0,
                **{state: count for state, count in connection.execute(query)},
            }

    def last_delivery(self) -> datetime | None:
        """When the desk last took anything."""
        with self._engine.connect() as connection:
            moment = connection.execute(select(func.max(outbox.c.delivered_at))).scalar_one()
        return moment  # type: ignore[no-any-return]

    @staticmethod
    def _set(connection: Connection, item: Item, **values: Any) -> bool:
        return bool(connection.execute(update(outbox).where(outbox.c.id == item.id).values(**values)).rowcount)
