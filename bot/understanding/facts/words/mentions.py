"""A term of the lexicon at its place in a message, and which clause or sentence every word belongs to.

`Reading` is built from these; nothing here knows what a term means.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Mention:
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


def longest(mentions: Iterator[Mention]) -> list[Mention]:
    """Within a family a longer mention swallows the shorter ones inside it."""
    found = list(mentions)
    covered: dict[tuple[str, int], int] = {}  # (family, word) -> length of the longest mention over it
    several = [mention for mention in found if mention.end - mention.start > 1]
    kept: list[Mention] = []
    for mention in sorted(several, key=lambda mention: mention.start - mention.end):
        family, length = mention.family, mention.end - mention.start
        places = [(family, at) for at in range(mention.start, mention.end)]
        if not any(covered.get(place, 0) > length for place in places):
            kept.append(mention)
            covered.update(dict.fromkeys(places, length))
    single = (mention for mention in found if mention.end - mention.start == 1)
    kept += [mention for mention in single if (mention.family, mention.start) not in covered]
    return sorted(kept, key=lambda mention: (mention.start, mention.end))


def numbered(words: Sequence[str], ends: frozenset[str], turns: set[int], topics: frozenset[int]) -> list[int]:
    numbers: list[int] = []
    current = 0
    for at, word in enumerate(words):
        current += at in turns
        numbers.append(current)
        current += at not in topics and (word[:1] in ends or word == "-")
    return numbers
