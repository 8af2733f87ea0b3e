"""Fetches files that people put into Slack, with the bot's token, in bounded memory.

Called by the Slack adapter. The token goes to Slack's own hosts only, and never along a redirection.
"""

from __future__ import annotations

import tempfile
from contextlib import asynccontextmanager
from typing import IO, Any, AsyncIterator, Mapping
from urllib.parse import urlsplit

import httpx

from bot.gateway.channels.courier import Rejected

_IN_MEMORY = 4 * 1024 * 1024
_SECONDS = 60.0


class Files:
    """Files of the workspace at `api`; `limit` is in bytes, of a larger file only so much is read."""

    def __init__(self, token: str, api: str, limit: int) -> None:
        self._token, self._limit = token, limit
        self._api = urlsplit(api)

    @asynccontextmanager
    async def fetch(self, file: Mapping[str, Any]) -> AsyncIterator[tuple[IO[bytes], int]]:
        """The content and how much of it there is.

        Raises Rejected when Slack does not give it out, httpx.HTTPError while Slack is away.
        """
        address = str(file.get("url_private_download") or file.get("url_private") or "")
        if not self._ours(address):
            raise Rejected("not an address of Slack")
        headers = {"Authorization": f"Bearer {self._token}"}
        with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as content:
            size = 0
            async with httpx.AsyncClient(timeout=_SECONDS) as client:
                async with client.stream("GET", address, headers=headers) as answer:
                    _check(answer, str(file.get("name") or ""))
                    async for piece in answer.aiter_bytes():
                        content.write(piece)
                        size += len(piece)
                        if size > self._limit:
                            break  # enough to be refused for its size
            content.seek(0)
            yield content, size  # type: ignore[misc]

    def _ours(self, address: str) -> bool:
        parts = urlsplit(address)
        if (parts.scheme, parts.netloc) == (self._api.scheme, self._api.netloc):
            return True
        return parts.scheme == "https" and (parts.hostname or "").endswith(".slack.com")


def _check(answer: httpx.Response, name: str) -> None:
    if answer.status_code >= 500 or answer.status_code == 429:
        answer.raise_for_status()
    # Without the right to read files, Slack answers with its page to sign in.
    html = answer.headers.get("content-type", "").startswith("text/html")
    page = html and not name.lower().endswith((".html", ".htm"))
    if answer.status_code != 200 or page:
        raise Rejected(f"status {answer.status_code}")
