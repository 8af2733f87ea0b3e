"""`intake decide` and `intake policy` as people and scripts use them."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import bot.cli.policy
from bot.cli import main
from bot.policy import Policy
from bot.tickets import TicketStore
from bot.tickets.audit import Clock

FACTS: dict[str, Any] = {
    "requester": "partner",
    "licence_status": "active",
    "partner_level": "silver",
    "hosting": "smb",
    "version_status": "latest",
    "problems": ["licence_activation"],
    "created_at": "2026-11-23T10:00:00+01:00",
}


def run(*arguments: str, facts: list[Any] | None = None) -> Result:
    lines = "".join((item if isinstance(item, str) else json.dumps(item)) + "\n" for item in facts or [])
    return CliRunner().invoke(main, arguments, input=lines)


def answers(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_decide_answers_each_line_in_order_and_goes_on_after_a_bad_one() -> None:
    result = run("decide", facts=[FACTS, "not json", {"hosting": "moon"}, ["list"], {"requester": "evaluation"}])
    first, broken, moon, listed, last = answers(result)
    assert result.exit_code == 0
    assert (first["outcome"], first["sla_due"]) == ("ticket", "2026-11-25T10:00:00+01:00")
    assert "not a JSON line" in broken["error"]
    assert moon["error"].startswith("hosting: 'moon'") and "on_premise" in moon["error"]
    assert "JSON object" in listed["error"]
    assert last["outcome"] == "no_evaluation_support"


def test_a_decision_has_the_names_of_the_contract() -> None:
    names = {"outcome", "alternatives", "level_cap", "priority", "phone_support", "sla_due", "clauses", "flags"}
    assert names | {"missing", "policy_version", "readings"} == set(answers(run("decide", facts=[FACTS]))[0])


def test_decide_takes_a_day_and_readings() -> None:
    versioned = {**FACTS, "version": "V20 Update 9"}
    versioned.pop("version_status")
    assert answers(run("decide", "--as-of", "2026-03-01", facts=[versioned]))[0]["outcome"] == "ticket"
    assert answers(run("decide", "--as-of", "2026-11-23", facts=[versioned]))[0]["outcome"] == "update_first"
    cap = answers(run("decide", "--reading", "advice_only=by_partner_level", facts=[FACTS]))[0]["level_cap"]
    assert cap == 3


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["--as-of", "2020-01-01"], 1, "begins on 2024-01-01"),
        (["--as-of", "yesterday"], 2, "2026-01-31"),
        (["--reading", "l3=R9"], 1, "R1, R2, R3, R4"),
        (["--reading", "l3"], 2, "name=alternative"),
    ],
)
def test_what_can_not_be_decided_by_is_refused_before_the_first_line(
    arguments: list[str], code: int, says: str
) -> None:
    result = run("decide", *arguments, facts=[FACTS])
    assert result.exit_code == code and says in result.stderr and result.stdout == ""


def test_diff_shows_the_decisions_that_a_reading_flips(tmp_path: Path) -> None:
    bronze = {**FACTS, "partner_level": "bronze", "hosting": "hosted_by_3cx", "simultaneous_calls": 8}
    ready = {"problems": ["queues_ivr"], "third_party_software": False, "configured_per_manual": True}
    path = tmp_path / "facts.jsonl"
    path.write_text(json.dumps(FACTS) + "\n" + json.dumps({**bronze, **ready}) + "\n", "utf-8")
    result = run("policy", "diff", str(path), "--reading", "l3=R3")
    assert [(flip["case"], flip["before"], flip["after"]) for flip in answers(result)] == [
        (2, {"level_cap": 3}, {"level_cap": 2})
    ]
    assert "1 of 2 decisions change" in result.stderr


def test_diff_says_which_line_is_no_case(tmp_path: Path) -> None:
    path = tmp_path / "facts.jsonl"
    path.write_text("{}\noops\n", "utf-8")
    result = run("policy", "diff", str(path), "--reading", "l3=R3")
    assert result.exit_code == 1 and f"{path}:2: not a JSON line" in result.stderr
    assert run("policy", "diff", str(path)).exit_code == 2


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch, policy: Policy) -> TicketStore:
    """A store with one ticket of 2 March 2026, when Update 9 was the newest version."""
    from bot.database import connect

    opened = datetime(2026, 3, 2, 9, tzinfo=timezone.utc)
    clock: Clock = lambda: opened  # noqa: E731
    tickets = TicketStore(connect("sqlite://"), clock=clock)
    facts = {**FACTS, "version": "V20 Update 9", "created_at": opened.isoformat()}
    facts.pop("version_status")
    draft = {
        "conversation_id": "c1",
        "language": "en",
        "channel": "web",
        "facts": facts,
        "decision": policy.decide(facts, as_of=opened, readings={"advice_only": "by_partner_level"}).to_dict(),
    }
    tickets.open(draft, idempotency_key="k1")
    monkeypatch.setattr(bot.cli.policy, "_store", lambda: tickets)
    return tickets


def test_a_ticket_is_decided_again_as_on_the_day_it_was_opened(store: TicketStore) -> None:
    """By the clauses, versions and readings of that day; today Update 9 would have to be updated first."""
    id = store.list()[0].id
    again = answers(run("decide", "--replay", id))[0]
    assert again["same"] and again["decision"] == again["stored"]
    today = answers(run("decide", "--replay", id, "--as-of", "2026-11-23"))[0]
    assert not today["same"] and today["decision"]["outcome"] == "update_first"


def test_a_ticket_that_does_not_exist_is_refused(store: TicketStore) -> None:
    result = run("decide", "--replay", "nothing")
    assert result.exit_code == 1 and "no ticket 'nothing'" in result.stderr


def test_coverage_counts_cases_and_tickets_clause_by_clause(store: TicketStore) -> None:
    lines = run("policy", "coverage").stdout.splitlines()
    assert len(lines) == 65
    licence = next(line for line in lines if line.startswith("S1 "))
    assert "tickets     1" in licence and "cases    0" not in licence
    assert "(answers questions)" in next(line for line in lines if line.startswith("F3 "))
