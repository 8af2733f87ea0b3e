"""One person's data: found by anything that names them, exported, erased.

`intake erase` and `intake own-data` call it. Erasing is complete or not done at all, can be
repeated, and says what somebody else, the help desk, still has.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Iterator

from sqlalchemy import Table, and_, or_, select
from sqlalchemy.engine import Connection, Engine

from bot.tickets import audit
from bot.tickets.audit import Clock, utc_now
from bot.tickets.ids import normalise_id
from bot.tickets.privacy.places import HIDDEN, PLACES, Place, batches, existing, remove


@dataclass(frozen=True)
class Erased:
    """What went: rows by table, stored files, and whose they were.

    `at_desk` is (adapter, remote id) of what a help desk still has.
    """

    rows: dict[str, int] = field(default_factory=dict)
    files: int = 0
    at_desk: tuple[tuple[str, str], ...] = ()
    conversations: tuple[str, ...] = ()

    @property
    def nothing(self) -> bool:
        return not self.rows


class Subjects:
    """Looks people up in the database of `engine`.

    A subject is the id of a conversation or a ticket, an identity, a channel address or a partner id. It
    covers the conversations that it names, and all that belongs to these.
    """

    def __init__(self, engine: Engine, clock: Clock = utc_now) -> None:
        self._engine = engine
        self._clock = clock

    def export(self, subject: str) -> dict[str, list[dict[str, Any]]]:
        """Every row about the subject, by table, as JSON; secrets stay out. Empty when there is none."""
        found: dict[str, list[dict[str, Any]]] = {}
        with self._engine.connect() as connection:
            tables = existing(connection)
            for place, table, condition in self._rows(tables, self._conversations(connection, tables, subject)):
                for row in connection.execute(select(table).where(condition)).mappings():
                    shown = {name: _as_json(value) for name, value in row.items() if name not in HIDDEN}
                    found.setdefault(place.table, []).append(shown)
        return found

    def erase(self, subject: str) -> Erased:
        """Removes every row about the subject and the files they name, in one transaction."""
        rows: dict[str, int] = {}
        files = 0
        with self._engine.begin() as connection:
            tables = existing(connection)
            whose = self._conversations(connection, tables, subject)
            selected = list(self._rows(tables, whose))
            at_desk = tuple(self._at_desk(connection, selected))
            for place, table, condition in selected:
                count, removed = remove(connection, table, condition)
                if count:
                    rows[place.table] = rows.get(place.table, 0) + count
                files += removed
            if rows:
                audit.record(connection, self._clock(), "operator", "erased", "subject", rows=rows, files=files)
        if self._engine.dialect.name == "sqlite":
            self._empty_log()
        return Erased(rows, files, at_desk, tuple(sorted(whose)))

    def _empty_log(self) -> None:
        """Writes SQLite's write-ahead log, which still holds the old pages, into the file and cuts it."""
        raw = self._engine.raw_connection()
        try:
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            raw.close()

    @staticmethod
    def _rows(tables: dict[str, Table], conversations: set[str]) -> Iterator[tuple[Place, Table, Any]]:
        """Place, table and condition of all that belongs to these conversations."""
        for portion in batches(conversations):
            for place in PLACES:
                if place.table in tables:
                    table = tables[place.table]
                    yield place, table, table.c[place.conversation].in_(portion)

    def _conversations(self, connection: Connection, tables: dict[str, Table], subject: str) -> set[str]:
        names = {subject, normalise_id(subject) or subject}
        found: set[str] = set()
        for place in PLACES:
            if place.table not in tables:
                continue
            table = tables[place.table]
            columns = [table.c[name] for name in (place.conversation, *place.subjects)]
            query = select(table.c[place.conversation]).where(
                or_(*(and_(column.is_not(None), column.in_(names)) for column in columns))
            )
            found |= {str(row[0]) for row in connection.execute(query)}
        if "cases" in tables:
            cases = tables["cases"]
            for row in connection.execute(select(cases.c.conversation_id, cases.c.content)):
                if _partner(row.content) == subject:
                    found.add(row.conversation_id)
        return found

    @staticmethod
    def _at_desk(connection: Connection, selected: list[tuple[Place, Table, Any]]) -> Iterator[tuple[str, str]]:
        for place, table, condition in selected:
            if place.table == "tickets":
                for row in connection.execute(select(table.c.adapter, table.c.remote_id).where(condition)):
                    if row.remote_id and row.adapter != "builtin":
                        yield row.adapter, row.remote_id


def _partner(case: Any) -> str | None:
    """The partner of an unfinished case."""
    licence = case.get("licence") if isinstance(case, dict) else None
    return licence.get("partner_id") if isinstance(licence, dict) else None


def _as_json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, (datetime, date)) else value
