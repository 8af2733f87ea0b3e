"""Trust is earned, not typed: what a user's word may change, and what it may not."""

from __future__ import annotations

import pytest

from bot.intake.case import Case
from bot.intake.trust import take_facts


def recorded(**facts: object) -> Case:
    """A case whose facts came from the registry."""
    case = Case("c1")
    take_facts(case, dict(facts), "registry")
    return case


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("partner_level", "titanium"),
        ("partner_level_verified", True),
        ("licence_status", "active"),
        ("fee_accepted", True),
    ],
)
def test_nothing_typed_sets_a_trusted_fact(fact: str, value: object) -> None:
    case = Case("c1")
    changed, refused = take_facts(case, {fact: value})
    assert (changed, refused) == ([], [fact])
    assert fact not in case.facts


def test_a_user_may_say_what_the_registry_does_not_know() -> None:
    case = recorded(licence_status="active")
    assert take_facts(case, {"hosting": "smb", "extensions": 12}) == (["hosting", "extensions"], [])


def test_a_correction_that_lowers_what_is_granted_is_taken() -> None:
    case = recorded(hosting="hosted_by_3cx", simultaneous_calls=16)
    take_facts(case, {"hosting": "self_hosted", "simultaneous_calls": 4})
    assert case.facts["hosting"] == "self_hosted" and case.facts["simultaneous_calls"] == 4


def test_a_correction_that_raises_what_is_granted_is_noted_for_the_desk_instead() -> None:
    case = recorded(hosting="self_hosted", simultaneous_calls=4)
    _, refused = take_facts(case, {"hosting": "hosted_by_3cx", "simultaneous_calls": 64})
    assert refused == ["hosting", "simultaneous_calls"]
    assert case.facts == {"hosting": "self_hosted", "simultaneous_calls": 4}
    assert case.flags == ["disputed_hosting", "disputed_simultaneous_calls"]


def test_a_version_may_be_corrected_since_systems_are_updated() -> None:
    case = recorded(version="20.0.9.995")
    take_facts(case, {"version": "20.0.10.1210"})
    assert case.facts["version"] == "20.0.10.1210"


def test_an_end_customer_may_say_so_although_the_key_has_a_partner() -> None:
    case = recorded(requester="partner")
    take_facts(case, {"requester": "end_customer"})
    assert case.facts["requester"] == "end_customer"
    assert take_facts(recorded(requester="evaluation"), {"requester": "partner"}) == ([], ["requester"])


def test_wishes_add_up() -> None:
    case = Case("c1")
    take_facts(case, {"requests": ["phone_support"]})
    take_facts(case, {"requests": ["human"]})
    assert case.facts["requests"] == ["human", "phone_support"]
