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

_NAMING_FILES = frozenset({"gateway_messages", "cases", "additions", "tickets"})
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
CONVERSATION = {place.table: place.conversation for place in PLACES}
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


def conversations(connection: Connection) -> set[str]:
    """Every conversation of which anything is kept that can name a file."""
    tables = existing(connection)
    names = ("gateway_conversations", *_NAMING_FILES)
    columns = [tables[name].c[CONVERSATION[name]] for name in names if name in tables]
    return {str(row[0]) for column in columns for row in connection.execute(select(column).distinct())}


def batches(ids: set[str]) -> Iterator[list[str]]:
    """`ids` in portions for one statement each."""
    ordered = sorted(ids)
    for at in range(0, len(ordered), BATCH):
        yield ordered[at : at + BATCH]


def remove(connection: Connection, table: Table, condition: Any) -> tuple[int, int]:
    """Removes rows and the files that nothing else names; returns how many rows and how many files.

    A file belongs to a message, a case and a ticket at once and goes with the last of them. If a file can not
    be removed the error ends the caller's transaction, so that the rows stay and the next try finds them again.
    """
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete=ON")  # else the words stay in free pages
    paths: set[str] = set()
    owners: set[str] = set()
    for row in connection.execute(select(table).where(condition)).mappings():
        if found := set(storage_paths(dict(row))):
            paths |= found
            owners.add(str(row[CONVERSATION[table.name]]))
    count = int(connection.execute(delete(table).where(condition)).rowcount)
    if paths:
        paths -= _still_named(connection, owners)
    return count, sum(_remove_file(path) for path in sorted(paths))


def _still_named(connection: Connection, conversations: set[str]) -> set[str]:
    """The files that rows of these conversations name."""
    found: set[str] = set()
    tables = existing(connection)
    for name in _NAMING_FILES & tables.keys():
        mine = tables[name].c[CONVERSATION[name]].in_(conversations)
        for row in connection.execute(select(tables[name]).where(mine)).mappings():
            found |= set(storage_paths(dict(row)))
    return found


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
    if not filesystem.exists(place):  # asked first: S3 removes what is not there without a word
        return 0
    filesystem.rm_file(place)
    return 1
