"""One ticket as it was stored: what the user said, what was decided, and how its delivery stands.

The store makes tickets from rows; everybody else reads them. A ticket never holds a licence key,
only its last group and a reference.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, TypedDict

# `new`: nobody at the desk has looked at it; `waiting`: the desk waits for the partner.
STATUSES = ("new", "open", "waiting", "resolved", "closed")
FINISHED = frozenset({"resolved", "closed"})
_INTERNAL = frozenset({"conversation_id", "identity", "updated_at"})


class Draft(TypedDict, total=False):
    """What `TicketStore.open` takes. `conversation_id`, `language`, `channel` and `decision` are needed.

    `partner`: id, name, level, verified (and email, where a channel proved it). `licence`: masked,
    reference (`bot.licences.digest`). `attachments`: name, sha256, bytes, finding, storage_path each.
    """

    conversation_id: str
    identity: str | None
    language: str
    channel: str
    partner: Mapping[str, Any]
    licence: Mapping[str, Any]
    facts: Mapping[str, Any]
    decision: Mapping[str, Any]
    description: str
    steps_taken: str
    reproduction_steps: str
    attachments: list[Mapping[str, Any]]
    related_thread: str | None
    transcript_ref: str | None


@dataclass(frozen=True)
class Delivery:
    """How far a ticket got: `remote_id` and `delivered_at` are None until the desk has it."""

    adapter: str | None
    remote_id: str | None
    delivered_at: datetime | None
    attempts: int


@dataclass(frozen=True)
class Ticket:
    """Contract section 7; `decision` holds `policy_version`, so that it can be replayed with `facts`."""

    id: str
    created_at: datetime
    language: str
    channel: str
    partner: Mapping[str, Any]
    licence: Mapping[str, Any]
    facts: Mapping[str, Any]
    decision: Mapping[str, Any]
    description: str
    steps_taken: str
    reproduction_steps: str
    attachments: tuple[Mapping[str, Any], ...]
    related_thread: str | None
    transcript_ref: str | None
    status: str
    desk: Delivery
    idempotency_key: str
    conversation_id: str
    identity: str | None
    updated_at: datetime

    @property
    def finished(self) -> bool:
        """True when nobody works on it any more."""
        return self.status in FINISHED

    def owned_by(self, conversation_id: str | None, identity: str | None = None) -> bool:
        """True for the conversation that opened it and for the identity linked to that conversation."""
        return self.conversation_id == conversation_id or (identity is not None and self.identity == identity)

    def to_dict(self) -> dict[str, Any]:
        """The JSON of contract section 7: nothing about storage or the owner's conversation."""
        values = {item.name: getattr(self, item.name) for item in fields(self) if item.name not in _INTERNAL}
        return {
            **values,
            "created_at": self.created_at.isoformat(),
            "attachments": [
                {name: value for name, value in attachment.items() if name != "storage_path"}
                for attachment in self.attachments
            ],
            "desk": {
                "adapter": self.desk.adapter,
                "remote_id": self.desk.remote_id,
                "delivered_at": self.desk.delivered_at and self.desk.delivered_at.isoformat(),
                "attempts": self.desk.attempts,
            },
        }


@dataclass(frozen=True)
class Addition:
    """Something the owner added to a ticket later; `reference` names it towards the desk."""

    id: int
    ticket_id: str
    created_at: datetime
    text: str
    attachments: tuple[Mapping[str, Any], ...]

    @property
    def reference(self) -> str:
        return f"{self.ticket_id}+{self.id}"
