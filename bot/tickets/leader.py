"""Makes sure that one relay at a time works on a database.

On PostgreSQL an advisory lock, on SQLite a lock on a file beside the database: both end with the
process that holds them, however it ends, and neither depends on a clock.
"""

from __future__ import annotations

import fcntl
import os
from typing import Any

from sqlalchemy import text
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError

_LOCK = 0x494E5441  # "INTA": any number will do that nobody else locks


class Leader:
    """Asked before every round, since a connection, and the lock with it, can be lost."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._held: Any = None

    def leads(self) -> bool:
        """True when this process may work now."""
        if self._engine.dialect.name == "postgresql":
            return self._leads_postgresql()
        if self._held is None:
            self._held = self._lock_file()
        return self._held is not None

    def resign(self) -> None:
        """Lets another relay take over."""
        if self._held is not None:
            self._held.close()
            self._held = None

    def _leads_postgresql(self) -> bool:
        try:
            if self._held is not None:
                self._held.exec_driver_sql("SELECT 1")
                return True
            # Outside of transactions, so that an idle relay keeps none open.
            connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        except DBAPIError:
            self._forget()
            raise
        if connection.execute(text("SELECT pg_try_advisory_lock(:number)"), {"number": _LOCK}).scalar_one():
            # A connection of its own: the pool must not give the lock to somebody else.
            connection.detach()
            self._held = connection
            return True
        connection.close()
        return False

    def _forget(self) -> None:
        if self._held is not None:
            self._held.invalidate()
            self._held = None

    def _lock_file(self) -> Any:
        database = self._engine.url.database
        if not database or database == ":memory:":
            return open(os.devnull)  # a database in memory has one process
        stream = open(f"{database}.relay", "w")
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            stream.close()
            return None
        return stream
