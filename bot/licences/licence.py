"""One licence as the registry knows it, and the facts that follow from it.

The intake takes `facts()` over as trusted: these values come from the registry, never from what a
user typed. What the registry does not know is absent, so that it is asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.licences.key import mask

# Contract sections 1 and 4; editions of domain.md 3.4, TRIAL for the evaluation systems of W4.
STATUSES = ("active", "expired", "nfr")
EDITIONS = ("FREE", "SMB", "PRO", "ENT", "TRIAL")
HOSTINGS = ("hosted_by_3cx", "smb", "self_hosted", "on_premise")
LEVELS = ("bronze", "silver", "gold", "platinum", "titanium")


@dataclass(frozen=True)
class Licence:
    """A row of the registry. `key` is canonical; `expires` is the last day of validity."""

    key: str
    status: str
    edition: str
    simultaneous_calls: int | None = None
    extensions: int | None = None
    hosting: str | None = None
    partner_id: str | None = None
    partner_name: str | None = None
    partner_level: str | None = None
    customer: str | None = None
    expires: date | None = None
    nfr: bool = False
    version: str | None = None

    def __repr__(self) -> str:
        return f"Licence({self.masked}, {self.status}, {self.edition})"

    @property
    def masked(self) -> str:
        """The key as it may be shown: only its last group."""
        return mask(self.key)

    def status_on(self, day: date) -> str:
        """`nfr`, `expired` or `active` on `day`; NFR first, since such a key never opens a ticket (T1)."""
        if self.nfr or self.status == "nfr":
            return "nfr"
        if self.status == "expired" or (self.expires is not None and self.expires < day):
            return "expired"
        return "active"

    def facts(self, today: date | None = None) -> dict[str, Any]:
        """What the registry knows, in the names of contract section 4; unknown values are absent."""
        known = {
            "licence_status": self.status_on(today or date.today()),
            "requester": self._requester,
            "partner_level": self.partner_level,
            "partner_level_verified": True if self.partner_level else None,
            "hosting": self.hosting,
            "simultaneous_calls": self.simultaneous_calls,
            "extensions": self.extensions,
            "version": self.version,
        }
        return {name: value for name, value in known.items() if value is not None}

    @property
    def _requester(self) -> str | None:
        if self.edition == "TRIAL":
            return "evaluation"
        return "partner" if self.partner_id else None
