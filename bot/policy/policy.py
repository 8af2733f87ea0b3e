"""The policy: facts and a date in, an explained decision out.

`load` reads the knowledge base once; the dialogue, the batch verb and the tests call `decide`. Pure:
no model, no network, no database. It decides for any facts or refuses them with a FactError.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Mapping
from zoneinfo import ZoneInfo

from bot.policy.book import Rulebook
from bot.policy.decision import Decision
from bot.policy.errors import ReadingError
from bot.policy.facts import FactReader, Known
from bot.policy.knowledge import Knowledge
from bot.policy.reader import read_knowledge
from bot.policy.sla import METHODS, Target
from bot.policy.verdict import unique

SLA_CLAUSE = "SLA1"  # its value `hours` is the target


class Policy:
    """The knowledge base, ready to decide. Rulebooks of past days are made when they are asked for."""

    def __init__(self, knowledge: Knowledge, zone: str = "Europe/Berlin") -> None:
        self.knowledge = knowledge
        self.zone = ZoneInfo(zone)
        self.facts = FactReader(
            knowledge.kinds, tuple(knowledge.problems), knowledge.procedure.requests, knowledge.releases
        )
        self._turns = _turning_days(knowledge)
        self._books: dict[tuple[int, tuple[tuple[str, str], ...]], Rulebook] = {}

    @property
    def version(self) -> str:
        """The `policy_version` of decisions made now."""
        return self._version(self.book(self.today()), self.today())

    @property
    def topics(self) -> tuple[str, ...]:
        """What `answer` can be asked: the topics of the FAQ, then every clause by its id."""
        return (*self.knowledge.topics, *self.knowledge.clauses)

    def today(self) -> date:
        """The office's date."""
        return datetime.now(self.zone).date()

    def decide(
        self,
        facts: Mapping[str, Any],
        *,
        as_of: date | datetime | None = None,
        readings: Mapping[str, str] | None = None,
    ) -> Decision:
        """The decision on `facts` (contract section 4, and `unanswered`: names of facts nobody can tell).

        `as_of` chooses the clauses, readings and versions of that day (default: today), `readings`
        overrules single readings. Raises FactError for facts and ReadingError for dates and readings
        that can not be used; decides in every other case.
        """
        day = self.day_of(as_of)
        known = self.facts.read(facts, day)
        book = self.book(day, readings)
        verdict = book.verdict(known)
        due = None
        if verdict.outcome == self.knowledge.procedure.opens_a_ticket:
            target = self.target(known, as_of, book)
            due = target.due.isoformat() if target else None
        return Decision(
            verdict.outcome,
            self._version(book, day),
            verdict.alternatives,
            verdict.level,
            verdict.priority,
            verdict.phone,
            due,
            verdict.clauses,
            verdict.flags,
            verdict.missing,
            unique([*verdict.readings, *book.named(readings or {})]),
        )

    def target(self, known: Known, as_of: date | datetime | None, book: Rulebook) -> Target | None:
        """The target date of a ticket (SLA1, SLA2), with how it was counted; None where no clause sets one."""
        if SLA_CLAUSE not in book.values:
            return None
        created = known.created or self._moment(as_of)
        calendar = self.knowledge.calendars[book.readings["calendar"]]
        return METHODS[book.readings["sla"]](created, book.values[SLA_CLAUSE]["hours"], calendar, self.zone)

    def book(self, day: date, readings: Mapping[str, str] | None = None) -> Rulebook:
        """The rulebook in force on `day`. Raises ReadingError for a day before the first clause."""
        period = bisect_right(self._turns, day)
        if period == 0:
            raise ReadingError(f"{day}: the knowledge base begins on {self._turns[0]}; choose that day or a later one")
        key = (period, tuple(sorted((readings or {}).items())))
        book = self._books.get(key)
        if book is None:
            book = self._books[key] = Rulebook(self.knowledge, day, self._readings(day, readings or {}))
        return book

    def log_requirement(
        self, problem: str, *, as_of: date | datetime | None = None, readings: Mapping[str, str] | None = None
    ) -> str:
        """`required` or `optional`: whether logs belong into a ticket on `problem` (T5, P6, D9)."""
        if self.book(self.day_of(as_of), readings).readings["logs"] == "always":
            return "required"
        return self.knowledge.problems[problem]

    def _readings(self, day: date, overruled: Mapping[str, str]) -> dict[str, str]:
        known = self.knowledge.readings
        for name, value in overruled.items():
            if name not in known:
                raise ReadingError(f"{name}: there is no such reading; the readings are {', '.join(known)}")
            if value not in known[name].alternatives:
                raise ReadingError(f"{name}={value}: no such alternative; it has {', '.join(known[name].alternatives)}")
        return {name: overruled.get(name) or reading.on(day) for name, reading in known.items()}

    def day_of(self, as_of: date | datetime | None) -> date:
        """The office's date at `as_of`, today for None."""
        if as_of is None:
            return self.today()
        return self._moment(as_of).astimezone(self.zone).date() if isinstance(as_of, datetime) else as_of

    def _moment(self, as_of: date | datetime | None) -> datetime:
        if as_of is None:
            return datetime.now(self.zone).replace(microsecond=0)
        moment = as_of if isinstance(as_of, datetime) else datetime.combine(as_of, time())
        return moment if moment.tzinfo else moment.replace(tzinfo=self.zone)

    def _version(self, book: Rulebook, day: date) -> str:
        return f"{self._turns[bisect_right(self._turns, day) - 1]}.{book.version}"


def load(folder: Path, zone: str = "Europe/Berlin") -> Policy:
    """The policy of the knowledge base in `folder`; `zone` is the office's. Raises KnowledgeError."""
    policy = Policy(read_knowledge(folder), zone)
    policy.book(policy.today()).outlook.warm(policy.knowledge.problems)
    return policy


def _turning_days(knowledge: Knowledge) -> list[date]:
    """The days on which a clause, a reading or the newest version changes; the first is when clauses begin."""
    periods = [period for clause in knowledge.clauses.values() for period in clause.periods]
    begin = min(period.since for period in periods)
    days = {day for period in periods for day in (period.since, period.until) if day}
    days |= {
        day for reading in knowledge.readings.values() for p in reading.periods for day in (p.since, p.until) if day
    }
    days |= {release.since for release in knowledge.releases}
    return sorted(day for day in days if day >= begin)
