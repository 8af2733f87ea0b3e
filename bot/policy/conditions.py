"""Conditions: the `when` of a clause, as small values that can be judged and simplified.

A mapping in YAML means "all of these", a list means "any of these"; `not`, `any` and `all` nest.
The loader parses them, the rulebook judges and compiles them. They hold no policy of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Callable, Iterator, Mapping, Optional, Union


@dataclass(frozen=True)
class Always:
    """Holds, or does not, whatever the facts are."""

    value: bool


@dataclass(frozen=True)
class OneOf:
    """The fact has one of these values."""

    fact: str
    values: frozenset[Any]

    def accepts(self, value: Any) -> bool:
        return value in self.values


@dataclass(frozen=True)
class Within:
    """The number lies between `low` and `high`, both included; None is no bound."""

    fact: str
    low: Optional[int]
    high: Optional[int]

    def accepts(self, value: Any) -> bool:
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)


@dataclass(frozen=True)
class Reads:
    """The reading `name` is set to one of these alternatives."""

    name: str
    values: frozenset[str]


@dataclass(frozen=True)
class Every:
    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class Some:
    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class Not:
    part: Condition


Test = Union[OneOf, Within]
Condition = Union[Always, OneOf, Within, Reads, Every, Some, Not]
ALWAYS = Always(True)
NEVER = Always(False)


def judge(condition: Condition, facts: Mapping[str, Any]) -> bool | None:
    """Whether `condition` holds; None where the facts that are known leave it open."""
    if isinstance(condition, (OneOf, Within)):
        value = facts.get(condition.fact)
        return None if value is None else condition.accepts(value)
    if isinstance(condition, Every):
        verdict: bool | None = True
        for part in condition.parts:
            partial = judge(part, facts)
            if partial is False:
                return False
            if partial is None:
                verdict = None
        return verdict
    if isinstance(condition, Some):
        verdict = False
        for part in condition.parts:
            partial = judge(part, facts)
            if partial is True:
                return True
            if partial is None:
                verdict = None
        return verdict
    if isinstance(condition, Not):
        partial = judge(condition.part, facts)
        return None if partial is None else not partial
    if isinstance(condition, Always):
        return condition.value
    raise TypeError(f"{condition} has to be settled before it is judged")


def settle(condition: Condition, known: Callable[[Condition], bool | None]) -> Condition:
    """`condition` with every test that `known` can answer replaced, and simplified."""
    if isinstance(condition, (Every, Some)):
        absorbing = isinstance(condition, Some)
        parts = []
        for part in condition.parts:
            part = settle(part, known)
            if isinstance(part, Always):
                if part.value is absorbing:
                    return part
            else:
                parts.append(part)
        if not parts:
            return Always(not absorbing)
        return parts[0] if len(parts) == 1 else type(condition)(tuple(parts))
    if isinstance(condition, Not):
        part = settle(condition.part, known)
        return Always(not part.value) if isinstance(part, Always) else Not(part)
    if isinstance(condition, Always):
        return condition
    answer = known(condition)
    return condition if answer is None else Always(answer)


def leaves(condition: Condition) -> Iterator[Condition]:
    """Every test and reading inside `condition`."""
    if isinstance(condition, (Every, Some)):
        for part in condition.parts:
            yield from leaves(part)
    elif isinstance(condition, Not):
        yield from leaves(condition.part)
    elif not isinstance(condition, Always):
        yield condition
