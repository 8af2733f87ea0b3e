"""What every help desk can do, and the three ways in which it can fail.

The relay knows desks only through this. An adapter makes one request after the other and never
retries by itself: the relay decides, since only it knows what was tried before.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from bot.tickets.letter import Letter


class DeskError(RuntimeError):
    """A letter did not arrive, or may not have; the message is for staff and holds no ticket text."""


class DeskUnreachable(DeskError):
    """Nobody answers, or the desk does not know us: no letter would arrive now."""


class DeskFailed(DeskError):
    """The desk broke off, took too long or failed inside: it may have the letter all the same."""


class DeskRefused(DeskError):
    """The desk says no to this letter and would say no again."""


@dataclass(frozen=True)
class Change:
    """Something staff did at the desk. `event` is unique for this desk; `content` as in `news.News`."""

    remote_id: str
    event: str
    kind: Literal["status", "reply"]
    content: str
    at: datetime


class Desk(Protocol):
    """A help desk. Every call may raise a DeskError.

    `name` stands in the ticket; `attachment_limit` is the largest file it takes, in bytes.
    """

    @property
    def name(self) -> str: ...

    @property
    def attachment_limit(self) -> int: ...

    def find(self, reference: str) -> str | None:
        """The desk's own id of the ticket with our reference, if it has one."""
        ...

    def create(self, letter: Letter) -> str:
        """Makes a ticket and returns the desk's own id for it."""
        ...

    def has_addition(self, remote_id: str, reference: str) -> bool:
        """True when the addition with our reference is on the ticket already."""
        ...

    def add(self, remote_id: str, letter: Letter) -> None:
        """Adds a letter to a ticket."""
        ...

    def changes(self, position: str | None) -> tuple[list[Change], str]:
        """What staff did since `position`, oldest first, and the next position.

        None means from now on. A change may be told twice, never left out.
        """
        ...

    def close(self) -> None:
        """Lets go of connections."""
        ...
