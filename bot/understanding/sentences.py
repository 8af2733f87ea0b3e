"""A message sentence by sentence, as the classifiers of statements and of implied facts judge it.

Called by `statements`, `implied` and `subjects`, which know the classes; here is only where a sentence ends and which
of them are worth judging.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

_AT_ONCE = 120  # sentences and parts that are judged at once, each as wide as all of them together
FEWEST_WORDS = 2
# A long story is read this far: every sentence costs as much as a short message.
MOST_SENTENCES = 12
# The number of a list ("1. dial 9 2. wait") ends no sentence.
_END = re.compile(r"(?<=[.!?…;])(?<!^\d\.)(?<!\s\d\.)\s+|\n+")
# The Greek mark of a question is a semicolon; elsewhere it ends a sentence that asks nothing.
_ASKS = re.compile(r"[?;\N{GREEK QUESTION MARK}][\s)\"'»”]*$")
_PART = re.compile(r",\s+|\s+[-–—]\s+")

Judge = Callable[[str], tuple[str, float]]


@dataclass(frozen=True)
class Clarity:
    """From which probability a class counts, of a whole sentence and of a part between commas; `nothing` never does.

    `words` says how many words a part needs for a class, where they are more than the fewest.
    """

    nothing: str
    sentence: float
    part: float
    words: Mapping[str, int] = field(default_factory=dict)


def judged(text: str, judge: Judge, clarity: Clarity) -> Iterator[tuple[str, str]]:
    """The clear sentences of `text`, each as (class, words); of an unclear one its clear parts.

    `judge` gives the best class of a sentence and its probability.
    """
    for sentence in sentences(text)[:MOST_SENTENCES]:
        kind, probability = judge(sentence)
        if kind != clarity.nothing and probability >= clarity.sentence:
            yield kind, sentence
            continue
        for part in _telling(sentence):
            kind, probability = judge(part)
            cut = len(part.split()) < clarity.words.get(kind, FEWEST_WORDS)
            if kind != clarity.nothing and not cut and probability >= clarity.part:
                yield kind, part


def sentences(text: str) -> list[str]:
    """The sentences of `text` that have words enough to say something."""
    ended = (one.strip() for one in _END.split(text))
    return [one for one in ended if len(one.split()) >= FEWEST_WORDS]


def pieces(text: str) -> list[str]:
    """What may have to be judged of `text`: its sentences and their parts that say something, the first of them."""
    told = sentences(text)[:MOST_SENTENCES]
    return [*dict.fromkeys((*told, *(part for sentence in told for part in _telling(sentence))))][:_AT_ONCE]


def _telling(sentence: str) -> list[str]:
    """The parts of a sentence of several that have words enough to say something."""
    cut = parts(sentence)
    return [part for part in cut if len(part.split()) >= FEWEST_WORDS] if len(cut) > 1 else []


def parts(sentence: str) -> list[str]:
    """The parts of `sentence` between its commas and dashes."""
    return _PART.split(sentence)


def asks(sentence: str) -> bool:
    """Whether `sentence` ends as a question does."""
    return bool(_ASKS.search(sentence))
