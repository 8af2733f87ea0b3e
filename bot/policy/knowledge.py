"""What `policy_kb/` holds, as values: the page, the procedure, clauses, readings, facts and dates.

Made by `bot.policy.reader`; read by the rulebook, the checks and the explanations. Never changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Mapping

from bot.policy.clauses import Clause, Reading
from bot.policy.facts import FactKind
from bot.policy.sla import Calendar
from bot.policy.topics import Topic
from bot.policy.versions import Release

OUTCOMES_THAT_ASK = "need_facts"


@dataclass(frozen=True)
class Procedure:
    """The order of the checks and of the outcomes; see `procedure.yml`."""

    steps: tuple[str, ...]
    strictness: tuple[str, ...]
    opens_a_ticket: str
    gives_up: str
    priorities: tuple[str, ...]
    requests: tuple[str, ...]


@dataclass(frozen=True)
class Page:
    """The vendor's page: headings with their points, each point by its opening words."""

    headings: Mapping[str, tuple[str, ...]]
    vouched_from: date
    urls: Mapping[str, str]


@dataclass(frozen=True)
class Knowledge:
    """Everything in `policy_kb/` that decisions, explanations and answers come from."""

    page: Page
    procedure: Procedure
    problems: Mapping[str, str]  # code -> logs: required or optional
    groups: Mapping[str, tuple[str, ...]]
    readings: Mapping[str, Reading]
    kinds: Mapping[str, FactKind]
    order: tuple[str, ...]  # facts in the order of the checks, problems included
    problem_clause: str
    clauses: Mapping[str, Clause]
    calendars: Mapping[str, Calendar]
    releases: tuple[Release, ...]
    versions_as_of: date
    versions_warn_after: int
    topics: Mapping[str, Topic]
