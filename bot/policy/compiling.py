"""Compiles conditions and rules into decision diagrams, whose ends are prospects.

For the outlook, which keeps what is compiled. Knows rules by their effects only, never by clause, and
nothing of which facts are known.
"""

from __future__ import annotations

from typing import Any, Iterable, Mapping, Sequence

from bot.policy.clauses import Rule
from bot.policy.conditions import Always, Condition, Every, Not, OneOf, Some, Within, settle
from bot.policy.diagram import Diagrams, Node
from bot.policy.facts import PROBLEM
from bot.policy.knowledge import Procedure
from bot.policy.prospects import Prospect, Prospects


class Compiler:
    """Makes diagrams over facts with one value of each of their classes in `samples`."""

    def __init__(
        self, diagrams: Diagrams, samples: Mapping[str, tuple[Any, ...]], procedure: Procedure, ends: Prospects
    ) -> None:
        self._diagrams = diagrams
        self._samples = samples
        self._index = {name: i for i, name in enumerate(samples)}
        self._procedure = procedure
        self._ends = ends

    def rules(self, narrowed: Sequence[Rule]) -> Node:
        """What a case comes to under the rules of one problem."""
        make = self._diagrams
        rules = [(rule, self.condition(rule.when)) for rule in narrowed]
        level = self._level(rules)
        priority = make.leaf(self._procedure.priorities[0])
        for name in self._procedure.priorities[1:]:
            for rule, holds in rules:
                if rule.priority == name:
                    priority = make.choose(holds, make.leaf(name), priority)
        node = make.leaf(self._ends.without_ticket(self._procedure.gives_up))
        for rule, holds in reversed(in_order(self._procedure, rules)):
            node = make.choose(holds, self._result(rule, level, priority), node)
        for rule, holds in rules:
            if rule.offers:
                node = make.combine(lambda s, yes, rule=rule: self._ends.offered(s, rule) if yes else s, node, holds)
        for rule, holds in rules:
            if rule.turns:
                node = make.combine(lambda s, yes, rule=rule: self._ends.turned(s, rule) if yes else s, node, holds)
        return node

    def _level(self, rules: Sequence[tuple[Rule, Node]]) -> Node:
        make = self._diagrams
        level = make.leaf(0)
        for rule, holds in sorted(rules, key=lambda item: item[0].upon):
            if rule.grants:
                granted = make.combine(lambda now, rule=rule: max(now, rule.grants) if now >= rule.upon else now, level)
                level = make.choose(holds, granted, level)
        for rule, holds in rules:
            if rule.limits:
                level = make.choose(holds, make.combine(lambda now, rule=rule: min(now, rule.limits), level), level)
        return level

    def _result(self, rule: Rule, level: Node, priority: Node) -> Node:
        assert rule.decides is not None
        outcome, alternatives = rule.decides, rule.alternatives
        if self._procedure.opens_a_ticket not in (outcome, *alternatives):
            return self._diagrams.leaf(self._ends.without_ticket(outcome, alternatives))
        return self._diagrams.combine(lambda n, p: Prospect(outcome, alternatives, n or None, p), level, priority)

    def condition(self, condition: Condition) -> Node:
        """True where a settled condition holds."""
        make = self._diagrams
        if isinstance(condition, Always):
            return make.true if condition.value else make.false
        if isinstance(condition, (OneOf, Within)):
            if condition.fact not in self._index:  # such as the number of problems: flags only, no prospect
                return make.false
            samples = self._samples[condition.fact]
            return make.test(
                self._index[condition.fact], frozenset(i for i, value in enumerate(samples) if condition.accepts(value))
            )
        if isinstance(condition, Not):
            return make.choose(self.condition(condition.part), make.false, make.true)
        if isinstance(condition, (Every, Some)):
            any_of = isinstance(condition, Some)
            node = make.false if any_of else make.true
            for part in condition.parts:
                other = self.condition(part)
                node = make.choose(node, make.true, other) if any_of else make.choose(node, other, make.false)
            return node
        raise TypeError(f"{condition} has to be settled first")


def moves(rule: Rule) -> bool:
    """Whether a rule has a part in a prospect, beyond flags and citations."""
    effects = (rule.decides, rule.turns, rule.offers, rule.grants, rule.limits, rule.priority)
    return any(effect is not None for effect in effects)


def for_problem(condition: Condition, problem: str) -> Condition:
    """`condition` for a case with this one problem."""

    def known(part: Condition) -> bool | None:
        return part.accepts(problem) if isinstance(part, OneOf) and part.fact == PROBLEM else None

    return settle(condition, known)


def in_order(procedure: Procedure, rules: Iterable[tuple[Rule, Any]]) -> list[tuple[Rule, Any]]:
    """The rules that decide, in the order of the checks."""
    deciding = [item for item in rules if item[0].decides]
    return sorted(deciding, key=lambda item: procedure.steps.index(str(item[0].step)))
