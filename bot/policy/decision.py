"""The decision: what the engine answers, in the shape of contract section 5.

Made by `Policy.decide`; handed to the dialogue, stored with the ticket, printed by the command line.
It carries ids and dates only, never a sentence.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Optional


@dataclass(frozen=True)
class Decision:
    """`clauses` are ids of the policy page, the one that decided first; `readings` name the choices
    that took part or were asked for, as "D5:l3=R2"; `sla_due` is an ISO 8601 moment in the office's zone."""

    outcome: str
    policy_version: str
    alternatives: tuple[str, ...] = ()
    level_cap: Optional[int] = None
    priority: str = "normal"
    phone_support: bool = False
    sla_due: Optional[str] = None
    clauses: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Contract section 5, with `readings` added."""
        return {
            "outcome": self.outcome,
            "alternatives": list(self.alternatives),
            "level_cap": self.level_cap,
            "priority": self.priority,
            "phone_support": self.phone_support,
            "sla_due": self.sla_due,
            "clauses": list(self.clauses),
            "flags": list(self.flags),
            "missing": list(self.missing),
            "policy_version": self.policy_version,
            "readings": list(self.readings),
        }
