"""The rules that settle what a message is under the open question: a table, the first that holds decides.

`bot.intake.arbitration` goes through it. A rule sees a `Sentence` and nothing else, so that each can be
read and tested alone.
"""

from bot.intake.rules.anywhere import ANYWHERE
from bot.intake.rules.by_question import BY_QUESTION
from bot.intake.rules.rule import ANSWERS, UNSURE, Rule, unknown

RULES = (
    *ANYWHERE,
    *BY_QUESTION,
    Rule(
        "a guess that is not sure is none",
        lambda said: said.confidence < UNSURE and said.intent not in ANSWERS,
        unknown,
    ),
    Rule("else it is what the classifier heard", lambda said: True, lambda said: said.heard),
)
