"""What Telegram sends, checked and cut down to what is worked with.

Called by the Telegram adapter. A webhook call is believed when it carries the secret that the webhook was set with.
Of what a group talks about nothing is kept.
"""

from __future__ import annotations

import hmac
import json
from typing import Any

import structlog
from starlette.requests import Request
from telegram import Bot, Message
from telegram import Update as Incoming
from telegram.constants import ChatType

from bot.gateway.channels.adapter import WEBHOOK_LIMIT
from bot.gateway.errors import ApiError

log = structlog.get_logger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"


def check(request: Request, secret: bytes) -> None:
    """Raises ApiError for what is not from Telegram."""
    given = request.headers.get(SECRET_HEADER, "").encode("utf-8", "replace")
    if not hmac.compare_digest(given, secret):
        raise ApiError(401, "webhook_unsigned")


def read(body: bytes, bot: Bot) -> tuple[str, str | None, dict[str, Any]]:
    """The update's id, the address that it came from, and what of it is kept; no address where nothing is."""
    if len(body) > WEBHOOK_LIMIT:
        raise ApiError(413, "too_large", megabytes=WEBHOOK_LIMIT // 1024 // 1024)
    try:
        content = json.loads(body)
        update_id = str(int(content["update_id"]))
    except (ValueError, TypeError, KeyError, IndexError, RecursionError, OverflowError):
        raise ApiError(400, "bad_json") from None
    try:
        update = Incoming.de_json(content, bot)
        chat = update.effective_chat
    except (ValueError, TypeError, AttributeError, KeyError):
        # Acknowledged all the same, or Telegram would send it again and again before everything else.
        log.warning("update_unreadable", channel="telegram", update=update_id)
        return update_id, None, {}
    if chat is None or not (update.message or update.edited_message or update.callback_query):
        return update_id, None, {}
    if chat.type != ChatType.PRIVATE:
        language = update.effective_user.language_code if update.effective_user else None
        return update_id, str(chat.id), {"group": True, "language": language}
    return update_id, str(chat.id), content


def file_of(message: Message) -> tuple[str, str, int] | None:
    """Id, name and size of the document or photo of a message."""
    if message.document:
        file = message.document
        return file.file_id, file.file_name or "document", file.file_size or 0
    if message.photo:
        photo = message.photo[-1]  # the largest
        return photo.file_id, f"photo-{message.message_id}.jpg", photo.file_size or 0
    return None
