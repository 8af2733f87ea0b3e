"""Which decisions a change would flip, and which clauses past decisions used.

For `intake policy diff` and `intake policy coverage`; both work on facts that somebody recorded and
change nothing.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Iterable, Mapping

from bot.policy.policy import Policy

_COMPARED = ("outcome", "alternatives", "level_cap", "priority", "phone_support", "missing")


@dataclass(frozen=True)
class Flip:
    """A case that the change decides differently: its number (from 1) and what differs, before and after."""

    case: int
    facts: Mapping[str, Any]
    before: Mapping[str, Any]
    after: Mapping[str, Any]

    def to_dict(self) -> dict[str, Any]:
        return {"case": self.case, "facts": dict(self.facts), "before": dict(self.before), "after": dict(self.after)}


def flips(
    policy: Policy,
    cases: Iterable[Mapping[str, Any]],
    readings: Mapping[str, str],
    *,
    as_of: date | datetime | None = None,
    against: date | datetime | None = None,
) -> list[Flip]:
    """The cases whose decision differs under `readings`, or on the day `against` instead of `as_of`.

    Raises FactError for a case that can not be read.
    """
    found = []
    for number, facts in enumerate(cases, 1):
        before = policy.decide(facts, as_of=as_of).to_dict()
        after = policy.decide(facts, as_of=against or as_of, readings=readings).to_dict()
        changed = [name for name in _COMPARED if before[name] != after[name]]
        if changed:
            found.append(
                Flip(number, facts, {name: before[name] for name in changed}, {name: after[name] for name in changed})
            )
    return found


@dataclass(frozen=True)
class Use:
    """How many cases and how many past tickets a clause took part in; `informative` clauses have no rule."""

    clause: str
    rule: str
    cases: int
    tickets: int
    informative: bool


def coverage(policy: Policy, cases: Iterable[Iterable[str]], tickets: Iterable[Iterable[str]]) -> list[Use]:
    """For every clause its use by the clause lists of decided cases and stored tickets."""
    by_case = Counter(clause for clauses in cases for clause in set(clauses))
    by_ticket = Counter(clause for clauses in tickets for clause in set(clauses))
    return [
        Use(clause.id, clause.rule, by_case[clause.id], by_ticket[clause.id], not any(p.rules for p in clause.periods))
        for clause in policy.knowledge.clauses.values()
    ]
