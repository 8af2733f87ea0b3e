"""People who write in Telegram and Slack, for tests: what their service would send to the webhooks."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from urllib.parse import urlencode

import httpx
from channels.fake_slack import BOT, signed

HEADER = "X-Telegram-Bot-Api-Secret-Token"


@dataclass
class TelegramPeople:
    """Sends updates with rising numbers; a chat is private unless told otherwise."""

    client: httpx.AsyncClient
    secret: str
    numbers: Any = field(default_factory=lambda: count(1000))

    async def post(self, update: dict[str, Any], **headers: str) -> httpx.Response:
        return await self.client.post("/telegram/webhook", json=update, headers={HEADER: self.secret, **headers})

    def message(self, text: str | None = None, *, chat: int = 7, language: str = "en", **more: Any) -> dict[str, Any]:
        number = next(self.numbers)
        content = {
            "message_id": number,
            "date": 1_790_000_000,
            "chat": {"id": chat, "type": "private", "first_name": "P"},
            "from": {"id": chat, "is_bot": False, "first_name": "P", "language_code": language},
            **({"text": text} if text is not None else {}),
            **more,
        }
        return {"update_id": number, "message": content}

    async def say(self, text: str | None = None, **more: Any) -> httpx.Response:
        answer = await self.post(self.message(text, **more))
        assert answer.status_code == 200, answer.text
        return answer

    async def edit(self, text: str, **more: Any) -> httpx.Response:
        update = self.message(text, **more)
        update["edited_message"] = {**update.pop("message"), "edit_date": 1_790_000_001}
        return await self.post(update)

    async def press(self, data: str, *, chat: int = 7) -> httpx.Response:
        update = self.message("pressed on this", chat=chat)
        message = update.pop("message")
        query = {"id": str(update["update_id"]), "from": message["from"], "chat_instance": "1", "data": data}
        answer = await self.post({**update, "callback_query": {**query, "message": message}})
        assert answer.status_code == 200, answer.text
        return answer


@dataclass
class SlackPeople:
    """Sends signed requests; `files` is where the files of the fake are."""

    client: httpx.AsyncClient
    files: str
    numbers: Any = field(default_factory=lambda: count(1))

    async def post(self, path: str, body: bytes, kind: str, **headers: str) -> httpx.Response:
        return await self.client.post(path, content=body, headers={"Content-Type": kind, **signed(body), **headers})

    def event(self, text: str = "", *, channel: str = "D1", user: str = "U1", **more: Any) -> dict[str, Any]:
        number = next(self.numbers)
        event = {"type": "message", "channel": channel, "user": user, "text": text, "ts": f"1790000000.{number:06}"}
        event["channel_type"] = "im" if channel.startswith("D") else "channel"
        return {
            "type": "event_callback",
            "team_id": "T1",
            "api_app_id": "A1",
            "event_id": f"Ev{number}",
            "event_time": 1_790_000_000,
            "authorizations": [{"team_id": "T1", "user_id": BOT, "is_bot": True}],
            "event": {**event, **more},
        }

    async def send(self, event: dict[str, Any], **headers: str) -> httpx.Response:
        return await self.post("/slack/events", json.dumps(event).encode(), "application/json", **headers)

    async def say(self, text: str = "", **more: Any) -> dict[str, Any]:
        """A message; returns its event."""
        event = self.event(text, **more)
        answer = await self.send(event)
        assert answer.status_code == 200, answer.text
        content: dict[str, Any] = event["event"]
        return content

    async def mention(self, text: str, *, channel: str = "C1", **more: Any) -> dict[str, Any]:
        return await self.say(f"<@{BOT}> {text}", channel=channel, type="app_mention", **more)

    async def press(
        self, value: str, *, channel: str = "D1", user: str = "U1", thread: str = "", select: bool = False, **more: Any
    ) -> httpx.Response:
        number = next(self.numbers)
        chosen = {"selected_option": {"value": value}} if select else {"value": value}
        kind = "static_select" if select else "button"
        message = {"ts": "1790000000.000001", "text": "x", "blocks": [], **({"thread_ts": thread} if thread else {})}
        body = {
            "type": "block_actions",
            "team": {"id": "T1"},
            "user": {"id": user, "team_id": "T1"},
            "channel": {"id": channel},
            "container": {"type": "message", "message_ts": message["ts"], "channel_id": channel, **more},
            "message": message,
            "trigger_id": f"trigger-{number}",
            "actions": [{"type": kind, "action_id": "press-0", "block_id": "b", "action_ts": str(number), **chosen}],
        }
        return await self.interact(body)

    async def interact(self, body: dict[str, Any]) -> httpx.Response:
        form = urlencode({"payload": json.dumps(body)}).encode()
        return await self.post("/slack/interactive", form, "application/x-www-form-urlencoded")

    def file(self, name: str, **more: Any) -> dict[str, Any]:
        address = f"{self.files}/{name}"
        return {"id": f"F{name}", "name": name, "size": 10, "url_private_download": address, **more}


def shown_buttons(message: dict[str, Any]) -> list[dict[str, Any]]:
    """The buttons and selects below a message."""
    return [e for block in message["blocks"] if block["type"] == "actions" for e in block["elements"]]


def shown_text(message: dict[str, Any]) -> str:
    return "\n".join(block["text"]["text"] for block in message["blocks"] if block["type"] == "section")
