"""Counts who asked how often, in this process or, for several gateways, in Redis.

Used by the limits on what comes in and by the pace of what goes out. When Redis is away nothing is
counted in its place: a limit that each gateway keeps for itself is another limit than the one that was set.
"""

from __future__ import annotations

import time
from typing import Any

import redis
from limits import RateLimitItem
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter

from bot.gateway.windows import Windows

# Redis is asked before everything else; whoever waits for it has not been heard yet.
SECONDS_FOR_REDIS = 1.0


class CountsAway(RuntimeError):
    """Redis does not answer, so nobody can say who is over a limit."""


class Counts:
    """Hits of moving windows; `redis_url` empty keeps them in this process."""

    def __init__(self, redis_url: str = "") -> None:
        patience = {"socket_timeout": SECONDS_FOR_REDIS, "socket_connect_timeout": SECONDS_FOR_REDIS}
        # The limiter holds the storage only weakly.
        self._storage: Any = storage_from_string(redis_url, **patience) if redis_url else Windows()
        self._limiter = MovingWindowRateLimiter(self._storage)

    def hit(self, item: RateLimitItem, *names: str) -> float | None:
        """Counts one; the seconds to wait when that was one too many, else None. Raises CountsAway."""
        try:
            if self._limiter.hit(item, *names):
                return None
            reset, _ = self._limiter.get_window_stats(item, *names)
        except redis.RedisError as error:
            raise CountsAway(type(error).__name__) from error
        return max(0.0, float(reset) - time.time())

    def reachable(self) -> bool:
        """Whether hits can be counted."""
        return bool(self._storage.check())
