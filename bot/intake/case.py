"""A case: everything known about one problem of one conversation, from the first word to the ticket.

`Dialogue` changes it, the case store keeps it as JSON between turns, the ticket is made from it.
Secrets are never in it: a licence key is a reference into the vault and a masked form.
"""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any, Mapping, Sequence

OPEN = "open"
FINISHED = ("submitted", "handed_over", "closed", "cancelled")
TEXTS = ("description", "steps_taken", "reproduction_steps")
# Facts of the system and its partner rather than of one problem.
_OF_THE_SYSTEM = frozenset(
    {
        "requester", "partner_level", "partner_level_verified", "licence_status", "hosting", "simultaneous_calls",
        "extensions", "version", "version_status", "third_party_software", "configured_per_manual",
        "hardware_meets_minimum",
    }
)  # fmt: skip


@dataclass
class Case:
    """State of one case; all values are JSON.

    `facts` uses the names of contract section 4, `sources` says for each where it came from
    (registry, user, attachment), `unanswered` lists facts the user was asked for and does not know.
    """

    conversation_id: str
    case_id: str = field(default_factory=lambda: uuid.uuid4().hex)
    language: str = "en"
    channel: str = "web"
    identity: str | None = None
    # The message being worked on; whatever a turn does outside is done once for it.
    turn: str | None = None
    status: str = "new"
    question: str | None = None
    asked: list[str] = field(default_factory=list)
    failures: int = 0
    facts: dict[str, Any] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    unanswered: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    opening: str = ""
    candidates: list[str] = field(default_factory=list)
    topic_confirmed: bool = False
    # How often something else was told while a topic stood proposed.
    topic_passed: int = 0
    answers: dict[str, str] = field(default_factory=dict)
    skipped: list[str] = field(default_factory=list)
    licence: dict[str, Any] = field(default_factory=dict)
    # Reference and masked form of the licence of the case before, offered where a key is asked for.
    earlier_licence: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    attachments: list[dict[str, Any]] = field(default_factory=list)
    decision: dict[str, Any] | None = None
    announced: str | None = None
    chosen: str | None = None
    pending: list[dict[str, Any]] = field(default_factory=list)
    related_thread: str | None = None
    existing_ticket: str | None = None
    # The buttons under the last reply, as JSON: their titles may be typed instead of pressed.
    offered: list[dict[str, Any]] = field(default_factory=list)
    ticket_id: str | None = None

    @property
    def active(self) -> bool:
        """A case is under way: something was said that belongs to it and it is not finished."""
        return self.status == OPEN

    @property
    def step(self) -> str:
        """Where the conversation stands: `start`, the open question's name, or `done`."""
        if self.status in FINISHED:
            return "done"
        return self.question or "start"

    @property
    def problem(self) -> str | None:
        """The confirmed or proposed problem code."""
        problems = self.facts.get("problems")
        return str(problems[0]) if problems else None

    @property
    def route(self) -> str:
        """The way the case goes: what the user chose where the decision leaves a choice, else the outcome."""
        decision = self.decision or {}
        if self.chosen and self.chosen in decision.get("alternatives", ()):
            return self.chosen
        return str(decision.get("outcome", ""))

    def due(self, ticket_id: str | None) -> datetime | None:
        """The target date of the case's own ticket, where the decision gave one."""
        due = (self.decision or {}).get("sla_due")
        return datetime.fromisoformat(due) if due and ticket_id and ticket_id == self.ticket_id else None

    def policy_facts(self) -> dict[str, Any]:
        """The facts as `decide` takes them."""
        facts = dict(self.facts)
        if self.unanswered:
            facts["unanswered"] = list(self.unanswered)
        return facts

    def set_fact(self, name: str, value: Any, source: str) -> None:
        self.facts[name] = value
        self.sources[name] = source
        if name in self.unanswered:
            self.unanswered.remove(name)

    @property
    def told(self) -> str:
        """All that was told of the problem: the answers to text questions, before the first of them the opening."""
        return "\n\n".join(self.answers.values()) or self.opening

    def attach(self, attachment: Mapping[str, Any]) -> bool:
        """Keeps a file, once; whether it is new."""
        new = all(item.get("sha256") != attachment.get("sha256") for item in self.attachments)
        if new:
            self.attachments.append(dict(attachment))
        return new

    def describe(self, text: str) -> None:
        """Adds the user's words to the description: to the answer once there is one, before that to the opening."""
        if "description" in self.answers:
            self.answers["description"] = _below(self.answers["description"], text)
        else:
            self.opening = _below(self.opening, text)

    def note(self, name: str, text: str) -> None:
        """Keeps `text` as (a part of) the answer to the free-text question `name`, asked or not."""
        self.answers[name] = _below(self.answers.get(name, ""), text)
        if name in self.skipped:
            self.skipped.remove(name)

    def keep_for_later(self, text: str, problems: Sequence[Sequence[Any]]) -> None:
        """Keeps the report of another problem for a case of its own; what is told of the same problem goes together.

        `problems` are (code, probability), best first.
        """
        same = [kept for kept in self.pending if kept["problems"][0][0] == problems[0][0]]
        told = _below("\n".join(kept["text"] for kept in same), text)
        others = [kept for kept in self.pending if kept not in same]
        # Last is what was told last: "it belongs to this problem" is about that.
        self.pending = [*others, {"text": told, "problems": [list(pair) for pair in problems]}]

    def forget(self, name: str) -> None:
        """Forgets a fact or an answer, so that it is asked again."""
        self.facts.pop(name, None)
        self.sources.pop(name, None)
        self.answers.pop(name, None)
        for names in (self.unanswered, self.skipped):
            if name in names:
                names.remove(name)

    def successor(self) -> Case:
        """A clean case for the same conversation: who is talking is carried over, and which licence can be named."""
        case = Case(
            self.conversation_id, language=self.language, channel=self.channel, identity=self.identity, turn=self.turn
        )
        if self.licence.get("digest"):
            case.earlier_licence = {name: str(self.licence[name]) for name in ("reference", "masked")}
        else:
            case.earlier_licence = dict(self.earlier_licence)
        return case

    def sibling(self) -> Case:
        """An open case for another problem of the same system: licence and facts of the system are shared (D16)."""
        case = self.successor()
        case.status = OPEN
        case.licence = {**self.licence, "attempts": 0} if self.licence else {}
        for name in sorted(_OF_THE_SYSTEM & set(self.sources)):
            case.set_fact(name, self.facts[name], self.sources[name])
        return case

    def to_dict(self) -> dict[str, Any]:
        """The case as JSON, to be stored at once: lists and mappings in it stay those of the case."""
        return {**vars(self), "step": self.step}

    @classmethod
    def from_dict(cls, content: Mapping[str, Any]) -> Case:
        known = {item.name for item in fields(cls)}
        return cls(**{name: value for name, value in content.items() if name in known})


# A key in a text is kept as the case's licence; its reference would only puzzle whoever reads the text.
_KEY_REFERENCE = re.compile(r"\s*\[licence-key:[0-9a-z]+\]")


def _below(earlier: str, text: str) -> str:
    return "\n".join(filter(None, (earlier, _KEY_REFERENCE.sub("", text).strip())))
