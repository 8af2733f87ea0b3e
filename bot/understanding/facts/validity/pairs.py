"""Two terms of a message that belong together: a network and its fault, a fee and what is thought of it.

The rules of facts take their evidence from `pairs`; what it means is decided there.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.reading import VOICES, Reading

_NEAR = 8  # words between two terms that belong together


def pairs(reading: Reading, one: str, *others: str) -> Iterable[tuple[Mention, Mention]]:
    """Mentions of both terms that belong together, near each other, in a sentence that neither asks nor doubts."""
    for first in reading.all(one):
        if reading.is_asked(first, *VOICES) or reading.in_sentence(first, "uncertain"):
            continue
        for second in reading.all(*others):
            if first.gap(second) <= _NEAR and (reading.same_clause(first, second) or _adds(reading, first, second)):
                yield first, second


def _adds(reading: Reading, first: Mention, second: Mention) -> bool:
    """Whether a short clause after that of `first` speaks of it, not of another one ("the provider, not yet asked")."""
    own = reading.in_clause(second, first.term)
    return first.start < second.start and reading.linked(first, second) and not own
