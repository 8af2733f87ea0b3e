"""Carries what the outbox holds to the help desk: again and again until it is there, and only once.

The relay calls `Courier.deliver_due`. Before an attempt is made it is written down; after one that
may have worked, the desk is asked before anything is sent again. Nothing a desk answers can lose
or double a ticket.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from typing import Callable

import structlog
from sqlalchemy import select
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError
from tenacity import RetryCallState, wait_exponential_jitter

from bot.tickets.audit import Clock, utc_now
from bot.tickets.desks.base import Desk, DeskFailed, DeskRefused, DeskUnreachable
from bot.tickets.figures import deliveries
from bot.tickets.letter import Letter, LetterWriter
from bot.tickets.outbox import Item, Outbox
from bot.tickets.rows import addition_of, ticket_of
from bot.tickets.schema import additions, tickets
from bot.tickets.store import no_step

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Patience:
    """How long to wait, and when to give up on a letter that the desk does not take.

    `settle`: a desk that broke off may still be working; after this time it shows what it has.
    `refusals`: attempts of a letter that the desk refuses. `failures`: attempts of one that makes the
    desk fail, counted only once the desk took another letter meanwhile; a desk that is down or
    failing altogether parks nothing, however long it lasts.
    """

    first: timedelta = timedelta(seconds=5)
    longest: timedelta = timedelta(minutes=15)
    jitter: timedelta = timedelta(seconds=5)
    settle: timedelta = timedelta(seconds=90)
    refusals: int = 5
    failures: int = 10

    @property
    def bound(self) -> timedelta:
        """No attempt is planned further ahead than this."""
        return max(self.longest, self.settle) + self.jitter

    def wait(self, attempt: int) -> timedelta:
        """How long to wait after the attempt with this number, from 1: exponential, with jitter."""
        state = RetryCallState(retry_object=None, fn=None, args=(), kwargs={})  # type: ignore[arg-type]
        state.attempt_number = attempt
        pause = wait_exponential_jitter(
            initial=self.first.total_seconds(),
            max=self.longest.total_seconds(),
            jitter=self.jitter.total_seconds(),
        )
        return timedelta(seconds=pause(state))


PATIENCE = Patience()


class Courier:
    """Delivers to one desk. `step` as in TicketStore: called between the steps, for the fault tests."""

    def __init__(
        self,
        engine: Engine,
        desk: Desk,
        writer: LetterWriter,
        clock: Clock = utc_now,
        patience: Patience = PATIENCE,
        step: Callable[[str], None] = no_step,
    ) -> None:
        self._engine = engine
        self._desk = desk
        self._writer = writer
        self._clock = clock
        self._patience = patience
        self._step = step
        self.outbox = Outbox(engine, patience.bound)

    def deliver_due(self) -> int:
        """Tries what is due, oldest first; returns how much arrived. Stops when nobody answers."""
        arrived = 0
        for item in self.outbox.due(self._clock()):
            # The id that the conversation had in every process before this one.
            with structlog.contextvars.bound_contextvars(conversation=item.conversation_id, ticket=item.ticket_id):
                try:
                    arrived += self._deliver(item)
                except DeskUnreachable as error:
                    deliveries.labels(self._desk.name, "unreachable").inc()
                    log.warning("desk_unreachable", desk=self._desk.name, error=str(error))
                    break
        return arrived

    def _deliver(self, item: Item) -> bool:
        attempt = item.attempts + 1
        self._step("relay: begin")
        self.outbox.begin(item, self._clock() + self._patience.settle)
        self._step("relay: attempt noted")
        try:
            remote_id = self._send(item)
        except DeskUnreachable as error:
            self.outbox.failed(item, str(error), self._clock() + self._patience.wait(attempt))
            raise
        except DeskFailed as error:
            pause = max(self._patience.settle, self._patience.wait(attempt))
            self._give_up_or_wait(item, str(error), attempt >= self._patience.failures and self._alone(item), pause)
            return False
        except DBAPIError:
            raise
        except OSError as error:
            # The storage of attachments is away: nobody's letter is at fault.
            self.outbox.failed(item, f"attachments can not be read ({error})", self._clock() + self._patience.longest)
            return False
        except Exception as error:
            # A letter that can not even be written must not stop those behind it.
            reason = str(error)
            if not isinstance(error, DeskRefused):
                reason = f"{type(error).__name__} while writing the letter"
                log.exception("letter_failed")
            over = attempt >= self._patience.refusals
            self._give_up_or_wait(item, reason, over, self._patience.wait(attempt))
            return False
        self._step("relay: desk has it")
        if not self.outbox.delivered(item, self._desk.name, remote_id, self._clock()):
            log.warning("delivered_after_erasure", desk=self._desk.name, remote_id=remote_id)
        deliveries.labels(self._desk.name, "delivered").inc()
        log.info("delivered", desk=self._desk.name, remote_id=remote_id, attempt=attempt)
        self._step("relay: delivery noted")
        return True

    def _send(self, item: Item) -> str:
        with ExitStack() as files:
            return self._hand_over(item, *self._letter(item, files))

    def _hand_over(self, item: Item, letter: Letter, remote_id: str | None) -> str:
        if item.addition_id is None:
            known = self._desk.find(letter.reference) if item.attempts else None
            self._step("relay: desk asked")
            return known or self._desk.create(letter)
        assert remote_id is not None  # the outbox holds additions back until their ticket has arrived
        known_there = item.attempts > 0 and self._desk.has_addition(remote_id, letter.reference)
        self._step("relay: desk asked")
        if not known_there:
            self._desk.add(remote_id, letter)
        return remote_id

    def _letter(self, item: Item, files: ExitStack) -> tuple[Letter, str | None]:
        with self._engine.connect() as connection:
            row = connection.execute(select(tickets).where(tickets.c.id == item.ticket_id)).mappings().one()
            ticket = ticket_of(row)
            if item.addition_id is None:
                return self._writer.ticket(ticket, files), None
            added = connection.execute(select(additions).where(additions.c.id == item.addition_id)).mappings().one()
            return self._writer.addition(ticket, addition_of(added), files), ticket.desk.remote_id

    def _give_up_or_wait(self, item: Item, reason: str, give_up: bool, pause: timedelta) -> None:
        deliveries.labels(self._desk.name, "parked" if give_up else "failed").inc()
        if give_up:
            log.error("parked", error=reason)
            self.outbox.park(item, reason, self._clock())
        else:
            self.outbox.failed(item, reason, self._clock() + pause)

    def _alone(self, item: Item) -> bool:
        """True when the desk took something else since this letter was written: the fault is in the letter."""
        last = self.outbox.last_delivery()
        return last is not None and last > item.created_at
