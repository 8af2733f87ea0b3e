"""The two databases every store must work on: a SQLite file and PostgreSQL 16.

The conftest of a package imports the fixture `engine`; each test runs once on each. PostgreSQL starts once a run.
"""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import Engine

from bot.database import connect, metadata

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it complains about a missing XDG_RUNTIME_DIR, which it does not need
    import pgserver


@cache
def postgresql() -> str:
    """The URL of the PostgreSQL server of this run, which ends and is deleted with the process."""
    return str(pgserver.get_server(tempfile.mkdtemp(prefix="postgresql-"), cleanup_mode="delete").get_uri())


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An engine with all tables and no rows."""
    if request.param == "sqlite":
        engine = connect(f"sqlite:///{tmp_path / 'test.db'}")
        yield engine
    else:
        engine = connect(postgresql())
        names = ", ".join(f'"{table.name}"' for table in metadata.sorted_tables)
        with engine.begin() as connection:
            connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
        yield engine
    engine.dispose()
