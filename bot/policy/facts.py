"""The facts of a case: what may be said, checked and put into one form.

`policy_kb/facts.yml` names the facts; `FactReader` turns what a caller says (contract section 4) into
`Known` values. It refuses what it does not know instead of guessing, and never presumes anything.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Mapping, Optional, Sequence

from dateutil.parser import isoparse

from bot.policy.conditions import ALWAYS, Condition
from bot.policy.errors import FactError
from bot.policy.versions import Release, status
from bot.text.versions import parse_version

PROBLEM = "problem"  # the one problem that a rule is judged for
PROBLEM_COUNT = "problem_count"
REQUEST = "requests."  # each request is a yes/no fact of its own
_VERSIONS = "a version with its update, such as 'V20 Update 10', '20.0.10.123' or 'V18'"
_YEARS = range(1970, 3000)  # far from the ends of the calendar, so that days can be counted on from any moment
_MOMENT = f"a moment with its zone, such as 2026-11-25T10:00:00+01:00, in the years {_YEARS[0]} to {_YEARS[-1]}"


@dataclass(frozen=True)
class FactKind:
    """A fact that a decision may depend on. `values` is None for whole numbers from `low` on."""

    name: str
    values: Optional[tuple[Any, ...]]
    low: int
    presumed: Any
    unanswered: Any
    asked: Condition
    clause: str
    changes: tuple[Any, ...]
    without_ticket: bool
    replaced: tuple[tuple[Condition, Any], ...]

    def check(self, value: Any) -> Any:
        """`value` itself; raises FactError when it is not one of the allowed ones."""
        if self.values is None:
            if isinstance(value, bool) or not isinstance(value, int) or value < self.low:
                raise FactError(self.name, value, f"whole numbers from {self.low} on")
        elif not any(value == item and type(value) is type(item) for item in self.values):
            raise FactError(self.name, value, self.values)
        return value


@dataclass(frozen=True)
class Known:
    """What is known of a case. `values` holds checked facts, requests as `requests.<name>`."""

    values: Mapping[str, Any]
    problems: tuple[str, ...]
    unanswered: frozenset[str]
    created: Optional[datetime]

    @property
    def key(self) -> tuple[Any, ...]:
        """Equal for equal cases; the moment of creation does not count."""
        return tuple(self.values.items()), self.problems, self.unanswered


class FactReader:
    """Checks the facts of callers against the kinds of the knowledge base."""

    def __init__(
        self,
        kinds: Mapping[str, FactKind],
        problems: Sequence[str],
        requests: Sequence[str],
        releases: Sequence[Release],
    ) -> None:
        self.kinds = kinds
        self.problems = tuple(problems)
        self.requests = tuple(requests)
        self._releases = tuple(releases)
        self._keys = {*kinds, "problems", "requests", "version", "created_at", "unanswered"}

    def read(self, facts: Mapping[str, Any], day: date) -> Known:
        """The known facts; `day` tells which version was the newest. Raises FactError."""
        said: dict[str, Any] = {}
        for key, value in facts.items():
            if key not in self._keys:
                close = difflib.get_close_matches(str(key), self._keys, n=1)
                hint = f"did you mean {close[0]}?" if close else ", ".join(sorted(self._keys))
                raise FactError(str(key), value, f"there is no such fact; {hint}")
            if value is not None:
                said[key] = value
        values = {name: kind.check(said[name]) for name, kind in self.kinds.items() if name in said}
        if "version" in said:
            compared = self._version_status(said["version"], day)
            if compared is not None:
                values["version_status"] = compared
        asked = self._list("requests", said.get("requests", []), self.requests)
        values |= {REQUEST + name: name in asked for name in self.requests}
        problems = self._list("problems", said.get("problems", []), self.problems)
        unanswered = frozenset(
            self._list("unanswered", said.get("unanswered", []), (*self.kinds, "problems", "version"))
        )
        if "version" in unanswered:
            unanswered = (unanswered - {"version"}) | {"version_status"}
        if problems:
            values[PROBLEM_COUNT] = len(problems)
        elif "problems" in unanswered:
            problems = ("other",)  # whatever it is, it is some problem
        return Known(values, problems, unanswered.difference(values), self._moment(said.get("created_at")))

    def _version_status(self, text: Any, day: date) -> str | None:
        version = parse_version(text) if isinstance(text, str) else None
        if version is None:
            raise FactError("version", text, _VERSIONS)
        return status(version, self._releases, day)

    @staticmethod
    def _list(key: str, value: Any, allowed: Sequence[str]) -> tuple[str, ...]:
        if not isinstance(value, (list, tuple)):
            raise FactError(key, value, f"a list of: {', '.join(allowed)}")
        for item in value:
            if item not in allowed:
                raise FactError(key, item, allowed)
        return tuple(dict.fromkeys(value))

    @staticmethod
    def _moment(value: Any) -> datetime | None:
        if value is None:
            return None
        moment: datetime | None = value if isinstance(value, datetime) else None
        if isinstance(value, str):
            try:
                moment = isoparse(value)
            except (ValueError, OverflowError):
                moment = None
        if moment is None or moment.utcoffset() is None or moment.year not in _YEARS:
            raise FactError("created_at", value, _MOMENT)
        return moment


def special(name: str, values: Sequence[Any], clause: str = "", presumed: Any = None) -> FactKind:
    """A kind for facts that every case has, such as its problem and its requests."""
    return FactKind(name, tuple(values), 0, presumed, None, ALWAYS, clause, (), False, ())
