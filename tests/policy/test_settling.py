"""Whatever the rules and the conditions for asking are, the order of the questions changes no end."""

from __future__ import annotations

from itertools import product
from typing import Mapping

from hypothesis import given
from hypothesis import strategies as st

from bot.policy.diagram import Diagrams, Node, facts_of
from bot.policy.settling import Settling

SIZES = (2, 3, 2)
CLASSES = st.tuples(*(st.integers(0, size - 1) for size in SIZES))
ENDS = st.lists(st.integers(0, 2), min_size=12, max_size=12)
# for each fact whether it is asked, for every combination of the facts further up
ASKED = st.tuples(*(st.lists(st.booleans(), min_size=n, max_size=n) for n in (1, 2, 6)))


def build(make: Diagrams, table: list[int] | list[bool], facts: int) -> Node:
    """The diagram of a table of values over all combinations of the first `facts` facts."""
    values = dict(zip(product(*(range(size) for size in SIZES[:facts])), table, strict=True))

    def walk(fixed: tuple[int, ...]) -> Node:
        if len(fixed) == facts:
            return make.leaf(values[fixed])
        return make.node(len(fixed), tuple(walk((*fixed, i)) for i in range(SIZES[len(fixed)])))

    return walk(())


class World:
    """Rules and conditions for asking, both at random, and a case in which all facts could be told."""

    def __init__(self, ends: list[int], asked: tuple[list[bool], ...], presumed: tuple[int, ...]) -> None:
        self.make = Diagrams(SIZES)
        self.rules = build(self.make, ends, len(SIZES))
        self.asked = [build(self.make, table, fact) for fact, table in enumerate(asked)]
        self.presumed = presumed

    def settled(self, known: Mapping[int, int]) -> tuple[Node, set[int]]:
        """What is left, and the facts to ask now."""
        settling = Settling(self.make, lambda fact: self.make.restrict(self.asked[fact], known), self.presumed, {})
        left = settling.end(settling.without_idle(self.make.restrict(self.rules, known)), max)
        return left, {fact for fact in facts_of(left) if settling.asks(fact)}

    def ends(self, truth: tuple[int, ...], known: Mapping[int, int]) -> set[object]:
        """Where the case ends in all orders of the questions."""
        left, to_ask = self.settled(known)
        if left.is_leaf:
            return {left.value}
        assert to_ask, "open, and nothing to ask"
        return {end for fact in to_ask for end in self.ends(truth, {**known, fact: truth[fact]})}


@given(ENDS, ASKED, CLASSES, CLASSES)
def test_every_order_of_the_questions_leads_to_one_end(
    ends: list[int], asked: tuple[list[bool], ...], presumed: tuple[int, ...], truth: tuple[int, ...]
) -> None:
    assert len(World(ends, asked, presumed).ends(truth, {})) == 1


@given(ENDS, ASKED, CLASSES)
def test_a_fact_is_asked_only_if_an_answer_changes_what_is_left(
    ends: list[int], asked: tuple[list[bool], ...], presumed: tuple[int, ...]
) -> None:
    world = World(ends, asked, presumed)
    left, to_ask = world.settled({})
    for fact in to_ask:
        assert len({world.settled({fact: i})[0] for i in range(SIZES[fact])}) > 1
        for i in range(SIZES[fact]):
            assert world.settled({fact: i})[0] is world.make.restrict(left, {fact: i}), "an answer only narrows it down"


def test_a_fact_waits_until_it_is_certain_that_it_is_asked() -> None:
    """The second one counts always and is asked where the first one says so: too early, it would count unasked."""
    world = World([0, 1, 2] * 4, ([True], [True, False], [False] * 6), (0, 0, 0))
    world.rules = build(world.make, [0, 0, 1, 1, 2, 2] * 2, len(SIZES))
    assert world.settled({})[1] == {0}
    assert world.settled({0: 0})[1] == {1}
    left, to_ask = world.settled({0: 1})
    assert left.value == 0 and not to_ask
