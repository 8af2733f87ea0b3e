"""Conversations: minted here, opened again only with their token, worked on by one worker at a time.

Called by the web endpoints, the channels and the turn worker. It never stores a token in clear and
never takes a conversation id from outside as proof of anything.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
import uuid
from dataclasses import dataclass
from typing import Any, Callable, Mapping

from sqlalchemy import bindparam, insert, or_, select, update
from sqlalchemy.engine import Engine, Row

from bot.database import reading
from bot.gateway import tables

_T = tables.conversations
# Made once: building a statement costs as much as running it.
ONE = select(_T).where(_T.c.id == bindparam("mine"))
TAKE = (
    update(_T)
    .where(_T.c.id == bindparam("mine"), or_(_T.c.lease_until < bindparam("now"), _T.c.lease_owner == bindparam("me")))
    .values(lease_owner=bindparam("me"), lease_until=bindparam("until"))
)
GIVE_BACK = update(_T).where(_T.c.id == bindparam("mine"), _T.c.lease_owner == bindparam("me")).values(lease_until=0.0)


@dataclass(frozen=True)
class Conversation:
    """One conversation. `language` is None until the assistant has recognised one."""

    id: str
    channel: str
    address: str | None
    identity_id: str | None
    language: str | None
    hint: str | None
    handoff: Mapping[str, Any] | None
    attempts: int


class Conversations:
    """The conversations of one database; every method is synchronous and safe to call from threads."""

    def __init__(self, engine: Engine, clock: Callable[[], float] = time.time) -> None:
        self._engine = engine
        self._reads = reading(engine)
        self._clock = clock

    def open(
        self,
        channel: str,
        *,
        address: str | None = None,
        hint: str | None = None,
        handoff: Mapping[str, Any] | None = None,
        identity_id: str | None = None,
    ) -> tuple[Conversation, str]:
        """A new conversation and the bearer token that is the only way in."""
        conversation_id, token, now = str(uuid.uuid4()), secrets.token_urlsafe(32), self._clock()
        with self._engine.begin() as connection:
            connection.execute(
                insert(_T).values(
                    id=conversation_id,
                    token_hash=_hash(token),
                    channel=channel,
                    address=address,
                    hint=hint,
                    handoff=dict(handoff) if handoff else None,
                    identity_id=identity_id,
                    created_at=now,
                    active_at=now,
                )
            )
        return Conversation(conversation_id, channel, address, identity_id, None, hint, handoff, 0), token

    def enter(self, conversation_id: str, token: str) -> Conversation | None:
        """The conversation, if the token is its own; None for a wrong token and for an unknown id alike."""
        with self._reads.connect() as connection:
            row = connection.execute(ONE, {"mine": conversation_id}).one_or_none()
        known = row.token_hash if row is not None and row.token_hash else _hash("no such conversation")
        if not hmac.compare_digest(known, _hash(token)) or row is None:
            return None
        return conversation_of(row)

    def load(self, conversation_id: str) -> Conversation | None:
        """The conversation, for callers that have proved their right by other means."""
        with self._reads.connect() as connection:
            row = connection.execute(ONE, {"mine": conversation_id}).one_or_none()
        return None if row is None else conversation_of(row)

    def at(self, channel: str, address: str) -> Conversation | None:
        """The conversation that a channel's address (chat, thread) currently leads to."""
        query = (
            select(_T).where(_T.c.channel == channel, _T.c.address == address).order_by(_T.c.active_at.desc()).limit(1)
        )
        with self._reads.connect() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else conversation_of(row)

    def move(self, conversation_id: str, address: str, identity_id: str | None = None) -> Conversation:
        """Leads a conversation to another address of its channel; an identity known there becomes its own."""
        mine = _T.c.id == conversation_id
        values = {
            "address": address,
            "active_at": self._clock(),
            **({"identity_id": identity_id} if identity_id else {}),
        }
        with self._engine.begin() as connection:
            connection.execute(update(_T).where(mine).values(**values))
            return conversation_of(connection.execute(select(_T).where(mine)).one())

    def acquire(self, conversation_id: str, owner: str, seconds: float) -> bool:
        """Takes the conversation for `owner` unless somebody else is at work on it."""
        now = self._clock()
        values = {"mine": conversation_id, "me": owner, "now": now, "until": now + seconds}
        with self._engine.begin() as connection:
            return bool(connection.execute(TAKE, values).rowcount)

    def release(self, conversation_id: str, owner: str) -> None:
        """Gives the conversation back."""
        with self._engine.begin() as connection:
            connection.execute(GIVE_BACK, {"mine": conversation_id, "me": owner})

    def postpone(self, conversation_id: str, *, attempts: int, seconds: float) -> None:
        """Notes a failed attempt; the next one is due in `seconds`."""
        with self._engine.begin() as connection:
            connection.execute(
                update(_T)
                .where(_T.c.id == conversation_id)
                .values(attempts=attempts, next_attempt=self._clock() + seconds)
            )

    def due(self, limit: int = 50) -> list[str]:
        """Ids of conversations with a stored message that nobody is working on and whose time has come."""
        now, m = self._clock(), tables.messages
        waiting = select(m.c.conversation_id).where(m.c.status == "pending")
        query = (
            select(_T.c.id)
            .where(_T.c.id.in_(waiting), _T.c.next_attempt <= now, _T.c.lease_until < now)
            .order_by(_T.c.next_attempt)
            .limit(limit)
        )
        with self._reads.connect() as connection:
            return list(connection.execute(query).scalars())


def conversation_of(row: Row) -> Conversation:
    """The conversation in a row of its table."""
    return Conversation(
        row.id, row.channel, row.address, row.identity_id, row.language, row.hint, row.handoff, row.attempts
    )


def _hash(token: str) -> str:
    # Tokens carry 256 random bits: a plain hash can not be searched, a slow one would only cost time.
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
