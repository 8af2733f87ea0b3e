"""Tickets, a password and the token of a form, for tests of the staff pages."""

from __future__ import annotations

import re
import uuid
from datetime import datetime, timezone
from typing import Any

from bot.tickets import Ticket, TicketStore

PASSWORD = "a long enough password"


def open_ticket(
    store: TicketStore, conversation_id: str, due: datetime | None = None, priority: str = "normal", **changes: Any
) -> Ticket:
    """A ticket of a verified Gold partner, with `changes` to its draft."""
    decision = {
        "outcome": "ticket",
        "level_cap": 3,
        "clauses": ["S1", "SLA1"],
        "policy_version": "2026-11-01",
        "priority": priority,
        "sla_due": (due or datetime.now(timezone.utc)).isoformat(),
    }
    draft = {
        "conversation_id": conversation_id,
        "language": "de",
        "channel": "web",
        "partner": {"id": "P-1", "name": "Sample Networks", "level": "gold", "verified": True},
        "licence": {"masked": "····-7Q2A"},
        "facts": {"problems": ["trunk_registration"], "hosting": "self_hosted", "uses_stun": False},
        "decision": decision,
        "description": "Der Trunk registriert nicht <b>mehr</b>",
        **changes,
    }
    return store.open(draft, idempotency_key=uuid.uuid4().hex)  # type: ignore[arg-type]


def token_of(html: str) -> str:
    """The token of the first form on a page."""
    return re.findall(r'name="token" value="([0-9a-f]+)"', html)[0]
