"""Carries replies out of the gateway to the people of one channel, each once and in order.

`adapter.Adapter` adds the way in, `telegram.Telegram` and `slack.Slack` what their service is like.
Nothing counts as delivered that the service did not take.
"""

from __future__ import annotations

import asyncio
import uuid
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any, Sequence

import structlog
from starlette.concurrency import run_in_threadpool

from bot.gateway.channels.pace import NotYet, Pace
from bot.gateway.channels.updates import Updates
from bot.gateway.conversations import Conversation, Conversations
from bot.gateway.inbox import Inbox
from bot.gateway.limits import Limits
from bot.gateway.messages import Message
from bot.gateway.pairing import Pairing

log = structlog.get_logger(__name__)

LEASE = 120.0  # longer than a turn and the way of a file together
PATIENCE = 3.0  # a pause this short is waited for, so that an answer of several messages arrives in one go


class Rejected(Exception):
    """The service refuses for good; another attempt would change nothing."""


@dataclass(frozen=True)
class Choice:
    """A button: `press` is what comes back, opaque and under 64 bytes; `change` marks a row of a card."""

    title: str
    press: str
    change: bool = False


@dataclass(frozen=True)
class Office:
    """What adapters work with; `website` is the address of the chat on the web."""

    inbox: Inbox
    conversations: Conversations
    pairing: Pairing
    limits: Limits
    notices: Limits
    updates: Updates
    website: str


class Courier(ABC):
    """The way out of one channel. `pace` limits what is sent."""

    name: str

    def __init__(self, office: Office, pace: Pace) -> None:
        self.office = office
        self.words = office.inbox.words
        self.pace = pace
        self._sent: dict[tuple[str, int], int] = {}  # parts of a reply that has not arrived whole

    @abstractmethod
    async def send(self, address: str, text: str, choices: Sequence[Choice], last: bool) -> None:
        """Sends one message. Raises NotYet, Rejected, or anything else while the service is away."""

    @abstractmethod
    def split(self, text: str) -> list[str]:
        """`text` in pieces of the size of one message."""

    async def language(self, address: str, hint: str | None = None) -> str | None:
        """The language spoken at an address."""
        found = await run_in_threadpool(self.office.conversations.at, self.name, address)
        return (found.language or found.hint if found else None) or self.words.known(hint)

    def say(self, conversation: Conversation, key: str, **params: Any) -> str:
        """One of the texts for chats, in the language of the conversation."""
        return self.words.say(conversation.language or conversation.hint, f"channels.chat.{key}", **params)

    async def tell(self, address: str, text: str, choices: Sequence[Choice] = ()) -> None:
        """Says something that is not part of the conversation's history."""
        try:
            await self.send(address, text, choices, True)
        except Rejected as error:
            log.warning("notice_rejected", channel=self.name, reason=str(error))

    async def deliver_waiting(self, conversation_id: str) -> None:
        """Carries out what waits for one conversation; what fails is left to the background."""
        waiting = await run_in_threadpool(lambda: self.office.inbox.messages.undelivered(self.name, limit=1000))
        for message in (one for one in waiting if one.conversation_id == conversation_id):
            conversation = await run_in_threadpool(self.office.conversations.load, conversation_id)
            if conversation is None:
                return
            try:
                await self._deliver_patiently(conversation, message)
            except Exception as error:
                log.info("delivery_waits", channel=self.name, error=type(error).__name__)
                return

    async def _deliver_patiently(self, conversation: Conversation, message: Message) -> None:
        for _ in range(5):
            try:
                return await self.deliver(conversation, message)
            except NotYet as pause:
                if pause.seconds > PATIENCE:
                    raise
                await asyncio.sleep(pause.seconds)
        await self.deliver(conversation, message)

    async def deliver(self, conversation: Conversation, message: Message) -> None:
        """Delivers one reply, once, also when several workers try; raises when it has to wait."""
        conversations, owner = self.office.conversations, uuid.uuid4().hex
        if not await run_in_threadpool(conversations.acquire, conversation.id, owner, LEASE):
            raise NotYet(1.0)
        try:
            if await run_in_threadpool(self.office.inbox.messages.status, message) == "waiting":
                current = await run_in_threadpool(conversations.load, conversation.id)
                if current is None or current.channel != self.name:
                    raise NotYet(1.0)  # it went on elsewhere meanwhile
                await self.carry(current, message)
                await run_in_threadpool(self.office.inbox.messages.delivered, message)
        finally:
            await run_in_threadpool(conversations.release, conversation.id, owner)

    async def carry(self, conversation: Conversation, message: Message) -> None:
        """Sends a reply piece by piece; after a failure it goes on with the piece that failed."""
        language = conversation.language or conversation.hint
        pieces, mark = self.split(message.text), (message.conversation_id, message.seq)
        for number in range(self._sent.get(mark, 0), len(pieces)):
            last = number == len(pieces) - 1
            try:
                choices = self._choices(message, language) if last else ()
                await self.send(conversation.address or "", pieces[number], choices, last)
            except Rejected as error:
                log.error("reply_rejected", channel=self.name, conversation=conversation.id, reason=str(error))
                break
            self._sent[mark] = number + 1
        self._sent.pop(mark, None)

    def _choices(self, message: Message, language: str | None) -> list[Choice]:
        data: Any = message.content.get("data") or {}
        shown = [Choice(button["title"], button["button"]) for button in message.content.get("buttons", ())]
        for row in data.get("rows", ()) if isinstance(data, dict) else ():
            if row.get("button"):
                title = self.words.say(language, "widget.summary.change_row", label=row["label"])
                shown.append(Choice(title, row["button"], change=True))
        return shown
