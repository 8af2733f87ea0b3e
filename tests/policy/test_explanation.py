"""Every decision can be explained in every language, and what would change it is true."""

from __future__ import annotations

from typing import Any

import pytest

from bot.policy import Explanation, Policy, ReadingError, answer, explain
from bot.policy.cases import read_cases
from bot.settings import ROOT
from bot.text.catalogue import Catalogue, Text

CASES = read_cases(ROOT / "tests" / "policy" / "cases")
USUAL: dict[str, Any] = {
    "requester": "partner", "licence_status": "active", "partner_level": "bronze", "hosting": "self_hosted",
    "simultaneous_calls": 16, "extensions": 15, "version_status": "latest", "third_party_software": False,
    "configured_per_manual": True, "hardware_meets_minimum": True, "problems": ["queues_ivr"],
    "created_at": "2026-11-27T17:30:00+01:00",
}  # fmt: skip


def explained(policy: Policy, facts: dict[str, Any]) -> Explanation:
    return explain(policy, facts, policy.decide(facts))


def lines(explanation: Explanation) -> list[Text]:
    extra = [text for text in (explanation.fee, explanation.sla) if text is not None]
    return [*explanation.why, *explanation.change, *explanation.instead, *extra]


@pytest.mark.parametrize("language", ["en", "de", "it", "fr", "ru", "el", "pt", "es"])
def test_every_case_is_explained_in_every_language(policy: Policy, catalogue: Catalogue, language: str) -> None:
    for case in CASES:
        decision = policy.decide(case.facts, as_of=case.as_of, readings=case.readings)
        explanation = explain(policy, case.facts, decision, as_of=case.as_of, readings=case.readings)
        assert explanation.why, case.sentence
        assert all(catalogue.say(language, text) for text in lines(explanation))


@pytest.mark.parametrize("language", ["en", "de", "it", "fr", "ru", "el", "pt", "es"])
def test_every_topic_and_clause_is_answered_with_its_ids(policy: Policy, catalogue: Catalogue, language: str) -> None:
    for topic in policy.topics:
        said = catalogue.say(language, answer(policy, topic))
        ids = policy.knowledge.topics[topic].clauses if topic in policy.knowledge.topics else (topic,)
        assert all(id in said for id in ids), topic


def test_an_unknown_topic_is_refused(policy: Policy) -> None:
    with pytest.raises(ReadingError, match="weather"):
        answer(policy, "weather")


def test_each_reason_names_its_clause(policy: Policy, catalogue: Catalogue) -> None:
    decision = policy.decide({**USUAL, "problems": ["call_control_api"]})
    said = [catalogue.say("en", text) for text in explain(policy, USUAL, decision).why]
    assert said == ["Problems with the Call Control API are not part of support. (X14)"]


def test_what_would_change_it_names_hosting_and_the_level_there(policy: Policy, catalogue: Catalogue) -> None:
    said = [catalogue.say("en", text) for text in explained(policy, USUAL).change]
    assert said == ["On a Hosted by 3CX system: the partner forum is the way, and a ticket up to level 3 is possible."]


def test_a_change_that_is_promised_comes_true(policy: Policy) -> None:
    """For every case: with the changed fact, and the rest as presumed, the engine says what the line says."""
    promised = 0
    book = policy.book(policy.today())
    for case in CASES:
        if case.readings or case.as_of:
            continue
        for line in explained(policy, dict(case.facts)).change:
            name = next(kind for kind in book.kinds if line.key.startswith(f"policy.change.{kind}_"))
            spelt = line.key.removeprefix(f"policy.change.{name}_")
            value = next(value for value in book.kinds[name].changes if str(value).lower() == spelt)
            known = {key: item for key, item in case.facts.items() if key in book.kinds}
            rest = {key: case.facts[key] for key in ("problems", "requests") if key in case.facts}
            then = policy.decide({**book.completed({**known, name: value}), **rest})
            outcome = line.params["result"].key.removeprefix("policy.result.")
            assert outcome == ("forum_or_ticket" if then.outcome == "forum" and then.level_cap else then.outcome)
            promised += 1
    assert promised > 20


def test_a_higher_level_is_mentioned_only_where_no_ticket_is_possible(policy: Policy) -> None:
    """Audio on an own machine has the forum only; queues have a ticket on offer."""
    network = {**USUAL, "problems": ["audio_one_way"]}
    assert "policy.change.partner_level_silver" in [text.key for text in explained(policy, network).change]
    assert "policy.change.partner_level_silver" not in [text.key for text in explained(policy, USUAL).change]


def test_fraud_has_its_safety_tips_whatever_is_decided(policy: Policy) -> None:
    for facts in (
        {"problems": ["call_fraud"]},
        {**USUAL, "problems": ["call_fraud"]},
        {**USUAL, "problems": ["call_fraud"], "simultaneous_calls": 96},
        {**USUAL, "problems": ["call_fraud"], "simultaneous_calls": 96, "version_status": "outdated"},
    ):
        assert "policy.clause.X15.instead" in [text.key for text in explained(policy, facts).instead]


def test_stun_is_answered_with_the_sbc(policy: Policy, catalogue: Catalogue) -> None:
    said = [catalogue.say("en", text) for text in explained(policy, {**USUAL, "problems": ["stun_phone"]}).instead]
    assert any("SBC" in line for line in said)


def test_a_possible_fee_is_announced_with_every_exclusion_and_only_there(policy: Policy) -> None:
    assert explained(policy, {**USUAL, "problems": ["headset"]}).fee == Text("policy.fee")
    assert explained(policy, USUAL).fee is None


def test_the_target_date_is_told_with_its_arithmetic_in_the_users_zone(policy: Policy, catalogue: Catalogue) -> None:
    facts = {**USUAL, "partner_level": "silver"}
    decision = policy.decide(facts)
    sla = explain(policy, facts, decision, zone="Asia/Nicosia").sla
    assert sla is not None
    said = catalogue.say("en", sla)
    assert "Tuesday, 1 December 2026, 18:30" in said and "48 hours" in said
    assert "28 November 2026 (weekend)" in said and "29 November 2026 (weekend)" in said and "SLA1" in said


def test_the_target_is_called_what_the_reading_calls_it(policy: Policy) -> None:
    facts = {**USUAL, "partner_level": "silver"}
    for value in policy.knowledge.readings["sla_meaning"].alternatives:
        readings = {"sla_meaning": value}
        sla = explain(policy, facts, policy.decide(facts, readings=readings), readings=readings).sla
        assert sla is not None and sla.params["meaning"] == Text(f"policy.sla.meaning_{value}")
