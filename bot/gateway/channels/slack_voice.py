"""What is said to people in Slack, and where: in their thread, unseen by others, or in direct messages.

`slack.Slack` adds what comes from people. What a case knows never stands in a channel: as soon as a reply holds
anything of it, the conversation goes on in a thread of the person's direct messages.
"""

from __future__ import annotations

from typing import Any, Sequence

from starlette.concurrency import run_in_threadpool

from bot.gateway.channels.adapter import Adapter
from bot.gateway.channels.courier import Choice, Office, Rejected
from bot.gateway.channels.pace import Pace
from bot.gateway.channels.slack_calls import Calls
from bot.gateway.channels.slack_place import Place
from bot.gateway.channels.slack_text import SECTION, blocks, write, written_length
from bot.gateway.channels.splitting import split
from bot.gateway.conversations import Conversation
from bot.gateway.messages import Message

# https://docs.slack.dev/apis/web-api/rate-limits: a message a second in a channel, short bursts apart.
OVERALL, CHANNEL = "50/second", "5/5 second"


class Voice(Adapter):
    """The way out to a workspace, by the app of `token`, at the Web API `api`."""

    name = "slack"

    def __init__(self, office: Office, token: str, api: str, redis_url: str = "") -> None:
        super().__init__(office, Pace(OVERALL, CHANNEL, redis_url))
        self.calls = Calls(token, api, self.pace)

    async def found_at(self, place: Place) -> Conversation | None:
        """The conversation at a place; in direct messages a thread without one is part of the whole."""
        at = self.office.conversations.at
        found = await run_in_threadpool(at, self.name, str(place))
        if found is None and place.private:
            found = await run_in_threadpool(at, self.name, str(place.root))
        return found

    async def tell(self, address: str, text: str, choices: Sequence[Choice] = ()) -> None:
        place = Place.parse(address)
        if place.private:
            return await super().tell(address, text, choices)
        found = await self.found_at(place)
        await self.whisper(place, text, choices, threaded=bool(found and found.language))

    async def whisper(self, place: Place, text: str, choices: Sequence[Choice], threaded: bool) -> None:
        """Says something in a channel that only one person sees."""
        await run_in_threadpool(self.pace.enter, self.name, place.channel)
        shown = await self._blocks(str(place), text, choices)
        try:
            await self.calls.whisper(place, write(text), shown, threaded)
        except Rejected:
            return

    async def carry(self, conversation: Conversation, message: Message) -> None:
        if await self._confidential(conversation, message):
            conversation = await self.in_private(conversation)
        await super().carry(conversation, message)

    async def _confidential(self, conversation: Conversation, message: Message) -> bool:
        """Whether a reply tells what was not said in the channel: a card, news, or anything once we know more."""
        if message.reply_to is None or message.content.get("data") or conversation.identity_id:
            return True
        case = await run_in_threadpool(self.office.inbox.turns.cases.load, conversation.id) or {}
        known = (case.get("licence") or {}).get("reference")
        return bool(known or any(case.get(name) for name in ("ticket_id", "existing_ticket", "attachments")))

    async def in_private(self, conversation: Conversation) -> Conversation:
        """The conversation, led from a channel to a thread of the person's direct messages."""
        place = Place.parse(conversation.address or "")
        if place.private:
            return conversation
        # The only markup that is not a person's: the name of the channel, shown by Slack.
        first = write(self.say(conversation, "moved_here", channel="\0")).replace("\0", f"<#{place.channel}>")
        direct = await self.calls.begin_thread(place, first)
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
        await self.calls.post(place, write(text), await self._blocks(address, text, choices))

    async def _blocks(self, address: str, text: str, choices: Sequence[Choice]) -> list[dict[str, Any]]:
        language = await self.language(address)
        choose, change = (self.words.say(language, f"channels.chat.{key}") for key in ("choose", "change"))
        return blocks(text, choices, choose, change)

    def split(self, text: str) -> list[str]:
        return split(text, SECTION, written_length)
