"""Log rules: each finds its samples and nothing of what looks alike, and a wrong file is named."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from attachments.files import ROOT, RULES

from bot.attachments.inspect.matcher import matcher
from bot.attachments.inspect.rules import Rule, RuleError, load_rules, read_rule
from bot.text.catalogue import Catalogue

KNOWN = load_rules(RULES)
PROBLEMS = Catalogue.load(ROOT / "locales").keys("en")
GOOD = (RULES / "trunk_408.yml").read_text(encoding="utf-8")


def found_by(rule: Rule, sample: str) -> bool:
    """Whether a rule finds a sample in any kind of file it searches in."""
    counts: Counter[str] = Counter()
    for kind in rule.kinds:
        matcher(RULES, kind).count(b"\n" + sample.encode() + b"\n", counts)
    return bool(counts[rule.id])


@pytest.mark.parametrize(("rule", "sample"), [(rule, hit) for rule in KNOWN.values() for hit in rule.sample_hit])
def test_a_rule_finds_its_sample(rule: Rule, sample: str) -> None:
    """Each sample_hit alone is enough."""
    assert found_by(rule, sample)


@pytest.mark.parametrize(("rule", "sample"), [(rule, miss) for rule in KNOWN.values() for miss in rule.sample_miss])
def test_a_rule_leaves_what_looks_alike(rule: Rule, sample: str) -> None:
    """No sample_miss is found by its own rule, in whatever kind of file."""
    assert not found_by(rule, sample)


@pytest.mark.parametrize("rule", KNOWN.values(), ids=KNOWN)
def test_a_rule_has_a_title_and_a_known_problem(rule: Rule) -> None:
    """What a rule says and points to exists: a text in the catalogue, a code of the contract."""
    assert rule.title in PROBLEMS
    assert rule.problem is None or f"problems.{rule.problem}" in PROBLEMS
    assert (rule.status == "informational") <= (rule.problem is None)


def test_an_ordinary_log_is_silent() -> None:
    """Times, extensions, sizes and ports with the numbers of SIP codes are no codes."""
    ordinary = b"""
2026/01/31 09:17:40.401|0408|Info| [Flow] Extension 408 called 503, leg L:480.1[Extn:486]
2026/01/31 09:17:40.403|0503|Info| [Gateway.Trunk] trunk 10001 registered at sip.example.com:5060, port 9408
2026/01/31 09:17:40.404|0404|Info| [Web] GET /api/items 200 in 503 ms
"""
    counts: Counter[str] = Counter()
    matcher(RULES, "service_log").count(ordinary, counts)
    assert not counts


def test_a_line_counts_once_for_each_rule() -> None:
    """Two words of one rule on one line are one finding; two lines are two."""
    counts: Counter[str] = Counter()
    block = b"\nSIP/2.0 408 Request Timeout, cause 408 Request Timeout\nSIP/2.0 408 Request Timeout\n"
    matcher(RULES, "service_log").count(block, counts)
    assert counts["trunk_408"] == 2


def test_a_match_on_a_line_without_end_is_counted_once_for_each_stretch() -> None:
    """A single line of megabytes neither stops the search nor hides a later match."""
    counts: Counter[str] = Counter()
    matcher(RULES, "capture").count(b"SIP/2.0 408 Request" + b"\0" * 100_000 + b"SIP/2.0 503 Service", counts)
    assert counts == {"trunk_408": 1, "trunk_503": 1}


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("id: trunk_408", "id: trunk_409", "id: expected the name of the file, 'trunk_408'"),
        ("status: stable", "status: perfect", "status: expected one of stable, experimental, informational"),
        ("kinds: [service_log, ", "kinds: [novel, ", "kinds: expected some of capture"),
        ("sip_code: 408", "sip_code: '408'", "sip_code: expected a whole number"),
        ("problem: trunk_timeout", "problems: trunk_timeout", "problems: no such key"),
        ("problem: trunk_timeout", "problem: a\nproblem: b", "the key 'problem' stands twice"),
        ("mark: K", "mark: X", "references: expected a list of {mark: S, S- or K"),
        (r"'SIP/2\.0 408\b'", r"'(?<=SIP) 408'", "is no RE2 expression"),
        (
            "title: findings.rules.trunk_408",
            "title: findings.rules.other",
            "title: expected 'findings.rules.trunk_408'",
        ),
        ("sample_miss:", "sample_miss: []\nfalse_positives_more:", "false_positives_more: no such key"),
    ],
)
def test_a_wrong_file_is_named_with_key_and_remedy(tmp_path: Path, before: str, after: str, said: str) -> None:
    """The message starts with the file and says which key is wrong and what is expected."""
    assert before in GOOD
    path = tmp_path / "trunk_408.yml"
    path.write_text(GOOD.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(RuleError) as caught:
        read_rule(path)
    assert str(caught.value).startswith(str(path)) and said in str(caught.value)


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    """A wrong path must not silently mean no rules."""
    with pytest.raises(RuleError, match="no rules"):
        load_rules(tmp_path)
