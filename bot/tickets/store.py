"""Tickets in the database: opened once, found by their owner, never changed without a trace.

The actions open tickets and add to them; the staff pages list them and change their state. A ticket,
its place in the outbox and its audit entry are one transaction: what was acknowledged is delivered.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import structlog
from sqlalchemy import insert, select
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError

from bot.database import reading
from bot.tickets import audit, news, outbox
from bot.tickets.audit import Clock, utc_now
from bot.tickets.filters import TicketFilter
from bot.tickets.ids import new_id, normalise_id
from bot.tickets.news import TicketUnknown
from bot.tickets.rows import addition_of, addition_row, ticket_of, ticket_row
from bot.tickets.schema import additions, tickets
from bot.tickets.ticket import FINISHED, Addition, Ticket

log = structlog.get_logger(__name__)
_ATTEMPTS = 20  # more than enough to meet a free id among nearly a million
_NEEDED = ("conversation_id", "language", "channel", "decision")


def no_step(_name: str) -> None:
    """Does nothing; takes the place of the hook that the fault tests use to stop a process."""


class TicketStore:
    """Opens, finds and changes tickets.

    `step` is called with a name between the steps of a submission, so that a test can end the
    process there; `make_id` gives candidate ids.
    """

    def __init__(
        self,
        engine: Engine,
        clock: Clock = utc_now,
        step: Callable[[str], None] = no_step,
        make_id: Callable[[], str] = new_id,
    ) -> None:
        self._engine = engine
        self._reads = reading(engine)
        self._clock = clock
        self._step = step
        self._make_id = make_id

    def open(self, draft: Mapping[str, Any], *, idempotency_key: str) -> Ticket:
        """Stores the ticket of `draft` (see `ticket.Draft`) and queues it for the desk.

        The same key again returns the ticket that it opened first. Raises ValueError when the draft
        lacks what every ticket needs, or when the key belongs to another conversation.
        """
        missing = [name for name in _NEEDED if not draft.get(name)]
        if missing or not idempotency_key:
            raise ValueError(f"a ticket needs {', '.join(missing) or 'an idempotency key'}")
        for _ in range(_ATTEMPTS):
            known = self._opened_with(idempotency_key)
            if known is not None:
                if known.conversation_id != draft["conversation_id"]:
                    raise ValueError("this idempotency key belongs to another conversation")
                return known
            try:
                self._insert(draft, idempotency_key)
            except IntegrityError as error:
                refused = error  # the id is taken, or the same draft was submitted in this moment: look again
        raise refused

    def find(self, id: str) -> Ticket | None:
        """The ticket with this id, however it is typed. For staff and the relay: no owner is checked."""
        normal = normalise_id(id)
        found = self._select(select(tickets).where(tickets.c.id == normal)) if normal else ()
        return found[0] if found else None

    def status(self, id: str, conversation_id: str, identity: str | None = None) -> Ticket:
        """The ticket, for its owner. Raises TicketUnknown for everybody else."""
        ticket = self.find(id)
        if ticket is None or not ticket.owned_by(conversation_id, identity):
            raise TicketUnknown("no such ticket of this conversation")
        return ticket

    def list(self, filter: TicketFilter | None = None) -> tuple[Ticket, ...]:
        """Tickets in the order and the limits of `filter`; by default all, newest first."""
        return self._select((filter or TicketFilter()).apply(select(tickets)))

    def open_for(self, licence_reference: str, problem: str) -> Ticket | None:
        """The newest unfinished ticket of a licence on the same topic, whoever owns it.

        The caller checks `owned_by` before it names the ticket or offers to add to it.
        """
        query = select(tickets).where(
            tickets.c.licence_reference == licence_reference,
            tickets.c.problem == problem,
            tickets.c.status.not_in(FINISHED),
        )
        found = self._select(query.order_by(tickets.c.created_at.desc()).limit(1))
        return found[0] if found else None

    def add_information(
        self,
        id: str,
        conversation_id: str,
        text: str,
        attachments: Sequence[Mapping[str, Any]] = (),
        *,
        identity: str | None = None,
        idempotency_key: str | None = None,
    ) -> Addition:
        """Adds to the owner's ticket and queues the addition; a finished ticket is open again.

        The same key again returns the first addition. Raises TicketUnknown when the ticket is not
        theirs, ValueError when there is nothing to add.
        """
        if not text.strip() and not attachments:
            raise ValueError("nothing to add: neither text nor attachments")
        ticket = self.status(id, conversation_id, identity)
        now = self._clock()
        row = addition_row(ticket.id, conversation_id, text, attachments, idempotency_key, now)
        try:
            with self._engine.begin() as connection:
                number = connection.execute(insert(additions).values(row)).inserted_primary_key[0]
                outbox.enqueue(connection, ticket.id, number, now)
                audit.record(connection, now, "owner", "add_information", ticket.id, attachments=len(attachments))
                if ticket.finished:
                    news.change_status(connection, ticket.id, "open", "owner", now, tell=False)
        except IntegrityError:
            known = self.additions(ticket.id, idempotency_key)
            if not known:
                raise
            return known[0]
        return Addition(number, ticket.id, now, text, tuple(attachments))

    def additions(self, id: str, idempotency_key: str | None = None) -> tuple[Addition, ...]:
        """What was added to a ticket, oldest first."""
        query = select(additions).where(additions.c.ticket_id == id).order_by(additions.c.id)
        if idempotency_key is not None:
            query = query.where(additions.c.idempotency_key == idempotency_key)
        with self._reads.connect() as connection:
            return tuple(addition_of(row) for row in connection.execute(query).mappings())

    def set_status(self, id: str, status: str, actor: str) -> None:
        """Changes the status for `actor` of the built-in desk; the owner is told. Raises TicketUnknown."""
        with self._engine.begin() as connection:
            news.change_status(connection, id, status, actor, self._clock())

    def reply(self, id: str, text: str, actor: str) -> None:
        """Sends an answer of `actor` of the built-in desk to the owner. Raises TicketUnknown."""
        with self._engine.begin() as connection:
            news.reply(connection, id, text, actor, self._clock())

    def _insert(self, draft: Mapping[str, Any], idempotency_key: str) -> None:
        now = self._clock()
        id = self._make_id()
        self._step("store: begin")
        with self._engine.begin() as connection:
            connection.execute(insert(tickets).values(ticket_row(id, draft, idempotency_key, now)))
            self._step("store: ticket written")
            outbox.enqueue(connection, id, None, now)
            self._step("store: outbox written")
            outcome = draft["decision"].get("outcome")
            audit.record(connection, now, "conversation", "open", id, outcome=outcome, channel=draft["channel"])
            self._step("store: audit written")
        self._step("store: committed")
        log.info("ticket_opened", ticket=id, conversation=draft["conversation_id"])

    def _opened_with(self, idempotency_key: str) -> Ticket | None:
        found = self._select(select(tickets).where(tickets.c.idempotency_key == idempotency_key))
        return found[0] if found else None

    def _select(self, query: Any) -> tuple[Ticket, ...]:
        with self._reads.connect() as connection:
            return tuple(ticket_of(row) for row in connection.execute(query).mappings())
