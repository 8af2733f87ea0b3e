"""The policy decides every case as its sentence says, and no clause is idle."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.policy import Policy
from bot.policy.cases import Case, read_cases
from bot.policy.clauses import Clause
from bot.settings import ROOT

CASES = read_cases(ROOT / "tests" / "policy" / "cases")


def holds(case: Case, policy: Policy) -> bool:
    """Whether everything that the case expects is so; `clauses` have to be contained."""
    decision = policy.decide(case.facts, as_of=case.as_of, readings=case.readings).to_dict()
    return all(
        set(value) <= set(decision["clauses"]) if name == "clauses" else decision[name] == value
        for name, value in case.expect.items()
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.sentence)
def test_a_case_is_decided_as_its_sentence_says(case: Case, policy: Policy) -> None:
    decision = policy.decide(case.facts, as_of=case.as_of, readings=case.readings).to_dict()
    for name, value in case.expect.items():
        if name == "clauses":
            assert set(value) <= set(decision["clauses"]), decision
            if decision["outcome"] not in ("ticket", "need_facts"):
                assert decision["clauses"][0] == value[0], decision
        else:
            assert decision[name] == value, decision


@pytest.mark.parametrize("case", [case for case in CASES if case.proves], ids=lambda case: case.sentence)
def test_without_its_clause_a_case_comes_out_differently(case: Case, policy: Policy) -> None:
    for id in case.proves:
        knowledge = policy.knowledge
        without = {name: clause for name, clause in knowledge.clauses.items() if name != id}
        assert not holds(case, Policy(replace(knowledge, clauses=without))), id


def test_every_clause_with_a_rule_alone_decides_a_case(policy: Policy) -> None:
    proved = {id for case in CASES for id in case.proves}
    assert {clause.id for clause in policy.knowledge.clauses.values() if has_rules(clause)} - proved == set()


def test_every_alternative_of_every_reading_has_a_case(policy: Policy) -> None:
    """The value in force is what all other cases are decided by."""
    tried = {(name, value) for case in CASES for name, value in case.readings.items()}
    elsewhere = {("logs", "always"), ("sla_meaning", "solution")}  # no part of a decision; see test_explanation
    today = policy.today()
    for name, reading in policy.knowledge.readings.items():
        for alternative in reading.alternatives:
            if alternative != reading.on(today) and (name, alternative) not in elsewhere:
                assert (name, alternative) in tried


def has_rules(clause: Clause) -> bool:
    return any(period.rules for period in clause.periods)
