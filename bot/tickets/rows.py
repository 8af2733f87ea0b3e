"""Turns drafts into rows of the ticket tables, and rows into tickets.

Only the store and the relay use it. What a draft leaves out gets its empty value here, once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.tickets.ticket import Addition, Delivery, Ticket


def ticket_row(id: str, draft: Mapping[str, Any], idempotency_key: str, now: datetime) -> dict[str, Any]:
    """The row of a new ticket. The main problem is the first one of the facts."""
    facts, decision = dict(draft.get("facts") or {}), dict(draft["decision"])
    partner, licence = dict(draft.get("partner") or {}), dict(draft.get("licence") or {})
    due = decision.get("sla_due")
    return {
        "id": id,
        "idempotency_key": idempotency_key,
        "conversation_id": draft["conversation_id"],
        "identity": draft.get("identity"),
        "created_at": now,
        "updated_at": now,
        "language": draft["language"],
        "channel": draft["channel"],
        "partner_id": partner.get("id"),
        "partner": partner,
        "licence_reference": licence.get("reference"),
        "licence": licence,
        "problem": next(iter(facts.get("problems") or []), None),
        "facts": facts,
        "decision": decision,
        "policy_version": decision.get("policy_version"),
        "priority": decision.get("priority") or "normal",
        "sla_due": datetime.fromisoformat(due) if due else None,
        "description": draft.get("description") or "",
        "steps_taken": draft.get("steps_taken") or "",
        "reproduction_steps": draft.get("reproduction_steps") or "",
        "attachments": [dict(attachment) for attachment in draft.get("attachments") or ()],
        "related_thread": draft.get("related_thread"),
        "transcript_ref": draft.get("transcript_ref"),
        "status": "new",
    }


def ticket_of(row: Mapping[str, Any]) -> Ticket:
    """The ticket of a row of the table `tickets`."""
    same = {name: row[name] for name in Ticket.__dataclass_fields__ if name not in ("attachments", "desk")}
    desk = Delivery(row["adapter"], row["remote_id"], row["delivered_at"], row["attempts"])
    return Ticket(**same, attachments=tuple(row["attachments"]), desk=desk)


def addition_row(
    ticket_id: str,
    conversation_id: str,
    text: str,
    attachments: Sequence[Mapping[str, Any]],
    idempotency_key: str | None,
    now: datetime,
) -> dict[str, Any]:
    """The row of an addition, without its number."""
    return {
        "ticket_id": ticket_id,
        "conversation_id": conversation_id,
        "idempotency_key": idempotency_key,
        "created_at": now,
        "text": text,
        "attachments": [dict(attachment) for attachment in attachments],
    }


def addition_of(row: Mapping[str, Any]) -> Addition:
    """The addition of a row of the table `additions`."""
    return Addition(row["id"], row["ticket_id"], row["created_at"], row["text"], tuple(row["attachments"]))
