"""A visitor of the web chat, for tests: one conversation and the calls it needs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Callable

from starlette.testclient import TestClient

from bot.gateway.limits import LimitRules

# Wide open, so that a test meets a limit only where it sets one.
OPEN = LimitRules("100000/minute", "100000/minute", "100000/minute", "100000/minute", "100000/minute")


@dataclass
class Visitor:
    """A client that holds one conversation."""

    client: TestClient
    id: str
    token: str
    greeting: dict[str, Any]

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def send(self, **body: Any) -> Any:
        key = body.pop("key", None)
        headers = {**self.headers, **({"Idempotency-Key": key} if key else {})}
        # Escaped to ASCII, so that anything can be sent, also what is no text.
        return self.client.post(f"/api/conversations/{self.id}/messages", content=json.dumps(body), headers=headers)

    def say(self, text: str) -> dict[str, Any]:
        answer = self.send(text=text)
        assert answer.status_code == 200, answer.text
        content: dict[str, Any] = answer.json()
        return content

    def attach(self, name: str, content: bytes) -> Any:
        url = f"/api/conversations/{self.id}/attachments"
        return self.client.post(url, files={"file": (name, content)}, headers=self.headers)

    def history(self, after: int = 0) -> dict[str, Any]:
        url = f"/api/conversations/{self.id}/messages?after={after}"
        content: dict[str, Any] = self.client.get(url, headers=self.headers).json()
        return content


Visit = Callable[..., Visitor]
