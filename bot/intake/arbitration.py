"""Settles the intent of a message in the light of the open question.

The classifier sees a sentence alone; "cancel" inside the description of a fault, or a "no" to "any
logs?", only make sense with the question beside it. The rules (`bot.intake.rules`) are the whole of it: the
first that holds decides. Called by the Rasa component after it classified.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.intake.rules import RULES
from bot.intake.sentence import Sentence, Settled


def settle(
    intents: Sequence[Settled],
    text: str,
    question: str | None,
    *,
    language_requested: bool = False,
    tells: bool = False,
    concepts: Sequence[str] = (),
    choice: int | None = None,
    stance: str | None = None,
) -> Settled:
    """The intent to act on and its probability.

    `intents` are (name, probability), best first; `question` is the name of the open question; `tells` that
    the text holds a statement such as a step taken; `concepts` are what its words mean; `choice` and `stance` are
    what it says where it says nothing else (`bot.intake.message`).
    """
    said = Sentence(intents, text, question, language_requested, tells, concepts, choice, stance)
    return next(rule.then(said) for rule in RULES if rule.when(said))
