"""The one place where a database is opened and its schema is gathered.

Each package declares its tables on `metadata` beside the code that uses them; `connect` opens the
database that the settings name and makes the tables that are missing. It never holds domain logic.
"""

from __future__ import annotations

import threading
from typing import Any

from sqlalchemy import MetaData, create_engine, event
from sqlalchemy.engine import Engine
from sqlalchemy.pool import QueuePool, StaticPool

metadata = MetaData()
BUSY_SECONDS = 10
_TURN = "writes"  # stands in the info of the connection whose turn it is
_MAKING_TABLES = 0x494E5442  # any number will do that nobody else locks; see also bot.tickets.leader


def connect(url: str) -> Engine:
    """An engine for `url` with the tables of every imported package in place.

    SQLite files run in WAL mode with a busy timeout of 10 s, so that gateway, action server and
    relay share one file. Raises sqlalchemy.exc.OperationalError when the database can not be reached.
    """
    # Values stay out of error messages and so out of logs.
    engine = create_engine(url, future=True, hide_parameters=True, **_options(url))
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _configure_sqlite)
        if isinstance(engine.pool, QueuePool):
            Writers(engine)
        event.listen(engine, "begin", _begin)
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            # Two processes that start at once would both find a table missing and make it.
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_MAKING_TABLES})")
        metadata.create_all(connection)
    return engine


def reading(engine: Engine) -> Engine:
    """The same database for transactions that only read.

    On SQLite they do not wait for whoever writes: with three writers beside, a plain read took 0.9 ms
    on average instead of 1.4 ms. A write in such a transaction may fail with "database is locked".
    """
    return engine.execution_options(only_reads=True)


class Writers:
    """Lets the threads of one process write to an SQLite file one after the other.

    SQLite itself makes whoever finds the file taken sleep and look again, up to 0.1 s at a time and in no
    order: dozens of threads that do so keep the other processes waiting, and the file idle in between.
    """

    def __init__(self, engine: Engine) -> None:
        self._turn = threading.Lock()
        event.listen(engine, "begin", self._wait)
        event.listen(engine, "checkin", self._leave)

    def _wait(self, connection: Any) -> None:
        if _only_reads(connection) or connection.info.get(_TURN):
            return
        # Who waited too long asks SQLite itself, which says that the database is locked.
        if self._turn.acquire(timeout=BUSY_SECONDS):
            connection.info[_TURN] = True

    def _leave(self, _connection: Any, record: Any) -> None:
        # The connection is given back, whatever became of its transaction.
        if record.info.pop(_TURN, False):
            self._turn.release()


def _options(url: str) -> dict[str, Any]:
    if url in ("sqlite://", "sqlite:///:memory:"):
        return {"poolclass": StaticPool, "connect_args": {"check_same_thread": False}}
    if url.startswith("sqlite"):
        # SQLAlchemy 1.4 opens a file anew for every transaction by default, 0.4 ms each time; so does a pool
        # for what goes beyond its size. The one given back last is taken first: it knows the statements.
        pool = {"poolclass": QueuePool, "pool_size": 40, "max_overflow": 5, "pool_use_lifo": True}
        return {**pool, "connect_args": {"check_same_thread": False, "timeout": BUSY_SECONDS}}
    # A server that does not answer must not hold up a conversation for long.
    patience = {"connect_args": {"connect_timeout": 5}} if url.startswith("postgresql") else {}
    return {"pool_pre_ping": True, "pool_size": 5, "max_overflow": 10, "pool_timeout": 10, **patience}


def _configure_sqlite(connection: Any, _record: Any) -> None:
    # pysqlite begins transactions by itself, late and deferred; switched off so that ours are immediate.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _begin(connection: Any) -> None:
    # A transaction that reads first and writes later fails when somebody wrote in between; so the
    # right to write is taken at once, except where nothing is going to be written.
    connection.exec_driver_sql("BEGIN" if _only_reads(connection) else "BEGIN IMMEDIATE")


def _only_reads(connection: Any) -> bool:
    return bool(connection.get_execution_options().get("only_reads", False))
