"""Sentences of a message that answer a later question already: what was tried, how it is reproduced, no logs.

Called by the model with its third classifier. Only what is clearly said counts, since a sentence taken for
an answer is not asked for again; the summary still shows it and lets it be changed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from bot.understanding.sentences import Clarity, Judge, judged

# The classes of the classifier; the last one is everything else a message may say.
STEPS_TAKEN, REPRODUCTION_STEPS, NO_LOGS, OTHER = "steps_taken", "reproduction_steps", "no_logs", "other"
# What the classifier hears as steps to reproduce, and tells only how often a fault shows: an answer to that question,
# which asks for it as well, but none that makes it superfluous.
HOW_OFTEN = "how_often"
# Where a whole sentence is no such statement, a part between commas may be one; it has to be clearer.
# By three folds of the training, false statements among 30,711 other sentences, hard counter-examples included, and the
# share of the true ones that is heard: 401 and 67 % at 0.5, 291 and 63 % at 0.6, 200 and 59 % at 0.7.
# "Every call" between two commas says how often.
CLARITY = Clarity(nothing=OTHER, sentence=0.6, part=0.7, words={REPRODUCTION_STEPS: 4})
# What a sentence may hold, by its concepts, that says how often and when a fault shows and not how to bring it about.
# Some are there because in one of the languages a word of time is also another word.
_OFTEN = frozenset({"SOME", "ALWAYS_SAME", "ALL", "STARTED"})
_BESIDE_OFTEN = frozenset(
    {
        "ONLY", "TIME_REF", "AM_PM", "NIGHT", "WHEN", "AGAIN", "WE", "I", "PROBLEM", "DENIAL", "NEGATION", "WHAT",
        "GREET", "LAUGH", "PROVIDER", "SWEAR", "SKIP", "STEP", "SWITCH", "BACK",
    }
)  # fmt: skip
_OFF_TOPIC = "OFF_"


def told(text: str, judge: Judge) -> Mapping[str, str]:
    """The statements in `text` by class, each in the user's own words.

    `judge` gives the best class of a sentence and its probability.
    """
    found: dict[str, list[str]] = {}
    for kind, words in judged(text, judge, CLARITY):
        found.setdefault(kind, []).append(words)
    return {kind: " ".join(sentences) for kind, sentences in found.items()}


def how_often(concepts: Collection[str]) -> bool:
    """Whether a sentence tells how often a fault shows and nothing else: "all the time, three times a day"."""
    others = {concept for concept in concepts if not concept.startswith(_OFF_TOPIC)}
    return not _OFTEN.isdisjoint(others) and others <= _OFTEN | _BESIDE_OFTEN
