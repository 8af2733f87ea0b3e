"""The background of a gateway: rounds of what is due, chores and deliveries, as long as it runs.

The application starts `Worker.run`. What it leaves undone, by a failure or a crash, is due again in a later round, here
or in another gateway.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Awaitable, Callable, Sequence

import structlog
from starlette.concurrency import run_in_threadpool

from bot.gateway.turns import Turns
from bot.observability import place

log = structlog.get_logger(__name__)


@dataclass
class Worker:
    """Goes on with `turns` that wait; `chores` is what else is done in each round."""

    turns: Turns
    chores: Sequence[Callable[[], Awaitable[None]]] = ()

    async def run(self, pause: float = 1.0) -> None:
        """Works off what is due until cancelled; a failing round is logged and followed by the next."""
        while True:
            try:
                due = await run_in_threadpool(self.turns.conversations.due)
                for start in range(0, len(due), 4):
                    await asyncio.gather(*map(self.turns.catch_up, due[start : start + 4]))
                for chore in (*self.chores, self.deliver):
                    await chore()
            except Exception as error:
                self.turns.metrics.failed(error)
                log.error("worker_round_failed", error=type(error).__name__, at=place(error))
            await asyncio.sleep(pause)

    async def deliver(self) -> None:
        """Hands waiting replies to their couriers; in a conversation a failure holds back what follows."""
        conversations, messages = self.turns.conversations, self.turns.messages
        for channel, courier in self.turns.couriers.items():
            held: set[str] = set()
            for message in await run_in_threadpool(messages.undelivered, channel):
                conversation = await run_in_threadpool(conversations.load, message.conversation_id)
                if conversation is None or conversation.id in held:
                    continue
                try:
                    await courier.deliver(conversation, message)
                except Exception as error:
                    held.add(conversation.id)
                    log.warning("delivery_failed", channel=channel, error=type(error).__name__)
                else:
                    await run_in_threadpool(messages.delivered, message)
