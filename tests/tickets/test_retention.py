"""What is kept goes at the end of its period, and nothing goes earlier."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.engine import Engine

from bot.database import connect
from bot.gateway import tables as gateway
from bot.settings import ROOT
from bot.tickets import CaseStore, TicketStore, audit, schema
from bot.tickets.privacy.places import PLACES
from bot.tickets.privacy.purge import Purge
from bot.tickets.privacy.retention import Kind, RetentionError, load
from tests.tickets.life import NOW, Life

KINDS = load(ROOT / "retention.yml")


def _days(name: str) -> timedelta:
    return timedelta(days=next(kind.days for kind in KINDS if kind.name == name))


def _purge(engine: Engine, now: datetime) -> dict[str, int]:
    return Purge(engine, KINDS, clock=lambda: now).run_once()


@pytest.mark.parametrize("kind", ["unfinished_case", "conversation"])
def test_the_last_moment_of_a_period_still_counts(life: Life, kind: str) -> None:
    """Kept up to the limit, gone after it."""
    limit = NOW + _days(kind)
    assert kind not in _purge(life.engine, limit)
    assert kind in _purge(life.engine, limit + timedelta(seconds=1))


def test_a_conversation_goes_with_its_messages_and_leaves_its_ticket(life: Life) -> None:
    """The ticket has a period of its own."""
    _purge(life.engine, NOW + _days("conversation") + timedelta(days=1))
    left = life.counts()
    gone = ("gateway_conversations", "gateway_messages", "gateway_buttons", "vault", "cases")
    assert [left[name] for name in gone] == [0] * 5 and left["tickets"] == 2
    assert life.files["one"].exists()


def test_a_finished_ticket_goes_with_its_files_and_an_unfinished_one_stays(life: Life) -> None:
    """However old it is."""
    TicketStore(life.engine, clock=lambda: NOW).set_status(life.tickets["one"], "closed", "anna")
    removed = _purge(life.engine, NOW + _days("ticket") + timedelta(days=1))
    assert removed["ticket"] == 1
    with life.engine.connect() as connection:
        assert connection.execute(select(schema.tickets.c.id)).scalars().all() == [life.tickets["two"]]
    left = life.counts()
    assert (left["outbox"], left["additions"], left["inbox"]) == (2, 1, 1)
    assert not life.files["one"].exists() and life.files["two"].exists()


def test_a_file_goes_with_the_last_row_that_names_it(life: Life) -> None:
    """The case and the messages of a ticket are gone long before it; its file is not."""
    named = {"storage_path": str(life.files["one"])}
    CaseStore(life.engine, clock=lambda: NOW).save("one", {"attachments": [named]})
    with life.engine.begin() as connection:
        mine = gateway.messages.c.conversation_id == "one"
        connection.execute(update(gateway.messages).where(mine).values(content={"command": {"attachment": named}}))
    for kind in ("unfinished_case", "conversation"):
        assert kind in _purge(life.engine, NOW + _days(kind) + timedelta(days=1))
        assert life.files["one"].exists()
    TicketStore(life.engine, clock=lambda: NOW).set_status(life.tickets["one"], "closed", "anna")
    _purge(life.engine, NOW + _days("ticket") + timedelta(days=1))
    assert not life.files["one"].exists()


def test_what_no_row_names_goes_with_the_last_of_its_conversation(life: Life) -> None:
    """An upload that a crash cut off is known to its folder only."""
    forgotten: list[str] = []

    def forget(conversation_id: str) -> int:
        forgotten.append(conversation_id)
        return 1

    purge = Purge(life.engine, KINDS, clock=lambda: NOW + _days("conversation") + timedelta(days=1), forget=forget)
    purge.run_once()
    assert forgotten == []
    TicketStore(life.engine, clock=lambda: NOW).set_status(life.tickets["one"], "closed", "anna")
    purge = Purge(life.engine, KINDS, clock=lambda: NOW + _days("ticket") + timedelta(days=1), forget=forget)
    assert purge.run_once()["stray_file"] == 1 and forgotten == ["one"]


def test_a_purge_says_what_it_did_and_says_nothing_when_idle(life: Life) -> None:
    """One audit entry with counts, none for nothing."""
    _purge(life.engine, NOW + timedelta(days=31))
    entry = audit.entries(life.engine)[0]
    assert (entry["action"], entry["detail"]) == ("purged", {"unfinished_case": 2, "channel_update": 2})
    before = life.counts()["audit"]
    assert _purge(life.engine, NOW + timedelta(days=31)) == {} and life.counts()["audit"] == before


def test_a_database_without_some_tables_is_purged_all_the_same(tmp_path: Path) -> None:
    """A machine that runs only the relay."""
    kinds = [Kind("elsewhere", "no_such_table", "at", 1, "x"), *KINDS]
    engine = connect(f"sqlite:///{tmp_path / 'few.db'}")
    assert Purge(engine, kinds, clock=lambda: NOW).run_once() == {}


def test_the_policy_names_tables_and_columns_that_exist(engine: Engine) -> None:
    """And every kind gives its reason."""
    columns = {name: set(table.columns.keys()) for name, table in schema.metadata.tables.items()}
    for kind in KINDS:
        assert kind.column in columns[kind.table] and set(kind.only) <= columns[kind.table] and len(kind.reason) > 20
        assert set(kind.together) <= {place.table for place in PLACES}


@pytest.mark.parametrize(
    "change, expected",
    [
        ("days: thirty", "days is 'thirty'; expected int"),
        ("days: true", "days is True; expected int"),
        ("days: 0", "days is 0; expected 1 to 3650"),
        ("weeks: 3", "expected table, column, days, reason"),
        ("days: 7\n    days: 8", "twice"),
        ("only: [x]", "only is ['x']; expected dict"),
    ],
)
def test_a_policy_that_can_be_misread_is_refused(tmp_path: Path, change: str, expected: str) -> None:
    """With file and kind; a wrong number would delete data."""
    path = tmp_path / "retention.yml"
    entry: dict[str, Any] = {"table": "cases", "column": "updated_at", "days": "30", "reason": "because"}
    entry.pop(change.split(":")[0], None)
    lines = "\n".join(f"    {name}: {value}" for name, value in entry.items())
    path.write_text(f"as_of: 2026-11-23\nkinds:\n  draft:\n{lines}\n    {change}\n")
    with pytest.raises(RetentionError) as refused:
        load(path)
    assert "retention.yml" in str(refused.value) and expected in str(refused.value)
