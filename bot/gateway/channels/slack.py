"""Slack: messages to the assistant in, replies out; one conversation for each thread or direct message.

What a case knows never stands in a channel: as soon as a reply holds anything of it, the conversation
goes on in a thread of the person's direct messages. Requests are checked by `slack_inbound`, everything
is sent through slack_sdk.
"""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import Any, AsyncIterator, Mapping, Sequence

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.gateway.channels.adapter import LEAVE, TAKE, WEBHOOK_LIMIT, Adapter
from bot.gateway.channels.courier import Choice, Office, Rejected
from bot.gateway.channels.pace import NotYet, Pace
from bot.gateway.channels.slack_files import Files
from bot.gateway.channels.slack_inbound import Ear, Heard
from bot.gateway.channels.slack_place import Place
from bot.gateway.channels.slack_text import SECTION, blocks, write, written_length
from bot.gateway.channels.splitting import split
from bot.gateway.channels.updates import Update
from bot.gateway.conversations import Conversation
from bot.gateway.errors import ApiError
from bot.gateway.messages import Message

# https://docs.slack.dev/apis/web-api/rate-limits: a message a second in a channel, short bursts apart.
OVERALL, CHANNEL = "50/second", "5/5 second"
# Refusals that no later attempt changes.
_FINAL = frozenset(
    """channel_not_found not_in_channel is_archived msg_too_long no_text invalid_blocks invalid_blocks_format
    restricted_action user_not_found user_disabled users_not_found cannot_dm_bot user_not_visible message_not_found
    cant_update_message user_not_in_channel messages_tab_disabled""".split()
)
_MOVE = "move:"
# What goes wrong with a call that is a courtesy and can be done without.
_DONE_WITHOUT = (NotYet, Rejected, SlackApiError, aiohttp.ClientError, asyncio.TimeoutError)


class Slack(Adapter):
    """The app of `token` and `signing_secret`, at the Web API `api`; files up to `file_limit` bytes."""

    name = "slack"

    def __init__(
        self, office: Office, token: str, signing_secret: str, api: str, file_limit: int, redis_url: str = ""
    ) -> None:
        super().__init__(office, Pace(OVERALL, CHANNEL, redis_url))
        api = f"{api.rstrip('/')}/"
        # Whether and when to try again is decided by who delivers.
        self._client = AsyncWebClient(token, base_url=api, timeout=15, retry_handlers=[])
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
        found = await self._at(place)
        if not place.private and not found and not content["mentioned"] and not content["secret"]:
            return  # people among themselves
        hint = None if found else await self._locale(place.user)
        conversation = await self.enter(self._home(place, found), hint)
        if content.get("secret"):
            choices = [Choice(self.say(conversation, "go_private"), f"{_MOVE}{update.number}")]
            await self._whisper(place, self.say(conversation, "secret_in_public"), choices, content["in_thread"])
            await run_in_threadpool(self.office.updates.hold, update, conversation.id)
        elif content["edited"]:
            await self.ask_about_edit(conversation, update)
        else:
            await self._take(conversation, update)

    async def _take(self, conversation: Conversation, update: Update) -> None:
        text, files = update.content["text"], update.content["files"]
        if files:
            conversation = await self._in_private(conversation)
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

    async def _at(self, place: Place) -> Conversation | None:
        """The conversation at a place; in direct messages a thread without one is part of the whole."""
        at = self.office.conversations.at
        found = await run_in_threadpool(at, self.name, str(place))
        if found is None and place.private:
            found = await run_in_threadpool(at, self.name, str(place.root))
        return found

    @staticmethod
    def _home(place: Place, found: Conversation | None) -> str:
        return (found.address if found else None) or str(place.root if place.private else place)

    async def _locale(self, user: str) -> str | None:
        try:
            async with self._translated():
                return str((await self._client.users_info(user=user, include_locale=True))["user"]["locale"])
        except (*_DONE_WITHOUT, KeyError):
            return None  # a hint only

    # What people press

    async def _pressed(self, place: Place, update: Update) -> None:
        pressed = update.content["pressed"]
        if pressed.startswith((_MOVE, TAKE, LEAVE)):
            return await self._decide(place, pressed, update)
        conversation = await self._at(place)
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
        conversation = await self.enter(self._home(origin, await self._at(origin)), None)
        if pressed.startswith(LEAVE):
            await self.tell(update.address, self.say(conversation, "left"))
        else:
            conversation = await self._in_private(conversation) if pressed.startswith(_MOVE) else conversation
            await self._take(conversation, held)
        await run_in_threadpool(self.office.updates.drop, held)

    async def _settle_buttons(self, place: Place, update: Update) -> None:
        """Takes the buttons away; not worth a second attempt."""
        content = update.content
        if content["ephemeral"] or not content["ts"]:
            return
        try:
            async with self._translated():
                await self._client.chat_update(
                    channel=place.channel, ts=content["ts"], text=content["text"], blocks=content["blocks"]
                )
        except _DONE_WITHOUT:
            return

    # What is said to people

    async def tell(self, address: str, text: str, choices: Sequence[Choice] = ()) -> None:
        place = Place.parse(address)
        if place.private:
            return await super().tell(address, text, choices)
        found = await self._at(place)
        await self._whisper(place, text, choices, threaded=bool(found and found.language))

    async def _whisper(self, place: Place, text: str, choices: Sequence[Choice], threaded: bool) -> None:
        """Says something in a channel that only one person sees."""
        await run_in_threadpool(self.pace.enter, self.name, place.channel)
        shown = await self._blocks(str(place), text, choices)
        thread = place.thread if threaded else None
        try:
            async with self._translated():
                await self._client.chat_postEphemeral(
                    channel=place.channel, user=place.user, text=write(text), blocks=shown, thread_ts=thread
                )
        except Rejected:
            return

    async def carry(self, conversation: Conversation, message: Message) -> None:
        if await self._confidential(conversation, message):
            conversation = await self._in_private(conversation)
        await super().carry(conversation, message)

    async def _confidential(self, conversation: Conversation, message: Message) -> bool:
        """Whether a reply tells what was not said in the channel: a card, news, or anything once we know more."""
        if message.reply_to is None or message.content.get("data") or conversation.identity_id:
            return True
        case = await run_in_threadpool(self.office.inbox.turns.cases.load, conversation.id) or {}
        known = (case.get("licence") or {}).get("reference")
        return bool(known or any(case.get(name) for name in ("ticket_id", "existing_ticket", "attachments")))

    async def _in_private(self, conversation: Conversation) -> Conversation:
        """The conversation, led from a channel to a thread of the person's direct messages."""
        place = Place.parse(conversation.address or "")
        if place.private:
            return conversation
        async with self._translated():
            opened = await self._client.conversations_open(users=place.user)
            channel = opened["channel"]["id"]
            here = self.say(conversation, "moved_here", channel="\0")
            # The only markup that is not a person's: the name of the channel, shown by Slack.
            first = write(here).replace("\0", f"<#{place.channel}>")
            root = await self._client.chat_postMessage(channel=channel, text=first)
        direct = Place(place.team, channel, place.user, root["ts"])
        known = await run_in_threadpool(self.office.conversations.at, self.name, str(direct.root))
        identity = known.identity_id if known else None
        moved = await run_in_threadpool(self.office.conversations.move, conversation.id, str(direct), identity)
        await self._announce_move(place, conversation)
        return moved

    async def _announce_move(self, place: Place, conversation: Conversation) -> None:
        try:
            await self.send(str(place), self.say(conversation, "moved"), (), True)
        except Exception:
            return  # the person sees the direct message

    async def send(self, address: str, text: str, choices: Sequence[Choice], last: bool) -> None:
        place = Place.parse(address)
        await run_in_threadpool(self.pace.enter, self.name, place.channel)
        shown = await self._blocks(address, text, choices)
        async with self._translated():
            await self._client.chat_postMessage(
                channel=place.channel,
                text=write(text),
                blocks=shown,
                thread_ts=place.thread or None,
                unfurl_links=False,
                unfurl_media=False,
            )

    async def _blocks(self, address: str, text: str, choices: Sequence[Choice]) -> list[dict[str, Any]]:
        language = await self.language(address)
        choose, change = (self.words.say(language, f"channels.chat.{key}") for key in ("choose", "change"))
        return blocks(text, choices, choose, change)

    def split(self, text: str) -> list[str]:
        return split(text, SECTION, written_length)

    @asynccontextmanager
    async def _translated(self) -> AsyncIterator[None]:
        """Errors of the Web API as ours; what is left means that Slack is away."""
        try:
            yield
        except SlackApiError as error:
            response = error.response
            if getattr(response, "status_code", 0) == 429:
                raise self.pace.close(float(response.headers.get("Retry-After", 1))) from None
            if response.get("error") in _FINAL:
                raise Rejected(response["error"]) from None
            raise
