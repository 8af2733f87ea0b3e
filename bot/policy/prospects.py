"""Prospects: what a case can come to, and how two of them become one.

The leaves of the outlook's diagrams. Strictness, doubt, offers and turns are defined here; which
rules lead to a prospect is the outlook's business.
"""

from __future__ import annotations

from typing import NamedTuple, Optional

from bot.policy.clauses import Rule
from bot.policy.knowledge import Procedure


class Prospect(NamedTuple):
    """What the caller sees change: the part of a decision that `missing` is about."""

    outcome: str
    alternatives: tuple[str, ...]
    level: Optional[int]
    priority: str


class Prospects:
    """Works on prospects by the procedure's order of strictness."""

    def __init__(self, procedure: Procedure, careful: bool) -> None:
        """`careful`: a person decides wherever an unanswered fact makes any difference (reading D19)."""
        self._procedure = procedure
        self._careful = careful

    def without_ticket(self, outcome: str, alternatives: tuple[str, ...] = ()) -> Prospect:
        """An outcome that opens no ticket has neither level nor priority."""
        return Prospect(outcome, alternatives, None, self._procedure.priorities[0])

    def offered(self, prospect: Prospect, rule: Rule) -> Prospect:
        """`prospect` with what `rule` offers beside it."""
        if prospect.outcome not in rule.applies_to or rule.offers is None or rule.offers in prospect.alternatives:
            return prospect
        return prospect._replace(alternatives=(*prospect.alternatives, rule.offers))

    def turned(self, prospect: Prospect, rule: Rule) -> Prospect:
        """What `rule` turns `prospect` into."""
        if prospect.outcome not in rule.applies_to or rule.turns is None:
            return prospect
        return self.without_ticket(rule.turns)

    def stricter(self, one: Prospect, other: Prospect) -> Prospect:
        """The one that counts where a case has two problems (D16)."""
        rank = self._procedure.strictness.index
        if one.outcome != other.outcome:
            return min(one, other, key=lambda prospect: rank(prospect.outcome))
        return self._common(one, other)

    def doubtful(self, one: Prospect, other: Prospect) -> Prospect:
        """What is left where nobody can tell which of the two holds (D19)."""
        if one == other:
            return one
        if self._careful or one.outcome != other.outcome:
            return self.without_ticket(self._procedure.gives_up)
        return self._common(one, other)

    def _common(self, one: Prospect, other: Prospect) -> Prospect:
        levels = (one.level, other.level)
        return Prospect(
            one.outcome,
            tuple(item for item in one.alternatives if item in other.alternatives),
            None if None in levels else min(level for level in levels if level is not None),
            min(one.priority, other.priority, key=self._procedure.priorities.index),
        )
