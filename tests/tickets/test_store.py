"""Tickets are opened once, found by their owner, and leave a trace of every change."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone

import pytest
from sqlalchemy import select
from sqlalchemy.engine import Engine

from bot.tickets import PATTERN, Inbox, TicketFilter, TicketStore, TicketUnknown, audit, schema
from tests.tickets.samples import draft

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=timezone.utc)


@pytest.fixture
def store(engine: Engine) -> TicketStore:
    return TicketStore(engine, clock=lambda: NOW)


def _count(engine: Engine, table: str) -> int:
    with engine.connect() as connection:
        return len(connection.execute(select(schema.metadata.tables[table])).all())


def test_a_ticket_holds_what_the_contract_says(store: TicketStore) -> None:
    """Every field of section 7, as JSON; nothing about storage or the owner."""
    attachment = {"name": "log.txt", "sha256": "ab", "bytes": 3, "finding": {"accepted": True}, "storage_path": "x/y"}
    ticket = store.open(draft(attachments=[attachment]), idempotency_key="key-1")
    told = ticket.to_dict()
    assert PATTERN.fullmatch(ticket.id)
    assert told == {
        **{name: value for name, value in draft().items() if name not in ("conversation_id", "identity")},
        "id": ticket.id,
        "created_at": "2026-11-23T09:00:00+00:00",
        "attachments": [{"name": "log.txt", "sha256": "ab", "bytes": 3, "finding": {"accepted": True}}],
        "status": "new",
        "desk": {"adapter": None, "remote_id": None, "delivered_at": None, "attempts": 0},
        "idempotency_key": "key-1",
    }


def test_ticket_outbox_and_audit_are_written_together(store: TicketStore, engine: Engine) -> None:
    """One of each."""
    ticket = store.open(draft(), idempotency_key="key-1")
    assert (_count(engine, "tickets"), _count(engine, "outbox"), _count(engine, "audit")) == (1, 1, 1)
    [entry] = audit.entries(engine, ticket.id)
    assert (entry["action"], entry["at"], entry["detail"]["outcome"]) == ("open", NOW, "ticket")


@pytest.mark.parametrize("step", ["store: ticket written", "store: outbox written", "store: audit written"])
def test_a_submission_that_breaks_off_leaves_nothing(engine: Engine, step: str) -> None:
    """And the second try opens the ticket."""

    def break_off(name: str) -> None:
        if name == step:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        TicketStore(engine, step=break_off).open(draft(), idempotency_key="key-1")
    assert (_count(engine, "tickets"), _count(engine, "outbox"), _count(engine, "audit")) == (0, 0, 0)
    assert TicketStore(engine).open(draft(), idempotency_key="key-1").status == "new"


def test_the_same_key_again_finds_the_first_ticket(store: TicketStore, engine: Engine) -> None:
    """Also when the second draft differs: the first one was acknowledged."""
    first = store.open(draft(), idempotency_key="key-1")
    second = store.open(draft(description="other"), idempotency_key="key-1")
    other = store.open(draft(), idempotency_key="key-2")
    assert second == first and other.id != first.id
    assert _count(engine, "outbox") == 2


def test_a_key_of_another_conversation_does_not_give_its_ticket(store: TicketStore) -> None:
    """Whatever an attacker sends as a key, no ticket of others comes back."""
    store.open(draft(), idempotency_key="key-1")
    with pytest.raises(ValueError, match="another conversation"):
        store.open(draft(conversation_id="conversation-2"), idempotency_key="key-1")


def test_twelve_submissions_at_the_same_time_make_one_ticket(engine: Engine) -> None:
    """A double click, a retrying client and a second gateway."""
    found: list[str] = []
    gate = threading.Barrier(12)

    def submit() -> None:
        gate.wait()
        found.append(TicketStore(engine).open(draft(), idempotency_key="key-1").id)

    threads = [threading.Thread(target=submit) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 12 and len(set(found)) == 1
    assert _count(engine, "tickets") == _count(engine, "outbox") == 1


def test_a_taken_id_is_replaced_by_the_next(engine: Engine) -> None:
    """Ids are random; two tickets never share one."""
    ids: Iterator[str] = iter(["CCC-222", "CCC-222", "DDD-333"])
    store = TicketStore(engine, make_id=lambda: next(ids))
    assert [store.open(draft(), idempotency_key=key).id for key in ("one", "two")] == ["CCC-222", "DDD-333"]


@pytest.mark.parametrize("gap", ["conversation_id", "language", "channel", "decision"])
def test_a_draft_without_the_necessary_is_refused_by_name(store: TicketStore, gap: str) -> None:
    """Before anything is written."""
    with pytest.raises(ValueError, match=gap):
        store.open(draft(**{gap: None}), idempotency_key="key-1")


def test_the_status_is_for_the_owner_only(store: TicketStore) -> None:
    """The conversation, or the identity linked to it; an id alone opens nothing, and the error is the same."""
    ticket = store.open(draft(identity="https://site.example#7"), idempotency_key="key-1")
    assert store.status(ticket.id.lower(), "conversation-1") == ticket
    assert store.status(ticket.id, "conversation-2", "https://site.example#7") == ticket
    for id, conversation, identity in ((ticket.id, "conversation-2", None), ("CCC-222", "conversation-1", "x")):
        with pytest.raises(TicketUnknown, match="no such ticket of this conversation"):
            store.status(id, conversation, identity)


def test_two_conversations_without_identity_do_not_share_tickets(store: TicketStore) -> None:
    """An absent identity equals no other absent identity."""
    ticket = store.open(draft(), idempotency_key="key-1")
    with pytest.raises(TicketUnknown):
        store.status(ticket.id, "conversation-2", None)


def test_an_unfinished_ticket_on_the_same_topic_is_found(store: TicketStore) -> None:
    """Same licence and same problem; a finished one does not count."""
    reference = draft()["licence"]["reference"]
    ticket = store.open(draft(), idempotency_key="key-1")
    assert store.open_for(reference, "trunk_timeout") == ticket
    assert store.open_for(reference, "fax") is None
    assert store.open_for("other", "trunk_timeout") is None
    store.set_status(ticket.id, "resolved", "staff")
    assert store.open_for(reference, "trunk_timeout") is None


def test_information_is_added_by_the_owner_and_queued(store: TicketStore, engine: Engine) -> None:
    """The addition travels like the ticket, and a repeated submission adds nothing."""
    ticket = store.open(draft(), idempotency_key="key-1")
    file = {"name": "a.pcap", "sha256": "ab", "bytes": 1, "finding": {}, "storage_path": "p"}
    first = store.add_information(ticket.id, "conversation-1", "more", [file], idempotency_key="turn-7")
    again = store.add_information(ticket.id, "conversation-1", "more", [file], idempotency_key="turn-7")
    other = store.add_information(ticket.id, "conversation-1", "more")
    assert first == again != other
    assert store.additions(ticket.id) == (first, other) and first.attachments == (file,)
    assert _count(engine, "outbox") == 3
    assert [entry["action"] for entry in audit.entries(engine, ticket.id)] == ["add_information"] * 2 + ["open"]


def test_nobody_else_adds_to_a_ticket_and_nothing_is_not_added(store: TicketStore) -> None:
    """Guessing an id does not help."""
    ticket = store.open(draft(), idempotency_key="key-1")
    with pytest.raises(TicketUnknown):
        store.add_information(ticket.id, "conversation-2", "spam")
    with pytest.raises(ValueError, match="nothing to add"):
        store.add_information(ticket.id, "conversation-1", "  ")
    assert store.additions(ticket.id) == ()


def test_an_addition_opens_a_finished_ticket_again(store: TicketStore, engine: Engine) -> None:
    """The owner did it, so nobody needs to tell them."""
    ticket = store.open(draft(), idempotency_key="key-1")
    store.set_status(ticket.id, "closed", "staff")
    told = len(Inbox(engine).pending())
    store.add_information(ticket.id, "conversation-1", "still broken")
    assert store.status(ticket.id, "conversation-1").status == "open"
    assert len(Inbox(engine).pending()) == told


def test_staff_changes_are_audited_and_told_once(store: TicketStore, engine: Engine) -> None:
    """With who did it; the same status again is no news; news that was told is not told again."""
    ticket = store.open(draft(), idempotency_key="key-1")
    store.set_status(ticket.id, "waiting", "anna")
    store.set_status(ticket.id, "waiting", "anna")
    store.reply(ticket.id, "Which trunk is it?", "anna")
    news = Inbox(engine).pending()
    assert [(item.kind, item.content, item.conversation_id) for item in news] == [
        ("status", "waiting", "conversation-1"),
        ("reply", "Which trunk is it?", "conversation-1"),
    ]
    Inbox(engine).done(news[0].id)
    assert Inbox(engine).pending() == news[1:]
    trail = [(entry["actor"], entry["action"]) for entry in audit.entries(engine, ticket.id)]
    assert trail == [("anna", "reply"), ("anna", "status"), ("conversation", "open")]
    assert "trunk is it" not in str(audit.entries(engine, ticket.id))


def test_changes_of_unknown_tickets_and_to_unknown_states_are_refused(store: TicketStore) -> None:
    """With the allowed states in the message."""
    ticket = store.open(draft(), idempotency_key="key-1")
    with pytest.raises(ValueError, match="new, open, waiting, resolved, closed"):
        store.set_status(ticket.id, "done", "anna")
    for change in (lambda: store.set_status("CCC-222", "open", "anna"), lambda: store.reply("CCC-222", "x", "anna")):
        with pytest.raises(TicketUnknown):
            change()


def test_the_queue_is_ordered_by_priority_then_target_date(engine: Engine) -> None:
    """High priority first (S2); the earlier date first; a ticket without a date last."""
    now = NOW
    store = TicketStore(engine, clock=lambda: now)
    for key, priority, due in (
        ("late", "normal", "2026-11-27T10:00:00+01:00"),
        ("none", "normal", None),
        ("soon", "normal", "2026-11-25T10:00:00+01:00"),
        ("high", "high", "2026-11-30T10:00:00+01:00"),
    ):
        store.open(draft(decision={"outcome": "ticket", "priority": priority, "sla_due": due}), idempotency_key=key)
        now += timedelta(minutes=1)
    queue = store.list(TicketFilter(queue_order=True))
    assert [ticket.idempotency_key for ticket in queue] == ["high", "soon", "late", "none"]
    assert [ticket.idempotency_key for ticket in store.list()] == ["high", "soon", "none", "late"]
    page = store.list(TicketFilter(queue_order=True, limit=2, offset=1))
    assert [ticket.idempotency_key for ticket in page] == ["soon", "late"]


def test_tickets_are_filtered_and_searched(store: TicketStore) -> None:
    """Wildcards in a search are ordinary characters."""
    greek = store.open(draft(), idempotency_key="one")
    german = store.open(
        draft(language="de", description="Nur 50% der Anrufe", partner={"id": "P-2"}, identity="me"),
        idempotency_key="two",
    )
    store.set_status(greek.id, "closed", "anna")
    assert store.list(TicketFilter(language="de")) == (german,)
    assert store.list(TicketFilter(unfinished=True)) == (german,)
    assert store.list(TicketFilter(partner_id="P-2", identity="me", status="new")) == (german,)
    assert store.list(TicketFilter(search="50% der ANRUFE")) == (german,)
    assert store.list(TicketFilter(search="5% der")) == ()
    assert [ticket.id for ticket in store.list(TicketFilter(search=greek.id.lower()))] == [greek.id]
