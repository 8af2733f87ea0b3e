"""A registry behind HTTP: the vendor's or distributor's own service.

`POST {url}/licences/find` and `POST {url}/licences/larger` with `{"key": "AAAA-BBBB-CCCC-DDDD"}` and
a bearer token answer 200 with the columns of contract section 1, or 404. Keys travel in the body
only, since addresses end up in the logs of every proxy.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import httpx

from bot.licences.licence import Licence
from bot.licences.registry import RegistryUnavailable
from bot.licences.rows import RowError, parse_row
from bot.text.licence_keys import normalise

_TIMEOUT = 3.0  # seconds; well inside an action's deadline of 8 s


class HttpRegistry:
    """Every failure, a strange answer included, is RegistryUnavailable; only 404 means "unknown key"."""

    def __init__(self, url: str, token: str, timeout: float = _TIMEOUT) -> None:
        self._client = httpx.Client(
            base_url=url,
            headers={"Authorization": f"Bearer {token}"},
            timeout=timeout,
            transport=httpx.HTTPTransport(retries=1),
        )

    def find(self, key: str) -> Licence | None:
        canonical = normalise(key)
        return self._ask("licences/find", canonical) if canonical else None

    def larger_key_of_customer(self, licence: Licence) -> Licence | None:
        return self._ask("licences/larger", licence.key)

    def close(self) -> None:
        self._client.close()

    def _ask(self, path: str, key: str) -> Licence | None:
        try:
            response = self._client.post(path, json={"key": key})
            if response.status_code == httpx.codes.NOT_FOUND:
                return None
            response.raise_for_status()
            return parse_row(_as_text(response.json()))
        except httpx.HTTPError as error:
            raise RegistryUnavailable(f"the licence service does not answer ({type(error).__name__})") from error
        except (RowError, ValueError) as error:
            raise RegistryUnavailable(f"the licence service gave an answer that can not be used: {error}") from error


def _as_text(answer: Any) -> Mapping[str, str]:
    if not isinstance(answer, dict):
        raise ValueError("expected a JSON object")
    return {name: "" if value is None else str(value) for name, value in answer.items()}
