"""Every combination of facts that the rules tell apart is decided, and every clause is reached."""

from __future__ import annotations

from bot.policy import Policy
from bot.policy.survey import survey


def test_rules_and_diagrams_agree_everywhere_and_no_clause_is_out_of_reach(policy: Policy) -> None:
    # with the pre-checks asked, as the dialogue does: then every one of them turns decisions
    found = survey(policy, {"prechecks": "asked"})
    assert found.disagreements == []
    assert found.unused(policy) == []
    outcomes = set(policy.knowledge.procedure.strictness)
    assert set(found.combinations) == outcomes == set(found.cases) - {"need_facts"}
