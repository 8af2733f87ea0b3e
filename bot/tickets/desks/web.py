"""A session with a help desk over HTTP that tells the three ways of failing apart.

Shared by the adapters that speak plain HTTP. It logs nothing: requests carry tickets and tokens.
"""

from __future__ import annotations

import html
import re
from typing import Any

import httpx

from bot.tickets.desks.base import DeskFailed, DeskRefused, DeskUnreachable

TIMEOUT = 30.0  # seconds; a help desk that sends mail on creation takes its time
# The desk does not know us, or has no time for anybody: nothing about this letter is wrong.
_FOR_EVERYBODY = frozenset({401, 403, 407, 408, 425, 429})
# A break before a line or at the end of these is what a reader of HTML sees.
_BREAKS = re.compile(r"<(?:br|/p|/div|/li|/tr|/h\d)\b[^>]*>", re.IGNORECASE)


class Session:
    """Requests below a base address, with headers that every request gets."""

    def __init__(self, url: str, headers: dict[str, str], timeout: float = TIMEOUT) -> None:
        self._client = httpx.Client(base_url=url, headers=headers, timeout=timeout)

    def send(self, method: str, path: str, **content: Any) -> httpx.Response:
        """The answer to a request, if it is a success; otherwise raises a DeskError."""
        try:
            response = self._client.request(method, path, **content)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
            raise DeskUnreachable(f"no connection to the desk ({type(error).__name__})") from error
        except httpx.HTTPError as error:
            raise DeskFailed(f"the desk broke off ({type(error).__name__})") from error
        if response.is_success:
            return response
        raise failure(response.status_code)

    def json(self, method: str, path: str, **content: Any) -> Any:
        """The JSON of a successful answer. An answer that is none raises DeskFailed."""
        response = self.send(method, path, **content)
        try:
            return response.json()
        except ValueError as error:
            raise DeskFailed("the desk answered something that is not JSON") from error

    def close(self) -> None:
        self._client.close()


def failure(status: int) -> DeskUnreachable | DeskFailed | DeskRefused:
    """The error for an HTTP status that is not a success."""
    if status in _FOR_EVERYBODY:
        return DeskUnreachable(
            f"the desk does not let us in (HTTP {status}); check INTAKE_DESK_TOKEN, its rights, and INTAKE_DESK_QUEUE"
        )
    if status >= 500 or status < 400:
        return DeskFailed(f"the desk failed (HTTP {status})")
    return DeskRefused(f"the desk refused (HTTP {status})")


def plain_text(markup: str) -> str:
    """What a reader sees of a piece of HTML."""
    text = re.sub(r"<(script|style)\b.*?</\1\s*>", "", markup, flags=re.IGNORECASE | re.DOTALL)
    text = re.sub(r"<[^>]*>", "", _BREAKS.sub("\n", text))
    return re.sub(r"\n{3,}", "\n\n", html.unescape(text)).strip()
