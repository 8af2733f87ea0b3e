"""Rasa's tracker store without a store: every turn begins listening, and nothing outlives it.

All state of a case is in the case store, and the gateway tells each turn its language and its open
question; Rasa itself needs no more than the turn under way. So a turn costs the same after ten
messages and after a thousand, any Rasa server can take any turn, and there is no store that could be
away. Named in endpoints.yml; `bot.rasa.server` makes sure that Rasa really uses it, since Rasa replaces
a store it can not load by its memory.
"""

from __future__ import annotations

from typing import Iterable, Optional

from rasa.core.tracker_store import SerializedTrackerAsText, TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.events import ActionExecuted, SessionStarted
from rasa.shared.core.trackers import DialogueStateTracker

# As after Rasa's own start of a session.
BEGINNING = (ActionExecuted(ACTION_SESSION_START_NAME), SessionStarted(), ActionExecuted(ACTION_LISTEN_NAME))


class OneTurnStore(TrackerStore, SerializedTrackerAsText):
    """Hands out a tracker that listens; an event broker, if there is one, still gets every event."""

    async def save(self, tracker: DialogueStateTracker) -> None:
        await self.stream_events(tracker)

    async def retrieve(self, sender_id: str) -> Optional[DialogueStateTracker]:
        tracker = self.init_tracker(sender_id)
        for event in BEGINNING:
            tracker.update(event)
        return tracker

    async def keys(self) -> Iterable[str]:
        return ()

    async def delete(self, sender_id: str) -> None:
        """There is nothing to remove."""
