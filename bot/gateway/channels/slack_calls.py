"""Calls of Slack's Web API with the bot's token: each made once, its errors as ours.

Made by the Slack adapter. Whether and when to try again is decided by who delivers; what is only a courtesy is done
without.
"""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import Any, AsyncIterator, Mapping, Sequence

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.gateway.channels.courier import Rejected
from bot.gateway.channels.pace import NotYet, Pace
from bot.gateway.channels.slack_place import Place

# Refusals that no later attempt changes.
_FINAL = frozenset(
    """channel_not_found not_in_channel is_archived msg_too_long no_text invalid_blocks invalid_blocks_format
    restricted_action user_not_found user_disabled users_not_found cannot_dm_bot user_not_visible message_not_found
    cant_update_message user_not_in_channel messages_tab_disabled""".split()
)
# What goes wrong with a call that is a courtesy and can be done without.
_DONE_WITHOUT = (NotYet, Rejected, SlackApiError, aiohttp.ClientError, asyncio.TimeoutError)
Blocks = Sequence[dict[str, Any]]


class Calls:
    """Calls to `api`; the pause that Slack asks for is told to `pace`. Texts are mrkdwn, written already."""

    def __init__(self, token: str, api: str, pace: Pace) -> None:
        self._client = AsyncWebClient(token, base_url=api, timeout=15, retry_handlers=[])
        self._pace = pace

    async def post(self, place: Place, text: str, blocks: Blocks) -> None:
        """Says something at a place, to all who are there."""
        async with self._translated():
            await self._client.chat_postMessage(
                channel=place.channel,
                text=text,
                blocks=blocks,
                thread_ts=place.thread or None,
                unfurl_links=False,
                unfurl_media=False,
            )

    async def whisper(self, place: Place, text: str, blocks: Blocks, threaded: bool) -> None:
        """Says something in a channel that only one person sees."""
        thread = place.thread if threaded else None
        async with self._translated():
            await self._client.chat_postEphemeral(
                channel=place.channel, user=place.user, text=text, blocks=blocks, thread_ts=thread
            )

    async def begin_thread(self, place: Place, text: str) -> Place:
        """The place of a new thread of the person's direct messages that `text` begins."""
        async with self._translated():
            opened = await self._client.conversations_open(users=place.user)
            channel = opened["channel"]["id"]
            root = await self._client.chat_postMessage(channel=channel, text=text)
        return Place(place.team, channel, place.user, root["ts"])

    async def locale(self, user: str) -> str | None:
        """The language of a person's Slack, a hint only."""
        try:
            async with self._translated():
                return str((await self._client.users_info(user=user, include_locale=True))["user"]["locale"])
        except (*_DONE_WITHOUT, KeyError):
            return None

    async def settle(self, place: Place, pressed: Mapping[str, Any]) -> None:
        """Takes the buttons of a message away of which one was `pressed`; not worth a second attempt."""
        try:
            async with self._translated():
                await self._client.chat_update(
                    channel=place.channel, ts=pressed["ts"], text=pressed["text"], blocks=pressed["blocks"]
                )
        except _DONE_WITHOUT:
            return

    @asynccontextmanager
    async def _translated(self) -> AsyncIterator[None]:
        """Errors of the Web API as ours; what is left means that Slack is away."""
        try:
            yield
        except SlackApiError as error:
            response = error.response
            if getattr(response, "status_code", 0) == 429:
                raise self._pace.close(float(response.headers.get("Retry-After", 1))) from None
            if response.get("error") in _FINAL:
                raise Rejected(response["error"]) from None
            raise
