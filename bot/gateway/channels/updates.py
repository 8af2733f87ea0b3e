"""What channels sent, kept before it is acknowledged: once each, in order for each address, encrypted.

Used by the adapters. A webhook keeps the update and says yes; the work follows, also after a crash. The
content is sealed with the vault's key, since it is not masked yet, and goes as soon as it is worked off;
the number stays for a while, so that a repetition is recognised whatever its reason.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import Any, Callable, Mapping

from cryptography.fernet import MultiFernet
from sqlalchemy import (
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    exists,
    insert,
    select,
    update,
)
from sqlalchemy.engine import Engine, Row
from sqlalchemy.exc import IntegrityError

from bot.database import metadata
from bot.gateway import tables

updates = Table(
    "gateway_updates",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("channel", String(16), nullable=False),
    Column("update_id", String(200), nullable=False),
    Column("address", String(200), nullable=False),
    Column("conversation_id", String(40), ForeignKey(tables.conversations.c.id), index=True),  # of a held one
    Column("status", String(8), nullable=False),  # pending, held (waits for its author's word), done
    Column("sealed", Text),
    Column("attempts", Integer, nullable=False, default=0),
    Column("due", Float, nullable=False),  # also the end of the time that a worker has for it
    Column("received_at", Float, nullable=False, index=True),
    UniqueConstraint("channel", "update_id", name="uq_gateway_updates_once"),
    Index("ix_gateway_updates_waiting", "status", "channel", "address"),
)
_DONE = {"status": "done", "sealed": None, "address": "", "conversation_id": None}


@dataclass(frozen=True)
class Update:
    """One update; `content` is what the adapter kept of it."""

    number: int
    update_id: str
    address: str
    content: Mapping[str, Any]
    attempts: int


class Updates:
    """The updates of one database; every method is synchronous and safe to call from threads."""

    def __init__(self, engine: Engine, cipher: MultiFernet, clock: Callable[[], float] = time.time) -> None:
        self._engine = engine
        self._cipher = cipher
        self._clock = clock

    def keep(self, channel: str, update_id: str, address: str, content: Mapping[str, Any]) -> bool:
        """Keeps an update; False when it came before."""
        sealed = self._cipher.encrypt(json.dumps(content).encode()).decode()
        return self._insert(channel, update_id, address=address, status="pending", sealed=sealed)

    def note(self, channel: str, what: str) -> None:
        """Remembers that something was said that is said once only."""
        self._insert(channel, what, **_DONE)

    def knows(self, channel: str, what: str) -> bool:
        """Whether it was said, or the update with this id came."""
        query = select(updates.c.number).where(updates.c.channel == channel, updates.c.update_id == what)
        with self._engine.begin() as connection:
            return connection.execute(query).first() is not None

    def due(self, channel: str, limit: int = 50) -> list[str]:
        """Addresses whose oldest waiting update can be worked on now."""
        earlier = updates.alias()
        blocked = exists().where(
            earlier.c.channel == updates.c.channel,
            earlier.c.address == updates.c.address,
            earlier.c.status == "pending",
            earlier.c.number < updates.c.number,
        )
        query = (
            select(updates.c.address)
            .where(updates.c.channel == channel, updates.c.status == "pending", updates.c.due <= self._clock())
            .where(~blocked)
            .order_by(updates.c.due)
            .limit(limit)
        )
        with self._engine.begin() as connection:
            return list(connection.execute(query).scalars())

    def claim(self, channel: str, address: str, seconds: float) -> Update | None:
        """The oldest waiting update of an address, for `seconds`; None when it is not due or there is none."""
        waiting = (updates.c.channel == channel) & (updates.c.address == address) & (updates.c.status == "pending")
        with self._engine.begin() as connection:
            query = select(updates).where(waiting).order_by(updates.c.number).limit(1)
            row = connection.execute(query).one_or_none()
            if row is None or row.due > self._clock():
                return None
            mine = (updates.c.number == row.number) & (updates.c.due == row.due)
            taken = connection.execute(update(updates).where(mine).values(due=self._clock() + seconds))
            return self._open(row) if taken.rowcount else None

    def done(self, kept: Update) -> None:
        """Forgets the content of an update that is worked off, unless it is held."""
        self._change((updates.c.number == kept.number) & (updates.c.status == "pending"), **_DONE)

    def postpone(self, kept: Update, seconds: float, attempts: int) -> None:
        """The update is due again in `seconds`; the later ones of its address wait behind it."""
        self._change(updates.c.number == kept.number, due=self._clock() + seconds, attempts=attempts)

    def hold(self, kept: Update, conversation_id: str) -> None:
        """Sets an update aside until its author says what should become of it."""
        self._change(updates.c.number == kept.number, status="held", conversation_id=conversation_id)

    def held(self, channel: str, number: int) -> Update | None:
        """An update that was set aside; the caller makes sure that it is its author who asks."""
        mine = (updates.c.channel == channel) & (updates.c.number == number) & (updates.c.status == "held")
        with self._engine.begin() as connection:
            row = connection.execute(select(updates).where(mine)).one_or_none()
        return None if row is None else self._open(row)

    def drop(self, kept: Update) -> None:
        """Forgets the content of an update that was set aside."""
        self._change(updates.c.number == kept.number, **_DONE)

    def _insert(self, channel: str, update_id: str, **values: Any) -> bool:
        now = self._clock()
        row = {"channel": channel, "update_id": update_id, "due": now, "received_at": now, "attempts": 0, **values}
        try:
            with self._engine.begin() as connection:
                connection.execute(insert(updates).values(row))
        except IntegrityError:
            return False
        return True

    def rotate(self) -> int:
        """Seals what is kept again with the newest key of the cipher; returns how much there is."""
        with self._engine.begin() as connection:
            found = connection.execute(select(updates.c.number, updates.c.sealed).where(updates.c.sealed.is_not(None)))
            rows = found.all()
            for number, sealed in rows:
                renewed = self._cipher.rotate(sealed.encode()).decode()
                connection.execute(update(updates).where(updates.c.number == number).values(sealed=renewed))
        return len(rows)

    def _change(self, which: Any, **values: Any) -> None:
        with self._engine.begin() as connection:
            connection.execute(update(updates).where(which).values(**values))

    def _open(self, row: Row) -> Update:
        content = json.loads(self._cipher.decrypt(row.sealed.encode()))
        return Update(row.number, row.update_id, row.address, content, row.attempts)
