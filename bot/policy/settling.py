"""What is left of a case: its diagram once every unknown fact is to be asked, presumed or past finding out.

The outlook makes one for each case it looks at. Whether a fact is asked may depend on facts further up
(`asked` in facts.yml). A fact waits while that is open: an answer counts wherever it was given, so one that
is asked too early would decide a case in which nobody asks for it.
"""

from __future__ import annotations

from typing import Any, Callable, Mapping, Sequence

from bot.policy.diagram import Diagrams, Node, facts_of

Either = Callable[[Any, Any], Any]  # what counts where nobody can tell which of two ends holds


class Settling:
    """One case, of which some facts are known already; facts and classes of values are numbers."""

    def __init__(
        self,
        diagrams: Diagrams,
        asked: Callable[[int], Node],
        presumed: Sequence[int],
        unanswered: Mapping[int, int | None],
    ) -> None:
        """`asked` gives the condition under which a fact is asked, as far as it is open; `presumed` the class of
        every fact where it is not; `unanswered` the one that holds where nobody can tell (None: any may)."""
        self._diagrams = diagrams
        self._asked = asked
        self._presumed = presumed
        self._unanswered = unanswered
        self._conditions: dict[int, Node] = {}
        self.doubts: set[int] = set()  # unanswered facts that made a difference

    def without_idle(self, node: Node) -> Node:
        """`node` with the facts presumed that this case asks for under no circumstances."""
        idle = {
            fact: self._presumed[fact]
            for fact in facts_of(node)
            if fact not in self._unanswered and self._condition(fact) is self._diagrams.false
        }
        return self._diagrams.restrict(node, idle)

    def end(self, node: Node, doubtful: Either) -> Node:
        """`node` as a function of the facts that will be asked."""
        return self._settled(node, doubtful, self.doubts)

    def asks(self, fact: int) -> bool:
        """Whether `fact` is asked, whatever the answers that are still to come; what nobody can tell is no reason
        to leave it out."""
        return self._settled(self._condition(fact), lambda one, other: one or other, set()) is self._diagrams.true

    def _settled(self, node: Node, either: Either, mattered: set[int]) -> Node:
        # from the last fact to the first, because whether a fact is asked depends on earlier ones only
        still = facts_of(node)
        for fact in range(len(self._presumed) - 1, -1, -1):
            if fact not in still:
                continue
            before = node
            if fact in self._unanswered:
                mattered.add(fact)
                node = self._past_finding_out(node, fact, either)
            else:
                presumed = self._diagrams.restrict(node, {fact: self._presumed[fact]})
                node = self._diagrams.choose(self._condition(fact), node, presumed)
            if node is not before:
                still = facts_of(node)
        return node

    def _past_finding_out(self, node: Node, fact: int, either: Either) -> Node:
        held = self._unanswered[fact]
        if held is None:
            return self._diagrams.merge(node, fact, either)
        return self._diagrams.restrict(node, {fact: held})

    def _condition(self, fact: int) -> Node:
        if fact not in self._conditions:
            self._conditions[fact] = self._asked(fact)
        return self._conditions[fact]
