"""Clauses change on a day; what was decided before that day is decided the same way for ever."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from bot.policy import Policy
from bot.policy.clauses import Period, Reading, ReadingPeriod

FACTS: dict[str, Any] = {
    "requester": "partner", "licence_status": "active", "partner_level": "silver", "hosting": "hosted_by_3cx",
    "simultaneous_calls": 64, "version_status": "latest", "problems": ["call_fraud"], "third_party_software": False,
    "configured_per_manual": True, "created_at": "2026-11-23T10:00:00+01:00",
}  # fmt: skip
BEFORE, AFTER = date(2026, 11, 30), date(2026, 12, 1)


def amended(policy: Policy) -> Policy:
    """The knowledge base with call fraud supported without limit from 1 December 2026."""
    clauses = dict(policy.knowledge.clauses)
    fraud = clauses["X15"]
    clauses["X15"] = replace(fraud, periods=(*fraud.periods, Period(AFTER, None, ())))
    return Policy(replace(policy.knowledge, clauses=clauses))


def test_a_new_period_decides_from_its_day_on(policy: Policy) -> None:
    later = amended(policy)
    assert later.decide(FACTS, as_of=BEFORE).outcome == "excluded"
    assert later.decide(FACTS, as_of=AFTER).outcome == "ticket"


def test_an_old_decision_stays_the_same_with_its_version(policy: Policy) -> None:
    assert amended(policy).decide(FACTS, as_of=BEFORE) == policy.decide(FACTS, as_of=BEFORE)


def test_the_version_changes_with_the_rules(policy: Policy) -> None:
    later = amended(policy)
    assert later.decide(FACTS, as_of=AFTER).policy_version.startswith("2026-12-01.")
    assert later.decide(FACTS, as_of=BEFORE).policy_version != later.decide(FACTS, as_of=AFTER).policy_version
    assert (
        policy.decide(FACTS, as_of=AFTER).policy_version
        != policy.decide(FACTS, as_of=AFTER, readings={"fraud_boundary": "at_least_64"}).policy_version
    )


def test_a_clause_ends_on_its_day(policy: Policy) -> None:
    fraud = policy.knowledge.clauses["X15"]
    ended = replace(fraud, periods=(replace(fraud.periods[0], until=AFTER),))
    assert ended.on(BEFORE) is not None and ended.on(AFTER) is None


def test_a_reading_changes_on_a_day_as_well(policy: Policy) -> None:
    old: Reading = policy.knowledge.readings["fraud_boundary"]
    readings = {**policy.knowledge.readings}
    readings["fraud_boundary"] = replace(old, periods=(*old.periods, ReadingPeriod(AFTER, None, "at_least_64")))
    later = Policy(replace(policy.knowledge, readings=readings))
    assert later.decide(FACTS, as_of=BEFORE).outcome == "excluded"
    assert later.decide(FACTS, as_of=AFTER).outcome == "ticket"
