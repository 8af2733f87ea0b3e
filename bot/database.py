"""The one place where a database is opened and its schema is gathered.

Each package declares its tables on `metadata` beside the code that uses them; `connect` opens the
database that the settings name and makes the tables that are missing. It never holds domain logic.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import MetaData, create_engine, event
from sqlalchemy.engine import Engine
from sqlalchemy.pool import StaticPool

metadata = MetaData()


def connect(url: str) -> Engine:
    """An engine for `url` with the tables of every imported package in place.

    SQLite files run in WAL mode with a busy timeout of 10 s, so that gateway, action server and
    relay share one file. Raises sqlalchemy.exc.OperationalError when the database can not be reached.
    """
    # Values stay out of error messages and so out of logs.
    engine = create_engine(url, future=True, hide_parameters=True, **_options(url))
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _configure_sqlite)
        event.listen(engine, "begin", _begin_immediate)
    metadata.create_all(engine)
    return engine


def _options(url: str) -> dict[str, Any]:
    if url in ("sqlite://", "sqlite:///:memory:"):
        return {"poolclass": StaticPool, "connect_args": {"check_same_thread": False}}
    if url.startswith("sqlite"):
        return {"connect_args": {"check_same_thread": False, "timeout": 10}}
    return {"pool_pre_ping": True, "pool_size": 5, "max_overflow": 10}


def _configure_sqlite(connection: Any, _record: Any) -> None:
    # pysqlite begins transactions by itself, late and deferred; switched off so that ours are immediate.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA busy_timeout=10000")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _begin_immediate(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
