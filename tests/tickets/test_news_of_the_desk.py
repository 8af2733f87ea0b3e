"""What staff do at the help desk finds its way back to the conversation, once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from bot.tickets import Inbox, schema
from bot.tickets.desks import Change, DeskFailed
from tests.tickets.relay_world import FAR, PATIENCE, START, World


def _change(event: str, kind: Any, content: str, remote_id: str = "R1") -> Change:
    return Change(remote_id, event, kind, content, START)


def test_what_staff_do_at_the_desk_reaches_the_conversation_once(world: World) -> None:
    """Status and replies, in order; told again by the desk they are not told again to the user."""
    ticket = world.open()
    world.relay.run_once()
    news = [_change("1", "status", "open"), _change("2", "reply", "Which trunk?"), _change("3", "status", "resolved")]
    world.desk.news += news
    world.after(FAR)
    world.desk.news += news
    world.after(FAR)
    told = [(item.kind, item.content) for item in Inbox(world.engine).pending()]
    assert told == [("status", "open"), ("reply", "Which trunk?"), ("status", "resolved")]
    assert world.ticket(ticket.id).status == "resolved"


def test_an_old_change_told_again_does_not_undo_a_new_one(world: World) -> None:
    """It was no news the first time, since the ticket was open already; now it is resolved and stays so."""
    ticket = world.open()
    world.relay.run_once()
    world.store.set_status(ticket.id, "open", "anna")
    world.desk.news += [_change("1", "status", "open"), _change("2", "status", "resolved")]
    world.after(FAR)
    world.desk.news += [_change("1", "status", "open")]
    world.after(FAR)
    assert world.ticket(ticket.id).status == "resolved"


def test_changes_of_other_peoples_tickets_are_passed_over(world: World) -> None:
    """A queue has more tickets than ours; they are read once."""
    world.open()
    world.relay.run_once()
    world.desk.news.append(_change("1", "reply", "hello", remote_id="R99"))
    world.after(FAR)
    with world.engine.connect() as connection:
        assert connection.execute(select(schema.desk_cursors.c.position)).scalar_one() == "1"
    assert Inbox(world.engine).pending() == []


def test_an_answer_to_a_delivery_in_doubt_is_not_lost(world: World) -> None:
    """Staff were faster than our note that the ticket arrived: their answer is read again afterwards."""
    world.open()
    world.desk.troubles, world.desk.late = [DeskFailed("timed out")], True
    world.relay.run_once()
    world.desk.news.append(_change("1", "reply", "Which trunk?"))
    world.after(timedelta(seconds=30))
    assert Inbox(world.engine).pending() == []
    world.after(PATIENCE.settle)
    world.after(FAR)
    assert [item.content for item in Inbox(world.engine).pending()] == ["Which trunk?"]
