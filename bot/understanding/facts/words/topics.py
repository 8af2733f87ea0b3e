"""Short phrases that only put a topic which the next words answer: "STUN? nowhere", "the fee, no thanks".

`Reading` asks where such question marks stand, so that topic and answer are read as one clause and no question is
heard, and what an answer says of its topic.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.understanding.facts.words.mentions import Mention
    from bot.understanding.facts.words.reading import Reading

_LONGEST = 4  # words of a topic; a longer one is a question of its own
_SHORT = 3  # words of a topic that only a comma closes
_VERDICTS = (("no", False), ("yes", True), ("negation", False), ("absence", False))


def marks(
    words: Sequence[str],
    ends: Collection[str],
    asking: Collection[str],
    openers: Collection[int],
    said: Collection[int],
) -> frozenset[int]:
    """Places of question marks that only close a topic, and of the comma behind a yes or no that answers it.

    `openers` are the places of words that ask ("why? because ..."), `said` the places just behind a yes or no.
    """
    found: set[int] = set()
    first = 0
    for at, word in enumerate(words):
        short = 0 < at - first <= _LONGEST and first not in openers
        if word in asking and short and _is_answered(words, at, ends, asking):
            found.add(at)
            found.update(comma for comma in (at + 2, at + 3) if comma in said and words[comma : comma + 1] == [","])
        if word[:1] in ends or word in asking:
            first = at + 1
    return frozenset(found)


def answered(reading: Reading, topic: Mention) -> bool | None:
    """What is said of a topic: "STUN? nowhere" denies it, "STUN? yes" affirms it; None where it is none."""
    mark = reading.topic_mark(topic)
    if mark is not None:
        for term, value in _VERDICTS:
            near = term in ("yes", "no") or topic.end == mark  # "provider down? nobody answers" is a question
            if near and any(0 < said.start - mark <= 2 for said in reading.all(term)):
                return value
        return None
    end = reading.clause(topic)[-1] + 1
    alone = any(no.start == end + 1 and reading.is_clause(no) for no in reading.all("no"))
    return False if alone and reading.words[end] == "," and len(reading.clause(topic)) <= _SHORT else None


def _is_answered(words: Sequence[str], mark: int, ends: Collection[str], asking: Collection[str]) -> bool:
    """Whether something follows that is no question itself."""
    for at in range(mark + 1, len(words)):
        if words[at] in asking:
            return False
        if words[at][:1] in ends:
            return at > mark + 1
    return mark + 1 < len(words)
