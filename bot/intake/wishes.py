"""How a wish is answered: for a person, a call, the forum or a remote session.

Called by `actions` after the wish is noted in the case. What the licence or the decision settles
already is said plainly instead of in general terms.
"""

from __future__ import annotations

from bot.intake.case import Case
from bot.text.catalogue import Text

_WITHOUT_CALLS = "bronze"


def answer_to(case: Case, request: str) -> Text:
    """The answer to `request` (a value of the fact `requests`)."""
    if request in ("human", "remote_session") and reviewable(case):
        return Text("replies.request_review", {"button": Text("replies.button_review_with_fee")})
    if request == "phone_support" and (level := case.facts.get("partner_level")):
        granted = level != _WITHOUT_CALLS and case.facts.get("partner_level_verified")
        return Text("replies.phone_granted" if granted else "replies.phone_not_granted")
    return Text(f"replies.request_{request}")


def reviewable(case: Case) -> bool:
    """Whether a refusal stands and is said that a person reviews with consent to the fee (D8)."""
    decision = case.decision or {}
    refused = case.question == "outcome" and decision.get("outcome") == "excluded"
    return refused and "human_review" in decision.get("alternatives", ())
