"""What a case can still come to: the rules compiled into decision diagrams, one for each problem.

The rulebook asks it which outcome is certain and which unknown facts can still change outcome,
alternatives, level or priority. It knows rules by their effects only, never by clause.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Callable, Iterable, Mapping, Sequence

from bot.policy.classes import class_finder, samples_of
from bot.policy.clauses import Rule
from bot.policy.compiling import Compiler, for_problem, moves
from bot.policy.conditions import NEVER
from bot.policy.diagram import Diagrams, Node, facts_of
from bot.policy.facts import FactKind
from bot.policy.knowledge import Procedure
from bot.policy.prospects import Prospects
from bot.policy.settling import Settling


@dataclass(frozen=True)
class Prospectus:
    """What is left of the cases that it may be: `ends` as diagrams, each once, `missing` the open facts that
    are worth asking now, `doubts` the unanswered ones that made a difference."""

    ends: frozenset[Node]
    missing: frozenset[str]
    doubts: frozenset[str]


class Outlook:
    """Diagrams over the facts `kinds` (in the order of the checks), made on the first need of a problem."""

    def __init__(
        self, procedure: Procedure, kinds: Mapping[str, FactKind], rules: Sequence[Rule], careful: bool
    ) -> None:
        """`careful`: a person decides wherever an unanswered fact makes any difference (reading D19)."""
        self._kinds = kinds
        self._rules = rules
        self._for: dict[str, tuple[tuple[Rule, Rule], ...]] = {}
        self._compiled: dict[tuple[Rule, ...], Node] = {}
        self._ends = Prospects(procedure, careful)
        self._names = tuple(kinds)
        self._index = {name: i for i, name in enumerate(self._names)}
        conditions = [*(rule.when for rule in rules), *(kind.asked for kind in kinds.values())]
        self._samples = samples_of(kinds, conditions)
        self._diagrams = Diagrams([len(samples) for samples in self._samples.values()])
        self._compiler = Compiler(self._diagrams, self._samples, procedure, self._ends)
        self._classes = {name: class_finder(name, samples, conditions) for name, samples in self._samples.items()}
        self._presumed = [self._classes[name](kind.presumed) for name, kind in kinds.items()]
        self._roots: dict[str, Node] = {}
        self._asked: dict[str, tuple[Node, ...]] = {}

    def samples(self, fact: str) -> tuple[Any, ...]:
        """One value of each class of values that the rules tell apart."""
        return self._samples[fact]

    def all_samples(self) -> Iterable[tuple[str, tuple[Any, ...]]]:
        """Every fact with one value of each of its classes, in the order of the checks."""
        return self._samples.items()

    def name_of(self, node: Node) -> str:
        """The fact that `node` asks."""
        return self._names[node.fact]

    def of(self, cases: Iterable[Sequence[str]], values: Mapping[str, Any], unanswered: frozenset[str]) -> Prospectus:
        """What is left when it is one of `cases`, each with all its problems."""
        known = self._known(values)
        held = {self._index[name]: self._held(name) for name in unanswered if name in self._index}
        # cases with the same rules and the same questions have the same objects here
        unlike = {tuple((self.root(name), self._asked_for(name)) for name in case): None for case in cases}
        settlings, ends = [], []
        for parts in unlike:
            asked = self._asked_in([conditions for _, conditions in parts], known)
            settling = Settling(self._diagrams, asked, self._presumed, held)
            left = [settling.without_idle(self._diagrams.restrict(root, known)) for root, _ in parts]
            ends.append(settling.end(self._strictest(left), self._ends.doubtful))
            settlings.append(settling)
        missing = {fact for fact in facts_of(*ends) if all(settling.asks(fact) for settling in settlings)}
        doubts = {fact for settling in settlings for fact in settling.doubts}
        return Prospectus(frozenset(ends), self._named(missing), self._named(doubts))

    def left(self, node: Node, facts: Mapping[str, Any]) -> Node:
        """What is left of `node` once `facts` are known; others than its own are passed over."""
        return self._diagrams.restrict(node, self._known(facts))

    def warm(self, problems: Iterable[str]) -> None:
        """Compiles `problems` now, so that no decision has to wait for it."""
        for problem in problems:
            self.root(problem)
            self._asked_for(problem)

    def rules_for(self, problem: str) -> tuple[tuple[Rule, Rule], ...]:
        """The rules that can hold for a problem ("" is none), each with what is left of it."""
        found = self._for.get(problem)
        if found is None:
            pairs = [(rule, for_problem(rule.when, problem)) for rule in self._rules]
            found = self._for[problem] = tuple(
                (rule, rule if when == rule.when else replace(rule, when=when)) for rule, when in pairs if when != NEVER
            )
        return found

    def root(self, problem: str) -> Node:
        """The diagram of a case with this one problem and nothing else known."""
        root = self._roots.get(problem)
        if root is None:
            rules = tuple(narrowed for rule, narrowed in self.rules_for(problem) if moves(rule))
            # problems that the rules do not tell apart are compiled once
            root = self._compiled.get(rules) or self._compiler.rules(rules)
            self._compiled[rules] = self._roots[problem] = root
        return root

    def _asked_for(self, problem: str) -> tuple[Node, ...]:
        """For every fact when it is asked in a case with this one problem."""
        found = self._asked.get(problem)
        if found is None:
            conditions = [for_problem(kind.asked, problem) for kind in self._kinds.values()]
            found = self._asked[problem] = tuple(map(self._compiler.condition, conditions))
        return found

    def _asked_in(self, parts: Sequence[tuple[Node, ...]], known: Mapping[int, int]) -> Callable[[int], Node]:
        """When a fact is asked in a case: when one of its problems asks for it."""

        def asked(fact: int) -> Node:
            condition = self._diagrams.false
            for conditions in parts:
                part = self._diagrams.restrict(conditions[fact], known)
                condition = self._diagrams.choose(condition, self._diagrams.true, part)
            return condition

        return asked

    def _strictest(self, nodes: Sequence[Node]) -> Node:
        """Several problems in one case: the strictest prospect counts (D16)."""
        strictest = nodes[0]
        for node in nodes[1:]:
            strictest = self._diagrams.combine(self._ends.stricter, strictest, node)
        return strictest

    def _held(self, name: str) -> int | None:
        held = self._kinds[name].unanswered
        return None if held is None else self._classes[name](held)

    def _known(self, values: Mapping[str, Any]) -> dict[int, int]:
        return {self._index[name]: self._classes[name](value) for name, value in values.items() if name in self._index}

    def _named(self, facts: Iterable[int]) -> frozenset[str]:
        return frozenset(self._names[fact] for fact in facts)
