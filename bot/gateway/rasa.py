"""The way to Rasa's private channel: one call a turn, over loopback, with the shared secret.

Called by the turn worker and by the readiness check. It never retries and never decides what a
failure means to the user; it only tells a server that is away from one that refuses a message.
"""

from __future__ import annotations

import asyncio
import json
import time
import zlib
from dataclasses import dataclass
from typing import Any, Callable, Mapping, Protocol, Sequence

import aiohttp
import structlog

log = structlog.get_logger(__name__)

PATH = "/webhooks/intake"
SECRET_HEADER = "X-Intake-Secret"


@dataclass(frozen=True)
class Answer:
    """What Rasa said: wire messages (text, buttons with commands, data, attachment) and the language."""

    messages: Sequence[Mapping[str, Any]]
    language: str | None


class RasaAway(RuntimeError):
    """No answer: not reachable, overloaded or too slow. The message is as good as never sent."""


class RasaRefused(RuntimeError):
    """An answer that is none: an error status or a body of another shape."""


class Rasa(Protocol):
    """What the turn worker needs from Rasa."""

    async def turn(self, sender: str, text: str, metadata: Mapping[str, Any]) -> Answer:
        """One turn; raises RasaAway or RasaRefused."""

    async def ready(self) -> bool:
        """Whether a server answers with a model loaded."""


# Rasa's server (Sanic) closes a connection that was silent for 5 s; ours is given up well before that.
KEPT_SECONDS = 2.0
CONNECT_SECONDS = 2.0
# A server that did not listen is asked last for this long.
PASSED_OVER_SECONDS = 5.0
_AWAY = (aiohttp.ClientError, asyncio.TimeoutError)


class HttpRasa:
    """Rasa servers behind their addresses; a conversation goes to the same one as long as that one listens.

    Nothing outlives a turn in Rasa, so that any other server answers just as well, and a turn that is sent
    again changes nothing. A server that can not be reached or breaks off is passed over; one that is slow is
    not, since it may still be at work.
    """

    def __init__(
        self, servers: Sequence[str], secret: str, timeout: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._servers = tuple(servers)
        self._headers = {SECRET_HEADER: secret}
        self._timeout = timeout
        self._clock = clock
        self._passed_over: dict[str, float] = {}
        self._open: aiohttp.ClientSession | None = None

    async def turn(self, sender: str, text: str, metadata: Mapping[str, Any]) -> Answer:
        body = {"sender": sender, "text": text, "metadata": dict(metadata)}
        for server in self._in_order(sender):
            try:
                async with self._session().post(f"{server}{PATH}/turn", json=body) as response:
                    status, content = response.status, await response.read()
                break
            except aiohttp.ClientConnectionError:  # a connection that takes too long is one of them, an answer is not
                self._passed_over[server] = self._clock() + PASSED_OVER_SECONDS
                log.error("rasa_server_unreachable", server=server)
            except _AWAY as error:
                raise RasaAway(type(error).__name__) from error
        else:
            raise RasaAway("no server listens")
        if status in (429, 502, 503, 504):
            raise RasaAway(f"status {status}")
        if status != 200:
            raise RasaRefused(f"status {status}")
        return _answer(content)

    async def ready(self) -> bool:
        return any(await asyncio.gather(*map(self._ready, self._servers)))

    async def _ready(self, server: str) -> bool:
        try:
            async with self._session().get(f"{server}{PATH}/ready", timeout=aiohttp.ClientTimeout(3)) as response:
                return response.status == 200
        except _AWAY:
            return False

    def _in_order(self, sender: str) -> list[str]:
        """The servers to ask, the conversation's own first, those that did not listen lately last."""
        home = zlib.crc32(sender.encode()) % len(self._servers)
        ring, now = [*self._servers[home:], *self._servers[:home]], self._clock()
        return sorted(ring, key=lambda server: self._passed_over.get(server, 0.0) > now)

    async def close(self) -> None:
        if self._open is not None:
            await self._open.close()

    def _session(self) -> aiohttp.ClientSession:
        # Made at the first call, since it belongs to the event loop that runs then.
        if self._open is None:
            connector = aiohttp.TCPConnector(limit=0, keepalive_timeout=KEPT_SECONDS)
            timeout = aiohttp.ClientTimeout(self._timeout, sock_connect=CONNECT_SECONDS)
            # Rasa sets no cookies, and looking for them costs something in every turn.
            cookies = aiohttp.DummyCookieJar()
            self._open = aiohttp.ClientSession(
                connector=connector, timeout=timeout, headers=self._headers, cookie_jar=cookies
            )
        return self._open


def _answer(content: bytes) -> Answer:
    try:
        body = json.loads(content)
        messages, language = body["messages"], body.get("language")
        sound = all(
            isinstance(message["text"], str)
            and all(
                isinstance(b["title"], str) and isinstance(b["command"], dict) for b in message.get("buttons") or ()
            )
            for message in messages
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise RasaRefused("answer of another shape") from error
    if not sound:
        raise RasaRefused("answer of another shape")
    return Answer(messages, language)
