"""A term of the lexicon at its place in a message, and which clause or sentence every word belongs to.

`Reading` is built from these; nothing here knows what a term means.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import chain
from operator import itemgetter
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


_made = partial(tuple.__new__, Mention)  # as `Mention._make`, which is not for thousands


def longest(found: Sequence[tuple[str, int, int]], families: Mapping[str, str]) -> list[Mention]:
    """What was `found` (term, first word, word after the last); a longer one swallows those of its family inside it."""
    several = [one for one in found if one[2] - one[1] > 1]
    covered: dict[tuple[str, int], int] = {}  # (family, word) -> length of the longest mention over it
    kept: list[tuple[str, int, int]] = []
    for term, start, end in sorted(several, key=lambda one: one[1] - one[2]):
        places = [(families[term], at) for at in range(start, end)]
        if not any(covered.get(place, 0) > end - start for place in places):
            kept.append((term, start, end))
            covered.update(dict.fromkeys(places, end - start))
    under = {at for _, at in covered}
    single = [one for one in found if one[2] - one[1] == 1]
    if under:
        single = [one for one in single if one[1] not in under or (families[one[0]], one[1]) not in covered]
    kept.sort(key=itemgetter(1, 2))
    return [*map(_made, sorted(chain(single, kept), key=itemgetter(1)))]  # one word stands before several


def numbered(words: Sequence[str], ends: frozenset[str], turns: set[int], topics: frozenset[int]) -> list[int]:
    numbers: list[int] = []
    current = 0
    for at, word in enumerate(words):
        current += at in turns
        numbers.append(current)
        current += at not in topics and (word[:1] in ends or word == "-")
    return numbers
