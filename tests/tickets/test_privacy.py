"""Data goes when its owner says so: all of it, everywhere, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from bot.database import connect
from bot.settings import ROOT
from bot.tickets import CaseStore, audit
from bot.tickets.privacy.places import NOT_PERSONAL, PLACES
from bot.tickets.privacy.subject import Subjects
from tests.tickets.life import NOW, WORDS, Life


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
