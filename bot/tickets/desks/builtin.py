"""The desk inside the product: staff work on the ticket tables themselves, under `/desk`.

Delivery is therefore done when the relay comes by, and nothing can be lost on the way. Staff
changes reach the conversation through `TicketStore.set_status` and `reply`, not through `changes`.
"""

from __future__ import annotations

import sys

from bot.tickets.desks.base import Change
from bot.tickets.letter import Letter


class BuiltinDesk:
    """The default."""

    name = "builtin"
    attachment_limit = sys.maxsize

    def find(self, reference: str) -> str | None:
        return reference

    def create(self, letter: Letter) -> str:
        return letter.ticket_id

    def has_addition(self, remote_id: str, reference: str) -> bool:
        return True

    def add(self, remote_id: str, letter: Letter) -> None:
        return None

    def changes(self, position: str | None) -> tuple[list[Change], str]:
        return [], position or ""

    def close(self) -> None:
        return None
