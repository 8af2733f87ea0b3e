"""Sentences of a message that answer a later question already: what was tried, how it is reproduced, no logs.

Called by the model with its third classifier. Only what is clearly said counts, since a sentence taken for
an answer is not asked for again; the summary still shows it and lets it be changed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

# The classes of the classifier; the last one is everything else a message may say.
STEPS_TAKEN, REPRODUCTION_STEPS, NO_LOGS, OTHER = "steps_taken", "reproduction_steps", "no_logs", "other"
# Where a whole sentence is no such statement, a part between commas may be one; it has to be clearer.
# By three folds of the training, false statements among 30,711 other sentences, hard counter-examples included, and the
# share of the true ones that is heard: 401 and 67 % at 0.5, 291 and 63 % at 0.6, 200 and 59 % at 0.7.
SURE = 0.6
SURE_OF_A_PART = 0.7
FEWEST_WORDS = 2
# A long story is read this far: every sentence costs as much as a short message.
MOST_SENTENCES = 12
# The number of a list ("1. dial 9 2. wait") ends no sentence.
_END = re.compile(r"(?<=[.!?…])(?<!^\d\.)(?<!\s\d\.)\s+|(?<=[^\d\s])[;\n]+\s*|\n+")
_PART = re.compile(r",\s+|\s+[-–—]\s+")

Judge = Callable[[str], tuple[str, float]]


def told(text: str, judge: Judge) -> Mapping[str, str]:
    """The statements in `text` by class, each in the user's own words.

    `judge` gives the best class of a sentence and its probability.
    """
    found: dict[str, list[str]] = {}
    for kind, words in _statements(text, judge):
        found.setdefault(kind, []).append(words)
    return {kind: " ".join(sentences) for kind, sentences in found.items()}


def _statements(text: str, judge: Judge) -> Iterator[tuple[str, str]]:
    for sentence in sentences(text)[:MOST_SENTENCES]:
        kind, probability = judge(sentence)
        if kind != OTHER and probability >= SURE:
            yield kind, sentence
            continue
        parts = _PART.split(sentence)
        for part in parts if len(parts) > 1 else ():
            if len(part.split()) >= FEWEST_WORDS:
                kind, probability = judge(part)
                if kind != OTHER and probability >= SURE_OF_A_PART:
                    yield kind, part


def sentences(text: str) -> list[str]:
    """The sentences of `text` that have words enough to say something."""
    pieces = (piece.strip() for piece in _END.split(text))
    return [piece for piece in pieces if len(piece.split()) >= FEWEST_WORDS]
