"""How the staff pages name what tickets, findings and the audit log hold as codes, in the reader's language.

Called by the views for every page. A code without a word of its own is shown as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Mapping

from bot import policy
from bot.gateway.words import Words
from bot.text.catalogue import TextError

# Questions of the dialogue that are no facts.
_QUESTIONS = {"licence_key": "facts.licence.name", "topic": "facts.problems.name", "problem": "facts.problems.name"}
# Facts that the page shows elsewhere, or in lines of their own.
_ELSEWHERE = frozenset({"names", "unanswered", "flags", "created_at", "partner_level", "partner_level_verified"})


@dataclass(frozen=True)
class Naming:
    """Names in one language; `clause_text` gives what a clause says, empty for an unknown one."""

    words: Words
    language: str
    clause_text: Callable[[str], str]

    def named(self, key: str, otherwise: str) -> str:
        """The text `key` of the catalogue, `otherwise` where there is none."""
        try:
            return str(self.words.say(self.language, key))
        except TextError:
            return otherwise

    def problem(self, code: str | None) -> str:
        return self.named(f"problems.{code}", code or "")

    def rule(self, id: str) -> str:
        """A log rule."""
        return self.named(f"findings.rules.{id}", id)

    def kind(self, code: str | None) -> str:
        """The kind of a file."""
        return self.named(f"findings.kinds.{code}", "")

    def question(self, name: str) -> str:
        """A question of the dialogue."""
        plain = self.named(f"desk.question.{name}", name.replace("_", " "))
        return self.named(_QUESTIONS.get(name, f"facts.{name}.name"), plain)

    def action(self, code: str) -> str:
        """What somebody did, in the audit log."""
        return self.named(f"desk.action.{code.replace(' ', '_')}", code)

    def flags(self, facts: Mapping[str, Any], decision: Mapping[str, Any]) -> str:
        """Notes for staff; the codes are English words."""
        found = dict.fromkeys([*(decision.get("flags") or ()), *(facts.get("flags") or ())])
        return ", ".join(str(flag).replace("_", " ") for flag in found)

    def facts(self, facts: Mapping[str, Any]) -> list[tuple[str, str]]:
        """Every known fact as name and value; proper names of trunk, phone and integration among them."""
        shown = [
            (self.question(name), self.value(name, value))
            for name, value in facts.items()
            if name not in _ELSEWHERE and value is not None and value != []
        ]
        shown += [(self.question(name), str(value)) for name, value in (facts.get("names") or {}).items()]
        if unanswered := facts.get("unanswered"):
            told = ", ".join(self.question(name) for name in unanswered)
            shown.append((self.named("desk.ticket.unanswered", "unanswered"), told))
        return shown

    def value(self, name: str, value: Any) -> str:
        if isinstance(value, bool):
            return self.named("desk.yes" if value else "desk.no", str(value))
        if isinstance(value, list):
            return ", ".join(self.value(name, item) for item in value)
        return self.problem(str(value)) if name == "problems" else self.named(f"facts.{name}.{value}", str(value))


def naming(words: Words, language: str, policy_kb: Path, zone: str) -> Naming:
    """The names in `language`, with clauses from `policy_kb`."""

    def clause_text(clause: str) -> str:
        try:
            reason = policy.answer(_rules(policy_kb, zone), clause)
        except policy.PolicyError:
            return ""
        return str(words.say(language, reason.key, **reason.params))

    return Naming(words, language, clause_text)


@lru_cache(maxsize=2)
def _rules(policy_kb: Path, zone: str) -> policy.Policy:
    return policy.load(policy_kb, zone)
