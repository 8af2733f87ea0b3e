"""How a decision is said: the outcome, the reasons with their clauses, what helps, what can be chosen.

Builds replies from the policy's explanation; it never decides anything itself.
"""

from __future__ import annotations

from typing import Any

from bot.intake.case import Case
from bot.intake.message import Button, Reply, press
from bot.policy import Decision, Explanation
from bot.text.catalogue import Text

# The fact that a clause's demand turns on, and the value it has once the demand is met.
DEMANDS = {
    "P1": ("third_party_software", False),
    "P2": ("configured_per_manual", True),
    "P4": ("reproduced_on_hosted", True),
    "P7": ("vendor_contacted", True),
    "P8": ("hardware_meets_minimum", True),
}
# Outcomes that lead to a ticket or a post, after the texts are collected.
PROCEEDS = ("ticket", "forum", "human_review")


def announcement(case: Case, decision: Decision, explanation: Explanation) -> list[Reply]:
    """The decision said to the user, with buttons for what can be done next."""
    parts: list[Any] = [Text(f"replies.outcome_{decision.outcome}", _numbers(decision))]
    parts += explanation.why
    if explanation.instead:
        parts += [Text("replies.instead"), *explanation.instead]
    if explanation.change:
        parts += [Text("replies.would_change"), *explanation.change]
    if explanation.fee is not None:
        parts.append(explanation.fee)
    return [Reply(Text("replies.lines", {"lines": parts}), tuple(_choices(decision)), card(case, decision))]


def _numbers(decision: Decision) -> dict[str, Any]:
    return {"level": decision.level_cap} if decision.outcome == "ticket" else {}


def _choices(decision: Decision) -> list[Button]:
    buttons: list[Button] = []
    if decision.outcome in ("retest_first", "vendor_first"):
        for clause in decision.clauses:
            if clause in DEMANDS:
                fact, value = DEMANDS[clause]
                buttons.append(press("set", Text(f"replies.button_done_{fact}"), fact=fact, value=value))
                break
    if decision.outcome == "update_first":
        buttons.append(press("edit", Text("replies.button_updated"), question="version"))
    if decision.outcome == "forum" and "ticket" in decision.alternatives:
        buttons.append(press("choose", Text("replies.button_ticket_anyway"), alternative="ticket"))
    if decision.outcome == "ticket" and "forum" in decision.alternatives:
        buttons.append(press("choose", Text("replies.button_forum_instead"), alternative="forum"))
    if decision.outcome not in PROCEEDS:
        if "human_review" in decision.alternatives:
            buttons.append(press("fee", Text("replies.button_review_with_fee")))
        buttons.append(press("edit", Text("replies.button_change_fact"), question="change"))
        buttons.append(press("solved", Text("replies.button_that_helped")))
    return buttons


def card(case: Case, decision: Decision, ticket_id: str | None = None) -> dict[str, Any]:
    """The decision as data for a channel that shows cards."""
    content: dict[str, Any] = {
        "type": "decision",
        "outcome": decision.outcome,
        "clauses": list(decision.clauses),
        "level": decision.level_cap,
        "priority": decision.priority,
        "due": decision.sla_due,
    }
    if ticket_id or case.ticket_id:
        content["ticket_id"] = ticket_id or case.ticket_id
    return content
