"""How a wish is answered: for a person, a call, the forum or a remote session.

Called by `actions` after the wish is noted in the case. What the licence or the decision settles
already is said plainly instead of in general terms.
"""

from __future__ import annotations

from bot.intake import concerns
from bot.intake.case import Case
from bot.intake.message import Message
from bot.intake.typed import pressed_only
from bot.text.catalogue import Text

_WITHOUT_CALLS = "bronze"
# A wish is short; a longer text that names a ticket tells a story.
WISH_WORDS = 12


def answer_to(case: Case, request: str) -> Text:
    """The answer to `request` (a value of the fact `requests`)."""
    if request in ("human", "remote_session") and reviewable(case):
        return Text("replies.request_review", {"button": Text("replies.button_review_with_fee")})
    if request == "human" and case.question == "outcome":
        # Nothing is submitted from here: "an engineer reads every ticket" would promise one.
        return Text("replies.request_human_later")
    if request == "phone_support" and (level := case.facts.get("partner_level")):
        granted = level != _WITHOUT_CALLS and case.facts.get("partner_level_verified")
        return Text("replies.phone_granted" if granted else "replies.phone_not_granted")
    return Text(f"replies.request_{request}")


def rather_a_ticket(case: Case, message: Message) -> bool:
    """Whether a ticket is wanted instead of the post that the case leads to."""
    wished = concerns.wants_a_ticket(message.concepts) and message.words <= WISH_WORDS
    return case.active and case.route == "forum" and wished


def about_oneself(case: Case, message: Message) -> Text | None:
    """The answer to "who is my partner?" or "which level do I have?"; None where neither is asked.

    The level is that of the licence record; the partner's name is not given away to whoever has a key.
    """
    if concerns.asks_for_the_own_partner(message.concepts, message.words):
        return Text("replies.own_partner")
    if not concerns.asks_for_the_own_level(message.concepts, message.words):
        return None
    level = case.facts.get("partner_level")
    return Text("replies.own_level", {"level": str(level).title()}) if level else Text("replies.own_level_unknown")


def reviewable(case: Case) -> bool:
    """Whether a refusal stands and is said that a person reviews with consent to the fee (D8)."""
    decision = case.decision or {}
    refused = case.question == "outcome" and decision.get("outcome") == "excluded"
    return refused and "human_review" in decision.get("alternatives", ())


def agrees_to_the_fee(case: Case, message: Message) -> bool:
    """Whether the consent that only a button gives is typed where that button is shown, in words or as its place."""
    typed = message.facts.get("fee_accepted") or pressed_only(message, case.offered, case.question)
    return bool(typed) and reviewable(case)
