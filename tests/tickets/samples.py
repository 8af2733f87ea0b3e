"""A draft as the intake hands it over, for the tests of this folder and the fault benchmark."""

from __future__ import annotations

from typing import Any


def draft(**changes: Any) -> dict[str, Any]:
    """A complete draft of one conversation; `changes` replace whole values."""
    return {
        "conversation_id": "conversation-1",
        "identity": None,
        "language": "el",
        "channel": "web",
        "partner": {"id": "P-1", "name": "Example Telecom 01", "level": "silver", "verified": True},
        "licence": {"masked": "••••-••••-••••-GH78", "reference": "0123456789abcdef0123456789abcdef"},
        "facts": {"problems": ["trunk_timeout"], "hosting": "self_hosted", "created_at": "2026-11-23T10:00:00+01:00"},
        "decision": {
            "outcome": "ticket",
            "level_cap": 3,
            "priority": "normal",
            "sla_due": "2026-11-25T10:00:00+01:00",
            "clauses": ["S1", "SLA1"],
            "policy_version": "2026-11-01",
        },
        "description": "Δεν μπορούμε να καλέσουμε έξω",
        "steps_taken": "Επανεκκίνηση",
        "reproduction_steps": "Κάθε κλήση",
        "attachments": [],
        "related_thread": None,
        "transcript_ref": "conversation-1",
    } | changes
