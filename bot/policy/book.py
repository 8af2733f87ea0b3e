"""The rulebook of one day under one set of readings: facts in, verdict out.

`Policy` makes one for every period of the knowledge base and keeps it. It judges rules by their
effects in the order of `procedure.yml`; no clause is treated specially, no time is looked at.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any, Iterable, Mapping, Sequence

from bot.policy.clauses import Rule
from bot.policy.conditions import Always, Condition, OneOf, Reads, judge, leaves, settle
from bot.policy.facts import PROBLEM, REQUEST, Known, special
from bot.policy.grounds import Grounds
from bot.policy.knowledge import OUTCOMES_THAT_ASK, Knowledge
from bot.policy.outlook import Outlook
from bot.policy.prospects import Prospect
from bot.policy.verdict import Verdict, fingerprint, unique
from bot.policy.versions import latest

_CACHE = 20_000  # verdicts kept; a verdict is some hundred bytes
NEEDS_HUMAN = "needs_human"


class Rulebook:
    """The rules in force on `day`, with `readings` (name -> alternative) settled."""

    def __init__(self, knowledge: Knowledge, day: date, readings: Mapping[str, str]) -> None:
        self.knowledge = knowledge
        self.readings = dict(readings)
        self.values: dict[str, Mapping[str, int]] = {}
        self._reads: dict[Rule, tuple[str, ...]] = {}
        rules = []
        for clause in knowledge.clauses.values():
            period = clause.on(day)
            if period is None:
                continue
            self.values[clause.id] = period.values
            for rule in period.rules:
                settled = replace(rule, when=self._settled(rule.when))
                if settled.when != Always(False):
                    rules.append(settled)
                    self._reads[settled] = tuple(leaf.name for leaf in leaves(rule.when) if isinstance(leaf, Reads))
        self.rules = tuple(rules)
        self.kinds = {
            name: replace(
                kind,
                asked=self._settled(kind.asked),
                replaced=tuple((self._settled(when), by) for when, by in kind.replaced),
            )
            for name, kind in knowledge.kinds.items()
        }
        self.version = self._fingerprint(day)
        requests = {REQUEST + name: special(REQUEST + name, (True, False)) for name in knowledge.procedure.requests}
        self.outlook = Outlook(
            knowledge.procedure,
            {**self.kinds, **requests},
            self.rules,
            self.readings.get("unanswered") == "human_review",
        )
        self._grounds = Grounds(knowledge.procedure, self.rules, self.outlook)
        self._order = {name: i for i, name in enumerate(knowledge.order)}
        self.verdict_of = lru_cache(maxsize=_CACHE)(self._verdict_of)

    def verdict(self, known: Known) -> Verdict:
        """The verdict on a case; the same object for the same facts."""
        return self.verdict_of(*known.key)

    def named(self, readings: Iterable[str]) -> tuple[str, ...]:
        """Readings with the alternative that holds here, as "D5:l3=R2"."""
        return tuple(f"{self.knowledge.readings[name].decides}:{name}={self.readings[name]}" for name in readings)

    def values_of(self, known_values: Mapping[str, Any]) -> dict[str, Any]:
        """The facts after those that overrule others have done so (`replaced` in facts.yml)."""
        values = dict(known_values)
        for name, kind in self.kinds.items():
            for when, by in kind.replaced:
                if judge(when, values):
                    values[name] = by
                    if by is None:
                        del values[name]
        return values

    def completed(self, values: Mapping[str, Any], unanswered: frozenset[str] = frozenset()) -> dict[str, Any]:
        """`values` with every unknown fact as it is presumed."""
        full = dict(values)
        for name, kind in self.kinds.items():
            if name not in full:
                doubtful = name in unanswered and kind.unanswered is not None
                full[name] = kind.unanswered if doubtful else kind.presumed
        return full

    def _verdict_of(
        self, items: tuple[tuple[str, Any], ...], problems: tuple[str, ...], unanswered: frozenset[str]
    ) -> Verdict:
        values = self.values_of(dict(items))
        candidates = problems or tuple(self.knowledge.problems)
        nodes, doubts = self.outlook.of(candidates, values, unanswered)
        if problems:
            nodes = (self.outlook.strictest(nodes),)
        distinct = set(nodes)
        missing = self.outlook.open_facts(distinct)
        if len(distinct) > 1:
            # which other facts are worth asking depends on the problem: they wait for it
            missing = {name for name in missing if not self._waits_for_problem(name)} | {"problems"}
        if missing:
            return self._asking(sorted(missing, key=self._order.__getitem__), problems, values)
        prospect = next(iter(distinct)).value
        assert isinstance(prospect, Prospect)
        return self._decided(prospect, candidates if problems else candidates[-1:], values, unanswered, doubts)

    def _waits_for_problem(self, name: str) -> bool:
        return any(isinstance(leaf, OneOf) and leaf.fact == PROBLEM for leaf in leaves(self.kinds[name].asked))

    def _asking(self, missing: Sequence[str], problems: Sequence[str], values: Mapping[str, Any]) -> Verdict:
        asking = [self.knowledge.problem_clause if name == "problems" else self.kinds[name].clause for name in missing]
        aside = self._grounds.aside(problems, values, {OUTCOMES_THAT_ASK})
        return Verdict(
            OUTCOMES_THAT_ASK,
            priority=self.knowledge.procedure.priorities[0],
            phone=any(rule.phone for rule in aside),
            clauses=unique([*asking, *(rule.clause for rule in aside if rule.cites)]),
            flags=unique(rule.flags for rule in aside if rule.flags),
            missing=tuple(missing),
            readings=self._readings_of(aside),
        )

    def _decided(
        self,
        prospect: Prospect,
        problems: Sequence[str],
        values: Mapping[str, Any],
        unanswered: frozenset[str],
        doubts: frozenset[str],
    ) -> Verdict:
        full = self.completed(values, unanswered)
        carrying: list[Rule] = []
        before: set[str] = {prospect.outcome}
        for problem in problems:
            deciding, outcome = self._grounds.trace(problem, values, full)
            if outcome == prospect.outcome:
                carrying += deciding
                before |= {str(rule.decides) for rule in deciding}
        if prospect.level is not None:
            carrying += self._grounds.levels(prospect.level, problems, values, full)
            carrying += [
                rule
                for rule in self._grounds.true(problems, values)
                if rule.priority == prospect.priority != self.knowledge.procedure.priorities[0]
            ]
        aside = self._grounds.aside(problems, values, before)
        flags = [rule.flags for rule in (*carrying, *aside) if rule.flags]
        clauses = [rule.clause for rule in carrying] or [self.kinds[name].clause for name in sorted(doubts)]
        return Verdict(
            prospect.outcome,
            prospect.alternatives,
            prospect.level,
            prospect.priority,
            any(rule.phone for rule in aside),
            unique([*clauses, *(rule.clause for rule in aside if rule.cites)]),
            unique([*flags, *([NEEDS_HUMAN] if doubts else [])]),
            (),
            self._readings_of([*carrying, *aside]),
        )

    def _readings_of(self, rules: Iterable[Rule]) -> tuple[str, ...]:
        return self.named(unique(name for rule in rules for name in self._reads[rule]))

    def _settled(self, condition: Condition) -> Condition:
        def known(part: Condition) -> bool | None:
            return self.readings[part.name] in part.values if isinstance(part, Reads) else None

        return settle(condition, known)

    def _fingerprint(self, day: date) -> str:
        newest = latest(self.knowledge.releases, day)
        content = [
            self.rules,
            self.kinds,
            self.knowledge.procedure,
            self.readings,
            newest,
            sorted(self.knowledge.problems),
        ]
        return fingerprint(content)
