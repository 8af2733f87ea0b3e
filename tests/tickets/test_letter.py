"""What a support engineer finds in the help desk: all of it at a glance, in words, without the licence key."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, BinaryIO, ContextManager

import pytest

from bot import policy
from bot.settings import ROOT, Settings, SettingsError
from bot.text.catalogue import Catalogue
from bot.tickets.letter import TRANSCRIPT, Letter, LetterWriter
from bot.tickets.relay import Surroundings, build
from bot.tickets.rows import ticket_of, ticket_row
from tests.tickets.samples import draft

CATALOGUE = Catalogue.load(ROOT / "locales")
RULES = policy.load(ROOT / "policy_kb", "Europe/Berlin")
FINDING = {
    "accepted": True, "kind": "support_package", "version": "20.0.10.1", "verbose": "unlikely", "scan": "unscanned",
    "first": "2026-01-31T09:08:07", "last": "2026-01-31T10:08:07",
    "findings": [{"rule": "trunk_408", "count": 3, "problem": "trunk_timeout"}],
}  # fmt: skip
FULL: dict[str, Any] = {
    "facts": {
        "problems": ["trunk_timeout"], "hosting": "self_hosted", "extensions": 40, "vendor_contacted": True,
        "names": {"trunk": "Example Voice"}, "flags": ["fee_possible"], "unanswered": ["simultaneous_calls"],
    },
    "decision": {
        "outcome": "ticket", "level_cap": 3, "priority": "high", "sla_due": "2026-11-25T10:00:00+01:00",
        "clauses": ["S1", "L3", "SLA1", "gone"], "policy_version": "2026-11-01",
    },
    "attachments": [{"name": "support.zip", "sha256": "ab", "bytes": 3, "finding": FINDING, "storage_path": "x"}],
}  # fmt: skip


def gone(path: str) -> ContextManager[BinaryIO]:
    raise FileNotFoundError(path)


def letter(language: str = "en", **changes: Any) -> tuple[Letter, str]:
    """The letter about a ticket in Greek, and the transcript that goes along."""
    row = ticket_row("KDT-472", draft(**FULL | changes), "key", datetime.now(timezone.utc))
    row.update(adapter=None, remote_id=None, delivered_at=None, attempts=0)
    said = {"conversation-1": [(True, "Δεν ακούμε"), (False, "Ποιο τηλέφωνο;"), (True, " ")]}
    writer = LetterWriter(
        CATALOGUE, gone, 10**6, language, said.__getitem__, "https://intake.example/desk/tickets",
        lambda clause: policy.answer(RULES, clause),
    )  # fmt: skip
    with ExitStack() as files:
        written = writer.ticket(ticket_of(row), files)
        return written, next(file.stream.read().decode() for file in written.files if file.name == TRANSCRIPT)


def test_the_list_of_a_desk_tells_problem_level_and_priority() -> None:
    """The subject alone says what waits."""
    written, _ = letter()
    assert written.subject.startswith("[KDT-472] SIP trunk times out")
    assert written.subject.endswith("(up to level 3, high)")


def test_everything_is_there_in_the_order_in_which_it_is_needed() -> None:
    """English summary first, then the user's own words, facts, decision, findings; codes beside the words."""
    text = letter()[0].text
    places = [
        "[trunk_timeout]",
        "Priority: high",
        "Support level: up to level 3",
        "Target for first handling: 2026-11-25 10:00 UTC+01:00",
        "silver, from the licence registry",
        "••••-••••-••••-GH78 (whole key: on the page of this ticket, for staff)",
        "Language of the partner: Greek",
        "Ticket: KDT-472 https://intake.example/desk/tickets/KDT-472",
        "Δεν μπορούμε να καλέσουμε έξω",
        "Επανεκκίνηση",
        "Κάθε κλήση",
        "Hosting: Self-hosted",
        "Provider or manufacturer contacted: Yes",
        "SIP trunk provider: Example Voice",
        "The partner could not say: Simultaneous calls (SC)",
        "Outcome: Support ticket [ticket]",
        "fee_possible",
        "get level 2 and 3 and phone support. (S1)",
        "more than 20 extensions",
        "(SLA1)",
        "\ngone\n",
        "support.zip: a support package, 20.0.10.1, 2026-01-31T09:08:07 - 2026-01-31T10:08:07",
        "logs are probably not verbose, not scanned for viruses",
        "3 x No answer from the far side, 408 (trunk) [trunk_408]",
        "SHA-256 ab: not sent",
    ]
    found = [text.find(place) for place in places]
    assert -1 not in found, [place for place, at in zip(places, found, strict=True) if at < 0]
    assert found == sorted(found)


def test_the_problem_is_named_in_the_users_language_too() -> None:
    """So that an engineer who answers knows the words that the partner saw."""
    assert CATALOGUE.say("el", "problems.trunk_timeout") in letter()[0].text


def test_the_conversation_goes_along_as_a_file() -> None:
    """Who said what, in order, without empty lines."""
    assert letter()[1] == "Partner: Δεν ακούμε\n\nAssistant: Ποιο τηλέφωνο;"


@pytest.mark.parametrize("language", ["en", "de", "it", "fr", "ru", "el", "pt", "es"])
def test_a_desk_of_any_language_reads_its_own(language: str) -> None:
    """Headings and clauses follow the setting; what the user wrote stays; no gap and no raw key is left."""
    written, _ = letter(language)
    assert CATALOGUE.say(language, "letter.glance") in written.text
    assert "Δεν μπορούμε να καλέσουμε έξω" in written.text
    assert "letter." not in written.text and "facts." not in written.text and "{" not in written.text


def test_a_language_that_nobody_speaks_is_refused_at_the_start(tmp_path: Path) -> None:
    """By its name and with the choices, not with the first ticket."""
    with pytest.raises(SettingsError, match="INTAKE_DESK_LANGUAGE='xx': expected one of .*en"):
        build(Settings(var=tmp_path, desk_language="xx"), Surroundings(gone))


def test_a_ticket_that_lacks_nearly_everything_is_still_a_letter() -> None:
    """Tickets come from elsewhere too."""
    bare, _ = letter(
        facts={}, decision={"outcome": "human_review"}, partner={}, licence={}, attachments=[], description=""
    )
    assert bare.subject == "[KDT-472] " + CATALOGUE.say("en", "problems.other")
    assert "None" not in bare.text and "human_review" in bare.text
