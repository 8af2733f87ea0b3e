"""Buttons as opaque tokens: what a button does stays here, the visitor only ever holds a token.

Called by the message store inside its transactions. Only the tokens of the last turn exist at all;
a payload never comes from outside.
"""

from __future__ import annotations

import secrets
from typing import Any, Mapping

from sqlalchemy import bindparam, delete, insert, select
from sqlalchemy.engine import Connection, Row

from bot.gateway import tables

_B = tables.buttons
# Made once: building a statement costs as much as running it.
_ADD = insert(_B)
_ONE = select(_B.c.title, _B.c.command).where(
    _B.c.token == bindparam("pressed"), _B.c.conversation_id == bindparam("mine")
)
_CLEAR = delete(_B).where(_B.c.conversation_id == bindparam("mine"))


class ButtonExpired(LookupError):
    """A button that is not one of the last turn's."""


def offer(connection: Connection, conversation_id: str, reply: Mapping[str, Any]) -> dict[str, Any]:
    """What a stored reply holds beside its text: data, attachment and buttons, each command a token.

    A reply from the assistant carries commands in `buttons[].command` and, for a card whose rows can
    be edited, in `data.rows[].command`; what is returned carries `button` in their place.
    """
    content = {name: reply[name] for name in ("data", "attachment") if reply.get(name) is not None}
    minted: list[dict[str, Any]] = []

    def mint(title: str, command: Mapping[str, Any]) -> str:
        token = secrets.token_urlsafe(18)  # 24 characters: fits the 64 bytes of a Telegram button
        minted.append({"token": token, "conversation_id": conversation_id, "title": title, "command": dict(command)})
        return token

    if reply.get("buttons"):
        content["buttons"] = [
            {"title": button["title"], "button": mint(button["title"], button["command"])}
            for button in reply["buttons"]
        ]
    rows = content["data"].get("rows") if isinstance(content.get("data"), Mapping) else None
    if rows:
        content["data"] = {**content["data"], "rows": [_row(row, mint) for row in rows]}
    if minted:
        connection.execute(_ADD, minted)
    return content


def _row(row: Mapping[str, Any], mint: Any) -> dict[str, Any]:
    plain = {name: value for name, value in row.items() if name != "command"}
    if row.get("command"):
        plain["button"] = mint(f"{row['label']}: {row['value']}", row["command"])
    return plain


def press(connection: Connection, conversation_id: str, token: str) -> Row:
    """The title and command behind a token; all buttons of the turn are used up by it.

    Raises ButtonExpired for a token that is not of this conversation's last turn.
    """
    row = connection.execute(_ONE, {"pressed": token, "mine": conversation_id}).one_or_none()
    if row is None:
        raise ButtonExpired(token)
    clear(connection, conversation_id)
    return row


def clear(connection: Connection, conversation_id: str) -> None:
    """Forgets the buttons of the last turn."""
    connection.execute(_CLEAR, {"mine": conversation_id})


def live(connection: Connection, conversation_id: str) -> frozenset[str]:
    """Tokens that can still be pressed."""
    query = select(_B.c.token).where(_B.c.conversation_id == conversation_id)
    return frozenset(connection.execute(query).scalars())
