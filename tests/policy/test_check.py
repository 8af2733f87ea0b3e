"""`intake policy check` finds what is wrong and says where, what was expected and what to do."""

# ruff: noqa: E501 - one fault a line reads better than one broken over four
from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.policy import Policy
from bot.policy.check import check, warnings
from bot.settings import ROOT
from bot.text.catalogue import Catalogue


def test_the_knowledge_base_of_the_repository_has_no_fault(catalogue: Catalogue) -> None:
    assert [str(item) for item in check(ROOT / "policy_kb", catalogue)] == []


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("clauses/X05.yml", "problem: stun_phone", "problem: stun_fone",
         ["clauses/X05.yml: valid[1].rules[1].when.problem: expected one of", "Did you mean 'stun_phone'?"]),
        ("clauses/X05.yml", "decides: excluded", "decides: forbidden", ["valid[1].rules[1].decides", "excluded"]),
        ("clauses/X05.yml", "step: exclusion, ", "", ["'step' and 'decides' together"]),
        ("clauses/X05.yml", "from: 2024-01-01", "from: soon", ["valid[1].from: expected a date", "2026-01-31"]),
        ("clauses/X05.yml", "id: X05", "id: X5", ["id: expected the file's name, X05"]),
        ("clauses/X05.yml", "instead: true", "insted: true", ["insted: expected only the keys", "Did you mean 'instead'?"]),
        ("clauses/X05.yml", "points: [5]", "points: [50]", ["page.points: expected one of"]),
        ("clauses/X05.yml", "id: X05", "id: X05\nid: X05", ["the file: expected YAML", "'id' stands twice"]),
        ("clauses/X05.yml", "points: [5]", "points: [6]", ["page.yml: headings.excluded.points[5]: expected a clause"]),
        ("clauses/X15.yml", "large_system: 64", "large_sistem: 64", ["simultaneous_calls: expected one of large_sistem"]),
        ("readings/l3.yml", "value: R2", "value: R7", ["readings/l3.yml: valid[1].value: expected one of R1, R2, R3, R4"]),
        ("readings/cfd.yml", "id: cfd", "id: cdf", ["readings/cfd.yml: id"]),
        ("facts.yml", "presumed: self_hosted", "presumed: selfhosted", ["hosting.presumed", "Did you mean 'self_hosted'?"]),
        ("facts.yml", "clause: L2\n", "clause: L9\n", ["hosting.clause: expected the id of a clause"]),
        ("facts.yml", "asked: {requester: partner}", "asked: {hosting: smb}", ["partner_level.asked: expected facts further up"]),
        ("problems.yml", "logs: required", "logs: maybe", ["audio_one_way.logs: expected one of required, optional"]),
        ("topics/stun.yml", "clauses: [X05, FAQ3]", "clauses: [X99]", ["topics/stun.yml: clauses: expected one of"]),
        ("versions.yml", "major: 18", "major: V18", ["latest[1].major: expected a whole number"]),
        ("gazetteers/pms.yml", "status: supported", "status: good", ["gazetteers/pms.yml: entries[1].status"]),
        ("gazetteers/pms.yml", "aliases: [mews pms]", "aliases: [12]", ["entries[6].aliases: expected texts"]),
        ("calendars/western.yml", "[01-01,", "[1-1,", ["calendars/western.yml: fixed: expected days as 12-25"]),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_file_key_expectation_and_remedy(
    tmp_path: Path, catalogue: Catalogue, file: str, old: str, new: str, expected: list[str]
) -> None:
    folder = tmp_path / "policy_kb"
    shutil.copytree(ROOT / "policy_kb", folder)
    text = (folder / file).read_text("utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), "utf-8")
    found = "\n".join(map(str, check(folder, catalogue)))
    assert all(part in found for part in expected), found
    assert file.split("/")[-1] in found or "page.yml" in found


def test_faults_of_several_clauses_are_reported_together(tmp_path: Path, catalogue: Catalogue) -> None:
    folder = tmp_path / "policy_kb"
    shutil.copytree(ROOT / "policy_kb", folder)
    for name in ("X05", "X06"):
        (folder / "clauses" / f"{name}.yml").write_text("id: wrong\n", "utf-8")
    assert {item.file for item in check(folder, catalogue)} == {"clauses/X05.yml", "clauses/X06.yml"}


def test_a_clause_without_words_is_found(tmp_path: Path) -> None:
    texts = tmp_path / "locales"
    shutil.copytree(ROOT / "locales", texts)
    path = texts / "de" / "policy.yml"
    path.write_text(path.read_text("utf-8").replace("X06:", "X66:"), "utf-8")
    found = [str(item) for item in check(ROOT / "policy_kb", Catalogue.load(texts))]
    assert any(line.startswith("locales/de/policy.yml: clause.X06.reason: expected a text") for line in found)


def test_an_old_list_of_versions_is_a_warning(policy: Policy) -> None:
    knowledge = policy.knowledge
    limit = knowledge.versions_as_of + timedelta(days=knowledge.versions_warn_after)
    assert warnings(knowledge, limit) == []
    assert "Compare it with the release page" in warnings(knowledge, limit + timedelta(days=1))[0]
    assert isinstance(knowledge.versions_as_of, date)


def test_no_point_of_the_page_is_without_a_clause(policy: Policy) -> None:
    """57 statements under 13 headings of the German page."""
    points = {(name, i) for name, items in policy.knowledge.page.headings.items() for i in range(1, len(items) + 1)}
    carried = {place for clause in policy.knowledge.clauses.values() for place in clause.places}
    assert points == carried


def test_every_rule_of_the_domain_has_its_clause(policy: Policy) -> None:
    """The ids of domain section 1, and the five questions of the FAQ."""
    ids = {f"W{i}" for i in range(1, 9)} | {f"P{i}" for i in range(1, 9)} | {f"T{i}" for i in range(1, 6)}
    ids |= {"A1", "A2", "A3", "L0", "L1", "L2", "L2x", "L3", "L3x", "B1", "B2", "B3", "B4", "S1", "S2"}
    ids |= {f"F{i}" for i in range(1, 5)} | {f"X{i:02}" for i in range(1, 19)} | {"SLA1", "SLA2"}
    assert set(policy.knowledge.clauses) == ids | {f"FAQ{i}" for i in range(1, 6)}
