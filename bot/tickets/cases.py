"""Keeps the case of each conversation, so that a restart in the middle of it loses nothing.

The actions load a case at the start of a turn and save it at the end; the content is theirs. Two
turns that change one case at the same time are detected, never silently overwritten.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError

from bot.database import reading
from bot.tickets.audit import Clock, utc_now
from bot.tickets.schema import cases

# Made once: building a statement costs as much as running it.
_HERE = cases.c.conversation_id == bindparam("here")
_LOAD = select(cases.c.content, cases.c.revision).where(_HERE)
_LOCK = select(cases.c.revision).where(_HERE).with_for_update()
_ADD = insert(cases)
_CHANGE = update(cases).where(_HERE, cases.c.revision == bindparam("base"))
REVISION = "revision"  # the key of a loaded case that says which state of it was loaded


class LostUpdate(RuntimeError):
    """Somebody else saved this case since it was loaded; load it and take the message again."""


class CaseStore:
    """Cases by conversation id. A case is a JSON object."""

    def __init__(self, engine: Engine, clock: Clock = utc_now) -> None:
        self._engine = engine
        self._reads = reading(engine)
        self._clock = clock

    def load(self, conversation_id: str) -> dict[str, Any] | None:
        """The case with its `revision`, or None when this conversation has none."""
        with self._reads.connect() as connection:
            row = connection.execute(_LOAD, {"here": conversation_id}).first()
        return None if row is None else {**row.content, REVISION: row.revision}

    def save(self, conversation_id: str, case: dict[str, Any]) -> dict[str, Any]:
        """Stores `case` and returns it with its next `revision`.

        A case that carries the `revision` it was loaded with is only stored on top of that one
        (0: none was there); otherwise LostUpdate is raised. Without `revision` the last one wins.
        """
        content = {name: value for name, value in case.items() if name != REVISION}
        here, loaded = {"here": conversation_id}, case.get(REVISION)
        try:
            with self._engine.begin() as connection:
                base = loaded if loaded is not None else connection.execute(_LOCK, here).scalar_one_or_none() or 0
                row = {"content": content, "revision": base + 1, "updated_at": self._clock()}
                if base == 0:
                    connection.execute(_ADD, {"conversation_id": conversation_id, **row})
                elif not connection.execute(_CHANGE, {**here, "base": base, **row}).rowcount:
                    raise LostUpdate(f"the case is not at revision {base} any more")
        except IntegrityError:
            if loaded is not None:
                raise LostUpdate("the case was made by somebody else in this moment") from None
            return self.save(conversation_id, case)
        return {**content, REVISION: base + 1}

    def delete(self, conversation_id: str) -> bool:
        """Forgets the case; says whether there was one."""
        with self._engine.begin() as connection:
            return bool(connection.execute(delete(cases).where(cases.c.conversation_id == conversation_id)).rowcount)

    def idle_since(self, moment: datetime) -> list[str]:
        """The conversations whose case was last saved before `moment`, longest idle first."""
        query = select(cases.c.conversation_id).where(cases.c.updated_at < moment).order_by(cases.c.updated_at)
        with self._reads.connect() as connection:
            return list(connection.execute(query).scalars())

    def expire(self, moment: datetime) -> int:
        """Forgets every case last saved before `moment`; returns how many."""
        with self._engine.begin() as connection:
            return int(connection.execute(delete(cases).where(cases.c.updated_at < moment)).rowcount)
