"""Rows of a database as JSON lines and back, the same for SQLite and PostgreSQL.

Called by the archive. What is written is one moment's state, also while people go on writing; a backup of
one database can be restored into the other.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timezone
from typing import Any

from sqlalchemy import Column, Date, DateTime, Integer, MetaData, Table, TypeDecorator, func, insert, select, text
from sqlalchemy.engine import Connection, Engine

from bot.database import reading

_BATCH = 500
_SEQUENCE = text("SELECT pg_get_serial_sequence(:table, :column)")
_CONTINUE = text("SELECT setval(pg_get_serial_sequence(:table, :column), :highest)")


def snapshot(engine: Engine) -> Connection:
    """A connection that sees one moment of the database until it is closed."""
    if engine.dialect.name == "postgresql":
        options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True, "stream_results": True}
        return engine.connect().execution_options(**options)
    return reading(engine).connect()


def lines(connection: Connection, table: Table) -> Iterator[bytes]:
    """The rows of a table in the order of its key, one JSON object each."""
    for row in connection.execute(select(table).order_by(*table.primary_key.columns)).yield_per(_BATCH).mappings():
        values = {column.name: _plain(row[column]) for column in table.columns}
        yield json.dumps(values, ensure_ascii=False).encode() + b"\n"


def insert_lines(connection: Connection, table: Table, content: Iterable[bytes]) -> int:
    """Writes rows that `lines` made; returns how many. Raises KeyError for a column that the table lacks."""
    count = 0
    batches: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for line in content:
        values = {name: _typed(table.c[name], value) for name, value in json.loads(line).items()}
        # What is empty is left out: given as None, a JSON column would hold a JSON null instead of nothing.
        row = {name: value for name, value in values.items() if value is not None}
        batch = batches.setdefault(tuple(sorted(row)), [])
        batch.append(row)
        count += 1
        if len(batch) >= _BATCH:
            connection.execute(insert(table), batch)
            batch.clear()
    for batch in batches.values():
        if batch:
            connection.execute(insert(table), batch)
    return count


def is_empty(connection: Connection, tables: MetaData) -> bool:
    """Whether no table of the database has a row."""
    return not any(connection.execute(select(table).limit(1)).first() for table in tables.sorted_tables)


def continue_numbers(connection: Connection, tables: MetaData) -> None:
    """Lets PostgreSQL number new rows after the restored ones; SQLite does so by itself."""
    if connection.dialect.name != "postgresql":
        return
    for table in tables.sorted_tables:
        for column in table.primary_key.columns:
            place = {"table": table.name, "column": column.name}
            if not isinstance(column.type, Integer) or not connection.execute(_SEQUENCE, place).scalar_one():
                continue
            highest = connection.execute(select(func.max(column))).scalar_one()
            if highest is not None:
                connection.execute(_CONTINUE, {**place, "highest": highest})


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        # SQLite gives times back without their zone; all of them are UTC.
        return (value.replace(tzinfo=timezone.utc) if value.tzinfo is None else value).isoformat()
    return value.isoformat() if isinstance(value, date) else value


def _typed(column: Column[Any], value: Any) -> Any:
    if not isinstance(value, str):
        return value
    kind = column.type.impl if isinstance(column.type, TypeDecorator) else column.type
    if isinstance(kind, DateTime):
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if isinstance(kind, Date) else value
