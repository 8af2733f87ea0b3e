"""A conversation taken for its next turn, and what comes of the turn: one transaction each.

Called by the turn worker, and by the inbox for what it answers itself. Whoever has taken a conversation
works on it alone, whatever gateway or channel it is; a message leaves the state `pending` only together
with its stored replies.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import Any, Callable, Mapping, Sequence

from sqlalchemy import bindparam, case, func, select, update
from sqlalchemy.engine import Connection, Engine

from bot.gateway import buttons, tables
from bot.gateway.conversations import GIVE_BACK, ONE, TAKE, Conversation, conversation_of
from bot.gateway.messages import ADD, LAST, Message, message_of, replies_to, row_of

_M, _C = tables.messages, tables.conversations
# Made once: building a statement costs as much as running it.
_OLDEST = (
    select(_M).where(_M.c.conversation_id == bindparam("mine"), _M.c.status == "pending").order_by(_M.c.seq).limit(1)
)
_DONE = (
    update(_M)
    .where(_M.c.conversation_id == bindparam("mine"), _M.c.seq == bindparam("number"), _M.c.status == "pending")
    .values(status=bindparam("how"))
)
_COUNT = (
    update(_C)
    .where(_C.c.id == bindparam("mine"))
    .values(last_seq=_C.c.last_seq + bindparam("more"), active_at=bindparam("now"))
)
_FINISH = (
    update(_C)
    .where(_C.c.id == bindparam("mine"))
    .values(
        last_seq=_C.c.last_seq + bindparam("more"),
        active_at=bindparam("now"),
        language=func.coalesce(bindparam("spoken"), _C.c.language),
        attempts=0,
        next_attempt=0.0,
        lease_until=case((_C.c.lease_owner == bindparam("me"), 0.0), else_=_C.c.lease_until),
    )
)


@dataclass(frozen=True)
class Claim:
    """A conversation that `owner` works on alone for a while, and the oldest message that waits in it."""

    conversation: Conversation
    inbound: Message
    owner: str


class Work:
    """The turns of one database; every method is synchronous and safe to call from threads."""

    def __init__(self, engine: Engine, clock: Callable[[], float] = time.time) -> None:
        self._engine = engine
        self._clock = clock

    def claim(self, conversation_id: str, owner: str, seconds: float) -> Claim | bool:
        """Takes the conversation for its next message.

        False when somebody else is at work on it, True when nothing waits in it.
        """
        now = self._clock()
        mine = {"mine": conversation_id, "me": owner, "now": now, "until": now + seconds}
        with self._engine.begin() as connection:
            if not connection.execute(TAKE, mine).rowcount:
                return False
            # Read only now: on PostgreSQL whoever was at work before may just have finished.
            waiting = connection.execute(_OLDEST, mine).one_or_none()
            if waiting is None:
                connection.execute(GIVE_BACK, mine)
                return True
            return Claim(conversation_of(connection.execute(ONE, mine).one()), message_of(waiting), owner)

    def finish(
        self, claim: Claim, replies: Sequence[Mapping[str, Any]], language: str | None, *, status: str, deliver: bool
    ) -> tuple[Conversation, list[Message]]:
        """Stores what came of a turn, learns the language and gives the conversation back.

        Buttons become tokens; `deliver` says that a channel has to carry the replies out. When another
        worker was faster, its replies are returned and nothing is stored.
        """
        inbound = claim.inbound
        with self._engine.begin() as connection:
            learned = {"spoken": language, "me": claim.owner}
            stored = self._store(connection, inbound, replies, status, deliver, _FINISH, **learned)
        return replace(claim.conversation, language=language or claim.conversation.language, attempts=0), stored

    def answer(self, inbound: Message, replies: Sequence[Mapping[str, Any]], *, deliver: bool = False) -> list[Message]:
        """Stores the replies to a message that the assistant is not asked about."""
        with self._engine.begin() as connection:
            return self._store(connection, inbound, replies, "done", deliver, _COUNT)

    def _store(
        self,
        connection: Connection,
        inbound: Message,
        replies: Sequence[Mapping[str, Any]],
        status: str,
        deliver: bool,
        count: Any,
        **conversation: Any,
    ) -> list[Message]:
        mine, now = {"mine": inbound.conversation_id}, self._clock()
        if not connection.execute(_DONE, {**mine, "number": inbound.seq, "how": status}).rowcount:
            connection.execute(GIVE_BACK, {**mine, "me": conversation.get("me")})
            return replies_to(connection, inbound)
        connection.execute(count, {**mine, **conversation, "more": len(replies), "now": now})
        buttons.clear(connection, inbound.conversation_id)
        first = int(connection.execute(LAST, mine).scalar_one()) - len(replies) + 1
        stored = [
            Message(
                inbound.conversation_id,
                number,
                "out",
                "reply",
                reply["text"],
                buttons.offer(connection, inbound.conversation_id, reply),
                "waiting" if deliver else "delivered",
                now,
                reply_to=inbound.seq,
            )
            for number, reply in enumerate(replies, first)
        ]
        if stored:
            connection.execute(ADD, [row_of(message) for message in stored])
        return stored
