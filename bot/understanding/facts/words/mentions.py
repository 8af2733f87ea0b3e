"""A term of the lexicon at its place in a message, and which clause or sentence every word belongs to.

`Reading` is built from these; nothing here knows what a term means.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import NamedTuple


class Mention(NamedTuple):
    """A term at the words `start:end`."""

    term: str
    start: int
    end: int

    @property
    def family(self) -> str:
        """`hosting` of `hosting.self_hosted`."""
        return self.term.partition(".")[0]

    @property
    def value(self) -> str:
        """`self_hosted` of `hosting.self_hosted`."""
        return self.term.partition(".")[2]

    def gap(self, other: Mention) -> int:
        """Words between the two; 0 where they touch or overlap."""
        return max(self.start - other.end, other.start - self.end, 0)


def longest(found: Iterable[tuple[str, int, int]]) -> list[Mention]:
    """What was `found` (term, first word, word after the last); a longer one swallows those of its family inside it."""
    single: list[Mention] = []
    several: list[Mention] = []
    for term, start, end in found:
        (single if end - start == 1 else several).append(Mention(term, start, end))
    covered: dict[tuple[str, int], int] = {}  # (family, word) -> length of the longest mention over it
    kept: list[Mention] = []
    for mention in sorted(several, key=lambda one: one.start - one.end):
        length = mention.end - mention.start
        places = [(mention.family, at) for at in range(mention.start, mention.end)]
        if not any(covered.get(place, 0) > length for place in places):
            kept.append(mention)
            covered.update(dict.fromkeys(places, length))
    under = {at for _, at in covered}
    kept += [one for one in single if one.start not in under or (one.family, one.start) not in covered]
    return sorted(kept, key=attrgetter("start", "end"))


def numbered(words: Sequence[str], ends: frozenset[str], turns: set[int], topics: frozenset[int]) -> list[int]:
    numbers: list[int] = []
    current = 0
    for at, word in enumerate(words):
        current += at in turns
        numbers.append(current)
        current += at not in topics and (word[:1] in ends or word == "-")
    return numbers
