"""The web chat's calls (contract section 2): open, send, attach, read on.

Called by the widget, the terminal client and whoever follows /openapi.json. Every call but the
opening one needs the conversation's bearer token; ids alone open nothing.
"""

from __future__ import annotations

import json
import re
from typing import Any, Mapping

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from bot.gateway.attachments import shown_name
from bot.gateway.conversations import Conversation
from bot.gateway.errors import ApiError, language_of
from bot.gateway.inbox import Inbox, Taken
from bot.gateway.limits import address_of
from bot.gateway.messages import Message
from bot.gateway.pairing import MINUTES
from bot.gateway.showing import shown_case, shown_message

_KEY = re.compile(r"[\x21-\x7e]{1,200}")


async def open_conversation(request: Request) -> JSONResponse:
    """POST /api/conversations"""
    gateway, body = request.app.state.gateway, await _json(request)
    await run_in_threadpool(lambda: gateway.limits.check(opening=address_of(request)))
    locale, handoff, identity = (_optional_text(body, name) for name in ("locale", "handoff", "identity"))
    thread = gateway.links.read(handoff) if handoff else None
    person = await gateway.identity.verify(identity) if identity else None
    hint = gateway.words.known(locale) or (thread or {}).get("language")
    request.state.language = hint
    conversation, token = await run_in_threadpool(
        lambda: gateway.conversations.open("web", hint=hint, handoff=thread, identity_id=person.id if person else None)
    )
    taken = await gateway.inbox.open(conversation, person.claims if person else None)
    answer = await _turn(request, conversation, taken)
    return JSONResponse({"conversation_id": conversation.id, "token": token, **answer}, 201)


async def messages(request: Request) -> JSONResponse:
    """GET and POST /api/conversations/{id}/messages"""
    return await (send_message if request.method == "POST" else history)(request)


async def send_message(request: Request) -> JSONResponse:
    """POST /api/conversations/{id}/messages"""
    inbox = request.app.state.gateway.inbox
    # The body first: whoever sends it slowly keeps nobody waiting.
    await request.body()
    async with inbox.arrival(request.path_params["id"]):
        conversation = await _enter(request, counted=True)
        key, body = _key(request.headers.get("idempotency-key"), "Idempotency-Key"), await _json(request)
        follows = _key(_optional_text(body, "follows"), "follows")
        if not follows:
            inbound = await _store(inbox, conversation, body, key)
    if follows:
        await inbox.follow(conversation, follows)
        inbound = await _store(inbox, conversation, body, key)
    return JSONResponse(await _turn(request, conversation, await inbox.answer(inbound)))


async def _store(inbox: Inbox, conversation: Conversation, body: Mapping[str, Any], key: str | None) -> Message:
    text, button = _optional_text(body, "text"), _optional_text(body, "button")
    if button is not None and text is None:
        return await inbox.store_button(conversation, button[:200], key)
    if text is not None and button is None:
        return await inbox.store_text(conversation, text, key)
    raise ApiError(422, "text_or_button")


async def send_attachment(request: Request) -> JSONResponse:
    """POST /api/conversations/{id}/attachments"""
    gateway, conversation = request.app.state.gateway, await _enter(request, counted=True)
    key = _key(request.headers.get("idempotency-key"), "Idempotency-Key")
    if not request.headers.get("content-type", "").lower().startswith("multipart/form-data"):
        raise ApiError(422, "file_missing")
    async with request.form(max_files=1, max_fields=8) as form:
        files = [value for value in form.values() if isinstance(value, UploadFile)]
        if not files:
            raise ApiError(422, "file_missing")
        name, size = shown_name(files[0].filename), files[0].size or 0
        taken = await gateway.inbox.attachment(conversation, name, files[0].file, size, key)
    return JSONResponse({"finding": taken.finding, **await _turn(request, conversation, taken)}, 201)


async def issue_code(request: Request) -> JSONResponse:
    """POST /api/conversations/{id}/link-code: a one-time code to go on in another channel."""
    gateway, conversation = request.app.state.gateway, await _enter(request, counted=True)
    code = await run_in_threadpool(gateway.pairing.issue, conversation.id)
    return JSONResponse({"code": code, "minutes": MINUTES}, 201)


async def history(request: Request) -> JSONResponse:
    """GET /api/conversations/{id}/messages?after=N"""
    gateway, conversation = request.app.state.gateway, await _enter(request)
    after = request.query_params.get("after", "0")
    if not re.fullmatch(r"[0-9]{1,9}", after):
        raise ApiError(422, "bad_field", field="after")

    def read() -> tuple[list[Message], frozenset[str], bool]:
        store = gateway.messages
        waiting = bool(store.pending(conversation.id))
        return store.history(conversation.id, int(after)), store.live_buttons(conversation.id), waiting

    found, live, pending = await run_in_threadpool(read)
    return JSONResponse(
        {
            "messages": [shown_message(message, live) for message in found],
            "language": conversation.language or language_of(request),
            "state": await _state(request, conversation),
            "pending": pending,
        }
    )


async def _turn(request: Request, conversation: Conversation, taken: Taken) -> dict[str, Any]:
    gateway, settled = request.app.state.gateway, taken.settled
    current = settled.conversation if settled else conversation
    language = current.language or current.hint or language_of(request)
    messages = [shown_message(message) for message in settled.replies] if settled else []
    if settled is None:
        messages.append({"text": gateway.words.say(language, "channels.kept")})
    said = {} if taken.inbound.kind == "open" else {"said": shown_message(taken.inbound)}
    return {
        **said,
        "messages": messages,
        "language": language,
        "state": shown_case(settled.case) if settled else await _state(request, conversation),
        "id": taken.inbound.seq,
        "pending": settled is None,
    }


async def _state(request: Request, conversation: Conversation) -> dict[str, Any]:
    return shown_case(await run_in_threadpool(request.app.state.gateway.cases.load, conversation.id) or {})


async def _enter(request: Request, *, counted: bool = False) -> Conversation:
    gateway, address = request.app.state.gateway, address_of(request)
    scheme, _, token = request.headers.get("authorization", "").partition(" ")

    def enter() -> Conversation | None:
        found: Conversation | None = None
        if scheme.lower() == "bearer" and token:
            found = gateway.conversations.enter(request.path_params["id"], token.strip())
        if found is None:
            gateway.limits.check(address=address)
            return None
        request.state.language = found.language or found.hint
        if counted:
            gateway.limits.check(conversation=found.id, identity=found.identity_id, address=address)
        return found

    conversation = await run_in_threadpool(enter)
    if conversation is None:
        raise ApiError(401, "unauthorised", headers={"WWW-Authenticate": "Bearer"})
    return conversation


async def _json(request: Request) -> Mapping[str, Any]:
    body = await request.body()
    try:
        value = json.loads(body) if body.strip() else {}
    except (ValueError, RecursionError):
        raise ApiError(400, "bad_json") from None
    if not isinstance(value, dict):
        raise ApiError(422, "bad_json")
    return value


def _optional_text(body: Mapping[str, Any], name: str) -> str | None:
    value = body.get(name)
    if value is not None and not isinstance(value, str):
        raise ApiError(422, "bad_field", field=name)
    # JSON can escape half of a character; no database and no wire takes that.
    return value.encode("utf-8", "ignore").decode() if value is not None else None


def _key(value: str | None, field: str) -> str | None:
    if value is not None and not _KEY.fullmatch(value):
        raise ApiError(422, "bad_field", field=field)
    return value


ROUTES = [
    Route("/api/conversations", open_conversation, methods=["POST"]),
    Route("/api/conversations/{id}/messages", messages, methods=["GET", "POST"]),
    Route("/api/conversations/{id}/link-code", issue_code, methods=["POST"]),
    Route("/api/conversations/{id}/attachments", send_attachment, methods=["POST"]),
]
