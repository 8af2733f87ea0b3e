"""What all adapters have in common on the way in: keeping updates, and working them off in order.

The way out is `courier.Courier`; `telegram.Telegram` and `slack.Slack` add what their service is like.
Nothing is acknowledged here that is not kept.
"""

from __future__ import annotations

import asyncio
import re
from abc import abstractmethod
from typing import BinaryIO, Sequence

import structlog
from starlette.concurrency import run_in_threadpool
from starlette.routing import BaseRoute

from bot.gateway.attachments import shown_name
from bot.gateway.channels.courier import LEASE, Choice, Courier, Office
from bot.gateway.channels.pace import NotYet, Pace
from bot.gateway.channels.updates import Update
from bot.gateway.conversations import Conversation
from bot.gateway.errors import ApiError
from bot.gateway.inbox import Taken
from bot.gateway.limits import LimitRules
from bot.gateway.pairing import PATTERN
from bot.gateway.turns import RETRY_SECONDS
from bot.observability import place

log = structlog.get_logger(__name__)

WEBHOOK_LIMIT = 1024 * 1024  # no update of either service comes near; files come by reference
GIVE_UP = 20  # attempts, about a quarter of an hour
# Buttons on what is set aside; everything else that comes back is a token of the assistant's.
TAKE, LEAVE = "take:", "leave:"
# The same notice is not repeated more often than this.
NOTICES = LimitRules(conversation="1/minute")


class Adapter(Courier):
    """One channel, in and out."""

    def __init__(self, office: Office, pace: Pace) -> None:
        super().__init__(office, pace)
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    @abstractmethod
    def routes(self) -> Sequence[BaseRoute]:
        """The webhooks."""

    @abstractmethod
    async def handle(self, update: Update) -> None:
        """Works off one update; may be called again with the same one after a failure."""

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
