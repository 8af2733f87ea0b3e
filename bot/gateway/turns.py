"""Works off stored messages: in order for each conversation, once, and again after a failure or crash.

`Turns.settle` is called with a message that was just stored and waits for its answer; `Turns.catch_up`
by the background's `Worker`, with a conversation in which something is still pending.
"""

from __future__ import annotations

import asyncio
import time
import uuid
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Callable, Mapping, Protocol, Sequence
from weakref import WeakValueDictionary

import structlog
from starlette.concurrency import run_in_threadpool

from bot.gateway.cleaning import neutral
from bot.gateway.conversations import Conversation, Conversations
from bot.gateway.messages import Message, Messages
from bot.gateway.metrics import Metrics
from bot.gateway.rasa import Answer, Rasa, RasaAway, RasaRefused
from bot.gateway.words import Words
from bot.gateway.work import Claim, Work

log = structlog.get_logger(__name__)

# What of a stored message goes to Rasa beside its text.
_TOLD = ("command", "handoff", "person", "pasted")
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


class Step(Enum):
    """Why there was no turn: nothing waits, somebody else is at work, or the assistant could not answer."""

    IDLE = "idle"
    BUSY = "busy"
    FAILED = "failed"


@dataclass(frozen=True)
class Settled:
    """A message that was worked off, its stored replies, and where the conversation and its case are now."""

    inbound: Message
    replies: Sequence[Message]
    conversation: Conversation
    case: Mapping[str, Any]


@dataclass
class Turns:
    """The turns over one database and one Rasa; `turn_seconds` is the longest a turn may take."""

    conversations: Conversations
    messages: Messages
    work: Work
    rasa: Rasa
    cases: Cases
    words: Words
    metrics: Metrics
    turn_seconds: float = 20.0
    couriers: Mapping[str, Courier] = field(default_factory=dict)
    clock: Callable[[], float] = time.monotonic
    _owner: str = field(default_factory=lambda: uuid.uuid4().hex)
    _locks: WeakValueDictionary[str, asyncio.Lock] = field(default_factory=WeakValueDictionary)

    async def settle(self, inbound: Message) -> Settled | None:
        """Works off the conversation up to `inbound`; None when its answer has to wait."""
        # Shielded: a visitor who hangs up must not cut a turn in half.
        return await asyncio.shield(asyncio.ensure_future(self._settle(inbound)))

    async def _settle(self, inbound: Message) -> Settled | None:
        deadline = self.clock() + self.turn_seconds
        while self.clock() < deadline:
            outcome = await self.step(inbound.conversation_id)
            if isinstance(outcome, Settled):
                if outcome.inbound.seq == inbound.seq:
                    return outcome
            elif outcome is Step.BUSY:
                await asyncio.sleep(0.1)  # another gateway is at work on this conversation
            else:
                break
        return await self.settled(inbound)

    async def settled(self, inbound: Message) -> Settled | None:
        """What came of a message before; None while it waits."""

        def look() -> Settled | None:
            conversation = self.conversations.load(inbound.conversation_id)
            if conversation is None or self.messages.status(inbound) == "pending":
                return None
            replies, case = self.messages.replies(inbound), self.cases.load(conversation.id)
            return Settled(inbound, replies, conversation, case or {})

        return await run_in_threadpool(look)

    async def catch_up(self, conversation_id: str) -> None:
        """Works off what is pending in a conversation, as far as it goes now."""
        while isinstance(await self.step(conversation_id), Settled):
            pass

    async def step(self, conversation_id: str) -> Settled | Step:
        """One turn: of the oldest message that waits in the conversation."""
        lock = self._locks.setdefault(conversation_id, asyncio.Lock())
        async with lock:
            claimed = await run_in_threadpool(self._claim, conversation_id)
            if isinstance(claimed, Step):
                return claimed
            claim, metadata = claimed
            with structlog.contextvars.bound_contextvars(conversation=conversation_id, turn=metadata["message_id"]):
                try:
                    with self.metrics.turn_seconds.time():
                        answer = await self.rasa.turn(conversation_id, neutral(claim.inbound.text), metadata)
                except (RasaAway, RasaRefused) as error:
                    return await run_in_threadpool(self._failed, claim, error)
                except BaseException:
                    await run_in_threadpool(self.conversations.release, conversation_id, self._owner)
                    raise
                return await run_in_threadpool(self._answered, claim, answer)

    def _claim(self, conversation_id: str) -> tuple[Claim, dict[str, Any]] | Step:
        """The conversation's oldest waiting message, and what Rasa is told beside its text."""
        claim = self.work.claim(conversation_id, self._owner, self.turn_seconds + 10)
        if not isinstance(claim, Claim):
            return Step.IDLE if claim else Step.BUSY
        return claim, self._metadata(claim.conversation, claim.inbound)

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

    def _answered(self, claim: Claim, answer: Answer) -> Settled:
        conversation, inbound = claim.conversation, claim.inbound
        language = self.words.known(answer.language)
        replies: list[Mapping[str, Any]] = [message for message in answer.messages if message["text"].strip()]
        if not replies:
            # Silence is never an answer.
            speech = language or conversation.language or conversation.hint
            replies = [{"text": self.words.say(speech, "channels.silence")}]
            self.metrics.silent.inc()
            log.warning("rasa_was_silent")
        self.metrics.messages.labels(conversation.channel, inbound.kind).inc()
        log.info("answered", kind=inbound.kind, replies=len(replies))
        return self._finish(claim, replies, language, "done")

    def _finish(self, claim: Claim, replies: Sequence[Mapping[str, Any]], language: str | None, status: str) -> Settled:
        carried = claim.conversation.channel in self.couriers
        conversation, stored = self.work.finish(claim, replies, language, status=status, deliver=carried)
        return Settled(claim.inbound, stored, conversation, self.cases.load(conversation.id) or {})

    def _failed(self, claim: Claim, error: Exception) -> Settled | Step:
        conversation, refused = claim.conversation, isinstance(error, RasaRefused)
        self.metrics.rasa_failures.labels("refused" if refused else "away").inc()
        log.warning("turn_failed", error=str(error))
        attempts = conversation.attempts + 1 if refused else conversation.attempts
        if attempts >= REFUSALS:
            sorry = self.words.say(conversation.language or conversation.hint, "channels.parked")
            return self._finish(claim, [{"text": sorry}], None, "parked")
        seconds = RETRY_SECONDS[min(attempts, len(RETRY_SECONDS) - 1)]
        self.conversations.postpone(conversation.id, attempts=attempts, seconds=seconds)
        self.conversations.release(conversation.id, self._owner)
        return Step.FAILED
