"""The way from Rasa to the action server over connections that stay open.

Used by `bot.rasa.server` in place of Rasa's own endpoint, which makes a new HTTP session and a new
connection for every action of every turn. It changes nothing of what is sent. Rasa goes on when an action
server does not answer, as if the action had said nothing; here it is remembered, so that the channel can tell.
"""

from __future__ import annotations

import asyncio
from contextlib import nullcontext
from contextvars import ContextVar
from typing import Any, List, Optional

import aiohttp
from rasa.utils.endpoints import EndpointConfig

# The action server (Sanic) closes a connection that was silent for 5 s; ours is given up well before that.
KEPT_SECONDS = 2.0
# Set by the channel for its turn; holds a name for every call that the action server did not answer.
unanswered: ContextVar[Optional[List[str]]] = ContextVar("unanswered", default=None)


class LastingEndpoint(EndpointConfig):
    """An endpoint whose session lives as long as the process."""

    _session: Optional[aiohttp.ClientSession] = None

    @classmethod
    def of(cls, endpoint: EndpointConfig) -> LastingEndpoint:
        """The same endpoint with a lasting session."""
        return cls(endpoint.url, endpoint.params, endpoint.headers, **endpoint.kwargs)

    def session(self) -> Any:
        """The one session, as a context that leaves it open."""
        if self._session is None or self._session.closed:
            connector = aiohttp.TCPConnector(limit=0, keepalive_timeout=KEPT_SECONDS)
            # The action server sets no cookies, and looking for them costs something in every turn.
            cookies = aiohttp.DummyCookieJar()
            self._session = aiohttp.ClientSession(connector=connector, headers=self.headers, cookie_jar=cookies)
        return nullcontext(self._session)

    async def request(self, *arguments: Any, **named: Any) -> Optional[Any]:
        """As Rasa's own. A call without an answer is noted before its error goes on."""
        try:
            return await super().request(*arguments, **named)
        except (aiohttp.ClientConnectionError, asyncio.TimeoutError) as error:
            noted = unanswered.get()
            if noted is not None:
                noted.append(type(error).__name__)
            raise
