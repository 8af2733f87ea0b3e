"""How fast a channel may be talked to: our own measure, and the pauses that its service asks for.

Used by the adapters before each message. It never sleeps: whoever is too early is told how long to
wait and comes back, so that one slow chat does not hold up the others.
"""

from __future__ import annotations

import time
from typing import Callable

from limits import parse

from bot.gateway.counting import Counts, CountsAway

SECONDS_AWAY = 5.0  # then it is tried again whether anybody can tell how much was sent


class NotYet(Exception):
    """Too early; `seconds` tells when to come back."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"in {seconds:.1f} s")
        self.seconds = seconds


class Pace:
    """Limits for the whole service and for one place in it, in the notation of the `limits` package."""

    def __init__(
        self, overall: str, place: str, redis_url: str = "", clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._counts = Counts(redis_url)
        self._overall, self._place = parse(overall), parse(place)
        self._clock = clock
        self._closed_until = 0.0

    def enter(self, channel: str, place: str) -> None:
        """Counts one message to `place`. Raises NotYet."""
        if (wait := self._closed_until - self._clock()) > 0:
            raise NotYet(wait)
        for item, name in ((self._place, (channel, place)), (self._overall, (channel,))):
            try:
                wait_here = self._counts.hit(item, *name)
            except CountsAway:
                raise NotYet(SECONDS_AWAY) from None
            if wait_here is not None:
                raise NotYet(max(0.1, wait_here))

    def close(self, seconds: float) -> NotYet:
        """The service asked for a pause; nothing is sent to it until then. Returns what to raise."""
        self._closed_until = max(self._closed_until, self._clock() + seconds)
        return NotYet(seconds)
