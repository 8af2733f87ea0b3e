"""Twins in memory of what the dialogue needs from the outside, and a person who talks to it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any

from bot import policy
from bot.intake.case import Case
from bot.intake.commands import Commands
from bot.intake.dialogue import Dialogue
from bot.intake.message import Message, Reply
from bot.intake.ports import LicenceRecord, Receipt, TicketState, Unavailable
from bot.settings import ROOT
from bot.text.catalogue import Catalogue

POLICY = policy.load(ROOT / "policy_kb")
CATALOGUE = Catalogue.load(ROOT / "locales")
FORUMS = {"en": "https://forum.example/new"}
SILVER = {
    "requester": "partner",
    "licence_status": "active",
    "partner_level": "silver",
    "partner_level_verified": True,
    "hosting": "hosted_by_3cx",
    "simultaneous_calls": 16,
    "extensions": 40,
    "version": "20.0.10.1210",
}


@dataclass
class Shelf:
    """A registry of a few licences by reference; `away` makes it unreachable."""

    records: dict[str, dict[str, Any]]
    away: bool = False

    def find(self, reference: str, conversation_id: str) -> LicenceRecord | None:
        if self.away:
            raise Unavailable("away")
        facts = self.records.get(reference)
        if facts is None:
            return None
        return LicenceRecord("****-****-****-DDDD", reference, facts, {"partner_id": "P-1", "partner_name": "Example"})


def stored(case: Case) -> dict[str, Any]:
    """What the case store would give back."""
    content: dict[str, Any] = json.loads(json.dumps(case.to_dict()))
    return content


@dataclass
class Pigeonhole:
    """A desk that remembers what was opened and added."""

    opened: dict[str, dict[str, Any]] = field(default_factory=dict)
    added: list[tuple[str, str]] = field(default_factory=list)
    files: list[tuple[str, str]] = field(default_factory=list)
    like: str | None = None

    def open(self, case: Case) -> Receipt:
        self.opened.setdefault(case.case_id, stored(case))
        number = list(self.opened).index(case.case_id) + 1
        return Receipt(f"ABC-{number}", datetime(2026, 11, 23, 9, tzinfo=timezone.utc))

    def open_ticket_like(self, case: Case) -> str | None:
        return self.like

    def status(self, case: Case, ticket_id: str | None) -> TicketState | None:
        return TicketState("ABC-1", "open") if self.opened else None

    def add(self, case: Case, ticket_id: str, text: str, attachments: Any = ()) -> bool:
        self.added.append((ticket_id, text))
        self.files += [(ticket_id, str(item["sha256"])) for item in attachments]
        return True


class Person:
    """Talks to a dialogue as the actions would; `said` is the last turn in English."""

    def __init__(self, facts: dict[str, Any] | None = None) -> None:
        self.desk = Pigeonhole()
        self.shelf = Shelf({"k1": SILVER | (facts or {})})
        self.case = Case("c1")
        self.replies: list[Reply] = []

    @property
    def dialogue(self) -> Dialogue:
        return Dialogue(self.case, POLICY, self.shelf, self.desk, FORUMS)

    @property
    def said(self) -> str:
        return "\n".join(CATALOGUE.say("en", reply.text) for reply in self.replies)

    def take(self, dialogue: Dialogue, replies: list[Reply]) -> Person:
        assert replies, "silence"
        self.case = Case.from_dict(stored(dialogue.case))
        self.replies = replies
        assert self.said.strip()
        return self

    def say(self, text: str, **understood: Any) -> Person:
        dialogue = self.dialogue
        return self.take(dialogue, dialogue.take(Message(text, **understood)))

    def report(self, text: str, code: str, **understood: Any) -> Person:
        problems = ((code, 0.8), ("other", 0.1))
        return self.say(text, intent="report_problem", problems=problems, **understood)

    def key(self, reference: str = "k1") -> Person:
        return self.say(f"[licence-key:{reference}]", entities={"licence_key": reference})

    def press(self, key: str) -> Person:
        """Presses the offered button whose title is the text `key`."""
        for reply in self.replies:
            for button in reply.buttons:
                if button.title.key == key:
                    dialogue = self.dialogue
                    return self.take(dialogue, Commands(dialogue).run(button.command))
        raise AssertionError(f"no button {key} in {self.said}")

    def offered(self) -> list[str]:
        return [button.title.key for reply in self.replies for button in reply.buttons]
