"""What a turn said, kept with the case, so that it can be said again when its answer got lost on the way.

The gateway sends a turn again after a crash; what the turn changed is stored by then, and the ticket's
number must not be lost with the answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.intake.message import Button, Reply
from bot.text.catalogue import Text, from_wire


def keep(replies: Sequence[Reply]) -> list[dict[str, Any]]:
    """The replies as JSON."""
    return [
        {
            "text": reply.text.to_wire(),
            "buttons": [choice(button) for button in reply.buttons],
            "data": wire(reply.data or {}),
        }
        for reply in replies
    ]


def again(kept: Sequence[Mapping[str, Any]]) -> list[Reply]:
    """The replies that `keep` made JSON of; their data stays in the form of the wire."""
    return [
        Reply(
            from_wire(item["text"]),
            tuple(Button(from_wire(button["title"]), button["command"]) for button in item["buttons"]),
            item["data"],
        )
        for item in kept
    ]


def choice(button: Button) -> dict[str, Any]:
    """A button as the channel takes it."""
    return {"title": button.title.to_wire(), "command": dict(button.command)}


def wire(value: Any) -> Any:
    """`value` with every Text in it in the form of the wire."""
    if isinstance(value, Text):
        return value.to_wire()
    if isinstance(value, Mapping):
        return {name: wire(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [wire(item) for item in value]
    return value
