"""The way from Rasa to the action server over connections that stay open.

Used by `bot.rasa.server` in place of Rasa's own endpoint, which makes a new HTTP session and a new
connection for every action of every turn. It changes nothing of what is sent.
"""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any, Optional

import aiohttp
from rasa.utils.endpoints import EndpointConfig

# The action server (Sanic) closes a connection that was silent for 5 s; ours is given up well before that.
KEPT_SECONDS = 2.0


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
            self._session = aiohttp.ClientSession(connector=connector, headers=self.headers)
        return nullcontext(self._session)
