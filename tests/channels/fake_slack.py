"""A local Slack: the Web API and private files over HTTP, and the signatures of Slack's own requests."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import time
from dataclasses import dataclass, field
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

TOKEN = "xoxb-fake-token-of-the-tests"
SIGNING_SECRET = "a signing secret of the tests"
BOT = "UBOT"


@dataclass
class FakeSlack:
    """`calls` holds (method, arguments); `failures` are answers to posts given instead, first one first."""

    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    failures: list[tuple[int, dict[str, Any], dict[str, str]]] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    locales: dict[str, str] = field(default_factory=dict)
    away: bool = False
    slow: str = ""  # a method that takes longer than anybody waits

    def of(self, method: str) -> list[dict[str, Any]]:
        return [arguments for name, arguments in self.calls if name == method]

    @property
    def posted(self) -> list[dict[str, Any]]:
        return self.of("chat.postMessage")

    @property
    def whispered(self) -> list[dict[str, Any]]:
        return self.of("chat.postEphemeral")

    def public(self) -> str:
        """Everything that others in a channel can see."""
        return json.dumps([message for message in self.posted if not message["channel"].startswith("D")])

    def application(self) -> Starlette:
        return Starlette(
            routes=[Route("/api/{method}", self._call, methods=["POST", "GET"]), Route("/files/{name}", self._file)]
        )

    async def _call(self, request: Request) -> Response:
        if self.away:
            return Response("upstream is away", 503)
        if request.headers.get("authorization") != f"Bearer {TOKEN}":
            return JSONResponse({"ok": False, "error": "invalid_auth"})
        method, arguments = request.path_params["method"], await _arguments(request)
        if method == self.slow:
            await asyncio.sleep(2)
        if self.failures and method == "chat.postMessage":
            status, answer, headers = self.failures.pop(0)
            return JSONResponse({"ok": False, **answer}, status, headers)
        self.calls.append((method, arguments))
        return JSONResponse(self._answer(method, arguments))

    def _answer(self, method: str, arguments: dict[str, Any]) -> dict[str, Any]:
        if method == "conversations.open":
            return {"ok": True, "channel": {"id": f"D{arguments['users']}"}}
        if method == "users.info":
            return {"ok": True, "user": {"locale": self.locales.get(arguments["user"], "en-US")}}
        wrong = _wrong_blocks(arguments.get("blocks") or [])
        if wrong:
            return {"ok": False, "error": "invalid_blocks", "detail": wrong}
        return {"ok": True, "ts": f"1800000000.{len(self.calls):06}", "channel": arguments.get("channel")}

    async def _file(self, request: Request) -> Response:
        if request.headers.get("authorization") != f"Bearer {TOKEN}":
            return Response("<html>Sign in</html>", media_type="text/html")
        content = self.files.get(request.path_params["name"])
        return Response(status_code=404) if content is None else Response(content)


async def _arguments(request: Request) -> dict[str, Any]:
    if "json" in request.headers.get("content-type", ""):
        content: dict[str, Any] = await request.json()
        return content
    given = {**request.query_params, **{name: str(value) for name, value in (await request.form()).items()}}
    return {name: json.loads(value) if name == "blocks" else value for name, value in given.items()}


def _wrong_blocks(blocks: list[dict[str, Any]]) -> str:
    """What of Block Kit's limits is not kept."""
    for block in blocks:
        if block["type"] == "section" and not 1 <= len(block["text"]["text"]) <= 3000:
            return "section"
        for element in block.get("elements", ()):
            titles = [element["text"]] if element["type"] == "button" else [o["text"] for o in element["options"]]
            if any(not 1 <= len(title["text"]) <= 75 for title in titles):
                return "title"
    return ""


def signed(body: bytes, *, secret: str = SIGNING_SECRET, at: float | None = None) -> dict[str, str]:
    """The headers with which Slack sends `body`."""
    stamp = str(int(time.time() if at is None else at))
    digest = hmac.new(secret.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}
