"""Facts that can not be used are refused with key, value and what is allowed."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from bot.policy import FactError, Policy, ReadingError


@pytest.mark.parametrize(
    ("facts", "key", "says"),
    [
        ({"hosting": "moon"}, "hosting", "hosted_by_3cx, smb, self_hosted, on_premise"),
        ({"simultaneous_calls": -4}, "simultaneous_calls", "whole numbers from 1 on"),
        ({"simultaneous_calls": "twenty"}, "simultaneous_calls", "whole numbers from 1 on"),
        ({"simultaneous_calls": True}, "simultaneous_calls", "whole numbers from 1 on"),
        ({"extensions": 2.5}, "extensions", "whole numbers from 0 on"),
        ({"uses_stun": "yes"}, "uses_stun", "true, false"),
        ({"uses_stun": 1}, "uses_stun", "true, false"),
        ({"problems": "audio_one_way"}, "problems", "a list of"),
        ({"problems": ["audio"]}, "problems", "audio_one_way"),
        ({"requests": ["pizza"]}, "requests", "phone_support"),
        ({"version": "the new one"}, "version", "V20 Update 10"),
        ({"version": 20}, "version", "V20 Update 10"),
        ({"created_at": "2026-11-23T10:00:00"}, "created_at", "with its zone"),
        ({"created_at": "yesterday"}, "created_at", "with its zone"),
        ({"created_at": "9999-12-31T23:59:59Z"}, "created_at", "in the years 1970 to 2999"),
        ({"created_at": "9999-12-31T24:00:00Z"}, "created_at", "in the years 1970 to 2999"),
        ({"hostng": "smb"}, "hostng", "did you mean hosting?"),
        ({"unanswered": ["weather"]}, "unanswered", "hosting"),
    ],
)
def test_a_bad_fact_is_named_with_what_is_allowed(
    policy: Policy, facts: dict[str, object], key: str, says: str
) -> None:
    with pytest.raises(FactError) as caught:
        policy.decide(facts)
    assert caught.value.key == key
    assert str(caught.value).startswith(f"{key}: ") and says in str(caught.value)


def test_null_is_as_good_as_absent(policy: Policy) -> None:
    empty = {name: None for name in policy.knowledge.kinds}
    assert policy.decide({**empty, "problems": None}).missing == policy.decide({}).missing


def test_a_day_before_the_first_clause_is_refused(policy: Policy) -> None:
    with pytest.raises(ReadingError, match="begins on 2024-01-01"):
        policy.decide({}, as_of=date(2023, 12, 31))


@pytest.mark.parametrize("readings", [{"l4": "R1"}, {"l3": "R9"}])
def test_an_unknown_reading_is_refused(policy: Policy, readings: dict[str, str]) -> None:
    with pytest.raises(ReadingError, match="l3"):
        policy.decide({}, readings=readings)


def test_without_a_moment_of_creation_the_day_asked_about_counts(policy: Policy) -> None:
    """So that a decision of the past has the target date of the past."""
    facts = {
        "requester": "partner",
        "licence_status": "active",
        "partner_level": "silver",
        "version_status": "latest",
        "hosting": "smb",
        "problems": ["licence_activation"],
    }
    decision = policy.decide(facts, as_of=datetime.fromisoformat("2026-03-02T10:00:00+01:00"))
    assert decision.sla_due == "2026-03-04T10:00:00+01:00"


def test_logs_are_required_by_category_or_always(policy: Policy) -> None:
    assert policy.log_requirement("audio_one_way") == "required"
    assert policy.log_requirement("licence_activation") == "optional"
