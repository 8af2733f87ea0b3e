"""What the dialogue needs from the outside, as interfaces: the licence registry and the desk.

`actions` passes real ones in, tests pass twins in memory. Nothing here does I/O.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from bot.intake.case import Case


@dataclass(frozen=True)
class LicenceRecord:
    """What the registry says of a key: how to show it, a digest for it, facts (contract section 4), the partner."""

    masked: str
    digest: str
    facts: Mapping[str, Any]
    partner: Mapping[str, Any]
    larger_key: bool = False


class Unavailable(RuntimeError):
    """The registry can not be asked just now; the case goes on and is checked by a person."""


class Licences(Protocol):
    def find(self, reference: str, conversation_id: str) -> LicenceRecord | None:
        """The record behind a vault reference, None when the key is unknown; raises Unavailable."""


@dataclass(frozen=True)
class Receipt:
    """An acknowledged ticket."""

    id: str
    created_at: datetime


@dataclass(frozen=True)
class TicketState:
    """A ticket of the owner and how it stands (new, open, waiting, resolved, closed)."""

    id: str
    status: str


class Desk(Protocol):
    def open(self, case: Case) -> Receipt:
        """Writes the ticket once, however often it is called for the same case."""

    def open_ticket_like(self, case: Case) -> str | None:
        """Id of an open ticket of this owner for the same licence and problem, else None."""

    def status(self, case: Case, ticket_id: str | None) -> TicketState | None:
        """Status of the owner's ticket (the newest without an id), None when there is none."""

    def add(self, case: Case, ticket_id: str, text: str, attachments: Sequence[Mapping[str, Any]] = ()) -> bool:
        """Adds information to the owner's ticket, once a turn; False when it is not theirs."""
