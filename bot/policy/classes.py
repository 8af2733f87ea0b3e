"""Classes of values: which values of a fact the rules do not tell apart.

Keeps the outlook's diagrams small: "gold" and "silver" are one branch as long as no rule tells them
apart, and of all numbers only those at the bounds of some rule are looked at.
"""

from __future__ import annotations

from typing import Any, Callable, Iterable, Mapping, Sequence

from bot.policy.conditions import Condition, OneOf, Within, leaves
from bot.policy.facts import FactKind

_REMEMBERED = 1000  # values a fact; numbers of callers are not limited


def samples_of(kinds: Mapping[str, FactKind], conditions: Sequence[Condition]) -> dict[str, tuple[Any, ...]]:
    """For every fact one value of each class of values that `conditions` tell apart."""
    tests: dict[str, set[OneOf | Within]] = {name: set() for name in kinds}
    for condition in conditions:
        for leaf in leaves(condition):
            if isinstance(leaf, (OneOf, Within)) and leaf.fact in tests:
                tests[leaf.fact].add(leaf)
    samples = {}
    for name, kind in kinds.items():
        candidates: Iterable[Any] = kind.values or ()
        if kind.values is None:
            edges = {kind.low}
            for test in tests[name]:
                assert isinstance(test, Within)
                edges |= {edge for edge in (test.low, None if test.high is None else test.high + 1) if edge is not None}
            candidates = sorted(edge for edge in edges if edge >= kind.low)
        ordered = list(tests[name])
        classes: dict[tuple[bool, ...], Any] = {}
        for value in candidates:
            classes.setdefault(tuple(test.accepts(value) for test in ordered), value)
        samples[name] = tuple(classes.values())
    return samples


def class_finder(name: str, samples: tuple[Any, ...], conditions: Sequence[Condition]) -> Callable[[Any], int]:
    """A function from a value of the fact `name` to the number of its class."""
    tests = {
        leaf for item in conditions for leaf in leaves(item) if isinstance(leaf, (OneOf, Within)) and leaf.fact == name
    }
    ordered = list(tests)
    known = {tuple(test.accepts(value) for test in ordered): i for i, value in enumerate(samples)}
    cache: dict[Any, int] = {}

    def find(value: Any) -> int:
        found = cache.get(value)
        if found is None:
            found = known[tuple(test.accepts(value) for test in ordered)]
            if len(cache) < _REMEMBERED:
                cache[value] = found
        return found

    return find
