"""A local Bot API server: takes what the bot sends and keeps it, over HTTP, with the refusals of the real one."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

TOKEN = "123456:fake-token-of-the-tests"


@dataclass
class FakeTelegram:
    """`calls` holds (method, fields); `failures` are answers given instead, first one first."""

    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    failures: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    away: bool = False

    @property
    def sent(self) -> list[dict[str, Any]]:
        """The messages that were taken."""
        return [fields for method, fields in self.calls if method == "sendMessage"]

    @property
    def texts(self) -> list[str]:
        return [message["text"] for message in self.sent]

    @property
    def methods(self) -> list[str]:
        return [method for method, _ in self.calls]

    def buttons(self, number: int = -1) -> list[dict[str, str]]:
        """The buttons of a sent message."""
        return [button for row in self.sent[number]["reply_markup"]["inline_keyboard"] for button in row]

    def application(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/bot{token}/{method}", self._call, methods=["POST"]),
                Route("/file/bot{token}/{path:path}", self._file),
            ]
        )

    async def _call(self, request: Request) -> Response:
        if self.away:
            return Response("upstream is away", 502)
        if request.path_params["token"] != TOKEN:
            return JSONResponse({"ok": False, "error_code": 401, "description": "Unauthorized"}, 401)
        method, form = request.path_params["method"], await request.form()
        fields = {name: _value(str(value)) for name, value in form.items()}
        if self.failures and method == "sendMessage":
            status, answer = self.failures.pop(0)
            return JSONResponse({"ok": False, "error_code": status, **answer}, status)
        self.calls.append((method, fields))
        return self._answer(method, fields)

    def _answer(self, method: str, fields: dict[str, Any]) -> Response:
        if method == "sendMessage":
            if len(fields["text"].encode("utf-16-le")) // 2 > 4096:
                return _refusal("Bad Request: message is too long")
            for row in fields.get("reply_markup", {}).get("inline_keyboard", ()):
                if any(not 1 <= len(button["callback_data"].encode()) <= 64 for button in row):
                    return _refusal("Bad Request: BUTTON_DATA_INVALID")
            chat = {"id": int(fields["chat_id"]), "type": "private"}
            return JSONResponse(
                {"ok": True, "result": {"message_id": len(self.calls), "date": 1, "chat": chat, "text": "x"}}
            )
        if method == "getFile":
            name = str(fields["file_id"])
            if name not in self.files:
                return _refusal("Bad Request: wrong file_id")
            return JSONResponse(
                {"ok": True, "result": {"file_id": name, "file_unique_id": "u", "file_path": f"documents/{name}"}}
            )
        return JSONResponse({"ok": True, "result": True})

    async def _file(self, request: Request) -> Response:
        content = self.files.get(request.path_params["path"].rpartition("/")[2])
        return Response(status_code=404) if content is None else Response(content)


def _value(text: str) -> Any:
    return json.loads(text) if text[:1] in "{[" else text


def _refusal(description: str) -> Response:
    return JSONResponse({"ok": False, "error_code": 400, "description": description}, 400)
