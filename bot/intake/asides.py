"""The yes or no that somebody gives while asking something: "no, and why would it be our network?".

Called by the dialogue after what was asked is answered, so that the answer is not lost with the question.
"""

from __future__ import annotations

from dataclasses import replace

from bot.intake import concerns
from bot.intake.case import Case
from bot.intake.message import Message
from bot.intake.questions import BOOLEAN, QUESTIONS

# Answered by yes or no although what they fill is none.
_AGREED_TO = ("topic", "prechecks")


def answer_in(case: Case, message: Message) -> Message | None:
    """The yes or no to the open question that `message` begins with, as a message of its own; None without one.

    "OK, why?" says no yes to a fact: there the understanding has to have heard the answer as well.
    """
    question = QUESTIONS.get(case.question or "")
    said = concerns.yes_or_no_first(message.concepts)
    if not case.active or question is None or said is None:
        return None
    if question.name in _AGREED_TO:
        facts = {}
    elif question.kind == BOOLEAN and question.name in message.facts:
        facts = {question.name: said}
    else:
        return None
    return replace(
        message, intent="affirm" if said else "deny", problems=(), facts=facts, entities={}, told={}, attachment=None
    )
