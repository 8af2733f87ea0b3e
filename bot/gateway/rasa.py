"""The way to Rasa's private channel: one call a turn, over loopback, with the shared secret.

Called by the turn worker and by the readiness check. It never retries and never decides what a
failure means to the user; it only tells a server that is away from one that refuses a message.
"""

from __future__ import annotations

import asyncio
import json
import zlib
from dataclasses import dataclass
from typing import Any, Mapping, Protocol, Sequence

import aiohttp

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
        """Whether every server answers with a model loaded."""


# Rasa's server (Sanic) closes a connection that was silent for 5 s; ours is given up well before that.
KEPT_SECONDS = 2.0
_AWAY = (aiohttp.ClientError, asyncio.TimeoutError)


class HttpRasa:
    """Rasa servers behind their addresses; a conversation always goes to the same one."""

    def __init__(self, servers: Sequence[str], secret: str, timeout: float) -> None:
        self._servers = tuple(servers)
        self._headers = {SECRET_HEADER: secret}
        self._timeout = timeout
        self._open: aiohttp.ClientSession | None = None

    async def turn(self, sender: str, text: str, metadata: Mapping[str, Any]) -> Answer:
        server = self._servers[zlib.crc32(sender.encode()) % len(self._servers)]
        body = {"sender": sender, "text": text, "metadata": dict(metadata)}
        try:
            async with self._session().post(f"{server}{PATH}/turn", json=body) as response:
                status, content = response.status, await response.read()
        except _AWAY as error:
            raise RasaAway(type(error).__name__) from error
        if status in (429, 502, 503, 504):
            raise RasaAway(f"status {status}")
        if status != 200:
            raise RasaRefused(f"status {status}")
        return _answer(content)

    async def ready(self) -> bool:
        for server in self._servers:
            try:
                async with self._session().get(f"{server}{PATH}/ready", timeout=aiohttp.ClientTimeout(3)) as response:
                    if response.status != 200:
                        return False
            except _AWAY:
                return False
        return True

    async def close(self) -> None:
        if self._open is not None:
            await self._open.close()

    def _session(self) -> aiohttp.ClientSession:
        # Made at the first call, since it belongs to the event loop that runs then.
        if self._open is None:
            connector = aiohttp.TCPConnector(limit=0, keepalive_timeout=KEPT_SECONDS)
            timeout = aiohttp.ClientTimeout(self._timeout)
            self._open = aiohttp.ClientSession(connector=connector, timeout=timeout, headers=self._headers)
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
