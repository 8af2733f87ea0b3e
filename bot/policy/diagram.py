"""Decision diagrams: a function of several facts as a graph in which every node asks one fact.

The rulebook compiles clauses into diagrams in order to know which unknown facts can still change a
decision: after reduction a fact occurs in the graph exactly if some answer to it makes a difference.
Diagrams know nothing of the policy; leaves may carry any hashable value.
"""

from __future__ import annotations

from typing import Any, Callable, Hashable, Mapping, Sequence

LEAF = 1 << 30  # sorts after every fact


class Node:
    """Asks the fact number `fact`; `children[i]` goes on for its i-th class of values. Interned."""

    __slots__ = ("fact", "children", "value", "is_leaf")

    def __init__(self, fact: int, children: tuple[Node, ...], value: Hashable) -> None:
        self.fact = fact
        self.children = children
        self.value = value  # of a leaf, else None
        self.is_leaf = fact == LEAF


class Diagrams:
    """Makes diagrams over facts in one fixed order, so that equal functions are the same object."""

    def __init__(self, sizes: Sequence[int]) -> None:
        """`sizes[i]` is the number of classes of values of fact i."""
        self._sizes = tuple(sizes)
        self._nodes: dict[Hashable, Node] = {}
        self.true = self.leaf(True)
        self.false = self.leaf(False)

    def leaf(self, value: Hashable) -> Node:
        # the type keeps True and 1 apart
        return self._nodes.setdefault((type(value), value), Node(LEAF, (), value))

    def node(self, fact: int, children: tuple[Node, ...]) -> Node:
        """The diagram that asks `fact` first, or less if the answer makes no difference."""
        first = children[0]
        if all(child is first for child in children):
            return first
        key = (fact, *map(id, children))  # nodes live as long as this object, so ids stay unique
        found = self._nodes.get(key)
        if found is None:
            found = self._nodes[key] = Node(fact, children, None)
        return found

    def test(self, fact: int, classes: frozenset[int]) -> Node:
        """True where the value of `fact` falls into one of `classes`."""
        return self.node(fact, tuple(self.true if i in classes else self.false for i in range(self._sizes[fact])))

    def combine(self, operation: Callable[..., Hashable], *nodes: Node) -> Node:
        """The diagram of `operation` applied to the values of `nodes`."""
        memo: dict[tuple[Node, ...], Node] = {}

        def walk(parts: tuple[Node, ...]) -> Node:
            found = memo.get(parts)
            if found is None:
                fact = min(part.fact for part in parts)
                if fact == LEAF:
                    found = self.leaf(operation(*(part.value for part in parts)))
                else:
                    found = self.node(fact, tuple(walk(step) for step in _branches(fact, parts, self._sizes[fact])))
                memo[parts] = found
            return found

        return walk(nodes)

    def choose(self, condition: Node, then: Node, otherwise: Node) -> Node:
        """`then` where `condition` holds, else `otherwise`."""
        memo: dict[tuple[Node, ...], Node] = {}

        def walk(parts: tuple[Node, ...]) -> Node:
            asked, yes, no = parts
            if asked.is_leaf:
                return yes if asked.value else no
            if yes is no:
                return yes
            found = memo.get(parts)
            if found is None:
                fact = min(part.fact for part in parts)
                found = self.node(fact, tuple(walk(step) for step in _branches(fact, parts, self._sizes[fact])))
                memo[parts] = found
            return found

        return walk((condition, then, otherwise))

    def restrict(self, node: Node, known: Mapping[int, int]) -> Node:
        """What is left of `node` when the classes of some facts are known."""
        memo: dict[Node, Node] = {}

        def walk(part: Node) -> Node:
            while part.fact in known:
                part = part.children[known[part.fact]]
            if part.is_leaf:
                return part
            found = memo.get(part)
            if found is None:
                found = memo[part] = self.node(part.fact, tuple(map(walk, part.children)))
            return found

        return walk(node)

    def merge(self, node: Node, fact: int, operation: Callable[[Any, Any], Hashable]) -> Node:
        """`node` without `fact`: its branches are merged by `operation`."""
        merged: Node | None = None
        for index in range(self._sizes[fact]):
            branch = self.restrict(node, {fact: index})
            merged = branch if merged is None else self.combine(operation, merged, branch)
        return node if merged is None else merged


def facts_of(*nodes: Node) -> set[int]:
    """The facts that make a difference to at least one of the diagrams."""
    facts: set[int] = set()
    seen: set[Node] = set()
    open_nodes = list(nodes)
    while open_nodes:
        node = open_nodes.pop()
        if node.is_leaf or node in seen:
            continue
        seen.add(node)
        facts.add(node.fact)
        open_nodes.extend(node.children)
    return facts


def _branches(fact: int, parts: tuple[Node, ...], size: int) -> list[tuple[Node, ...]]:
    return [tuple(part.children[i] if part.fact == fact else part for part in parts) for i in range(size)]
