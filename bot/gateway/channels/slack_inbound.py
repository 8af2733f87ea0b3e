"""What Slack sends, checked by slack-bolt and cut down to what is worked with.

Called by the Slack adapter. A request is believed when its signature is right and at most five minutes
old. Of what is said in a channel only what is said to the assistant is kept, and what holds a secret.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Awaitable, Callable, Mapping

import structlog
from slack_bolt.adapter.starlette.async_handler import to_async_bolt_request, to_starlette_response
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from bot.gateway.channels.slack_place import Place
from bot.gateway.channels.slack_text import read
from bot.gateway.errors import ApiError
from bot.gateway.pairing import PATTERN
from bot.observability import place
from bot.text.masking import mask

# Addresses and numbers of a network are daily talk in a support channel; these are not.
SECRETS = frozenset({"licence-key", "password", "token", "srtp-key", "digest"})
_FILE = ("id", "name", "size", "url_private", "url_private_download")
log = structlog.get_logger(__name__)

_LONGEST_ID = 120
_ANY = re.compile("")


@dataclass(frozen=True)
class Heard:
    """One thing to keep: `update_id` is the same for a repetition."""

    update_id: str
    place: Place
    content: Mapping[str, Any]


class Ear:
    """Verifies and reads requests; `keep` is called with each thing to keep, before Slack gets its answer."""

    def __init__(self, signing_secret: str, token: str, keep: Callable[[Heard, list[str]], Awaitable[None]]) -> None:
        async def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
            # Without asking Slack, so that a message is kept also while Slack's API is away.
            return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, bot_token=token)

        self._app = AsyncApp(signing_secret=signing_secret, authorize=authorize, process_before_response=True)
        self._keep = keep
        self._app.event(_ANY)(self._event)
        self._app.action(_ANY)(self._action)

    async def hear(self, request: Request, body: bytes) -> tuple[Response, list[str]]:
        """Slack's answer, and the addresses with something new. Raises ApiError for what is not from Slack."""
        headers = request.headers
        stamp, signature = headers.get("x-slack-request-timestamp", "0"), headers.get("x-slack-signature", "")
        # Bolt takes both for what they should be.
        if not re.fullmatch(r"[0-9]{1,12}", stamp) or not signature.isascii():
            raise ApiError(401, "webhook_unsigned")
        kept: list[str] = []
        try:
            incoming = to_async_bolt_request(request, body, {"kept": kept})
        except (ValueError, TypeError, AttributeError, KeyError, RecursionError):
            raise ApiError(400, "bad_request") from None
        answer = to_starlette_response(await self._app.async_dispatch(incoming))
        if answer.status_code == 401:
            raise ApiError(401, "webhook_unsigned")
        return answer, kept

    async def _event(self, body: dict[str, Any], context: Mapping[str, Any]) -> None:
        heard = await run_in_threadpool(_understood, heard_event, body)
        if heard:
            await self._keep(heard, context["kept"])

    async def _action(
        self, ack: Callable[[], Awaitable[None]], body: dict[str, Any], context: Mapping[str, Any]
    ) -> None:
        heard = _understood(heard_action, body)
        if heard:
            await self._keep(heard, context["kept"])
        await ack()


def _understood(read_body: Callable[[Mapping[str, Any]], Heard | None], body: Mapping[str, Any]) -> Heard | None:
    try:
        return read_body(body)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        # Acknowledged all the same, or Slack would repeat it, and give our address up in the end.
        log.warning("request_unreadable", channel="slack", at=place(error))
        return None


def heard_event(body: Mapping[str, Any]) -> Heard | None:
    """A message to keep, None for all others. What a bot says is never answered."""
    event = body["event"]
    edited = event.get("subtype") == "message_changed"
    said = event.get("message") or {} if edited else event
    channel, user, bot = event.get("channel"), said.get("user"), _bot(body)
    if event["type"] not in ("message", "app_mention") or said.get("bot_id") or user in (None, bot):
        return None
    if not edited and event.get("subtype") not in (None, "file_share", "thread_broadcast") or not channel:
        return None
    raw = said.get("text") or ""
    if edited and raw == (event.get("previous_message") or {}).get("text"):
        return None  # a preview was added, not a word changed
    mentioned = event["type"] == "app_mention"
    if not mentioned and bot and f"<@{bot}>" in raw and not edited and not channel.startswith("D"):
        return None  # comes as app_mention, too
    text, in_thread = read(raw, bot), bool(said.get("thread_ts"))
    where = Place(body.get("team_id") or event.get("team") or "", channel, user, said.get("thread_ts") or "")
    content: dict[str, Any] = {"text": text, "edited": edited}
    if not where.private:
        secret = holds_secret(text)
        if not (mentioned or in_thread or secret):
            return None
        content.update(mentioned=mentioned, secret=secret, in_thread=in_thread)
        where = Place(where.team, channel, user, said.get("thread_ts") or said.get("ts") or "")
    files = [{name: file[name] for name in _FILE if file.get(name)} for file in said.get("files") or ()]
    content["files"] = [] if edited else files
    if not (text or files or mentioned):
        return None
    return Heard(str(body["event_id"])[:_LONGEST_ID], where, content)


def heard_action(body: Mapping[str, Any]) -> Heard | None:
    """A pressed button or a chosen option."""
    container, actions = body.get("container") or {}, body.get("actions") or ()
    channel = (body.get("channel") or {}).get("id") or container.get("channel_id")
    if not channel or not actions:
        return None
    action, message = actions[0], body.get("message") or {}
    pressed = action.get("value") or (action.get("selected_option") or {}).get("value") or ""
    user, team = body["user"]["id"], (body.get("team") or {}).get("id") or body["user"].get("team_id") or ""
    thread = container.get("thread_ts") or message.get("thread_ts") or ""
    content = {
        "pressed": pressed[:64],
        "ts": container.get("message_ts") or message.get("ts"),
        "ephemeral": bool(container.get("is_ephemeral")),
        "text": message.get("text") or "",
        "blocks": [block for block in message.get("blocks") or () if block.get("type") != "actions"],
    }
    mark = body.get("trigger_id") or f"{action.get('action_ts')}:{user}"
    return Heard(f"press:{mark}"[:_LONGEST_ID], Place(team, channel, user, thread), content)


def holds_secret(text: str) -> bool:
    """Whether a text holds what must not stand in a channel; a one-time code is such a thing, too."""
    if PATTERN.fullmatch(text):
        return True
    return any(secret.kind in SECRETS for secret in mask(text, lambda kind, value: "0").found)


def _bot(body: Mapping[str, Any]) -> str | None:
    for authorization in body.get("authorizations") or ():
        if authorization.get("is_bot"):
            return str(authorization["user_id"])
    return None
