"""Errors as the contract has them: a status, a code, and a sentence in the language of the request.

Raised anywhere in the gateway as `ApiError`; turned into an answer here, together with what Starlette
raises by itself. An answer never holds a stack trace, and what a visitor sent is never repeated.
"""

from __future__ import annotations

from typing import Any, Mapping

import structlog
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.observability import place

log = structlog.get_logger(__name__)

OUTAGE_SECONDS = 5
_CODES = {400: "bad_request", 404: "not_found", 405: "method_not_allowed", 413: "too_large"}


class ApiError(Exception):
    """A refused request; the sentence is the text `channels.error.<code>`, filled with `params`."""

    def __init__(
        self, status: int, code: str, *, headers: Mapping[str, str] | None = None, **params: str | int
    ) -> None:
        super().__init__(code)
        self.status, self.code, self.params, self.headers = status, code, params, dict(headers or {})


def language_of(request: Request) -> str:
    """The language for what the gateway says: the conversation's, else what the browser asks for."""
    chosen: str | None = getattr(request.state, "language", None)
    return chosen or request.app.state.gateway.words.best(request.headers.get("accept-language"))


def api_error(request: Request, error: Exception) -> Response:
    """The answer to an ApiError."""
    assert isinstance(error, ApiError)
    gateway, language = request.app.state.gateway, language_of(request)
    gateway.metrics.refused.labels(error.code).inc()
    if error.__cause__ is not None:
        gateway.metrics.failed(error.__cause__)
    message = gateway.words.say(language, f"channels.error.{error.code}", **error.params)
    return _answer(error.status, error.code, message, language, error.headers)


def http_error(request: Request, error: Exception) -> Response:
    """The answer to what Starlette refuses: unknown paths, wrong methods, bodies it can not read."""
    assert isinstance(error, HTTPException)
    code = _CODES.get(error.status_code, "bad_request")
    language = language_of(request)
    message = request.app.state.gateway.words.say(language, f"channels.error.{code}")
    return _answer(error.status_code, code, message, language, error.headers or {})


def server_error(request: Request, error: Exception) -> Response:
    """The answer to a fault of ours; the log gets its kind and place, never the values it met."""
    log.error("request_failed", method=request.method, error=type(error).__name__, at=place(error))
    language = language_of(request)
    message = request.app.state.gateway.words.say(language, "channels.error.internal")
    return _answer(500, "internal", message, language, {})


def unavailable(store: str, error: Exception) -> ApiError:
    """The refusal while a store is away: what can not be kept must not be acknowledged; it says when to try again."""
    log.error("store_unreachable", store=store, error=type(error).__name__, at=place(error))
    return ApiError(503, "unavailable", headers={"Retry-After": str(OUTAGE_SECONDS)}, seconds=OUTAGE_SECONDS)


def is_outage(error: Exception) -> bool:
    """Whether an error says that the database can not be reached."""
    lost = isinstance(error, DBAPIError) and error.connection_invalidated
    return lost or isinstance(error, (OperationalError, PoolTimeout))


HANDLERS: Mapping[Any, Any] = {ApiError: api_error, HTTPException: http_error}


class Faults:
    """The innermost layer: answers faults of ours, so that the layers around it see an ordinary answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        started = False

        async def noted(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, noted)
        except Exception as error:
            request = Request(scope)
            request.app.state.gateway.metrics.failed(error)
            if is_outage(error):
                answer = api_error(request, unavailable("database", error))
            else:
                answer = server_error(request, error)
            if started:
                raise
            await answer(scope, receive, send)


def _answer(status: int, code: str, message: str, language: str, headers: Mapping[str, str]) -> JSONResponse:
    body = {"error": {"code": code, "message": message}}
    return JSONResponse(body, status, headers={**headers, "Content-Language": language})
