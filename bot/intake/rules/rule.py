"""One rule of the arbitration: what has to hold of a sentence, and what it is taken for then."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.intake.sentence import Sentence, Settled

# Below this the classifier does not know; a person is then offered choices instead of a guess.
UNSURE = 0.30
# A command is short. A longer text in answer to an open text question is that answer (issue of
# long descriptions taken for commands).
COMMAND_WORDS = 7
SURE_OF_QUESTION = 0.5

# What the open question may be answered with.
ANSWERS = frozenset({"inform", "report_problem", "affirm", "deny", "skip", "correct_answer"})
# In the middle of a case something unusual is rather about the case ("a hotel with 120 rooms").
SMALL_TALK = frozenset({"chitchat", "out_of_scope"})


@dataclass(frozen=True)
class Rule:
    """`name` says what holds where `when` does; `then` gives the intent to act on and its probability."""

    name: str
    when: Callable[[Sentence], bool]
    then: Callable[[Sentence], Settled]


def taken_as(intent: str) -> Callable[[Sentence], Settled]:
    """Acts on `intent`, as sure as the classifier was of what it heard."""
    return lambda said: (intent, said.confidence)


answer = taken_as("inform")


def unknown(said: Sentence) -> Settled:
    """Words under a question may be its answer; without one a person is offered choices."""
    return ("inform" if said.question else "nlu_fallback"), said.confidence
