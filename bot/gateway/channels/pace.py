"""How fast a channel may be talked to: our own measure, and the pauses that its service asks for.

Used by the adapters before each message. It never sleeps: whoever is too early is told how long to
wait and comes back, so that one slow chat does not hold up the others.
"""

from __future__ import annotations

import time
from typing import Callable

from limits import parse
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter


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
        self._storage = storage_from_string(redis_url or "memory://")  # the limiter holds it only weakly
        self._limiter = MovingWindowRateLimiter(self._storage)
        self._overall, self._place = parse(overall), parse(place)
        self._clock = clock
        self._closed_until = 0.0

    def enter(self, channel: str, place: str) -> None:
        """Counts one message to `place`. Raises NotYet."""
        if (wait := self._closed_until - self._clock()) > 0:
            raise NotYet(wait)
        for item, name in ((self._place, (channel, place)), (self._overall, (channel,))):
            if not self._limiter.hit(item, *name):
                reset, _ = self._limiter.get_window_stats(item, *name)
                raise NotYet(max(0.1, reset - time.time()))

    def close(self, seconds: float) -> NotYet:
        """The service asked for a pause; nothing is sent to it until then. Returns what to raise."""
        self._closed_until = max(self._closed_until, self._clock() + seconds)
        return NotYet(seconds)
