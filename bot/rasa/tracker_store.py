"""Rasa's tracker store with a bounded memory: the last events of a conversation, one row each.

All state of a case is in the case store; Rasa itself needs no more than the turn under way. So a
turn costs the same after ten messages and after a thousand. Named in endpoints.yml; `require` at
start makes sure that Rasa really uses it, since Rasa replaces a store it can not load by memory.
"""

from __future__ import annotations

import json
from typing import Any, Iterable, Optional

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SerializedTrackerAsText, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import Column, String, Table, delete, select, update
from sqlalchemy import Text as TextType

from bot import settings
from bot.database import connect, metadata, reading

trackers = Table(
    "trackers",
    metadata,
    Column("sender_id", String(64), primary_key=True),
    Column("events", TextType, nullable=False),
)
# Two turns of a user message, slot, action, replies and the listening in between.
KEPT = 16


class RecentEventsStore(TrackerStore, SerializedTrackerAsText):
    """Keeps the last `KEPT` events of each conversation in the project's database."""

    def __init__(self, domain: Domain, event_broker: Optional[EventBroker] = None, **kwargs: Any) -> None:
        kwargs.pop("host", None)
        self._engine = connect(settings.load().database)
        self._reads = reading(self._engine)
        super().__init__(domain, event_broker, **kwargs)

    async def save(self, tracker: DialogueStateTracker) -> None:
        await self.stream_events(tracker)
        events = json.dumps([event.as_dict() for event in list(tracker.events)[-KEPT:]])
        with self._engine.begin() as connection:
            found = connection.execute(
                update(trackers).where(trackers.c.sender_id == tracker.sender_id).values(events=events)
            )
            if not found.rowcount:
                connection.execute(trackers.insert().values(sender_id=tracker.sender_id, events=events))

    async def retrieve(self, sender_id: str) -> Optional[DialogueStateTracker]:
        with self._reads.connect() as connection:
            row = connection.execute(select(trackers.c.events).where(trackers.c.sender_id == sender_id)).first()
        if row is None:
            return None
        return DialogueStateTracker.from_dict(sender_id, json.loads(row.events), self.domain.slots)

    async def retrieve_full_tracker(self, conversation_id: str) -> Optional[DialogueStateTracker]:
        return await self.retrieve(conversation_id)

    async def keys(self) -> Iterable[str]:
        with self._reads.connect() as connection:
            return [row.sender_id for row in connection.execute(select(trackers.c.sender_id))]

    async def delete(self, sender_id: str) -> None:
        """Removes a conversation's events."""
        with self._engine.begin() as connection:
            connection.execute(delete(trackers).where(trackers.c.sender_id == sender_id))
