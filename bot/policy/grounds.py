"""The rules that a verdict rests on: what decided, what made the level, what is told beside it.

`Rulebook` asks for them once the outcome is known, to cite their clauses and to raise their flags. Nothing here
changes an outcome.
"""

from __future__ import annotations

from typing import Any, Mapping, Sequence

from bot.policy.clauses import Rule
from bot.policy.compiling import in_order
from bot.policy.conditions import judge
from bot.policy.knowledge import Procedure
from bot.policy.outlook import Outlook


class Grounds:
    """The grounds among `rules`, which `outlook` has narrowed to each problem and `procedure` puts in order.

    `values` are the known facts, `full` those with every unknown one as it is presumed.
    """

    def __init__(self, procedure: Procedure, rules: Sequence[Rule], outlook: Outlook) -> None:
        self._procedure = procedure
        self._rules = rules
        self._outlook = outlook

    def trace(self, problem: str, values: Mapping[str, Any], full: Mapping[str, Any]) -> tuple[list[Rule], str]:
        """The rules that decide for one problem, and the outcome they lead to."""
        rules = self._outlook.rules_for(problem)
        holding = [pair for pair in in_order(self._procedure, rules) if judge(pair[1].when, full)]
        if not holding:
            return [], self._procedure.gives_up
        first = holding[0][0]
        alike = [pair for pair in holding if (pair[0].step, pair[0].decides) == (first.step, first.decides)]
        # of several that decide alike, those that rest on known facts
        deciding = [rule for rule, narrowed in alike if judge(narrowed.when, values)] or [rule for rule, _ in alike]
        outcome = str(first.decides)
        for rule, narrowed in rules:
            if rule.turns and outcome in rule.applies_to and judge(narrowed.when, full):
                return [*deciding, rule], rule.turns
        return deciding, outcome

    def levels(
        self, level: int, problems: Sequence[str], values: Mapping[str, Any], full: Mapping[str, Any]
    ) -> list[Rule]:
        """The rules that made the level what it is: what limits it first, then what grants it."""
        likely = self.true(problems, full)
        certain = set(self.true(problems, values))
        granted = max((rule.grants for rule in likely if rule.grants), default=0)
        limits = [rule for rule in likely if rule.limits == level and granted > level]
        grants = [rule for rule in likely if rule.grants and (rule.grants == level or 1 < rule.grants <= level)]
        return [rule for rule in (*limits, *grants) if rule in certain] or [*limits, *grants]

    def aside(self, problems: Sequence[str], values: Mapping[str, Any], outcomes: set[str]) -> list[Rule]:
        """Rules that flag, cite or grant the phone beside the outcome, on known facts alone."""
        return [
            rule
            for rule in self.true(problems or ("",), values)
            if rule.decides is None
            and (not rule.applies_to or rule.applies_to & outcomes)
            and (rule.flags or rule.cites or rule.phone)
        ]

    def true(self, problems: Sequence[str], values: Mapping[str, Any]) -> list[Rule]:
        """All rules whose conditions hold for one of the problems."""
        found: dict[Rule, None] = {}
        for problem in problems:
            for rule, narrowed in self._outlook.rules_for(problem):
                if judge(narrowed.when, values):
                    found[rule] = None
        return list(found) if len(problems) == 1 else [rule for rule in self._rules if rule in found]
