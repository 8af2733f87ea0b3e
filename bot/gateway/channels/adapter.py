"""What all adapters have in common: working off kept updates in order, and carrying replies out once.

`telegram.Telegram` and `slack.Slack` add what their service is like. Nothing is acknowledged here that
is not kept, and nothing counts as delivered that the service did not take.
"""

from __future__ import annotations

import asyncio
import re
import uuid
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any, BinaryIO, Sequence

import structlog
from starlette.concurrency import run_in_threadpool
from starlette.routing import BaseRoute

from bot.gateway.attachments import shown_name
from bot.gateway.channels.pace import NotYet, Pace
from bot.gateway.channels.updates import Update, Updates
from bot.gateway.conversations import Conversation, Conversations
from bot.gateway.errors import ApiError, place
from bot.gateway.inbox import Inbox, Taken
from bot.gateway.limits import LimitRules, Limits
from bot.gateway.messages import Message
from bot.gateway.pairing import PATTERN, Pairing
from bot.gateway.turns import RETRY_SECONDS

log = structlog.get_logger(__name__)

WEBHOOK_LIMIT = 1024 * 1024  # no update of either service comes near; files come by reference
LEASE = 120.0  # longer than a turn and the way of a file together
GIVE_UP = 20  # attempts, about a quarter of an hour
PATIENCE = 3.0  # a pause this short is waited for, so that an answer of several messages arrives in one go
# Buttons on what is set aside; everything else that comes back is a token of the assistant's.
TAKE, LEAVE = "take:", "leave:"
# The same notice is not repeated more often than this.
NOTICES = LimitRules(conversation="1/minute")


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


class Adapter(ABC):
    """One channel. `pace` limits what is sent."""

    name: str

    def __init__(self, office: Office, pace: Pace) -> None:
        self.office = office
        self.words = office.inbox.words
        self.pace = pace
        self._tasks: set[asyncio.Task[None]] = set()
        self._sent: dict[tuple[str, int], int] = {}  # parts of a reply that has not arrived whole

    @property
    @abstractmethod
    def routes(self) -> Sequence[BaseRoute]:
        """The webhooks."""

    @abstractmethod
    async def handle(self, update: Update) -> None:
        """Works off one update; may be called again with the same one after a failure."""

    @abstractmethod
    async def send(self, address: str, text: str, choices: Sequence[Choice], last: bool) -> None:
        """Sends one message. Raises NotYet, Rejected, or anything else while the service is away."""

    @abstractmethod
    def split(self, text: str) -> list[str]:
        """`text` in pieces of the size of one message."""

    # In: kept updates

    async def work(self) -> None:
        """Starts on every address with something due; a slow one does not hold up the others."""
        for address in await run_in_threadpool(self.office.updates.due, self.name):
            task = asyncio.create_task(self.work_off(address))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def work_off(self, address: str) -> None:
        """Works off what an address sent, in order, until nothing is due."""
        updates = self.office.updates
        while (update := await run_in_threadpool(updates.claim, self.name, address, LEASE)) is not None:
            try:
                await self._handle(update)
            except NotYet as pause:
                await run_in_threadpool(updates.postpone, update, pause.seconds, update.attempts)
                return
            except Exception as error:
                log.warning("update_failed", channel=self.name, error=type(error).__name__, at=place(error))
                if update.attempts < GIVE_UP:
                    seconds = RETRY_SECONDS[min(update.attempts, len(RETRY_SECONDS) - 1)]
                    await run_in_threadpool(updates.postpone, update, seconds, update.attempts + 1)
                    return
                log.error("update_given_up", channel=self.name, update=update.update_id)
                await self._apologise(update)
            await run_in_threadpool(updates.done, update)

    async def _handle(self, update: Update) -> None:
        try:
            await self.handle(update)
        except ApiError as refusal:
            language = await self.language(update.address)
            text = self.words.say(language, f"channels.error.{refusal.code}", **refusal.params)
            if refusal.status not in (429, 503):
                await self.tell(update.address, text)
                return
            # Not lost: the update waits for its turn.
            if await self._first_notice(update.address):
                await self.tell(update.address, text)
            raise NotYet(float(refusal.params["seconds"])) from None

    async def _apologise(self, update: Update) -> None:
        try:
            await self.tell(update.address, self.words.say(await self.language(update.address), "channels.parked"))
        except Exception as error:
            log.warning("apology_failed", channel=self.name, error=type(error).__name__)

    async def enter(self, address: str, hint: str | None) -> Conversation:
        """The conversation at an address, opened if there is none; counted against its limits."""
        at, limits = self.office.conversations.at, self.office.limits
        found = await run_in_threadpool(at, self.name, address) or await self._open(address, self.words.known(hint))
        await run_in_threadpool(lambda: limits.check(conversation=found.id, identity=found.identity_id))
        return found

    async def _open(self, address: str, hint: str | None) -> Conversation:
        open_one = self.office.conversations.open
        opened, _ = await run_in_threadpool(lambda: open_one(self.name, address=address, hint=hint))
        return opened

    async def take_text(self, conversation: Conversation, text: str, key: str) -> None:
        """A typed message, or a one-time code that leads here what was begun on the website."""
        if PATTERN.fullmatch(text):
            await self._redeem(conversation, text, key)
        else:
            await self._answer(conversation, await self.office.inbox.text(conversation, text, key))

    async def take_button(self, conversation: Conversation, token: str, key: str) -> None:
        """A pressed button of the last turn. Raises ApiError for another one."""
        await self._answer(conversation, await self.office.inbox.button(conversation, token, key))

    async def take_file(self, conversation: Conversation, name: str, stream: BinaryIO, size: int, key: str) -> None:
        """A file; what comes of it is told like any answer."""
        name = shown_name(name)
        await self._answer(conversation, await self.office.inbox.attachment(conversation, name, stream, size, key))

    async def greet(self, conversation: Conversation) -> None:
        """Lets the assistant say what it is there for."""
        await self._answer(conversation, await self.office.inbox.open(conversation))

    async def ask_about_edit(self, conversation: Conversation, update: Update) -> None:
        """Asks what should become of a message that was changed after it was read, and sets it aside until then."""
        choices = [
            Choice(self.say(conversation, "take"), f"{TAKE}{update.number}"),
            Choice(self.say(conversation, "leave"), f"{LEAVE}{update.number}"),
        ]
        await self.tell(conversation.address or "", self.say(conversation, "edited"), choices)
        await run_in_threadpool(self.office.updates.hold, update, conversation.id)

    async def set_aside(self, pressed: str) -> Update | None:
        """The update that a button speaks of; the caller makes sure that it is its author who pressed."""
        number = pressed.partition(":")[2]
        if not re.fullmatch(r"[0-9]{1,9}", number):
            return None
        return await run_in_threadpool(self.office.updates.held, self.name, int(number))

    async def _redeem(self, conversation: Conversation, code: str, key: str) -> None:
        address = conversation.address or ""
        await run_in_threadpool(lambda: self.office.limits.check(login=f"{self.name}:{address}"))
        found = await run_in_threadpool(self.office.pairing.redeem, code, self.name, address)
        linked = await run_in_threadpool(self.office.conversations.load, found) if found else None
        here = linked or conversation
        say = "channels.linked" if linked else "channels.not_linked"
        text = self.words.say(here.language or conversation.hint, say)
        await run_in_threadpool(lambda: self.office.inbox.messages.say(here.id, text, key=key, deliver=True))
        await self.deliver_waiting(here.id)

    async def _answer(self, conversation: Conversation, taken: Taken) -> None:
        address = conversation.address or ""
        if not taken.answered and await self._first_notice(address):
            await self.tell(address, self.words.say(conversation.language or conversation.hint, "channels.kept"))
        await self.deliver_waiting(conversation.id)

    async def _first_notice(self, address: str) -> bool:
        try:
            await run_in_threadpool(lambda: self.office.notices.check(conversation=f"{self.name}:{address}"))
        except ApiError:
            return False
        return True

    # Out: replies and notices

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
