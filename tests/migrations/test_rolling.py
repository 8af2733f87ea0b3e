"""The release before goes on while the database is changed: its rows stay, and its queries go on to work."""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timezone
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import JSON, Boolean, Date, DateTime, Float, Integer, MetaData, create_engine, func, insert, select
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.schema import Column, Table

from bot.database import connect
from bot.settings import ROOT
from tests.support.databases import postgresql

# Dropped in the release that stopped to use them; a Rasa server of the release before answers without.
GIVEN_UP = {"trackers"}


def config() -> Config:
    found = Config(str(ROOT / "alembic.ini"))
    found.set_main_option("script_location", str(ROOT / "migrations"))
    return found


REVISIONS = [item.revision for item in reversed(list(ScriptDirectory.from_config(config()).walk_revisions()))]


def upgrade(engine: Engine, revision: str) -> None:
    settings = config()
    with engine.begin() as connection:
        settings.attributes["connection"] = connection
        command.upgrade(settings, revision)


@dataclass
class Release:
    """What the code of a schema does all day: writes a row of each table that fits the others, reads it again."""

    tables: list[Table]
    rounds: int = 0
    errors: list[str] = field(default_factory=list)

    def work(self, connection: Connection) -> None:
        number, rows = self.rounds + 1, {}  # type: int, dict[str, dict[str, Any]]
        for table in self.tables:
            row = {column.name: _value(column, number, rows) for column in table.columns}
            rows[table.name] = row
            connection.execute(insert(table).values(row))
        for table in self.tables:
            key = [column == rows[table.name][column.name] for column in table.primary_key.columns]
            assert connection.execute(select(table).where(*key)).one()
        self.rounds = number


def _value(column: Column[Any], number: int, rows: dict[str, dict[str, Any]]) -> Any:
    for key in column.foreign_keys:
        return rows[key.column.table.name][key.column.name]
    for kind, value in (
        (Boolean, False),
        (Integer, number),
        (Float, float(number)),
        (DateTime, datetime.now(timezone.utc)),
        (Date, date.today()),
        (JSON, {"number": number}),
    ):
        if isinstance(column.type, kind):
            return value
    return uuid.uuid4().hex[: getattr(column.type, "length", None) or 32]


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database at the first revision, opened as the product opens it."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'rolling.db'}"
    else:
        name = f"rolling_{uuid.uuid4().hex}"
        server = create_engine(postgresql(), future=True, isolation_level="AUTOCOMMIT")
        with server.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name}")
        server.dispose()
        url = postgresql().replace("/postgres?", f"/{name}?")
    bare = create_engine(url, future=True)
    upgrade(bare, REVISIONS[0])
    bare.dispose()
    # With the tables of the newest code missing still: `connect` would make them.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(MetaData, "create_all", lambda *_, **__: None)
        opened = connect(url)
    yield opened
    opened.dispose()


def first_release(engine: Engine) -> Release:
    known = MetaData()
    known.reflect(engine)
    return Release([table for table in known.sorted_tables if table.name not in GIVEN_UP | {"alembic_version"}])


@contextmanager
def at_work(engine: Engine, release: Release) -> Iterator[None]:
    """The release works in a thread, about a hundred rounds a second, until the block ends."""
    stop = threading.Event()

    def go_on() -> None:
        while not stop.is_set():
            try:
                with engine.begin() as connection:
                    release.work(connection)
            except (DBAPIError, AssertionError) as error:
                release.errors.append(str(getattr(error, "orig", error)).splitlines()[0])
            time.sleep(0.005)

    thread = threading.Thread(target=go_on)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(60)


def wait_for(release: Release, rounds: int) -> None:
    goal, deadline = release.rounds + rounds, time.monotonic() + 60
    while release.rounds < goal and not release.errors and time.monotonic() < deadline:
        time.sleep(0.01)


def test_the_first_release_goes_on_through_every_change(engine: Engine) -> None:
    """Before, during and after each one, without an error; and every row is there in the end."""
    release = first_release(engine)
    assert {"tickets", "gateway_messages", "cases", "vault", "outbox"} <= {table.name for table in release.tables}
    with at_work(engine, release):
        wait_for(release, 20)
        for revision in REVISIONS[1:]:
            upgrade(engine, revision)
            wait_for(release, 20)
    assert release.errors == [] and release.rounds >= 20 * len(REVISIONS)
    with engine.connect() as connection:
        for table in release.tables:
            assert connection.execute(select(func.count()).select_from(table)).scalar_one() == release.rounds


def test_a_change_that_takes_something_away_would_be_noticed(engine: Engine) -> None:
    """The test above is one that can fail."""
    release = first_release(engine)
    upgrade(engine, "head")
    with at_work(engine, release):
        wait_for(release, 3)
        with engine.begin() as connection:
            connection.exec_driver_sql("ALTER TABLE tickets DROP COLUMN related_thread")
        wait_for(release, 10**6)
    assert any("related_thread" in error for error in release.errors)
