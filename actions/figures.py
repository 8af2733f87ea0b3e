"""What the action server counts for Prometheus: steps, decisions and tickets, by language.

Counted by `actions.turn` after a case was stored, so that a turn that is sent again counts once.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from prometheus_client import Counter

steps = Counter(
    "intake_steps", "Actions run; action_fallback is a message that was not understood", ("action", "language")
)
failures = Counter("intake_step_failures", "Actions that failed and were answered with an apology", ("action",))
decisions = Counter("intake_decisions", "Decisions of the policy that a person was told", ("outcome", "language"))
opened = Counter("intake_tickets_opened", "Tickets opened", ("language",))


def note(before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    """Counts what a turn changed in a stored case: another outcome, a ticket."""
    language = after.get("language") or "en"
    outcome, earlier = ((case.get("decision") or {}).get("outcome") for case in (after, before))
    if outcome and outcome != "need_facts" and outcome != earlier:
        decisions.labels(outcome, language).inc()
    if after.get("ticket_id") and after["ticket_id"] != before.get("ticket_id"):
        opened.labels(language).inc()
