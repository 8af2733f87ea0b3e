"""Telegram: updates of a bot in, replies out, in private chats only.

Calls are checked and read by `telegram_inbound`. Everything is sent through python-telegram-bot, as plain
text, so nothing a person wrote can become markup.
"""

from __future__ import annotations

import io
import logging
import re
from contextlib import asynccontextmanager
from typing import AsyncIterator, Sequence

from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route
from telegram import Bot, CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, Message
from telegram import Update as Incoming
from telegram.constants import MessageLimit
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from bot.gateway.channels.adapter import LEAVE, TAKE, Adapter
from bot.gateway.channels.courier import Choice, Office, Rejected
from bot.gateway.channels.pace import NotYet, Pace
from bot.gateway.channels.splitting import split, utf16_length
from bot.gateway.channels.telegram_inbound import check, file_of, read
from bot.gateway.channels.updates import Update
from bot.gateway.conversations import Conversation
from bot.gateway.errors import ApiError

# https://core.telegram.org/bots/faq: a message a second in a chat, short bursts apart, and 30 a second in all.
OVERALL, CHAT = "30/second", "5/5 second"
MEGABYTES = 20  # https://core.telegram.org/bots/api#getfile
ROW = 28  # signs of the buttons that stand side by side
_COMMAND = re.compile(r"/start(?:@\w+)?(?:\s+(?P<code>\S+))?\s*")


class Telegram(Adapter):
    """The bot of `token`, with `secret` set at its webhook, at the Bot API server `api`."""

    name = "telegram"

    def __init__(self, office: Office, token: str, secret: str, api: str, redis_url: str = "") -> None:
        super().__init__(office, Pace(OVERALL, CHAT, redis_url))
        api = api.rstrip("/")
        self._bot = Bot(token, base_url=f"{api}/bot", base_file_url=f"{api}/file/bot")
        self._secret = secret.encode()
        # It would log the address of every call, and the token is part of it.
        logging.getLogger("httpx").setLevel(logging.WARNING)

    @property
    def routes(self) -> Sequence[BaseRoute]:
        return [Route("/telegram/webhook", self.receive, methods=["POST"])]

    async def receive(self, request: Request) -> Response:
        """POST /telegram/webhook"""
        check(request, self._secret)
        update_id, address, content = read(await request.body(), self._bot)
        if address is None:
            return JSONResponse({})
        kept = await run_in_threadpool(self.office.updates.keep, self.name, update_id, address, content)
        # Yes first, work then: Telegram waits for the answer before it sends what comes next.
        return JSONResponse({}, background=BackgroundTask(self.work_off, address) if kept else None)

    async def handle(self, update: Update) -> None:
        if update.content.get("group"):
            return await self._decline_group(update)
        incoming = Incoming.de_json(dict(update.content), self._bot)
        hint = incoming.effective_user.language_code if incoming.effective_user else None
        conversation = await self.enter(update.address, hint)
        if incoming.callback_query:
            await self._pressed(conversation, incoming.callback_query, update)
        elif incoming.edited_message:
            if incoming.edited_message.text or incoming.edited_message.caption:
                await self.ask_about_edit(conversation, update)
        elif incoming.message:
            await self._written(conversation, incoming.message, update)

    async def _decline_group(self, update: Update) -> None:
        updates, mark = self.office.updates, f"group:{update.address}"
        if not await run_in_threadpool(updates.knows, self.name, mark):
            await self.tell(update.address, self.words.say(update.content.get("language"), "channels.chat.group"))
            await run_in_threadpool(updates.note, self.name, mark)

    async def _written(self, conversation: Conversation, message: Message, update: Update) -> None:
        text = message.text or message.caption
        if start := _COMMAND.fullmatch(message.text or ""):
            code = start["code"]
            await (self.take_text(conversation, code, update.update_id) if code else self.greet(conversation))
            return
        file = file_of(message)
        if file:
            await self._fetch(conversation, *file, update)
        if text:
            await self.take_text(conversation, text, update.update_id)
        elif not file and message.effective_attachment:
            await self.tell(update.address, self.say(conversation, "unsupported"))

    async def _fetch(self, conversation: Conversation, file_id: str, name: str, size: int, update: Update) -> None:
        try:
            if size > MEGABYTES * 1024 * 1024:
                raise Rejected("file is too big")
            async with self._translated():
                file = await self._bot.get_file(file_id)
                content = io.BytesIO(await file.download_as_bytearray())
        except Rejected as error:
            kind = "file_too_big" if "too big" in str(error) else "file_lost"
            told = {"name": name, "megabytes": MEGABYTES, "address": self.office.website}
            return await self.tell(update.address, self.say(conversation, kind, **told))
        await self.take_file(conversation, name, content, len(content.getvalue()), f"{update.update_id}:file")

    async def _pressed(self, conversation: Conversation, query: CallbackQuery, update: Update) -> None:
        pressed = query.data or ""
        await self._settle_keyboard(query)
        if pressed.startswith((TAKE, LEAVE)):
            await self._decide_edit(conversation, pressed, update)
        else:
            await self.take_button(conversation, pressed[:64], update.update_id)

    async def _decide_edit(self, conversation: Conversation, pressed: str, update: Update) -> None:
        held = await self.set_aside(pressed)
        if held is None or held.address != update.address:
            raise ApiError(422, "button_expired")
        if pressed.startswith(TAKE):
            edited: Message = Incoming.de_json(dict(held.content), self._bot).edited_message
            await self.take_text(conversation, edited.text or edited.caption or "", held.update_id)
        else:
            await self.tell(update.address, self.say(conversation, "left"))
        await run_in_threadpool(self.office.updates.drop, held)

    async def _settle_keyboard(self, query: CallbackQuery) -> None:
        """Ends the waiting sign on the button and takes the buttons away; not worth a second attempt."""
        try:
            async with self._translated():
                await query.answer()
                if isinstance(query.message, Message):
                    await query.edit_message_reply_markup(None)
        except (NotYet, Rejected, TelegramError):
            return

    async def send(self, address: str, text: str, choices: Sequence[Choice], last: bool) -> None:
        await run_in_threadpool(self.pace.enter, self.name, address)
        async with self._translated():
            await self._bot.send_message(
                chat_id=int(address),
                text=text,
                reply_markup=_keyboard(choices),
                link_preview_options=LinkPreviewOptions(is_disabled=True),
            )

    def split(self, text: str) -> list[str]:
        return split(text, MessageLimit.MAX_TEXT_LENGTH, utf16_length)

    @asynccontextmanager
    async def _translated(self) -> AsyncIterator[None]:
        """Errors of the Bot API as ours; what is left means that Telegram is away."""
        try:
            yield
        except RetryAfter as error:
            wait = error.retry_after
            raise self.pace.close(wait if isinstance(wait, (int, float)) else wait.total_seconds()) from None
        except (BadRequest, Forbidden, ChatMigrated) as error:
            raise Rejected(error.message) from None


def _keyboard(choices: Sequence[Choice]) -> InlineKeyboardMarkup | None:
    """Short buttons side by side, long ones below each other."""
    rows: list[list[InlineKeyboardButton]] = []
    room = 0
    for choice in choices:
        button = InlineKeyboardButton(choice.title, callback_data=choice.press)
        room -= len(choice.title)
        if rows and room >= 0 and len(rows[-1]) < 3:
            rows[-1].append(button)
        else:
            rows.append([button])
            room = ROW - len(choice.title)
    return InlineKeyboardMarkup(rows) if rows else None
