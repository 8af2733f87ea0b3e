"""Puts the facts of a case before the policy, with what a conversation reads into them.

Called by the dialogue for every decision; it changes nothing and says nothing.
"""

from __future__ import annotations

from bot.intake.case import Case
from bot.intake.questions import UNUSABLE
from bot.policy import Decision, Policy

# The topic that is no fault.
WISH = "feature_request"

# Before a ticket the page wants the pre-checks looked at (P1, P2, P8): a conversation puts them, a bare decision
# takes what nobody mentioned as good.
READINGS = {"prechecks": "asked"}


def decide(case: Case, policy: Policy) -> Decision:
    """The policy's decision over all facts of `case` as they are now."""
    facts = case.policy_facts()
    if facts.get("licence_status") in UNUSABLE:
        # A key that can not be used is asked again first: the right one says who is asking, too.
        facts.setdefault("requester", "partner")
    if case.problem == WISH:
        # Where a wish is taken to is the same for everybody: nobody looks up a key for it.
        facts = {"requester": "partner", **facts, "licence_status": "active"}
    return policy.decide(facts, readings=READINGS)
