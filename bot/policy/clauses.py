"""Clauses and their rules, as values: what the page says and what follows from it, period by period.

Made by the loader from `policy_kb/clauses/<ID>.yml`, read by the rulebook. A rule is a condition
and its effects; there is nothing here that belongs to one clause only.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Mapping, Optional, Sequence, TypeVar

from bot.policy.conditions import ALWAYS, Condition

NO_VALUES: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True)
class Rule:
    """One sentence of a clause.

    `decides` ends the search at `step`; `grants` and `limits` move the level (`upon`: only on top of
    that level); `turns` replaces the outcome, `offers` adds an alternative; `applies_to` confines the
    effects to outcomes (empty: all).
    """

    clause: str
    when: Condition = ALWAYS
    applies_to: frozenset[str] = frozenset()
    step: Optional[str] = None
    decides: Optional[str] = None
    alternatives: tuple[str, ...] = ()
    turns: Optional[str] = None
    offers: Optional[str] = None
    grants: Optional[int] = None
    upon: int = 0
    limits: Optional[int] = None
    priority: Optional[str] = None
    flags: Optional[str] = None
    phone: bool = False
    cites: bool = False


@dataclass(frozen=True)
class Period:
    """What a clause says from the day `since` until the next period or `until` (excluded)."""

    since: date
    until: Optional[date]
    rules: tuple[Rule, ...]
    values: Mapping[str, int] = NO_VALUES


@dataclass(frozen=True)
class Clause:
    """A rule of the policy page: `places` are (heading, point) pairs, `instead` says that a text
    with self-help belongs to it."""

    id: str
    rule: str
    places: tuple[tuple[str, int], ...]
    instead: bool
    told: str  # as part of why, fee or sla
    periods: tuple[Period, ...]

    def on(self, day: date) -> Period | None:
        """The period that holds on `day`."""
        return in_force(self.periods, day)


@dataclass(frozen=True)
class ReadingPeriod:
    since: date
    until: Optional[date]
    value: str


@dataclass(frozen=True)
class Reading:
    """A choice where the page can be read in several ways; `decides` is its D-id."""

    id: str
    decides: str
    question: str
    alternatives: Mapping[str, str]
    periods: tuple[ReadingPeriod, ...]
    why: str

    def on(self, day: date) -> str:
        """The alternative chosen on `day`; before the first period, the first one."""
        period = in_force(self.periods, day) or self.periods[0]
        return period.value


_Dated = TypeVar("_Dated", Period, ReadingPeriod)


def in_force(periods: Sequence[_Dated], day: date) -> _Dated | None:
    """The last period that began by `day`, unless it has ended."""
    current = None
    for period in periods:
        if period.since <= day:
            current = period
    return None if current is None or (current.until is not None and current.until <= day) else current
