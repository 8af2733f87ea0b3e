"""Parses conditions and rules out of YAML, with the names of the knowledge base at hand.

Used by the loader only. Every value is checked against the facts, groups and readings that exist,
so that a misspelt word is found when the knowledge base is read and not when a partner asks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Mapping, Optional

from bot.policy.clauses import Reading, Rule
from bot.policy.conditions import ALWAYS, NEVER, Condition, Every, Not, OneOf, Reads, Some, Within
from bot.policy.facts import PROBLEM, PROBLEM_COUNT, REQUEST, FactKind
from bot.policy.yamlfile import Section

_BOUNDS = ("at_most", "at_least", "more_than", "less_than")


@dataclass(frozen=True)
class Vocabulary:
    """Everything that a rule may name."""

    choices: Mapping[str, tuple[Any, ...]]  # fact -> values; problem and requests included
    numbers: frozenset[str]
    groups: Mapping[str, tuple[str, ...]]
    readings: Mapping[str, Reading]
    steps: tuple[str, ...]
    outcomes: tuple[str, ...]
    priorities: tuple[str, ...]


class RuleParser:
    """Turns sections into conditions and rules; raises KnowledgeError with file and key."""

    def __init__(self, words: Vocabulary, values: Mapping[str, int]) -> None:
        self._words = words
        self._values = values

    def rule(self, clause: str, section: Section) -> Rule:
        words = self._words
        decides = section.choice("decides", words.outcomes, None)
        rule = Rule(
            clause,
            self.when(section, "when"),
            frozenset(section.one_of("for", item, words.outcomes) for item in section.items("for", [])),
            section.choice("step", words.steps, None),
            decides,
            tuple(section.one_of("alternatives", item, words.outcomes) for item in section.items("alternatives", [])),
            section.choice("turns", words.outcomes, None),
            section.choice("offers", words.outcomes, None),
            section.choice("grants", (1, 2, 3), None),
            section.choice("upon", (0, 1, 2), 0),
            section.choice("limits", (1, 2, 3), None),
            section.choice("priority", words.priorities, None),
            section.text("flags", None) if "flags" in section else None,
            section.choice("phone", (True,), False),
            section.choice("cites", (True,), False),
        )
        if (decides is None) != (rule.step is None):
            raise section.error("decides", "'step' and 'decides' together", "Say at which step it decides, and what.")
        effects = (decides, rule.turns, rule.offers, rule.grants, rule.limits, rule.priority, rule.flags)
        if not any(effect is not None for effect in effects) and not rule.phone and not rule.cites:
            raise section.error("decides", "at least one effect", "Add decides, grants, limits, flags or another one.")
        section.done()
        return rule

    def when(self, section: Section, key: str) -> Condition:
        """The condition at `key`; holds always where there is none."""
        return self._condition(section, key, section.take(key)) if key in section else ALWAYS

    def _condition(self, section: Section, key: str, raw: Any) -> Condition:
        if isinstance(raw, list):
            return Some(tuple(self._condition(section, f"{key}[{i}]", item) for i, item in enumerate(raw, 1)))
        if not isinstance(raw, dict) or not raw:
            raise section.error(key, "a mapping (all of it holds) or a list (any of it holds)", "Write 'fact: value'.")
        parts = tuple(self._entry(section, f"{key}.{name}", str(name), value) for name, value in raw.items())
        return parts[0] if len(parts) == 1 else Every(parts)

    def _entry(self, section: Section, key: str, name: str, value: Any) -> Condition:
        if name == "not":
            return Not(self._condition(section, key, value))
        if name in ("any", "all"):
            if not isinstance(value, list):
                raise section.error(key, "a list of conditions", "Start each with '- '.")
            parts = tuple(self._condition(section, f"{key}[{i}]", item) for i, item in enumerate(value, 1))
            return Some(parts) if name == "any" else Every(parts)
        if name == "reading":
            return self._reading(section, key, value)
        if name in self._words.numbers:
            return self._number(section, key, name, value)
        section.one_of(key, name, (*self._words.choices, *sorted(self._words.numbers), "not", "any", "all", "reading"))
        allowed = self._words.choices[name]
        chosen: set[Any] = set()
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, str) and item in self._words.groups:
                chosen.update(section.one_of(key, member, allowed) for member in self._words.groups[item])
            else:
                chosen.add(section.one_of(key, item, allowed))
        if name == "requests":
            return Some(tuple(OneOf(REQUEST + item, frozenset({True})) for item in sorted(chosen)))
        return OneOf(name, frozenset(chosen))

    def _reading(self, section: Section, key: str, value: Any) -> Condition:
        if not isinstance(value, dict) or not value:
            raise section.error(key, "a mapping of a reading to its alternatives", "Write 'reading: {l3: R2}'.")
        parts = []
        for name, chosen in value.items():
            section.one_of(key, name, self._words.readings)
            alternatives = self._words.readings[name].alternatives
            items = chosen if isinstance(chosen, list) else [chosen]
            parts.append(Reads(name, frozenset(section.one_of(key, item, alternatives) for item in items)))
        return parts[0] if len(parts) == 1 else Every(tuple(parts))

    def _number(self, section: Section, key: str, name: str, value: Any) -> Condition:
        if not isinstance(value, dict) or not value:
            raise section.error(key, "bounds", f"Write '{name}: {{at_most: 4}}'.")
        low: Optional[int] = None
        high: Optional[int] = None
        for bound, number in value.items():
            section.one_of(key, bound, _BOUNDS)
            if isinstance(number, str):
                section.one_of(key, number, self._values)
                number = self._values[number]
            if isinstance(number, bool) or not isinstance(number, int):
                raise section.error(key, f"a whole number, not {number!r}", "Write digits, or a name out of 'values'.")
            if bound in ("at_least", "more_than"):
                low = number + (bound == "more_than")
            else:
                high = number - (bound == "less_than")
        return Within(name, low, high)


def choices_of(
    kinds: Mapping[str, tuple[Any, ...]], problems: tuple[str, ...], requests: tuple[str, ...]
) -> dict[str, Any]:
    """The values that conditions may name, fact by fact."""
    return {**kinds, PROBLEM: problems, "requests": requests}


NUMBERS = frozenset({PROBLEM_COUNT})


def read_kind(name: str, section: Section, parser: RuleParser) -> FactKind:
    """One entry of facts.yml; raises KnowledgeError."""
    low = 0
    values: tuple[Any, ...] | None = None
    if "integer" in section:
        low = section.section("integer").number("at_least")
    else:
        values = tuple(section.items("values"))
    asked: Condition = ALWAYS
    if "asked" in section:
        asked = NEVER if section.take("asked") == "never" else parser.when(section, "asked")
    replaced = []
    for item in section.sections("replaced", []):
        by = item.take("by")
        replaced.append((parser.when(item, "when"), by if by is None else item.one_of("by", by, values or ())))
        item.done()
    kind = FactKind(
        name,
        values,
        low,
        section.take("presumed"),
        section.take("unanswered", None),
        asked,
        section.text("clause"),
        tuple(section.items("changes", [])),
        bool(section.choice("without_ticket", (True,), False)),
        tuple(replaced),
    )
    for value in (kind.presumed, *([] if kind.unanswered is None else [kind.unanswered]), *kind.changes):
        if values is not None:
            section.one_of("presumed", value, values)
    section.done()
    return kind
