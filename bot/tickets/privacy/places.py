"""Where data about people is kept: every table, and the columns that say whose row it is.

Erasure, export and purge go by this list, over the tables that exist in a database; a test makes
sure that no table of the project is missing here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Iterator, Mapping

import fsspec
from sqlalchemy import MetaData, Table, delete, select
from sqlalchemy.engine import Connection

BATCH = 200  # ids in one statement; short transactions leave room for conversations


@dataclass(frozen=True)
class Place:
    """`conversation` holds the conversation's id; `subjects` name a person in other ways."""

    table: str
    conversation: str = "conversation_id"
    subjects: tuple[str, ...] = ()


# In the order in which rows can go: whatever refers to another table stands before it.
PLACES = (
    Place("gateway_link_codes"),
    Place("gateway_buttons"),
    Place("gateway_updates"),
    Place("gateway_messages"),
    Place("gateway_conversations", "id", ("identity_id", "address")),
    Place("cases"),
    Place("vault"),
    Place("inbox", subjects=("ticket_id",)),
    Place("additions", subjects=("ticket_id",)),
    Place("tickets", subjects=("id", "identity", "partner_id")),
)
# Hold nobody's words or name: `outbox` goes with its ticket, `licences` is the operator's own record of
# contracts, `audit` and `gateway_staff` are about the operator's staff, ticket numbers and counts.
NOT_PERSONAL = frozenset({"outbox", "licences", "audit", "desk_cursors", "gateway_staff"})
# Never exported: secrets, or what opens a conversation.
HIDDEN = frozenset({"sealed", "token", "token_hash", "code_hash", "idempotency_key"})


def existing(connection: Connection) -> dict[str, Table]:
    """The tables of the database as it is, by name; the packages that made them need not be loaded."""
    found = MetaData()
    found.reflect(connection)
    return dict(found.tables)


def batches(ids: set[str]) -> Iterator[list[str]]:
    """`ids` in portions for one statement each."""
    ordered = sorted(ids)
    for at in range(0, len(ordered), BATCH):
        yield ordered[at : at + BATCH]


def remove(connection: Connection, table: Table, condition: Any) -> tuple[int, int]:
    """Removes rows and the files that they name; returns how many rows and how many files.

    Files go first: if the rows then stay, the next try finds them again; the other way round a file
    would stay behind that nobody knows of.
    """
    files = 0
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete=ON")  # else the words stay in free pages
    for row in connection.execute(select(table).where(condition)).mappings():
        for path in storage_paths(dict(row)):
            files += _remove_file(path)
    return int(connection.execute(delete(table).where(condition)).rowcount), files


def storage_paths(value: Any) -> Iterator[str]:
    """Every `storage_path` anywhere in a row's JSON."""
    if isinstance(value, Mapping):
        for name, item in value.items():
            if name == "storage_path" and isinstance(item, str):
                yield item
            else:
                yield from storage_paths(item)
    elif isinstance(value, list):
        for item in value:
            yield from storage_paths(item)


def _remove_file(path: str) -> int:
    filesystem, place = fsspec.core.url_to_fs(path)
    try:
        filesystem.rm_file(place)
    except FileNotFoundError:
        return 0
    return 1
