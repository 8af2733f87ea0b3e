"""Data goes when its time is over or its owner says so: all of it, everywhere, and nothing else."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import insert, inspect, select, text, update
from sqlalchemy.engine import Engine

from bot.database import connect
from bot.gateway import tables as gateway
from bot.gateway.channels.updates import updates
from bot.gateway.pairing import codes
from bot.settings import ROOT
from bot.tickets import CaseStore, TicketStore, audit, schema
from bot.tickets.privacy.places import NOT_PERSONAL, PLACES
from bot.tickets.privacy.purge import Purge
from bot.tickets.privacy.retention import Kind, RetentionError, load
from bot.tickets.privacy.subject import Subjects
from bot.vault import Vault
from tests.tickets.samples import draft

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=timezone.utc)
WORDS = "Unverwechselbar"  # stands in everything that the erased person wrote


class Life:
    """Two people with all that the product keeps about them; the first one will be erased."""

    def __init__(self, engine: Engine, folder: Path) -> None:
        self.engine = engine
        self.files = {}
        self.tickets = {}
        for person in ("one", "two"):
            file = folder / f"{person}.log"
            file.write_text(WORDS)
            self.files[person] = file
            self.tickets[person] = self._live(person, str(file))

    def _live(self, person: str, path: str) -> str:
        attachment = {"name": "a.log", "sha256": "aa", "bytes": 1, "finding": {}, "storage_path": path}
        seconds = NOW.timestamp()
        with self.engine.begin() as connection:
            conversation = {
                "id": person, "channel": "telegram", "address": f"chat-{person}", "identity_id": f"id-{person}",
                "created_at": seconds, "active_at": seconds, "token_hash": "hash",
            }  # fmt: skip
            connection.execute(insert(gateway.conversations).values(conversation))
            message = {
                "conversation_id": person, "seq": 1, "direction": "in", "kind": "text", "text": f"{WORDS} {person}",
                "content": {}, "status": "done", "created_at": seconds,
            }  # fmt: skip
            connection.execute(insert(gateway.messages).values(message))
            button = {"token": f"t-{person}", "conversation_id": person, "title": "x", "command": {}}
            connection.execute(insert(gateway.buttons).values(button))
            code = {"code_hash": f"c-{person}", "conversation_id": person, "expires_at": seconds}
            connection.execute(insert(codes).values(code))
            held = {
                "channel": "telegram", "update_id": person, "address": f"chat-{person}", "conversation_id": person,
                "status": "held", "sealed": "x", "due": seconds, "received_at": seconds,
            }  # fmt: skip
            connection.execute(insert(updates).values(held))
        CaseStore(self.engine, clock=lambda: NOW).save(
            person, {"opening": WORDS, "licence": {"partner_id": f"P-{person}"}}
        )
        Vault(self.engine, Fernet.generate_key().decode()).put("password", WORDS, person)
        store = TicketStore(self.engine, clock=lambda: NOW)
        partner = {"id": f"P-{person}", "name": "Example"}
        content = draft(
            conversation_id=person,
            identity=f"id-{person}",
            partner=partner,
            description=WORDS,
            attachments=[attachment],
        )
        ticket = store.open(content, idempotency_key=person)
        store.add_information(ticket.id, person, WORDS)
        store.reply(ticket.id, WORDS, "anna")
        with self.engine.begin() as connection:
            there = update(schema.tickets).where(schema.tickets.c.id == ticket.id)
            connection.execute(there.values(adapter="zammad", remote_id=f"R-{person}"))
        return ticket.id

    def counts(self) -> dict[str, int]:
        with self.engine.connect() as connection:
            return {
                name: connection.execute(text(f'SELECT count(*) FROM "{name}"')).scalar_one()
                for name in inspect(connection).get_table_names()
            }


@pytest.fixture
def life(engine: Engine, tmp_path: Path) -> Life:
    return Life(engine, tmp_path)


@pytest.mark.parametrize("by", ["conversation", "ticket", "identity", "address", "partner"])
def test_a_person_is_erased_whatever_names_them(life: Life, by: str) -> None:
    """Every table and file; the other person keeps everything; the help desk's part is named."""
    ticket = life.tickets["one"]
    subject = {
        "conversation": "one",
        "ticket": ticket.lower(),
        "identity": "id-one",
        "address": "chat-one",
        "partner": "P-one",
    }[by]
    erased = Subjects(life.engine).erase(subject)
    assert erased.rows == {
        "gateway_link_codes": 1,
        "gateway_buttons": 1,
        "gateway_updates": 1,
        "gateway_messages": 1,
        "gateway_conversations": 1,
        "cases": 1,
        "vault": 1,
        "inbox": 1,
        "additions": 1,
        "tickets": 1,
    }
    assert erased.files == 1 and erased.at_desk == (("zammad", "R-one"),)
    assert not life.files["one"].exists() and life.files["two"].exists()
    left = life.counts()
    assert {left[place.table] for place in PLACES if place.table in left} == {1} and left["outbox"] == 2
    assert Subjects(life.engine).erase(subject).nothing
    assert Subjects(life.engine).export("one") == {}


def test_an_erased_persons_words_are_nowhere_in_the_database_file(tmp_path: Path) -> None:
    """Not in free pages and not in the write-ahead log either."""
    engine = connect(f"sqlite:///{tmp_path / 'life.db'}")
    life = Life(engine, tmp_path)
    before = b"".join(path.read_bytes() for path in tmp_path.glob("life.db*"))
    for person in ("one", "two"):
        Subjects(life.engine).erase(person)
    engine.dispose()
    after = b"".join(path.read_bytes() for path in tmp_path.glob("life.db*"))
    assert WORDS.encode() in before and WORDS.encode() not in after


def test_an_unfinished_case_is_found_by_its_partner(engine: Engine) -> None:
    """No ticket names the partner yet."""
    CaseStore(engine).save("c", {"licence": {"partner_id": "P-9"}})
    assert Subjects(engine).erase("P-9").rows == {"cases": 1}


def test_nobody_is_erased_by_a_subject_that_names_nobody(life: Life) -> None:
    """Neither a part of a name, nor a pattern, nor nothing."""
    before = life.counts()
    for subject in ("on", "%", "P-", "*", "web", "el", "Example"):
        assert Subjects(life.engine).erase(subject).nothing
    assert life.counts() == before


def test_erasing_leaves_a_trace_without_the_person(life: Life) -> None:
    """That it was done, when, and how much; not who."""
    Subjects(life.engine, clock=lambda: NOW).erase("id-one")
    entry = audit.entries(life.engine)[0]
    assert (entry["action"], entry["at"], entry["detail"]["files"]) == ("erased", NOW, 1)
    assert "id-one" not in str(entry)


def test_an_export_holds_all_that_is_kept_but_secrets(life: Life) -> None:
    """By table, for this person only, as JSON."""
    found = Subjects(life.engine).export(life.tickets["one"])
    assert {name: len(rows) for name, rows in found.items()} == {place.table: 1 for place in PLACES}
    assert found["tickets"][0]["description"] == WORDS and found["tickets"][0]["created_at"].startswith("2026-11-23")
    assert "sealed" not in found["vault"][0] and "token_hash" not in found["gateway_conversations"][0]
    assert "two" not in str(found)


def test_every_table_of_the_project_has_its_place() -> None:
    """A new table must say whether it holds data about people, or erasure would miss it."""
    sources = (path.read_text(encoding="utf-8") for path in (ROOT / "bot").rglob("*.py"))
    tables = {name for source in sources for name in re.findall(r'= Table\(\s*"(\w+)"', source)}
    placed = [place.table for place in PLACES]
    assert len(placed) == len(set(placed)) and not NOT_PERSONAL & set(placed)
    assert tables == NOT_PERSONAL | set(placed)


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
