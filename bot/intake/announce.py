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
REASONS_ON_THE_WAY = 2


def announcement(case: Case, decision: Decision, explanation: Explanation, reasons: int | None = None) -> Reply:
    """The decision said to the user, with buttons for what can be done next.

    `reasons` limits how many clauses are explained, the weightiest first; the card names all of them.
    """
    if decision.outcome == "correct_key" and explanation.why:
        return Reply(_lines([*explanation.why]), data=card(case, decision))
    parts: list[Any] = [_header(decision)]
    parts += explanation.why[:reasons]
    if explanation.instead:
        parts += [Text("replies.instead"), *explanation.instead]
    if explanation.change:
        parts += [Text("replies.would_change"), *explanation.change]
    if _waits_for_a_licence(case, decision):
        parts.append(Text("replies.renew_to_update"))
    parts.append(explanation.fee)
    return Reply(_lines(parts), choices(case), card(case, decision))


def objection(case: Case, decision: Decision, explanation: Explanation, said: str) -> Reply:
    """To "we can not update" where that is what has to be done first: the rule once more, and what else there is.

    `said` goes along with the button that makes the update itself the problem (D7).
    """
    titles = {"fails": Text("replies.button_update_fails"), "done": Text("replies.button_updated")}
    parts: list[Any] = [*explanation.why[:1], Text("replies.update_objection", titles)]
    if _waits_for_a_licence(case, decision):
        parts.append(Text("replies.renew_to_update"))
    return Reply(_lines(parts), choices(case, said), card(case, decision))


def _waits_for_a_licence(case: Case, decision: Decision) -> bool:
    """Whether an update is asked for that an expired licence may not get (domain 3.4)."""
    return decision.outcome == "update_first" and case.facts.get("licence_status") == "expired"


def reasons(case: Case, decision: Decision, explanation: Explanation) -> Reply:
    """All the reasons of a decision that was announced: what helps and what would change it stands there."""
    # "I will prepare a post" is out of date once the post was handed over.
    header = Text("replies.decision_stands") if case.status == "handed_over" else _header(decision)
    return Reply(_lines([header, *explanation.why]), data=card(case, decision))


def is_news(case: Case, decision: Decision) -> bool:
    """Whether the user has not heard this decision yet; remembers that they now do."""
    attempt = case.licence.get("attempts") if decision.outcome == "correct_key" else ""
    signature = f"{case.route}:{decision.clauses[0] if decision.clauses else ''}:{attempt}"
    if case.announced == signature:
        return False
    case.announced = signature
    return True


def news(case: Case, decision: Decision, explanation: Explanation) -> Reply:
    """A decision that is new to the user, said on the way the case goes."""
    if case.route == "ticket":
        return _on_to_a_ticket(case, decision, explanation)
    if case.route != decision.outcome:
        return Reply(Text("replies.forum_chosen"))
    if case.facts.get("fee_accepted"):
        return consented(case, decision)
    # On the way to a post two reasons are enough to read in an outage; "why?" gives all.
    return announcement(case, decision, explanation, REASONS_ON_THE_WAY if decision.outcome in PROCEEDS else None)


def consented(case: Case, decision: Decision) -> Reply:
    """The way to a person after consent to the fee; the reasons stand above the button that was pressed."""
    return Reply(_lines([Text("replies.review_agreed")]), data=card(case, decision))


def unchanged(case: Case, decision: Decision, explanation: Explanation) -> Reply:
    """The decision was said before and stays, whatever was told since, for its weightiest reason."""
    parts = [Text("replies.decision_stands"), *explanation.why[:1]]
    return Reply(_lines(parts), choices(case), card(case, decision))


def _on_to_a_ticket(case: Case, decision: Decision, explanation: Explanation) -> Reply:
    """What can be done at once stands before the questions: a fraud does not wait for a ticket."""
    parts: list[Any] = [Text("replies.ticket_possible", {"level": decision.level_cap or 1})]
    if decision.outcome == "ticket" and explanation.instead:
        parts = [Text("replies.instead"), *explanation.instead, *parts]
    return Reply(_lines(parts), data=card(case, decision))


def _header(decision: Decision) -> Text:
    return Text(f"replies.outcome_{decision.outcome}", _numbers(decision))


def _lines(parts: list[Any]) -> Text:
    return Text("replies.lines", {"lines": [part for part in parts if part is not None]})


def _numbers(decision: Decision) -> dict[str, Any]:
    return {"level": decision.level_cap} if decision.outcome == "ticket" else {}


def choices(case: Case, said: str = "") -> tuple[Button, ...]:
    """The buttons for what can be done about the case's decision; `said` is what was objected to it."""
    decision = case.decision or {}
    outcome, alternatives = decision["outcome"], decision["alternatives"]
    buttons: list[Button] = []
    if outcome in ("retest_first", "vendor_first"):
        for clause in decision["clauses"]:
            if clause in DEMANDS:
                fact, value = DEMANDS[clause]
                buttons.append(press("set", Text(f"replies.button_done_{fact}"), fact=fact, value=value))
                break
    if outcome == "update_first":
        buttons.append(press("edit", Text("replies.button_updated"), question="version"))
        buttons.append(press("update_fails", Text("replies.button_update_fails"), text=said))
    if outcome == "forum" and "ticket" in alternatives:
        buttons.append(press("choose", Text("replies.button_ticket_anyway"), alternative="ticket"))
    if outcome == "ticket" and "forum" in alternatives:
        buttons.append(press("choose", Text("replies.button_forum_instead"), alternative="forum"))
    if outcome not in PROCEEDS:
        if "human_review" in alternatives:
            buttons.append(press("fee", Text("replies.button_review_with_fee")))
        buttons.append(press("edit", Text("replies.button_change_fact"), question="change"))
        buttons.append(press("solved", Text("replies.button_that_helped")))
    return tuple(buttons)


def choices_only(case: Case) -> bool:
    """Whether the case's decision leaves no question but what to do with it."""
    return (case.decision or {}).get("outcome") not in (None, "need_facts", "correct_key", *PROCEEDS)


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
