"""Diagrams: equal functions are one object, and a fact stays in only if it makes a difference."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from bot.policy.diagram import Diagrams, Node, facts_of

SIZES = (2, 3, 2)
TABLES = st.lists(st.integers(0, 2), min_size=12, max_size=12)


def build(make: Diagrams, table: list[int]) -> Node:
    """The diagram of a table of values over all combinations of classes."""
    values = dict(zip(product(*(range(size) for size in SIZES)), table, strict=True))

    def walk(fixed: tuple[int, ...]) -> Node:
        if len(fixed) == len(SIZES):
            return make.leaf(values[fixed])
        return make.node(len(fixed), tuple(walk((*fixed, i)) for i in range(SIZES[len(fixed)])))

    return walk(())


def value(node: Node, classes: tuple[int, ...]) -> object:
    while not node.is_leaf:
        node = node.children[classes[node.fact]]
    return node.value


@given(TABLES, TABLES)
def test_combining_is_done_value_by_value(one: list[int], other: list[int]) -> None:
    make = Diagrams(SIZES)
    first, second = build(make, one), build(make, other)
    least = make.combine(min, first, second)
    for classes in product(*(range(size) for size in SIZES)):
        assert value(least, classes) == min(value(first, classes), value(second, classes))  # type: ignore[type-var]
    assert least is build(make, [min(pair) for pair in zip(one, other, strict=True)])


@given(TABLES)
def test_a_fact_is_in_the_diagram_exactly_if_it_makes_a_difference(table: list[int]) -> None:
    make = Diagrams(SIZES)
    node = build(make, table)
    for fact, size in enumerate(SIZES):
        branches = {make.restrict(node, {fact: i}) for i in range(size)}
        assert (fact in facts_of(node)) == (len(branches) > 1)


@given(TABLES, st.integers(0, 2))
def test_merging_takes_a_fact_out(table: list[int], fact: int) -> None:
    make = Diagrams(SIZES)
    merged = make.merge(build(make, table), fact, min)
    assert fact not in facts_of(merged)


def test_choosing_takes_the_branch_that_the_condition_names() -> None:
    make = Diagrams(SIZES)
    chosen = make.choose(make.test(1, frozenset({0, 2})), make.leaf("in"), make.leaf("out"))
    assert [value(chosen, (0, i, 0)) for i in range(3)] == ["in", "out", "in"]
