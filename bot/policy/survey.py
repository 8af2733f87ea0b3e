"""Goes through everything the policy can decide: every combination of facts that the rules tell apart.

For `intake policy survey` and the proof in the tests. It counts combinations outcome by outcome, and
decides one case of each path through the diagrams again with the rules themselves, so that the two
ways of looking at the clauses are held against each other.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from math import prod
from typing import Any, Iterator, Mapping

from bot.policy.book import Rulebook
from bot.policy.conditions import NEVER
from bot.policy.diagram import Node
from bot.policy.facts import REQUEST
from bot.policy.policy import Policy
from bot.policy.prospects import Prospect


@dataclass
class Survey:
    """`combinations` of fact classes and `cases` decided, by outcome; `clauses` that took part;
    `disagreements` between diagrams and rules, as readable lines (empty when all is well)."""

    combinations: Counter[str] = field(default_factory=Counter)
    cases: Counter[str] = field(default_factory=Counter)
    clauses: Counter[str] = field(default_factory=Counter)
    disagreements: list[str] = field(default_factory=list)

    def unused(self, policy: Policy) -> list[str]:
        """Clauses with rules that no combination of facts reaches."""
        book = policy.book(policy.today())
        ruled = {rule.clause for rule in book.rules}
        return [clause for clause in policy.knowledge.clauses if clause in ruled and clause not in self.clauses]


def survey(policy: Policy, readings: Mapping[str, str] | None = None) -> Survey:
    """Surveys the rulebook of today under `readings`; takes seconds."""
    book = policy.book(policy.today(), readings)
    found = Survey()
    done: set[Node] = set()
    for problem in policy.knowledge.problems:
        root = book.outlook.root(problem)
        _count(book, root, found)
        # problems that the rules do not tell apart share a root: one is walked, of the others a sample
        _walk(policy, book, problem, root, found, readings, sample=root in done)
        done.add(root)
    return found


def _count(book: Rulebook, root: Node, found: Survey) -> None:
    everything = prod(len(samples) for _, samples in book.outlook.all_samples())
    for facts, prospect in _paths(book, root, {}):
        fixed = prod(len(book.outlook.samples(name)) for name in facts)
        found.combinations[prospect.outcome] += everything // fixed


def _walk(
    policy: Policy,
    book: Rulebook,
    problem: str,
    root: Node,
    found: Survey,
    readings: Mapping[str, str] | None,
    sample: bool,
) -> None:
    outlook = book.outlook
    # nobody is asked for these; they are varied case by case below
    usual = {name: kind.presumed for name, kind in book.kinds.items() if kind.asked == NEVER}
    usual |= {name: False for name, _ in outlook.all_samples() if name.startswith(REQUEST)}
    seen: set[Prospect] = set()
    for path, prospect in _paths(book, outlook.left(root, usual), {}):
        if sample and prospect in seen:
            continue
        facts = {**usual, **path}
        _decide(policy, [problem], facts, prospect, found, readings)
        if prospect not in seen:
            seen.add(prospect)
            _decide(policy, [problem, *policy.knowledge.problems], facts, None, found, readings)
            # every other fact once in each of its classes: what offers, turns, flags or cites
            for name, samples in () if sample else outlook.all_samples():
                for value in samples if name not in path else ():
                    varied = {**facts, name: value}
                    end = outlook.left(root, varied)
                    _decide(policy, [problem], varied, end.value if end.is_leaf else None, found, readings)


def _decide(
    policy: Policy,
    problems: list[str],
    facts: Mapping[str, Any],
    prospect: Any,
    found: Survey,
    readings: Mapping[str, str] | None,
) -> None:
    case = {name: value for name, value in facts.items() if not name.startswith(REQUEST)}
    case["requests"] = [
        name.removeprefix(REQUEST) for name, value in facts.items() if name.startswith(REQUEST) and value
    ]
    case["problems"] = problems
    decision = policy.decide(case, readings=readings)
    found.cases[decision.outcome] += 1
    found.clauses.update(decision.clauses)
    said = Prospect(decision.outcome, decision.alternatives, decision.level_cap, decision.priority)
    if not decision.clauses:
        found.disagreements.append(f"{case}: no clause carries {said.outcome}")
    # facts that overrule others lead to another path, which is walked as well
    if prospect is not None and said != prospect and not _overruled(policy, case):
        found.disagreements.append(f"{case}: rules say {said}, diagrams say {prospect}")


def _overruled(policy: Policy, case: Mapping[str, Any]) -> bool:
    known = policy.facts.read(case, policy.today())
    return policy.book(policy.today()).values_of(known.values) != dict(known.values)


def _paths(book: Rulebook, node: Node, facts: dict[str, Any]) -> Iterator[tuple[dict[str, Any], Prospect]]:
    if node.is_leaf:
        assert isinstance(node.value, Prospect)
        yield facts, node.value
        return
    name = book.outlook.name_of(node)
    for value, child in zip(book.outlook.samples(name), node.children, strict=True):
        yield from _paths(book, child, {**facts, name: value})
