"""Messages of a conversation: stored before they are acknowledged, numbered, never doubled.

Called by the web endpoints and the channels. Inbound messages wait as `pending` in their order until
`bot.gateway.work` stores their replies. Texts arrive masked; this store never sees a secret.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any, Callable, Mapping

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.engine import Connection, Engine, Row

from bot.database import reading
from bot.gateway import buttons, tables

_T, _C = tables.messages, tables.conversations
# Made once: building a statement costs as much as running it.
ADD = insert(_T)
_OF = _T.c.conversation_id == bindparam("mine")
_KEYED = select(_T).where(_OF, _T.c.key == bindparam("its_key"))
_NUMBERED = select(_T).where(_OF, _T.c.seq == bindparam("number"))
REPLIES = select(_T).where(_OF, _T.c.reply_to == bindparam("number")).order_by(_T.c.seq)
_COUNT = update(_C).where(_C.c.id == bindparam("mine")).values(last_seq=_C.c.last_seq + 1, active_at=bindparam("now"))
LAST = select(_C.c.last_seq).where(_C.c.id == bindparam("mine"))


@dataclass(frozen=True)
class Inbound:
    """What somebody sent, cleaned and masked, before it has a number.

    `kind` is open, text, button (then `button` is the token) or attachment. With an idempotency
    `key`, `fingerprint` tells a repetition from another message under the same key.
    """

    kind: str
    text: str = ""
    content: Mapping[str, Any] = field(default_factory=dict)
    button: str = ""
    key: str | None = None
    fingerprint: str = ""


@dataclass(frozen=True)
class Message:
    """One stored message. `content` holds what is not text: command, buttons, data, attachment."""

    conversation_id: str
    seq: int
    direction: str
    kind: str
    text: str
    content: Mapping[str, Any]
    status: str
    created_at: float
    fingerprint: str | None = None
    reply_to: int | None = None
    key: str | None = None


class KeyReused(ValueError):
    """An Idempotency-Key came again with another content."""


class Messages:
    """The messages of one database; every method is synchronous and safe to call from threads."""

    def __init__(self, engine: Engine, clock: Callable[[], float] = time.time) -> None:
        self._engine = engine
        self._reads = reading(engine)
        self._clock = clock

    def known(self, conversation_id: str, key: str | None, fingerprint: str) -> Message | None:
        """The message that came with this key before. Raises KeyReused when its content was another."""
        with self._reads.connect() as connection:
            return _known(connection, conversation_id, key, fingerprint)

    def holds(self, conversation_id: str, key: str) -> bool:
        """Whether a message that came with this key is stored."""
        with self._reads.connect() as connection:
            return connection.execute(_KEYED, {"mine": conversation_id, "its_key": key}).first() is not None

    def take(self, conversation_id: str, inbound: Inbound) -> Message:
        """Stores an inbound message as pending, or finds the one that came with the same key.

        Raises KeyReused when the key came with another content, and buttons.ButtonExpired for a
        button that is not of the last turn.
        """
        with self._engine.begin() as connection:
            # The number comes first: taking it locks the conversation, so a concurrent double is seen.
            seq = self._next(connection, conversation_id)
            known = _known(connection, conversation_id, inbound.key, inbound.fingerprint)
            if known:
                return known
            text, content = inbound.text, dict(inbound.content)
            if inbound.kind == "button":
                pressed = buttons.press(connection, conversation_id, inbound.button)
                text, content["command"] = pressed.title, pressed.command
            message = Message(
                conversation_id,
                seq,
                "in",
                inbound.kind,
                text,
                content,
                "pending",
                self._clock(),
                inbound.fingerprint,
                None,
                inbound.key,
            )
            connection.execute(ADD, row_of(message))
            return message

    def pending(self, conversation_id: str) -> list[Message]:
        """Inbound messages that still wait for their answer, oldest first."""
        return self._select(_T.c.conversation_id == conversation_id, _T.c.status == "pending")

    def say(self, conversation_id: str, text: str, *, key: str, deliver: bool = False) -> None:
        """Stores a message that answers nothing, such as news from the help desk; once for each `key`."""
        with self._engine.begin() as connection:
            seq = self._next(connection, conversation_id)
            if _known(connection, conversation_id, key, "") is None:
                status = "waiting" if deliver else "delivered"
                said = Message(conversation_id, seq, "out", "reply", text, {}, status, self._clock(), "", None, key)
                connection.execute(ADD, row_of(said))

    def status(self, message: Message) -> str:
        """How far a message is; inbound: pending, done or parked."""
        with self._reads.connect() as connection:
            found = connection.execute(_NUMBERED, {"mine": message.conversation_id, "number": message.seq}).one()
            return str(found.status)

    def replies(self, inbound: Message) -> list[Message]:
        """The stored answers to an inbound message."""
        with self._reads.connect() as connection:
            return replies_to(connection, inbound)

    def history(self, conversation_id: str, after: int = 0, limit: int = 200) -> list[Message]:
        """Messages with a number above `after`, oldest first; the opening command is not shown."""
        return self._select(_T.c.conversation_id == conversation_id, _T.c.seq > after, _T.c.kind != "open", limit=limit)

    def live_buttons(self, conversation_id: str) -> frozenset[str]:
        """Tokens that can still be pressed."""
        with self._reads.connect() as connection:
            return buttons.live(connection, conversation_id)

    def undelivered(self, channel: str, limit: int = 50) -> list[Message]:
        """Replies that a channel has still to deliver, in order."""
        mine = select(_C.c.id).where(_C.c.channel == channel)
        return self._select(_T.c.status == "waiting", _T.c.conversation_id.in_(mine), limit=limit)

    def delivered(self, message: Message) -> None:
        """Marks a reply as delivered."""
        mine = (_T.c.conversation_id == message.conversation_id) & (_T.c.seq == message.seq)
        with self._engine.begin() as connection:
            connection.execute(update(_T).where(mine).values(status="delivered"))

    def _select(self, *conditions: Any, limit: int | None = None) -> list[Message]:
        query = select(_T).where(*conditions).order_by(_T.c.conversation_id, _T.c.seq).limit(limit)
        with self._reads.connect() as connection:
            return [message_of(row) for row in connection.execute(query)]

    def _next(self, connection: Connection, conversation_id: str) -> int:
        # The update locks the row, so that numbers follow the order of the commits on every database.
        connection.execute(_COUNT, {"mine": conversation_id, "now": self._clock()})
        return int(connection.execute(LAST, {"mine": conversation_id}).scalar_one())


def _known(connection: Connection, conversation_id: str, key: str | None, fingerprint: str) -> Message | None:
    if key is None:
        return None
    row = connection.execute(_KEYED, {"mine": conversation_id, "its_key": key}).one_or_none()
    if row is not None and row.fingerprint != fingerprint:
        raise KeyReused(key)
    return None if row is None else message_of(row)


def replies_to(connection: Connection, inbound: Message) -> list[Message]:
    """The stored answers to an inbound message, in order."""
    rows = connection.execute(REPLIES, {"mine": inbound.conversation_id, "number": inbound.seq})
    return [message_of(row) for row in rows]


def message_of(row: Row) -> Message:
    """The message in a row of its table."""
    return Message(**row._mapping)


def row_of(message: Message) -> dict[str, Any]:
    """The row of a message."""
    return dict(vars(message))
