"""The way to Rasa's private channel: one call a turn, over loopback, with the shared secret.

Called by the turn worker and by the readiness check. It never retries and never decides what a
failure means to the user; it only tells a server that is away from one that refuses a message.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import Any, Mapping, Protocol, Sequence

import httpx

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


class HttpRasa:
    """Rasa servers behind their addresses; a conversation always goes to the same one."""

    def __init__(self, servers: Sequence[str], secret: str, timeout: float) -> None:
        self._servers = tuple(servers)
        self._client = httpx.AsyncClient(timeout=timeout, headers={SECRET_HEADER: secret}, trust_env=False)

    async def turn(self, sender: str, text: str, metadata: Mapping[str, Any]) -> Answer:
        server = self._servers[zlib.crc32(sender.encode()) % len(self._servers)]
        body = {"sender": sender, "text": text, "metadata": dict(metadata)}
        try:
            response = await self._client.post(f"{server}{PATH}/turn", json=body)
        except httpx.TransportError as error:
            raise RasaAway(type(error).__name__) from error
        if response.status_code in (429, 502, 503, 504):
            raise RasaAway(f"status {response.status_code}")
        if response.status_code != 200:
            raise RasaRefused(f"status {response.status_code}")
        return _answer(response)

    async def ready(self) -> bool:
        for server in self._servers:
            try:
                response = await self._client.get(f"{server}{PATH}/ready", timeout=3)
            except httpx.TransportError:
                return False
            if response.status_code != 200:
                return False
        return True

    async def close(self) -> None:
        await self._client.aclose()


def _answer(response: httpx.Response) -> Answer:
    try:
        body = response.json()
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
