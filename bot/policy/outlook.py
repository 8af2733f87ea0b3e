"""What a case can still come to: the rules compiled into decision diagrams, one for each problem.

The rulebook asks it which outcome is certain and which unknown facts can still change outcome,
alternatives, level or priority. It knows rules by their effects only, never by clause.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Iterable, Mapping, Sequence

from bot.policy.classes import class_finder, samples_of
from bot.policy.clauses import Rule
from bot.policy.compiling import Compiler, for_problem, moves
from bot.policy.conditions import NEVER
from bot.policy.diagram import Diagrams, Node, facts_of
from bot.policy.facts import FactKind
from bot.policy.knowledge import Procedure
from bot.policy.prospects import Prospects


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
        self._roots: dict[str, Node] = {}
        self._asked: dict[tuple[str, str], Node] = {}

    def samples(self, fact: str) -> tuple[Any, ...]:
        """One value of each class of values that the rules tell apart."""
        return self._samples[fact]

    def all_samples(self) -> Iterable[tuple[str, tuple[Any, ...]]]:
        """Every fact with one value of each of its classes, in the order of the checks."""
        return self._samples.items()

    def name_of(self, node: Node) -> str:
        """The fact that `node` asks."""
        return self._names[node.fact]

    def of(
        self, problems: Iterable[str], values: Mapping[str, Any], unanswered: frozenset[str]
    ) -> tuple[tuple[Node, ...], frozenset[str]]:
        """For each problem the diagram that is left, and the unanswered facts that mattered."""
        known = {self._index[name]: self._classes[name](value) for name, value in values.items() if name in self._index}
        doubts: set[str] = set()
        settled: dict[tuple[Node, ...], Node] = {}
        left = []
        for problem in problems:
            root = self._diagrams.restrict(self.root(problem), known)
            # problems with the same rules and the same questions have the same objects here
            open_facts = [self._names[i] for i in sorted(facts_of(root), reverse=True)]
            key = (root, *(self._asked_node(problem, name) for name in open_facts))
            if key not in settled:
                settled[key] = self._settle(problem, root, known, unanswered, doubts)
            left.append(settled[key])
        return tuple(left), frozenset(doubts)

    def strictest(self, nodes: Sequence[Node]) -> Node:
        """Several problems in one case: the strictest prospect counts (D16)."""
        strictest = nodes[0]
        for node in nodes[1:]:
            strictest = self._diagrams.combine(self._ends.stricter, strictest, node)
        return strictest

    def left(self, node: Node, facts: Mapping[str, Any]) -> Node:
        """What is left of `node` once `facts` are known; others than its own are passed over."""
        known = {self._index[name]: self._classes[name](value) for name, value in facts.items() if name in self._index}
        return self._diagrams.restrict(node, known)

    def open_facts(self, nodes: Iterable[Node]) -> set[str]:
        """The facts that can still change a prospect."""
        return {self._names[i] for i in facts_of(*nodes)}

    def _settle(
        self, problem: str, node: Node, known: Mapping[int, int], unanswered: frozenset[str], doubts: set[str]
    ) -> Node:
        asked = {
            i: self._diagrams.restrict(self._asked_node(problem, self._names[i]), known)
            for i in facts_of(node)
            if self._names[i] not in unanswered
        }
        never = {i: self._presumed(i) for i, condition in asked.items() if condition is self._diagrams.false}
        node = self._diagrams.restrict(node, never)
        # from the last fact to the first, because whether a fact is asked depends on earlier ones only
        still = facts_of(node)
        for i in range(len(self._names) - 1, -1, -1):
            if i not in still:
                continue
            before = node
            name = self._names[i]
            kind = self._kinds[name]
            if name in unanswered:
                doubts.add(name)
                if kind.unanswered is None:
                    node = self._diagrams.merge(node, i, self._ends.doubtful)
                else:
                    node = self._diagrams.restrict(node, {i: self._classes[name](kind.unanswered)})
            elif (condition := self._asked_under(problem, i, known, asked)) is not self._diagrams.true:
                node = self._diagrams.choose(condition, node, self._diagrams.restrict(node, {i: self._presumed(i)}))
            if node is not before:
                still = facts_of(node)
        return node

    def _asked_under(self, problem: str, fact: int, known: Mapping[int, int], asked: dict[int, Node]) -> Node:
        if fact not in asked:  # it came in with the condition of a later fact
            asked[fact] = self._diagrams.restrict(self._asked_node(problem, self._names[fact]), known)
        return asked[fact]

    def _presumed(self, fact: int) -> int:
        name = self._names[fact]
        return int(self._classes[name](self._kinds[name].presumed))

    def warm(self, problems: Iterable[str]) -> None:
        """Compiles `problems` now, so that no decision has to wait for it."""
        for problem in problems:
            self.root(problem)
            for name in self._names:
                self._asked_node(problem, name)

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

    def _asked_node(self, problem: str, name: str) -> Node:
        node = self._asked.get((problem, name))
        if node is None:
            node = self._asked[problem, name] = self._compiler.condition(for_problem(self._kinds[name].asked, problem))
        return node
