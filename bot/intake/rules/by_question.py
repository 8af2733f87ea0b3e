"""Rules about what the kind of the open question makes of a message."""

from __future__ import annotations

from bot.intake import concerns
from bot.intake.answers import DOING, asks
from bot.intake.questions import BOOLEAN, FREE, KEY, NAME, NUMBER
from bot.intake.rules.rule import ANSWERS, COMMAND_WORDS, SMALL_TALK, SURE_OF_QUESTION, Rule, answer

# A name may be any word, so that a short text in answer to "which provider?" is a command only when that is certain.
NAME_WORDS = 3
NUMBER_WORDS = 4
SURE_OF_COMMAND = 0.9
# A yes or no that may be meant where the classifier hears something else.
LIKELY_ANSWER = 0.2

_ABOUT_US = frozenset({"bot_challenge", *SMALL_TALK})
_ASKING = frozenset({"ask_policy", "ask_why", "ask_status", "ask_human", "ask_phone_support", "ask_remote_session"})

BY_QUESTION = (
    Rule(
        "a long text in answer to a text question is that answer, unless it surely asks something",
        lambda said: (
            said.kind == FREE
            and said.intent not in ANSWERS
            and said.words > COMMAND_WORDS
            and not (
                said.intent in _ASKING
                and any(mark in said.text for mark in "?;")
                and said.confidence >= SURE_OF_QUESTION
            )
        ),
        answer,
    ),
    Rule(
        "what is done sounds like small talk at times",  # "run the test", "all is well"
        lambda said: said.question in DOING and said.intent in SMALL_TALK and not asks(said.text),
        answer,
    ),
    Rule(
        "a complaint that tells a step is an answer to a question for a text",
        lambda said: said.kind == FREE and said.intent == "complain" and said.tells and not asks(said.text),
        answer,
    ),
    Rule(
        "a reboot is what was tried",
        lambda said: (
            said.intent == "restart"
            and said.question in DOING
            and (said.question == "steps_taken" or concerns.speaks_of_a_reboot(said.concepts))
        ),
        answer,
    ),
    Rule(
        "a name is a name however it sounds",  # providers are called "Vivo" or "Sky"
        lambda said: said.kind == NAME and said.intent in _ABOUT_US and said.words <= NAME_WORDS,
        answer,
    ),
    Rule(
        "a number to call is no wish for a call",  # "call 800" is how it is reproduced
        lambda said: said.kind == FREE and said.intent == "ask_phone_support" and said.has_digits,
        answer,
    ),
    Rule(
        "a call that is made is how it is reproduced",  # "simply call anybody"
        lambda said: (
            said.question == "reproduction_steps"
            and said.intent == "ask_phone_support"
            and not (asks(said.text) or concerns.wants_something(said.concepts))
        ),
        answer,
    ),
    Rule(
        "a few words where a name is asked for are that name, unless they are surely a command",
        lambda said: (
            said.kind == NAME
            and said.intent not in ANSWERS
            and said.words <= NAME_WORDS
            and said.confidence < SURE_OF_COMMAND
        ),
        answer,
    ),
    Rule(
        "a symptom or a long correction in answer to a text question is its answer",
        lambda said: (
            said.kind == FREE
            and said.question != "problem"
            and not (said.question != "description" and said.reports_at_length)
            and (said.intent == "report_problem" or said.intent == "correct_answer" and said.words > COMMAND_WORDS)
        ),
        answer,
    ),
    Rule(
        "digits answer a question for a number or a key",
        lambda said: said.kind in (NUMBER, KEY) and said.has_digits and said.words <= NUMBER_WORDS,
        answer,
    ),
    Rule(
        "where yes or no is asked, a likely one stands before a doubtful guess",
        lambda said: (
            said.kind == BOOLEAN
            and said.intent not in ANSWERS
            and said.confidence < SURE_OF_QUESTION
            and said.yes_or_no[1] >= LIKELY_ANSWER
        ),
        lambda said: said.yes_or_no,
    ),
)
