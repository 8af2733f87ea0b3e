"""What a support engineer reads first of a ticket: a summary in the desk's language, then the user's own words.

The letter writer calls it. Names of problems, facts and values are said in words with their codes beside them,
since people read the words and rules of a help desk match the codes. It never sees a licence key.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Callable, Iterable, Mapping, Sequence

from bot.text.catalogue import Catalogue, Text, TextError
from bot.tickets.ticket import Ticket

# Said at the top already, or of use to programs only.
_SAID_ABOVE = frozenset(
    {"problems", "partner_level", "partner_level_verified", "created_at", "flags", "names", "unanswered"}
)
_MOMENT = "%Y-%m-%d %H:%M %Z"


# What a clause of the policy says; LookupError or ValueError for one that is not known.
Reasons = Callable[[str], Text]


class Wording:
    """Writes with the words of one language; without `reasons` clauses are named by their ids."""

    def __init__(self, catalogue: Catalogue, language: str, reasons: Reasons | None = None) -> None:
        self._catalogue = catalogue
        self._reasons = reasons
        self.language = language

    def say(self, key: str, **params: Any) -> str:
        """A text of `letter.yml`."""
        return self._catalogue.say(self.language, f"letter.{key}", **params)

    def section(self, key: str, lines: Iterable[str]) -> str:
        """A heading with lines below it; empty without any."""
        body = "\n".join(line for line in lines if line.strip())
        return f"== {self.say(key)} ==\n{body}" if body else ""

    def subject(self, ticket: Ticket) -> str:
        """`One-way audio (level 3, high)`: what a list of tickets shows."""
        problems = [self._named(f"problems.{code}", code) for code in ticket.facts.get("problems") or ["other"]]
        marks = [self.say("up_to_level", level=cap) if (cap := ticket.decision.get("level_cap")) else ""]
        marks += [self._priority(ticket)] if ticket.decision.get("priority") == "high" else []
        shown = ", ".join(filter(None, marks))
        return self.say("subject", problem=", ".join(problems)) + (f" ({shown})" if shown else "")

    def glance(self, ticket: Ticket, page: str | None) -> list[str]:
        """One line each: problem, priority, level, target date, partner, licence, language, channel, thread."""
        partner, level = ticket.partner, ticket.partner.get("level")
        cap = ticket.decision.get("level_cap")
        known = {
            "problem": ", ".join(self._problem(code, ticket.language) for code in ticket.facts.get("problems") or ()),
            "priority": self._priority(ticket),
            "level_cap": self.say("up_to_level", level=cap) if cap else None,
            "due": _moment(ticket.decision.get("sla_due")),
            "partner": " ".join(str(partner[name]) for name in ("name", "id") if partner.get(name)),
            "level": self.say("verified" if partner.get("verified") else "unverified", level=level) if level else None,
            "licence": self._licence(ticket, page),
            "language": self._named(f"letter.language.{ticket.language}", ticket.language),
            "channel": ticket.channel,
            "thread": ticket.related_thread,
            "ticket": f"{ticket.id} {page}" if page else ticket.id,
        }
        return [f"{self.say(f'label.{name}')}: {value}" for name, value in known.items() if value]

    def facts(self, ticket: Ticket) -> list[str]:
        """What is known of the system and the fault, and what the user could not say."""
        facts = ticket.facts
        lines = [
            f"{self._named(f'facts.{name}.name', name)}: {self._value(name, value)}"
            for name, value in facts.items()
            if name not in _SAID_ABOVE and value is not None and value != []
        ]
        lines += [
            f"{self._named(f'facts.{name}.name', name)}: {value}" for name, value in (facts.get("names") or {}).items()
        ]
        if unanswered := facts.get("unanswered"):
            shown = ", ".join(self._named(f"facts.{name}.name", name) for name in unanswered)
            lines.append(f"{self.say('label.unanswered')}: {shown}")
        return lines

    def decision(self, ticket: Ticket) -> list[str]:
        """Outcome, the clauses with their reasons, flags, and the version of the policy."""
        decision = ticket.decision
        outcome = str(decision.get("outcome"))
        lines = [f"{self.say('label.outcome')}: {self._named(f'widget.outcome.{outcome}', outcome)} [{outcome}]"]
        flags = [*(decision.get("flags") or ()), *(ticket.facts.get("flags") or ())]
        if flags:
            lines.append(f"{self.say('label.flags')}: {', '.join(dict.fromkeys(map(str, flags)))}")
        lines += [self._clause(str(clause)) for clause in decision.get("clauses") or ()]
        if version := decision.get("policy_version"):
            lines.append(f"{self.say('label.policy_version')}: {version}")
        return lines

    def findings(self, attachments: Sequence[Mapping[str, Any]]) -> list[str]:
        """What the inspection found in each file, most telling first."""
        lines = []
        for item in attachments:
            finding = item.get("finding") or {}
            parts = [
                self._named(f"findings.kinds.{finding.get('kind')}", ""),
                str(finding.get("version") or ""),
                " - ".join(filter(None, (finding.get("first"), finding.get("last")))),
                self.say(f"verbose.{finding['verbose']}") if finding.get("verbose") else "",
                self.say("unscanned") if finding.get("scan") == "unscanned" else "",
            ]
            shown = ", ".join(filter(None, parts))
            if shown:
                lines.append(f"{item['name']}: {shown}")
            for hit in finding.get("findings") or ():
                title = self._named(f"findings.rules.{hit['rule']}", hit["rule"])
                lines.append(f"  {hit['count']} x {title} [{hit['rule']}]")
        return lines

    def _problem(self, code: str, users: str) -> str:
        name = self._named(f"problems.{code}", code)
        own = self._catalogue.say(users, f"problems.{code}") if self._catalogue.has(f"problems.{code}", users) else name
        return f"{name} [{code}]" if own == name else f"{name} [{code}] / {own}"

    def _licence(self, ticket: Ticket, page: str | None) -> str | None:
        masked = ticket.licence.get("masked")
        return f"{masked} ({self.say('key_for_staff')})" if masked and page else masked

    def _priority(self, ticket: Ticket) -> str:
        priority = str(ticket.decision.get("priority") or "normal")
        return self._named(f"widget.priority.{priority}", priority)

    def _clause(self, clause: str) -> str:
        if self._reasons is None:
            return clause
        try:
            reason = self._reasons(clause)
        except (LookupError, ValueError):
            return clause  # of an older version of the policy
        return self._catalogue.say(self.language, reason.key, **reason.params)

    def _value(self, name: str, value: Any) -> str:
        if isinstance(value, bool):
            return self._named("facts.yes" if value else "facts.no", str(value))
        if isinstance(value, (list, tuple)):
            return ", ".join(self._value(name, item) for item in value) or "-"
        if isinstance(value, Mapping):
            return ", ".join(f"{key} {self._value(key, item)}" for key, item in value.items()) or "-"
        return self._named(f"facts.{name}.{value}", str(value))

    def _named(self, key: str, otherwise: str) -> str:
        try:
            return self._catalogue.say(self.language, key)
        except TextError:
            return otherwise


def _moment(text: str | None) -> str | None:
    return datetime.fromisoformat(text).strftime(_MOMENT) if text else None
