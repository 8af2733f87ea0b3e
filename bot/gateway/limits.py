"""How often somebody may ask: windows per conversation, identity and address, in memory or in Redis.

Called by the web endpoints and the channels before anything is stored. Whoever is over a limit gets
a calm answer with the time to wait; nobody else notices. While Redis is away everybody gets such an answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Mapping

from limits import RateLimitItem, parse
from starlette.requests import Request

from bot.gateway.counting import Counts, CountsAway
from bot.gateway.errors import ApiError, unavailable
from bot.settings import Settings


@dataclass(frozen=True)
class LimitRules:
    """Limits in the notation of the `limits` package."""

    conversation: str = Settings.limit_conversation
    identity: str = Settings.limit_identity
    address: str = Settings.limit_address
    opening: str = Settings.limit_opening
    login: str = Settings.limit_login

    @classmethod
    def of(cls, settings: Settings) -> LimitRules:
        """The rules that the settings name."""
        return cls(**{name: getattr(settings, f"limit_{name}") for name in cls.__dataclass_fields__})


class Limits:
    """Counts hits of the last window; `redis_url` empty keeps the counts in this process."""

    def __init__(self, rules: LimitRules, redis_url: str = "") -> None:
        self._counts = Counts(redis_url)
        self._items: Mapping[str, RateLimitItem] = {
            name: parse(getattr(rules, name)) for name in LimitRules.__dataclass_fields__
        }

    def reachable(self) -> bool:
        """Whether the counts can be kept where they should be; they are never kept elsewhere instead."""
        return self._counts.reachable()

    def check(self, **who: str | None) -> None:
        """Counts one request of each `kind=name`; kinds are those of LimitRules, None is not counted.

        Raises ApiError 429 with Retry-After when one of them is over its limit, 503 when Redis is away.
        """
        for kind, name in who.items():
            if name is None:
                continue
            try:
                wait = self._counts.hit(self._items[kind], kind, name)
            except CountsAway as error:
                raise unavailable("limits", error) from error
            if wait is not None:
                seconds = int(wait) + 1
                raise ApiError(429, "rate_limited", headers={"Retry-After": str(seconds)}, seconds=seconds)


def address_of(request: Request) -> str:
    """The address that a request is counted under."""
    return request.client.host if request.client else "unknown"
