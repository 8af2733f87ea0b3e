"""Copies a conversation that was led to its summary, row by row, so that each run has one of its own.

Leading hundreds of conversations through nine turns each would take most of the benchmark's time and show
nothing about submissions.
"""

from __future__ import annotations

import json
import sqlite3
import uuid
from pathlib import Path

# Table and the column with the conversation's id, in the order in which rows can be made.
_TABLES = {
    "gateway_conversations": "id",
    "gateway_messages": "conversation_id",
    "gateway_buttons": "conversation_id",
    "cases": "conversation_id",
}


def copy(database: Path, conversation_id: str, button: str) -> tuple[str, str]:
    """A second conversation in the same state, with the same bearer token; its id and its `button`."""
    with sqlite3.connect(database, timeout=60) as connection:
        connection.row_factory = sqlite3.Row
        [case] = connection.execute("SELECT content FROM cases WHERE conversation_id = ?", [conversation_id])
        new = {conversation_id: str(uuid.uuid4()), json.loads(case["content"])["case_id"]: uuid.uuid4().hex}
        query = "SELECT token FROM gateway_buttons WHERE conversation_id = ?"
        for row in connection.execute(query, [conversation_id]).fetchall():
            new[row["token"]] = uuid.uuid4().hex[:24]
        for table, column in _TABLES.items():
            for row in connection.execute(f"SELECT * FROM {table} WHERE {column} = ?", [conversation_id]).fetchall():
                values = [_renamed(value, new) for value in row]
                marks = ", ".join("?" * len(values))
                connection.execute(f"INSERT INTO {table} ({', '.join(row.keys())}) VALUES ({marks})", values)
    connection.close()
    return new[conversation_id], new[button]


def _renamed(value: object, new: dict[str, str]) -> object:
    if isinstance(value, str):
        for old, other in new.items():
            value = value.replace(old, other)
    return value
