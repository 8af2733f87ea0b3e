"""What the sender is told, and what a file adds to the facts."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from attachments.files import PROGRAM, ROOT, SBC, SERVICE, VERBOSE, capture, lines, look, packed

from bot.attachments.finding import KINDS, REASONS, Finding, Refused, blank, refuse
from bot.attachments.limits import DEFAULT
from bot.attachments.report import describe, facts_from, problem_hints, sip_codes
from bot.text.catalogue import Catalogue

CATALOGUE = Catalogue.load(ROOT / "locales")
REFUSALS = [
    ("too_large", "file", 64 << 20),
    ("too_large", "count", 20),
    ("too_large", "total", 256 << 20),
    ("too_large", "nested", 32 << 20),
    ("empty", "file", None),
    ("encrypted", "password", None),
    ("archive_bomb", "ratio", 200),
    ("unsafe_path", "link", None),
    ("nested_too_deep", "archive", 1),
    ("malware", "scanner", None),
    ("wrong_type", "program", None),
    ("wrong_type", "archive", None),
    ("unreadable", "damaged", None),
    ("unreadable", "method", None),
    ("unreadable", "scanner", None),
]


def said(finding: Finding | dict[str, Any]) -> str:
    """All of a description, in English, which fails for any gap."""
    return "\n".join(CATALOGUE.say("en", text) for text in describe(finding))


def keys(finding: Finding) -> list[str]:
    return [text.key.removeprefix("findings.") for text in describe(finding)]


def test_a_log_is_described_in_order() -> None:
    """What it is, when, how bad, what stands out, whether it was verbose."""
    assert keys(look(SERVICE, "a.log")) == ["what_with_version", "range", "levels", "hits", "verbose.unknown"]
    text = said(look(SERVICE, "a.log"))
    assert "a.log: a log of the phone system, version 20.0.9.995" in text
    assert "from 2026-01-31 09:08 to 2026-01-31 09:10" in text
    assert "No answer from the far side, 408 (trunk) (1×)" in text


def test_a_log_that_is_not_verbose_comes_with_the_way_to_one() -> None:
    """Where to set it, to reproduce, to send again, and to set it back."""
    text = said(look(lines(["x"] * 20)))
    assert "Dashboard > Activity Log > Settings, reproduce the problem" in text and "back to Low" in text
    assert "Dashboard" not in said(look(VERBOSE))


def test_what_is_missing_is_asked_for() -> None:
    """Version and times of a log; nothing of the kind for a capture, no version of an SBC."""
    assert keys(look(b"=Total: 12 requests / 3 active\n"))[-2:] == ["missing.version", "missing.times"]
    assert not [key for key in keys(look(capture([1.0]))) if key.startswith(("missing", "verbose"))]
    assert "missing.version" not in keys(look(SBC))


def test_what_points_to_a_problem_comes_before_what_merely_happened() -> None:
    """However often phones registered."""
    log = lines(["[CM504001]: registered"] * 50 + ["trunk 10001: No space left on device"])
    hits = [text for text in describe(look(log)) if text.key == "findings.hits"][0].params["hits"]
    assert [hit.params["title"].key for hit in hits] == ["findings.rules.disk_full", "findings.rules.registration_ok"]


def test_secrets_and_large_files_are_mentioned() -> None:
    """So that their owner can change them, and knows what was not read."""
    assert "secrets_removed" in keys(look(SERVICE + b"Password=geheim\n"))
    assert "secrets_removed" not in keys(look(SERVICE))
    assert "partial" in keys(look(SERVICE * 2000, limits=replace(DEFAULT, read_bytes=100_000)))


@pytest.mark.parametrize(("reason", "detail", "limit"), REFUSALS)
def test_every_refusal_can_be_said(reason: Any, detail: str, limit: int | None) -> None:
    """With the name of the file, the limit as people count it, and something to do."""
    text = said(refuse(blank("support.zip"), Refused(reason, detail, limit)))
    assert "support.zip" in text and "Please" in text
    if reason == "too_large":
        assert str(limit if detail == "count" else (limit or 0) >> 20) in text


def test_every_reason_and_kind_of_the_contract_has_a_text() -> None:
    """Nothing is left for a user to read in English only, or not at all."""
    assert REASONS == {reason for reason, _, _ in REFUSALS}
    assert not [kind for kind in KINDS if not CATALOGUE.has(f"findings.kinds.{kind}")]
    assert not [reason for reason in REASONS if not CATALOGUE.has(f"findings.refused.{reason}")]


def test_a_finding_survives_json() -> None:
    """It reaches the actions through Rasa and the database."""
    finding = look(packed({"a.log": SERVICE}), "support.zip")
    assert said(json.loads(json.dumps(finding))) == said(finding)


def test_a_log_gives_its_version_to_the_facts_and_its_problems_as_hints() -> None:
    """Only the version is a fact; the version of an SBC is not that of the phone system."""
    assert facts_from(look(SERVICE)) == {"version": "20.0.9.995"}
    assert facts_from(look(SBC + b"ERR | 20260131-090807.123 | 3cxsbc | version 20.0.9.995\n")) == {}
    assert facts_from(look(PROGRAM)) == {}
    assert problem_hints(look(SERVICE)) == ["trunk_registration", "trunk_timeout"]
    assert sip_codes(look(SERVICE)) == [408]
    assert problem_hints(look(b"SIP/2.0 486 Busy Here\nSIP/2.0 603 Decline\n")) == []
