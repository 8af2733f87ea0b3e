"""The one private channel into Rasa: the gateway posts a turn, the answer carries all replies.

Called only by the gateway, over loopback or a private network, with the shared secret; nobody else
is answered. A pressed button arrives as a command, which becomes parse data and is never parsed as
text; typed text can therefore never be a command.
"""

from __future__ import annotations

import hmac
import time
from typing import Any, Awaitable, Callable, Dict, List, Optional

import structlog
from prometheus_client import CONTENT_TYPE_LATEST, Counter, Histogram, generate_latest
from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot import settings
from bot.rasa import patches
from bot.rasa.endpoint import unanswered
from bot.rasa.entities import entity

log = structlog.get_logger(__name__)
seconds = Histogram("intake_rasa_turn_seconds", "Time of one turn in this Rasa server, its action included")
silent = Counter("intake_silent_turns", "Turns to which no action said anything")  # as in the gateway's metrics
failures = Counter("intake_rasa_turn_failures", "Turns that ended in an error")
patches.apply()

HEADER = "X-Intake-Secret"
# Counts and a yes or no: who scrapes or probes need not know the secret that opens everything else.
OPEN = ("/webhooks/intake/metrics", "/webhooks/intake/ready")
# In front of a typed slash it keeps Rasa from reading the text as an intent.
WORD_JOINER = "\u2060"


class Collector(OutputChannel):
    """Collects the replies of one turn, each whole: text, buttons and data together."""

    def __init__(self) -> None:
        self.messages: List[Dict[str, Any]] = []

    @classmethod
    def name(cls) -> str:
        return "intake"

    async def send_response(self, recipient_id: str, message: Dict[str, Any]) -> None:
        data = dict(message.get("custom") or {})
        reply: Dict[str, Any] = {"text": message.get("text") or ""}
        if message.get("buttons"):
            reply["buttons"] = message["buttons"]
        self.language = data.pop("language", None)
        if data:
            reply["data"] = data
        self.messages.append(reply)

    language: Optional[str] = None


class IntakeChannel(InputChannel):
    """`POST /webhooks/intake/turn` with `{"sender", "text", "metadata"}` -> `{"messages", "language"}`."""

    def __init__(self, secret: str) -> None:
        self._secret = secret

    @classmethod
    def name(cls) -> str:
        return "intake"

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[str, Any]]) -> InputChannel:
        secret = settings.load().secret
        if not secret:
            raise settings.SettingsError("INTAKE_SECRET is empty; Rasa refuses to listen without the shared secret")
        return cls(secret)

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        routes = Blueprint("intake_channel", __name__)

        @routes.middleware("request")
        async def guard(request: Request) -> Optional[HTTPResponse]:
            # Bytes that are no UTF-8 come as surrogates and are a wrong secret like any other.
            given = request.headers.get(HEADER, "").encode("utf-8", "surrogateescape")
            if request.path in OPEN or hmac.compare_digest(given, self._secret.encode()):
                return None
            return response.json({"error": {"code": "forbidden", "message": "wrong secret"}}, status=403)

        @routes.route("/ready", methods=["GET"])
        async def ready(request: Request) -> HTTPResponse:
            loaded = request.app.ctx.agent is not None and request.app.ctx.agent.is_ready()
            return response.json({"model": loaded}, status=200 if loaded else 503)

        @routes.route("/metrics", methods=["GET"])
        async def metrics(request: Request) -> HTTPResponse:
            return response.raw(generate_latest(), content_type=CONTENT_TYPE_LATEST)

        @routes.route("/turn", methods=["POST"])
        async def turn(request: Request) -> HTTPResponse:
            body = request.json
            collector = Collector()
            turn_id = (body.get("metadata") or {}).get("message_id")
            structlog.contextvars.bind_contextvars(conversation=body.get("sender"), turn=turn_id)
            started = time.monotonic()
            away: List[str] = []
            unanswered.set(away)
            try:
                await on_new_message(user_message(body, collector))
            except Exception:
                failures.inc()
                log.exception("turn_failed")
                return response.json({"error": {"code": "turn_failed", "message": "see the log"}}, status=500)
            seconds.observe(time.monotonic() - started)
            if away or not collector.messages:
                # Rasa would call this turn done. It is not: the gateway keeps it and sends it again.
                code = "actions_away" if away else "no_answer"
                (failures if away else silent).inc()
                log.warning("turn_without_answer", why=code)
                return response.json({"error": {"code": code, "message": "send it again"}}, 503 if away else 500)
            log.info("turn", replies=len(collector.messages), language=collector.language)
            return response.json({"messages": collector.messages, "language": collector.language})

        return routes


def user_message(body: Dict[str, Any], collector: OutputChannel) -> UserMessage:
    """The turn as Rasa's message; a command becomes parse data."""
    metadata = dict(body.get("metadata") or {})
    text = str(body.get("text") or "")
    command = metadata.get("command")
    parse_data = None
    if command:
        language = metadata.get("language") or metadata.get("hint") or "en"
        parse_data = {
            "text": text,
            "intent": {"name": str(command["intent"]), "confidence": 1.0},
            "entities": [entity("language", language)],
        }
    elif text.lstrip().startswith("/"):
        text = WORD_JOINER + text
    return UserMessage(
        text,
        collector,
        str(body["sender"]),
        input_channel="intake",
        message_id=metadata.get("message_id"),
        metadata=metadata,
        parse_data=parse_data,
    )
