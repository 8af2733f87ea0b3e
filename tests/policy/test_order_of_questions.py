"""The decision reached does not depend on the order in which the facts were asked: found cases, in all orders."""

from __future__ import annotations

from typing import Any

import pytest

from bot.policy import Decision, Policy

UNASKED = {"requests": [], "partner_level_verified": True, "fee_accepted": False}
PARTNER = {"requester": "partner", "licence_status": "active", "version_status": "latest"}
SMB = {"hosting": "smb", "network_suspected": False}
OWN = {"hosting": "on_premise", "simultaneous_calls": 64}
WELL = {"trunk_status": "supported", "phone_status": "supported", "integration_status": "supported"}
ANSWERS = {"uses_stun": False, "custom_template": False, "vendor_contacted": True, "network_suspected": False}

# what is told when it is asked for, and the end: outcome, alternatives, level
FOUND: dict[str, tuple[dict[str, Any], tuple[Any, ...]]] = {
    "An unproven level, SMB and 1SC: the size is not asked, so it lowers nothing": (
        {**SMB, "problems": ["queues_ivr"], "partner_level_verified": False, "simultaneous_calls": 1},
        ("forum", ("ticket",), 3),
    ),
    "The same with Microsoft Teams, which stops at level 2": (
        {**SMB, "problems": ["microsoft_teams"], "partner_level_verified": False, "simultaneous_calls": 4},
        ("forum", ("ticket",), 2),
    ),
    "A Silver partner's SMB system": (
        {**SMB, "problems": ["recordings"], "partner_level": "silver", "simultaneous_calls": 4},
        ("ticket", (), 3),
    ),
    "Call fraud on an SMB system, 96SC if it were asked: excluded, and no forum": (
        {**SMB, "problems": ["call_fraud"], "partner_level": "bronze", "simultaneous_calls": 96},
        ("excluded", ("human_review",), None),
    ),
    "The same with two problems beside it, and an outdated version": (
        {
            **SMB,
            "problems": ["call_fraud", "queues_ivr", "cfd_fault"],
            "partner_level_verified": False,
            "simultaneous_calls": 96,
            "version_status": "outdated",
        },
        ("excluded", ("human_review",), None),
    ),
    "A network suspected for the audio problem counts for the app as well": (
        {
            **OWN,
            "problems": ["push_notifications", "audio_quality"],
            "partner_level": "bronze",
            "network_suspected": True,
        },
        ("excluded", ("human_review",), None),
    ),
    "The same with a trunk that nobody can name": (
        {
            **OWN,
            "problems": ["audio_one_way", "fax"],
            "partner_level": "bronze",
            "network_suspected": True,
            "unanswered": ["trunk_status"],
        },
        ("excluded", ("human_review",), None),
    ),
    "An exclusion is certain, so that a hosting and a version that nobody can tell change nothing": (
        {
            **OWN,
            "problems": ["certificate_fqdn", "call_control_api"],
            "partner_level": "silver",
            "unanswered": ["hosting", "version_status"],
        },
        ("excluded", ("human_review",), None),
    ),
    "A template asked about for a phone counts for the hotel system as well": (
        {
            **SMB,
            "problems": ["phone_registration", "pms_integration", "sbc_tunnel"],
            "partner_level_verified": False,
            "uses_stun": True,
            "custom_template": True,
            "integration_status": "unknown",
            "simultaneous_calls": 8,
        },
        ("excluded", ("human_review",), None),
    ),
}


def ends(policy: Policy, truth: dict[str, Any]) -> list[Decision]:
    """Where the case ends in every order of the questions; facts that were asked in another order are one way."""
    given = {name: truth.get(name, value) for name, value in UNASKED.items()}
    untold = truth.get("unanswered", ())
    ways = [frozenset[str]()]
    found = []
    for asked in ways:  # it grows
        told = {name: truth[name] for name in asked if name not in untold}
        decision = policy.decide({**given, **told, "unanswered": [name for name in asked if name in untold]})
        if not decision.missing:
            found.append(decision)
        ways += {asked | {name} for name in decision.missing}.difference(ways)
    return found


@pytest.mark.parametrize("name", FOUND)
def test_a_found_case_ends_alike_in_every_order(name: str, policy: Policy) -> None:
    facts, end = FOUND[name]
    truth = {**PARTNER, **WELL, **ANSWERS, "partner_level": "titanium", **facts}
    assert {(decision.outcome, decision.alternatives, decision.level_cap) for decision in ends(policy, truth)} == {end}


def test_a_size_that_was_told_unasked_still_lowers_the_level(policy: Policy) -> None:
    """D6: a record that says both SMB and 4SC is read carefully."""
    told = {**PARTNER, "partner_level": "silver", "problems": ["recordings"], "hosting": "smb", "simultaneous_calls": 4}
    decision = policy.decide(told)
    assert decision.level_cap == 1 and "smb_4sc" in decision.flags
