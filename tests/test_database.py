"""Several processes open one database at the same moment, and the threads of one process write to it."""

from __future__ import annotations

import threading
import uuid
from pathlib import Path

import pytest
from sqlalchemy import create_engine, event, inspect
from sqlalchemy.exc import IntegrityError

from bot.database import connect, reading
from migrations.tables import load_tables
from tests.support.databases import postgresql


def test_gateways_that_start_at_once_make_the_tables_once() -> None:
    """On an empty PostgreSQL, where "create if missing" alone lets all but one of them fail."""
    load_tables()
    name, failures = f"empty_{uuid.uuid4().hex}", []
    server = create_engine(postgresql(), future=True, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    server.dispose()
    url, gate = postgresql().replace("/postgres?", f"/{name}?"), threading.Barrier(6)

    def start() -> None:
        gate.wait()
        try:
            connect(url).dispose()
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=start) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert inspect(create_engine(url, future=True)).has_table("gateway_messages")


def test_threads_wait_for_each_other_before_they_ask_an_sqlite_file(tmp_path: Path) -> None:
    """Whoever waits has not begun: SQLite would let it sleep and look again; a reader does not wait at all."""
    engine, begun, told = connect(f"sqlite:///{tmp_path / 'one.db'}"), threading.Event(), threading.Event()
    asked: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda _connection, _cursor, words, *_: asked.append(words))

    def write() -> None:
        told.set()
        with engine.begin():
            begun.set()

    with engine.begin():
        waiting = threading.Thread(target=write)
        waiting.start()
        assert told.wait(5)
        assert not begun.wait(0.2)
        assert asked == ["BEGIN IMMEDIATE"]
        with reading(engine).connect() as connection:
            assert connection.exec_driver_sql("SELECT 1").scalar_one() == 1
    assert begun.wait(5)
    waiting.join()


def test_a_write_that_fails_lets_the_next_one_in(tmp_path: Path) -> None:
    engine = connect(f"sqlite:///{tmp_path / 'one.db'}")
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE once (number INTEGER PRIMARY KEY)")
    for _ in range(2):
        with pytest.raises(IntegrityError), engine.begin() as connection:
            connection.exec_driver_sql("INSERT INTO once VALUES (1), (1)")
    done = threading.Event()

    def write() -> None:
        with engine.begin() as connection:
            connection.exec_driver_sql("INSERT INTO once VALUES (1)")
        done.set()

    threading.Thread(target=write).start()
    assert done.wait(5)


def test_one_connection_writes_twice_without_being_given_back(tmp_path: Path) -> None:
    engine = connect(f"sqlite:///{tmp_path / 'one.db'}")
    with engine.connect() as connection:
        for statement in ("CREATE TABLE numbers (number INTEGER)", "INSERT INTO numbers VALUES (1)"):
            connection.exec_driver_sql(statement)
            connection.commit()
    with engine.begin() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM numbers").scalar_one() == 1
