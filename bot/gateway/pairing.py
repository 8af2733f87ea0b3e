"""One-time codes: a conversation begun in one place goes on in another, for the same person only.

The web chat shows a code; typed in a channel, it leads that channel's address to the conversation,
with its draft and its identity. Later conversations at the address keep the identity.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import time
from typing import Callable

from sqlalchemy import Column, Float, ForeignKey, String, Table, delete, insert, select, update
from sqlalchemy.engine import Engine

from bot.database import metadata
from bot.gateway import tables

# No vowels, nothing that looks like another sign: 20 signs, eight of them are 34 bits, guessed at some
# hundred attempts an hour within ten minutes.
SIGNS = "BCDFGHJKMNPQRTWXYZ34"
MINUTES = 10
PATTERN = re.compile(rf"\s*([{SIGNS}]{{4}})[\s-]?([{SIGNS}]{{4}})\s*", re.IGNORECASE)

codes = Table(
    "gateway_link_codes",
    metadata,
    Column("code_hash", String(64), primary_key=True),
    Column("conversation_id", String(40), ForeignKey(tables.conversations.c.id), nullable=False, index=True),
    Column("expires_at", Float, nullable=False),
)


class Pairing:
    """Codes of one database; `secret` keys their hashes, so that a copy of the database gives none away."""

    def __init__(self, engine: Engine, secret: str, clock: Callable[[], float] = time.time) -> None:
        self._engine = engine
        self._secret = secret
        self._clock = clock

    def issue(self, conversation_id: str) -> str:
        """A new code such as `BCDF-GH34`; the conversation's earlier ones are void."""
        code = "".join(secrets.choice(SIGNS) for _ in range(8))
        row = {
            "code_hash": self._hash(code),
            "conversation_id": conversation_id,
            "expires_at": self._clock() + MINUTES * 60,
        }
        with self._engine.begin() as connection:
            connection.execute(
                delete(codes).where((codes.c.conversation_id == conversation_id) | (codes.c.expires_at < self._clock()))
            )
            connection.execute(insert(codes).values(row))
        return f"{code[:4]}-{code[4:]}"

    def redeem(self, typed: str, channel: str, address: str) -> str | None:
        """Leads `address` to the conversation of the code and returns its id; None for anything else.

        The caller limits attempts (`Limits.check(login=...)`). A code serves once.
        """
        match = PATTERN.fullmatch(typed)
        if match is None:
            return None
        with self._engine.begin() as connection:
            mine = codes.c.code_hash == self._hash("".join(match.groups()).upper())
            row = connection.execute(select(codes).where(mine)).one_or_none()
            # Deleting decides who was first.
            if row is None or not connection.execute(delete(codes).where(mine)).rowcount:
                return None
            if row.expires_at < self._clock():
                return None
            table = tables.conversations
            connection.execute(
                update(table)
                .where(table.c.id == row.conversation_id)
                .values(channel=channel, address=address, active_at=self._clock())
            )
        return str(row.conversation_id)

    def _hash(self, code: str) -> str:
        return hmac.new(self._secret.encode(), f"link\0{code}".encode(), hashlib.sha256).hexdigest()
