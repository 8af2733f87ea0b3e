"""Removes what is older than `retention.yml` allows.

The relay runs it about once an hour. Each portion is a transaction of its own, and a table that a
database does not have is passed over.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Callable, Iterable

import structlog
from sqlalchemy import Float, Table, select
from sqlalchemy.engine import Engine

from bot.tickets import audit
from bot.tickets.audit import Clock, utc_now
from bot.tickets.privacy.places import BATCH, CONVERSATION, conversations, existing, remove
from bot.tickets.privacy.retention import Kind

log = structlog.get_logger(__name__)


class Purge:
    """`run_once` brings the database in line with the periods of `kinds`.

    `forget` removes what is stored of a conversation of which nothing is left here; it returns how many files.
    """

    def __init__(
        self,
        engine: Engine,
        kinds: Iterable[Kind],
        clock: Clock = utc_now,
        forget: Callable[[str], int] | None = None,
    ) -> None:
        self._engine = engine
        self._kinds = tuple(kinds)
        self._clock = clock
        self._forget = forget
        self._touched: set[str] = set()

    def run_once(self) -> dict[str, int]:
        """How many rows of each kind were removed, with those that went with them."""
        with self._engine.connect() as connection:
            tables = existing(connection)
        now = self._clock()
        removed = {kind.name: self._purge(kind, tables, now) for kind in self._kinds if kind.table in tables}
        removed["stray_file"] = self._forget_strays()
        removed = {name: count for name, count in removed.items() if count}
        if removed:
            with self._engine.begin() as connection:
                audit.record(connection, now, "relay", "purged", "retention", **removed)
            log.info("purged", **removed)
        return removed

    def _forget_strays(self) -> int:
        """Files that no row named: an upload that a crash cut off leaves such a one."""
        if self._forget is None or not self._touched:
            return 0
        with self._engine.connect() as connection:
            gone = self._touched - conversations(connection)
        self._touched.clear()
        return sum(self._forget(conversation_id) for conversation_id in gone)

    def _purge(self, kind: Kind, tables: dict[str, Table], now: datetime) -> int:
        table = tables[kind.table]
        column, limit = table.c[kind.column], now - timedelta(days=kind.days)
        old = column < _as_stored(column, limit)
        for name, values in kind.only.items():
            old &= table.c[name].in_(values)
        [identity, *more] = table.primary_key.columns
        count = 0
        while True:
            with self._engine.begin() as connection:
                rows = connection.execute(select(identity, *more).where(old).limit(BATCH)).all()
                if not rows:
                    return count
                if kind.table in CONVERSATION:
                    whose = select(table.c[CONVERSATION[kind.table]]).where(identity.in_([row[0] for row in rows]))
                    self._touched |= {str(row[0]) for row in connection.execute(whose)}
                for name in kind.together:
                    if name in tables:
                        mine = tables[name].c[CONVERSATION[name]].in_([row[0] for row in rows])
                        count += remove(connection, tables[name], mine)[0]
                for row in rows:
                    here = identity == row[0]
                    for position, part in enumerate(more, start=1):
                        here &= part == row[position]
                    count += remove(connection, table, here)[0]


def _as_stored(column: Any, moment: datetime) -> Any:
    """`moment` as this column keeps times: seconds, or a date and time in UTC with or without its zone."""
    if isinstance(column.type, Float):
        return moment.timestamp()
    return moment if getattr(column.type, "timezone", False) else moment.replace(tzinfo=None)
