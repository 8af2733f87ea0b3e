"""Takes what people send, whatever the channel: cleans, masks, stores, and waits for the answer.

Called by the web endpoints and by the channel adapters, which know nothing of Rasa, the vault or
the tables. Nothing reaches the store unmasked, and nothing is acknowledged before it is stored.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import io
import time
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, BinaryIO, Callable, Mapping, Protocol
from weakref import WeakValueDictionary

from starlette.concurrency import run_in_threadpool

from bot.gateway.attachments import Receiver
from bot.gateway.buttons import ButtonExpired
from bot.gateway.cleaning import clean
from bot.gateway.conversations import Conversation
from bot.gateway.errors import ApiError
from bot.gateway.messages import Inbound, KeyReused, Message, Messages
from bot.gateway.turns import Settled, Turns
from bot.gateway.words import Words
from bot.text import pasted
from bot.text.masking import REFERENCE, mask

PASTED = "pasted-text.txt"
# Log lines in a message that are kept as a file beside it; one alone may be a quotation in a sentence.
LOG_LINES = 2
OPEN = {"intent": "open_conversation"}
# Seconds between looks for a message that is still under way: it is mostly milliseconds behind.
FIRST_LOOK, LAST_LOOK = 0.004, 0.1


class Vault(Protocol):
    """Where secrets go (bot.vault.Vault)."""

    def put(self, kind: str, value: str, conversation_id: str) -> str:
        """Keeps a value and returns its reference."""


@dataclass(frozen=True)
class Taken:
    """A stored message and what came of it; `settled` is None while the assistant is away."""

    inbound: Message
    settled: Settled | None
    finding: Mapping[str, Any] | None = None

    @property
    def answered(self) -> bool:
        """Whether the answer is there."""
        return self.settled is not None


@dataclass(frozen=True)
class Inbox:
    """The way in. `message_limit` is in characters; a longer text is kept as a file.

    `order_seconds` is how long a message waits for the one it follows.
    """

    messages: Messages
    turns: Turns
    vault: Vault
    receiver: Receiver
    words: Words
    secret: str
    message_limit: int
    order_seconds: float
    _arrivals: WeakValueDictionary[str, asyncio.Lock] = field(default_factory=WeakValueDictionary)

    async def open(self, conversation: Conversation, person: Mapping[str, str] | None = None) -> Taken:
        """Lets the assistant greet; the opening itself is not part of the history.

        `person` holds the claims of a verified identity (see identity.CLAIMS).
        """
        content: dict[str, Any] = {"command": OPEN}
        if conversation.handoff:
            content["handoff"] = dict(conversation.handoff)
        if person:
            content["person"] = dict(person)
        return await self.answer(await self._take(conversation, lambda: Inbound("open", content=content)))

    def arrival(self, conversation_id: str) -> asyncio.Lock:
        """Lets in, one by one in the order of asking, what is to be stored in a conversation."""
        return self._arrivals.setdefault(conversation_id, asyncio.Lock())

    async def follow(self, conversation: Conversation, key: str) -> None:
        """Returns when the message that was sent with `key` is stored, by whichever gateway.

        Not to be awaited within `arrival`, which that message may need. Raises ApiError when it does not come.
        """
        end, pause = time.monotonic() + self.order_seconds, FIRST_LOOK
        while not await run_in_threadpool(self.messages.holds, conversation.id, key):
            if time.monotonic() > end:
                raise ApiError(409, "not_yet", headers={"Retry-After": "1"})
            await asyncio.sleep(pause)
            pause = min(2 * pause, LAST_LOOK)

    async def text(self, conversation: Conversation, text: str, key: str | None = None) -> Taken:
        """A typed message. Raises ApiError for an empty one and for a reused key."""
        return await self.answer(await self.store_text(conversation, text, key))

    async def store_text(self, conversation: Conversation, text: str, key: str | None = None) -> Message:
        """Only stores a typed message; `answer` waits for the rest."""
        if len(text) > self.message_limit:
            # As it is, like any file: cleaning megabytes would make everybody else wait.
            return await self.store_attachment(conversation, PASTED, io.BytesIO(text.encode()), len(text), key)
        cleaned = clean(text)
        if not cleaned:
            raise ApiError(422, "empty_text")
        fingerprint = self._fingerprint("text", cleaned)

        def masked(content: Mapping[str, Any] = MappingProxyType({})) -> Inbound:
            return Inbound("text", self._mask(conversation, cleaned), content, key=key, fingerprint=fingerprint)

        log = pasted.split(cleaned)
        if log.lines < LOG_LINES:
            return await self._take(conversation, masked)
        if known := await run_in_threadpool(self._known, conversation, key, fingerprint):
            return known
        lines = log.log.encode()
        told = await self._receive(conversation, PASTED, io.BytesIO(lines), len(lines))
        # Refused lines stay what they are, words of the message.
        content = {"pasted": told} if told["finding"]["accepted"] else {}
        return await self._take(conversation, lambda: masked(content))

    async def button(self, conversation: Conversation, token: str, key: str | None = None) -> Taken:
        """A pressed button. Raises ApiError when it is not one of the last turn's."""
        return await self.answer(await self.store_button(conversation, token, key))

    async def store_button(self, conversation: Conversation, token: str, key: str | None = None) -> Message:
        """Only stores a pressed button; `answer` waits for the rest."""
        fingerprint = self._fingerprint("button", token)
        inbound = Inbound("button", button=token, key=key, fingerprint=fingerprint)
        return await self._take(conversation, lambda: inbound)

    async def attachment(
        self, conversation: Conversation, name: str, stream: BinaryIO, size: int, key: str | None = None
    ) -> Taken:
        """A file; an accepted one is told to the assistant, a refused one is answered here."""
        return await self.answer(await self.store_attachment(conversation, name, stream, size, key))

    async def store_attachment(
        self, conversation: Conversation, name: str, stream: BinaryIO, size: int, key: str | None = None
    ) -> Message:
        """Receives, inspects and stores a file; `answer` waits for the rest."""
        fingerprint = self._fingerprint("attachment", f"{size} {name}")
        known = await run_in_threadpool(self._known, conversation, key, fingerprint)
        if known:
            return known
        told = await self._receive(conversation, name, stream, size)
        finding = told["finding"]
        attachment = {part: told[part] for part in ("name", "sha256", "bytes")}
        content: dict[str, Any] = {"attachment": {**attachment, "accepted": finding["accepted"]}, "finding": finding}
        if finding["accepted"]:
            content["command"] = {"intent": "attach", "attachment": told}
        inbound = await self._take(
            conversation, lambda: Inbound("attachment", content=content, key=key, fingerprint=fingerprint)
        )
        if not finding["accepted"] and inbound.status == "pending":
            language = conversation.language or conversation.hint
            refusal = self.words.say(language, f"channels.refused.{finding['reason']}", name=name)
            carried = conversation.channel in self.turns.couriers
            await run_in_threadpool(lambda: self.turns.work.answer(inbound, [{"text": refusal}], deliver=carried))
            inbound = replace(inbound, status="done")
        return inbound

    async def _receive(self, conversation: Conversation, name: str, stream: BinaryIO, size: int) -> dict[str, Any]:
        """What the assistant is told of a file: name, sha256, bytes, finding, storage_path."""
        finding = dict(await run_in_threadpool(self.receiver.receive, conversation.id, name, stream))
        path = finding.pop("storage_path", None)
        sizes = {"sha256": finding.get("sha256"), "bytes": finding.get("bytes", size)}
        return {"name": name, **sizes, "finding": finding, "storage_path": path}

    def _known(self, conversation: Conversation, key: str | None, fingerprint: str) -> Message | None:
        try:
            return self.messages.known(conversation.id, key, fingerprint)
        except KeyReused:
            raise ApiError(422, "key_reused") from None

    async def _take(self, conversation: Conversation, make: Callable[[], Inbound]) -> Message:
        try:
            return await run_in_threadpool(lambda: self.messages.take(conversation.id, make()))
        except KeyReused:
            raise ApiError(422, "key_reused") from None
        except ButtonExpired:
            raise ApiError(422, "button_expired") from None

    async def answer(self, inbound: Message) -> Taken:
        """Waits for the answer to a stored message, as long as a turn may take."""
        settled = await (self.turns.settle if inbound.status == "pending" else self.turns.settled)(inbound)
        return Taken(inbound, settled, inbound.content.get("finding"))

    def _mask(self, conversation: Conversation, text: str) -> str:
        # A typed reference is none of ours: only what is put away here may look like one.
        text = REFERENCE.sub(r"(\g<kind> \g<ref>)", text)
        return mask(text, lambda kind, value: self.vault.put(kind, value, conversation.id)).text

    def _fingerprint(self, kind: str, content: str) -> str:
        # Keyed, because a short secret could be found again from a plain hash of the message.
        return hmac.new(self.secret.encode(), f"{kind}\0{content}".encode(), hashlib.sha256).hexdigest()
