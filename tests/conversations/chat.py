"""A person in the web chat, as a test writes it: say, press, and look at what came back."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from bot.settings import ROOT
from bot.text.catalogue import Catalogue

CATALOGUE = Catalogue.load(ROOT / "locales")


@dataclass
class Assistant:
    """The running assistant."""

    url: str
    var: Path
    rasa_url: str = ""
    actions_url: str = ""

    def open(self, language: str) -> Chat:
        answer = httpx.post(f"{self.url}/api/conversations", json={"locale": language}, timeout=30)
        assert answer.status_code == 201, answer.text
        body = answer.json()
        return Chat(self, language, body["conversation_id"], body["token"], list(body["messages"]))


@dataclass
class Chat:
    """One conversation; `said` is everything the assistant said, `answer` the last turn's body."""

    assistant: Assistant
    language: str
    id: str
    token: str
    said: list[dict[str, Any]]
    answer: dict[str, Any] = field(default_factory=dict)

    @property
    def step(self) -> str:
        return str(self.answer["state"]["step"])

    @property
    def facts(self) -> dict[str, Any]:
        return dict(self.answer["state"]["facts"])

    @property
    def decision(self) -> dict[str, Any]:
        return dict(self.answer["state"]["decision"])

    @property
    def text(self) -> str:
        """All that was said in the last turn."""
        return "\n".join(message["text"] for message in self.answer["messages"])

    def data(self, kind: str) -> dict[str, Any]:
        """The last card of a kind."""
        cards = [
            message["data"] for message in self.answer["messages"] if (message.get("data") or {}).get("type") == kind
        ]
        assert cards, f"no {kind} card in {self.answer['messages']}"
        return dict(cards[-1])

    def say(self, text: str) -> Chat:
        return self._post({"text": text})

    def press(self, key: str) -> Chat:
        """Presses the button whose title is the text `key` in this language."""
        title = CATALOGUE.say(self.language, key)
        for message in reversed(self.answer["messages"]):
            for button in message.get("buttons") or []:
                if button["title"] == title:
                    return self._post({"button": button["button"]})
        raise AssertionError(f"no button {title!r} in {self.answer['messages']}")

    def type(self, key: str) -> Chat:
        """Types the title of the button `key` instead of pressing it."""
        assert self.offers(key), f"no button {key} in {self.answer['messages']}"
        return self.say(CATALOGUE.say(self.language, key))

    def offers(self, key: str) -> bool:
        title = CATALOGUE.say(self.language, key)
        return any(b["title"] == title for message in self.answer["messages"] for b in message.get("buttons") or [])

    def _post(self, body: dict[str, Any]) -> Chat:
        answer = httpx.post(
            f"{self.assistant.url}/api/conversations/{self.id}/messages",
            json=body,
            headers={"Authorization": f"Bearer {self.token}"},
            timeout=30,
        )
        assert answer.status_code == 200, answer.text
        self.answer = answer.json()
        assert self.answer["messages"], f"silence after {body}"
        self.said += self.answer["messages"]
        return self
