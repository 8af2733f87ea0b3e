"""How often somebody may ask: windows per conversation, identity and address, in memory or in Redis.

Called by the web endpoints and the channels before anything is stored. Whoever is over a limit gets
a calm answer with the time to wait; nobody else notices.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any, Mapping

from limits import RateLimitItem, parse
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter

from bot.gateway.errors import ApiError, unavailable
from bot.gateway.windows import Windows
from bot.settings import Settings

# Seconds: a Redis that does not answer must not hold up a conversation for long.
REDIS = {"socket_timeout": 2, "socket_connect_timeout": 2}


@dataclass(frozen=True)
class LimitRules:
    """Limits in the notation of the `limits` package. An address may be a whole office or a proxy."""

    conversation: str = "120/minute"
    identity: str = "240/minute"
    address: str = "3000/minute"
    opening: str = "600/minute"
    login: str = "20/minute"

    @classmethod
    def of(cls, settings: Settings) -> LimitRules:
        """The rules that the settings name."""
        return cls(**{name: getattr(settings, f"limit_{name}") for name in cls.__dataclass_fields__})


class Limits:
    """Counts hits of the last window; `redis_url` empty keeps the counts in this process."""

    def __init__(self, rules: LimitRules, redis_url: str = "") -> None:
        # The limiter holds the storage only weakly.
        store: tuple[Any, tuple[type[Exception], ...]] = _redis(redis_url) if redis_url else (Windows(), ())
        self._storage, self._away = store
        self._limiter = MovingWindowRateLimiter(self._storage)
        self._items: Mapping[str, RateLimitItem] = {
            name: parse(getattr(rules, name)) for name in LimitRules.__dataclass_fields__
        }

    def reachable(self) -> bool:
        """Whether the counts can be kept where they should be; they are never kept elsewhere instead."""
        return bool(self._storage.check())

    def check(self, **who: str | None) -> None:
        """Counts one request of each `kind=name`; kinds are those of LimitRules, None is not counted.

        Raises ApiError 429 with Retry-After when one of them is over its limit, 503 when Redis is away.
        """
        for kind, name in who.items():
            try:
                if name is None or self._limiter.hit(self._items[kind], kind, name):
                    continue
                reset, _ = self._limiter.get_window_stats(self._items[kind], kind, name)
            except self._away as error:
                raise unavailable("limits", error) from error
            else:
                seconds = max(1, int(reset - time.time()) + 1)
                raise ApiError(429, "rate_limited", headers={"Retry-After": str(seconds)}, seconds=seconds)


def _redis(url: str) -> tuple[Any, tuple[type[Exception], ...]]:
    """Counts in Redis, and the errors that say that it is away."""
    from redis.exceptions import RedisError  # only those who use it need to load it

    return storage_from_string(url, **REDIS), (RedisError,)
