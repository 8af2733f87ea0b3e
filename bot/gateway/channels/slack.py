"""Slack: what people say and press there; one conversation for each thread or direct message.

Requests are checked by `slack_inbound`; what is answered, and where, is the business of `slack_voice`.
"""

from __future__ import annotations

from typing import Any, Mapping, Sequence

from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.gateway.channels.adapter import LEAVE, TAKE, WEBHOOK_LIMIT
from bot.gateway.channels.courier import Choice, Office, Rejected
from bot.gateway.channels.slack_files import Files
from bot.gateway.channels.slack_inbound import Ear, Heard
from bot.gateway.channels.slack_place import Place
from bot.gateway.channels.slack_voice import Voice
from bot.gateway.channels.updates import Update
from bot.gateway.conversations import Conversation
from bot.gateway.errors import ApiError

_MOVE = "move:"


class Slack(Voice):
    """The app of `token` and `signing_secret`, at the Web API `api`; files up to `file_limit` bytes."""

    def __init__(
        self, office: Office, token: str, signing_secret: str, api: str, file_limit: int, redis_url: str = ""
    ) -> None:
        api = f"{api.rstrip('/')}/"
        super().__init__(office, token, api, redis_url)
        self._files = Files(token, api, file_limit)
        self._ear = Ear(signing_secret, token, self._keep)

    @property
    def routes(self) -> Sequence[BaseRoute]:
        paths = ("/slack/events", "/slack/interactive")
        return [Route(path, self.receive, methods=["POST"]) for path in paths]

    async def receive(self, request: Request) -> Response:
        """POST /slack/events and /slack/interactive"""
        body = await request.body()
        if len(body) > WEBHOOK_LIMIT:
            raise ApiError(413, "too_large", megabytes=WEBHOOK_LIMIT // 1024 // 1024)
        answer, kept = await self._ear.hear(request, body)
        # Yes first, work then: Slack repeats what is not answered within three seconds.
        answer.background = BackgroundTask(self.work_off, kept[0]) if kept else None
        return answer

    async def _keep(self, heard: Heard, kept: list[str]) -> None:
        address, updates = str(heard.place), self.office.updates
        if await run_in_threadpool(updates.keep, self.name, heard.update_id, address, heard.content):
            kept.append(address)

    async def handle(self, update: Update) -> None:
        place = Place.parse(update.address)
        if "pressed" in update.content:
            await self._pressed(place, update)
        else:
            await self._said(place, update)

    # What people say

    async def _said(self, place: Place, update: Update) -> None:
        content = update.content
        found = await self.found_at(place)
        if not place.private and not found and not content["mentioned"] and not content["secret"]:
            return  # people among themselves
        hint = None if found else await self.calls.locale(place.user)
        conversation = await self.enter(self._home(place, found), hint)
        if content.get("secret"):
            choices = [Choice(self.say(conversation, "go_private"), f"{_MOVE}{update.number}")]
            await self.whisper(place, self.say(conversation, "secret_in_public"), choices, content["in_thread"])
            await run_in_threadpool(self.office.updates.hold, update, conversation.id)
        elif content["edited"]:
            await self.ask_about_edit(conversation, update)
        else:
            await self._take(conversation, update)

    async def _take(self, conversation: Conversation, update: Update) -> None:
        text, files = update.content["text"], update.content["files"]
        if files:
            conversation = await self.in_private(conversation)
        for file in files:
            await self._fetch(conversation, file, f"{update.update_id}:{file.get('id')}")
        if text:
            await self.take_text(conversation, text, update.update_id)
        elif not files:
            await self.greet(conversation)

    async def _fetch(self, conversation: Conversation, file: Mapping[str, Any], key: str) -> None:
        name = str(file.get("name") or "file")
        try:
            async with self._files.fetch(file) as (stream, size):
                await self.take_file(conversation, name, stream, size, key)  # type: ignore[arg-type]
        except Rejected:
            await self.tell(conversation.address or "", self.say(conversation, "file_lost", name=name))

    @staticmethod
    def _home(place: Place, found: Conversation | None) -> str:
        return (found.address if found else None) or str(place.root if place.private else place)

    # What people press

    async def _pressed(self, place: Place, update: Update) -> None:
        pressed = update.content["pressed"]
        if pressed.startswith((_MOVE, TAKE, LEAVE)):
            return await self._decide(place, pressed, update)
        conversation = await self.found_at(place)
        if conversation is None:
            raise ApiError(422, "button_expired")  # somebody else's
        await self._settle_buttons(place, update)
        await self.take_button(await self.enter(conversation.address or "", None), pressed, update.update_id)

    async def _decide(self, place: Place, pressed: str, update: Update) -> None:
        """What becomes of a message that was set aside: its author says."""
        held = await self.set_aside(pressed)
        if held is None or not Place.parse(held.address).belongs_to(place):
            raise ApiError(422, "button_expired")
        await self._settle_buttons(place, update)
        origin = Place.parse(held.address)
        conversation = await self.enter(self._home(origin, await self.found_at(origin)), None)
        if pressed.startswith(LEAVE):
            await self.tell(update.address, self.say(conversation, "left"))
        else:
            conversation = await self.in_private(conversation) if pressed.startswith(_MOVE) else conversation
            await self._take(conversation, held)
        await run_in_threadpool(self.office.updates.drop, held)

    async def _settle_buttons(self, place: Place, update: Update) -> None:
        content = update.content
        if content["ts"] and not content["ephemeral"]:
            await self.calls.settle(place, content)
