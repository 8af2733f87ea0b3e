"""A stand-in for Rasa's private channel: answers by fixed rules, over HTTP or in the process.

`application` is a Starlette app with the calls of the real channel; `FakeRasa` is the same without
a network, and can be told to be away, to refuse, or to be slow.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from typing import Any, Mapping

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from bot.gateway.rasa import Answer, RasaAway, RasaRefused

SECRET = "fake"
GREETINGS = {
    "en": "Hello. What can I do for your phone system?",
    "de": "Guten Tag. Was kann ich für Ihre Telefonanlage tun?",
    "el": "Γεια σας. Πώς μπορώ να βοηθήσω με το τηλεφωνικό σας κέντρο;",
    "ru": "Здравствуйте. Чем я могу помочь с вашей телефонной системой?",
}
PRESS = {"intent": "press_button", "do": "set", "fact": "vendor_contacted"}


class FakeRasa:
    """Remembers every turn in `turns`; `failure` is raised instead of answering while it is set."""

    def __init__(self) -> None:
        self.turns: list[dict[str, Any]] = []
        self.failure: RasaAway | RasaRefused | None = None
        self.delay = 0.0
        self.running: dict[str, int] = defaultdict(int)
        self.most_at_once = 0

    async def turn(self, sender: str, text: str, metadata: Mapping[str, Any]) -> Answer:
        self.running[sender] += 1
        self.most_at_once = max(self.most_at_once, self.running[sender])
        try:
            await asyncio.sleep(self.delay)
            if self.failure:
                raise self.failure
            self.turns.append({"sender": sender, "text": text, "metadata": dict(metadata)})
            return answer(text, metadata)
        finally:
            self.running[sender] -= 1

    async def ready(self) -> bool:
        return self.failure is None


def answer(text: str, metadata: Mapping[str, Any]) -> Answer:
    """The answer to a turn: a card for the words summary, decision and draft, else an echo."""
    language = metadata.get("language") or metadata.get("hint") or "en"
    command = metadata.get("command") or {}
    if command.get("intent") == "open_conversation":
        return Answer([{"text": GREETINGS.get(language, GREETINGS["en"]), "buttons": _buttons()}], language)
    if command.get("intent") == "attach":
        return Answer([{"text": f"Thank you for {command['attachment']['name']}."}], language)
    if command:
        return Answer([{"text": f"Pressed: {command.get('do')}"}], language)
    if text in CARDS:
        return Answer([CARDS[text]], language)
    if text == "auf Deutsch":
        return Answer([{"text": "Gern."}], "de")
    if text == "silence":
        return Answer([], language)
    return Answer([{"text": f"You said: {text}", "buttons": _buttons()}], language)


def _buttons() -> list[dict[str, Any]]:
    return [
        {"title": "Yes", "command": {**PRESS, "value": True}},
        {"title": "No", "command": {**PRESS, "value": False}},
        {"title": "Why do you ask?", "command": {"intent": "press_button", "do": "why"}},
    ]


def _row(fact: str, label: str, value: str) -> dict[str, Any]:
    return {
        "fact": fact,
        "label": label,
        "value": value,
        "command": {"intent": "press_button", "do": "edit", "question": fact},
    }


_ROWS = [
    _row("problems", "Problem", "Trunk registration fails"),
    _row("licence", "Licence", "···· ···· ···· 7Q2A"),
    _row("hosting", "Hosting", "Hosted by 3CX"),
    _row("version", "Version", "20.0.9.995"),
    _row(
        "description", "Description", "Since this morning the trunk does not register any more.\nCalls fail with 408."
    ),
]

CARDS: dict[str, dict[str, Any]] = {
    "summary": {
        "text": "This is what I noted:\n"
        + "\n".join(f"{row['label']}: {row['value']}" for row in _ROWS)
        + "\nIf all of it is right, I open the ticket.",
        "buttons": [
            {"title": "Open the ticket", "command": {"intent": "press_button", "do": "submit"}},
            {"title": "Cancel", "command": {"intent": "press_button", "do": "cancel"}},
        ],
        "data": {"type": "summary", "rows": _ROWS},
    },
    "decision": {
        "text": "Your ticket is open. Level 3 support applies, because your partner level is Gold.",
        "data": {
            "type": "decision",
            "outcome": "ticket",
            "clauses": ["S1", "SLA1"],
            "level": 3,
            "priority": "normal",
            "due": "2026-11-25T10:00:00+01:00",
            "ticket_id": "ABC-123",
        },
    },
    "draft": {
        "text": "I prepared a post for the forum.",
        "data": {
            "type": "forum_draft",
            "title": "Trunk registration fails, V20, self-hosted",
            "body": "Since this morning the trunk does not register.\n\nSteps taken: restarted.",
            "url": "https://forum.example/new",
        },
    },
}


async def _turn(request: Request) -> JSONResponse:
    if request.headers.get("x-intake-secret") != SECRET:
        return JSONResponse({"error": "secret"}, 401)
    body = await request.json()
    await asyncio.sleep(0.15)
    said = answer(body["text"], body["metadata"])
    return JSONResponse({"messages": list(said.messages), "language": said.language})


async def _ready(request: Request) -> JSONResponse:
    return JSONResponse({"status": "ok"})


def application() -> Starlette:
    """The fake as a server of its own."""
    return Starlette(
        routes=[Route("/webhooks/intake/turn", _turn, methods=["POST"]), Route("/webhooks/intake/ready", _ready)]
    )
