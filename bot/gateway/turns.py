"""Works off stored messages: in order for each conversation, once, and again after a failure or crash.

`Turns.settle` is called with a message that was just stored and waits for its answer; `Turns.run`
goes on in the background with everything that is still pending. A message leaves the state
`pending` only together with its stored answer.
"""

from __future__ import annotations

import asyncio
import time
import uuid
from dataclasses import dataclass, field
from typing import Any, Awaitable, Callable, Mapping, Protocol, Sequence
from weakref import WeakValueDictionary

import structlog
from starlette.concurrency import run_in_threadpool

from bot.gateway.cleaning import neutral
from bot.gateway.conversations import Conversation, Conversations
from bot.gateway.errors import place
from bot.gateway.messages import Message, Messages
from bot.gateway.metrics import Metrics
from bot.gateway.rasa import Answer, Rasa, RasaAway, RasaRefused
from bot.gateway.words import Words

log = structlog.get_logger(__name__)

# What of a stored message goes to Rasa beside its text.
_TOLD = ("command", "handoff", "person")
RETRY_SECONDS = (1, 2, 5, 10, 30, 60)
# A message that a reachable Rasa refuses this often is set aside, so that it does not hold up the next ones.
REFUSALS = 12


class Cases(Protocol):
    """The case store (bot.tickets.cases.CaseStore): what is known of a conversation's case."""

    def load(self, conversation_id: str) -> Mapping[str, Any] | None:
        """A mapping with step, facts, decision, ticket_id, question, language; None before the first turn."""


class Courier(Protocol):
    """Carries stored replies of one channel to the people there."""

    async def deliver(self, conversation: Conversation, message: Message) -> None:
        """Delivers one reply; raises on failure, and is called again later with the same message."""


@dataclass
class Turns:
    """The worker over one database and one Rasa; `turn_seconds` is the longest a turn may take."""

    conversations: Conversations
    messages: Messages
    rasa: Rasa
    cases: Cases
    words: Words
    metrics: Metrics
    turn_seconds: float = 20.0
    couriers: Mapping[str, Courier] = field(default_factory=dict)
    chores: Sequence[Callable[[], Awaitable[None]]] = ()  # what else is done in each round of the background
    clock: Callable[[], float] = time.monotonic
    _owner: str = field(default_factory=lambda: uuid.uuid4().hex)
    _locks: WeakValueDictionary[str, asyncio.Lock] = field(default_factory=WeakValueDictionary)

    async def settle(self, inbound: Message) -> bool:
        """Works off the conversation up to `inbound`; True when it is answered, False when it has to wait."""
        # Shielded: a visitor who hangs up must not cut a turn in half.
        return await asyncio.shield(asyncio.ensure_future(self._settle(inbound)))

    async def _settle(self, inbound: Message) -> bool:
        deadline = self.clock() + self.turn_seconds
        while self.clock() < deadline:
            if await run_in_threadpool(self.messages.status, inbound) != "pending":
                return True
            if await self._work(inbound.conversation_id):
                return await run_in_threadpool(self.messages.status, inbound) != "pending"
            await asyncio.sleep(0.1)  # another gateway is at work on this conversation
        return False

    async def run(self, pause: float = 1.0) -> None:
        """Works off what is due until cancelled; a failing round is logged and followed by the next."""
        while True:
            try:
                due = await run_in_threadpool(self.conversations.due)
                for start in range(0, len(due), 4):
                    await asyncio.gather(*(self._work(conversation_id) for conversation_id in due[start : start + 4]))
                for chore in (*self.chores, self.deliver):
                    await chore()
            except Exception as error:
                log.error("worker_round_failed", error=type(error).__name__, at=place(error))
            await asyncio.sleep(pause)

    async def deliver(self) -> None:
        """Hands waiting replies to their couriers; in a conversation a failure holds back what follows."""
        for channel, courier in self.couriers.items():
            held: set[str] = set()
            for message in await run_in_threadpool(self.messages.undelivered, channel):
                conversation = await run_in_threadpool(self.conversations.load, message.conversation_id)
                if conversation is None or conversation.id in held:
                    continue
                try:
                    await courier.deliver(conversation, message)
                except Exception as error:
                    held.add(conversation.id)
                    log.warning("delivery_failed", channel=channel, error=type(error).__name__)
                else:
                    await run_in_threadpool(self.messages.delivered, message)

    async def _work(self, conversation_id: str) -> bool:
        """Works off what is pending; False when somebody else is doing so."""
        lock = self._locks.setdefault(conversation_id, asyncio.Lock())
        async with lock:
            waiting = await run_in_threadpool(self._claim, conversation_id)
            if waiting is None:
                return False
            try:
                for inbound in waiting:
                    if not await self._turn(inbound):
                        break
            finally:
                await run_in_threadpool(self.conversations.release, conversation_id, self._owner)
        return True

    def _claim(self, conversation_id: str) -> list[Message] | None:
        """Takes the conversation and returns what is pending in it; None when somebody else is at work."""
        lease = self.turn_seconds + 10
        taken = self.conversations.acquire(conversation_id, self._owner, lease)
        return self.messages.pending(conversation_id) if taken else None

    async def _turn(self, inbound: Message) -> bool:
        prepared = await run_in_threadpool(self._prepare, inbound)
        if prepared is None:
            return False
        conversation, metadata = prepared
        try:
            with self.metrics.turn_seconds.time():
                answer = await self.rasa.turn(conversation.id, neutral(inbound.text), metadata)
        except (RasaAway, RasaRefused) as error:
            return await self._failed(conversation, inbound, error)
        await run_in_threadpool(self._answered, conversation, inbound, answer)
        return True

    def _prepare(self, inbound: Message) -> tuple[Conversation, dict[str, Any]] | None:
        """The conversation and what Rasa is told beside the text, with the lease renewed for this turn."""
        self.conversations.acquire(inbound.conversation_id, self._owner, self.turn_seconds + 10)
        conversation = self.conversations.load(inbound.conversation_id)
        return None if conversation is None else (conversation, self._metadata(conversation, inbound))

    def _metadata(self, conversation: Conversation, inbound: Message) -> dict[str, Any]:
        case = self.cases.load(conversation.id) or {}
        metadata: dict[str, Any] = {
            "language": conversation.language,
            "hint": conversation.hint,
            "question": case.get("question"),
            "channel": conversation.channel,
            "message_id": f"{conversation.id}:{inbound.seq}",
        }
        if conversation.identity_id:
            metadata["identity"] = conversation.identity_id
        return {**metadata, **{name: inbound.content[name] for name in _TOLD if name in inbound.content}}

    def _answered(self, conversation: Conversation, inbound: Message, answer: Answer) -> None:
        language = self.words.known(answer.language)
        replies: list[Mapping[str, Any]] = [message for message in answer.messages if message["text"].strip()]
        if not replies:
            # Silence is never an answer.
            speech = language or conversation.language or conversation.hint
            replies = [{"text": self.words.say(speech, "channels.silence")}]
            log.warning("rasa_was_silent", conversation=conversation.id, seq=inbound.seq)
        self.messages.settle(inbound, replies, deliver=conversation.channel in self.couriers)
        if language and language != conversation.language:
            self.conversations.learn(conversation.id, language=language)
        if conversation.attempts:
            self.conversations.postpone(conversation.id, attempts=0, seconds=0)
        self.metrics.messages.labels(conversation.channel, inbound.kind).inc()

    async def _failed(self, conversation: Conversation, inbound: Message, error: Exception) -> bool:
        refused = isinstance(error, RasaRefused)
        self.metrics.rasa_failures.labels("refused" if refused else "away").inc()
        log.warning("turn_failed", conversation=conversation.id, seq=inbound.seq, error=str(error))
        attempts = conversation.attempts + 1 if refused else conversation.attempts
        if attempts >= REFUSALS:
            speech = conversation.language or conversation.hint
            sorry = [{"text": self.words.say(speech, "channels.parked")}]
            courier = conversation.channel in self.couriers
            await run_in_threadpool(lambda: self.messages.settle(inbound, sorry, status="parked", deliver=courier))
            await run_in_threadpool(lambda: self.conversations.postpone(conversation.id, attempts=0, seconds=0))
            return True
        seconds = RETRY_SECONDS[min(attempts, len(RETRY_SECONDS) - 1)]
        await run_in_threadpool(
            lambda: self.conversations.postpone(conversation.id, attempts=attempts, seconds=seconds)
        )
        return False
