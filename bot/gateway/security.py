"""What stands around every request: limits on bodies and their time, who may embed, and headers that browsers obey.

Three small ASGI layers, put together by `app.create_app`. They read no body and know no user.
"""

from __future__ import annotations

import asyncio
import time
from typing import Callable, Sequence

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.gateway.errors import ApiError, api_error

# Room for a paste of 5 MB in any script, with every letter escaped; whatever is larger is sent as a file.
JSON_LIMIT = 16 * 1024 * 1024
FORM_LIMIT = 128 * 1024
BYTES_PER_SECOND = 4096  # the slowest line that still works

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' blob:; "
    "font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
DATA_POLICY = "default-src 'none'; frame-ancestors 'none'"

# What other websites may read: the conversation calls and the widget's files; never the desk.
SHARED = ("/api/", "/widget", "/openapi.json")


class BodyLimit:
    """Refuses bodies that are too large, by their declared and by their real length, or that trickle in.

    A body may take `seconds`, and a second more for every BYTES_PER_SECOND of it.
    """

    def __init__(self, app: ASGIApp, limit: Callable[[str], int], seconds: float) -> None:
        self._app, self._limit, self._seconds = app, limit, seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        limit, seen, whole, start = self._limit(scope["path"]), 0, False, time.monotonic()
        refusal = ApiError(413, "too_large", headers={"Connection": "close"}, megabytes=max(1, limit // 1024 // 1024))
        declared = Headers(scope=scope).get("content-length", "0")
        if declared.isdigit() and int(declared) > limit:
            return await api_error(Request(scope), refusal)(scope, receive, send)

        async def counted() -> Message:
            nonlocal seen, whole
            if whole:
                return await receive()  # waits for the visitor to hang up, as long as that takes
            left = start + self._seconds + seen / BYTES_PER_SECOND - time.monotonic()
            try:
                message = await asyncio.wait_for(receive(), max(0.0, left))
            except asyncio.TimeoutError:
                raise ApiError(408, "too_slow", headers={"Connection": "close"}) from None
            seen += len(message.get("body", b""))
            whole = not message.get("more_body", False)
            if seen > limit:
                raise refusal
            return message

        await self._app(scope, counted, send)


class Embedding:
    """CORS for the widget, and no other website may post when the list of websites is closed.

    There are no cookies in the shared calls, so an open list gives nobody anything that is not theirs.
    """

    def __init__(self, app: ASGIApp, origins: Sequence[str], own: str) -> None:
        self._app, self._allowed = app, {*origins, own} if origins else None
        self._cors = CORSMiddleware(
            app,
            allow_origins=sorted(self._allowed) if self._allowed else ["*"],
            allow_methods=["GET", "POST"],
            allow_headers=["Authorization", "Content-Type", "Idempotency-Key", "Accept-Language"],
            expose_headers=["Retry-After"],
            max_age=600,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(SHARED):
            return await self._app(scope, receive, send)
        origin = Headers(scope=scope).get("origin")
        if self._allowed is not None and origin and origin not in self._allowed and scope["method"] == "POST":
            return await api_error(Request(scope), ApiError(403, "origin_forbidden"))(scope, receive, send)
        await self._cors(scope, receive, send)


class SecurityHeaders:
    """Headers for every answer; pages set their own Content-Security-Policy, everything else gets none of it all."""

    def __init__(self, app: ASGIApp, https: bool) -> None:
        self._app, self._https = app, https

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("Content-Security-Policy", DATA_POLICY)
                headers.setdefault("Cache-Control", "no-store")
                headers["X-Content-Type-Options"] = "nosniff"
                # Not "no-referrer": then browsers would send forms with the origin "null".
                headers["Referrer-Policy"] = "same-origin"
                headers["X-Frame-Options"] = "DENY"
                headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
                headers["Cross-Origin-Opener-Policy"] = "same-origin"
                shared = scope["path"].startswith(SHARED)
                headers["Cross-Origin-Resource-Policy"] = "cross-origin" if shared else "same-origin"
                if self._https:
                    headers["Strict-Transport-Security"] = "max-age=31536000"
            await send(message)

        await self._app(scope, receive, guarded)
