"""Settles the intent of a message in the light of the open question.

The classifier sees a sentence alone; "cancel" inside the description of a fault, or a "no" to "any
logs?", only make sense with the question beside it. `RULES` is the whole of it: the first rule that
holds decides. Called by the Rasa component after it classified.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from bot.intake import concerns
from bot.intake.answers import asks
from bot.intake.questions import BOOLEAN, FREE, KEY, NAME, NUMBER
from bot.intake.sentence import Sentence, Settled

# Below this the classifier does not know; a person is then offered choices instead of a guess.
UNSURE = 0.30
# A command is short. A longer text in answer to an open text question is that answer (issue of
# long descriptions taken for commands).
COMMAND_WORDS = 7
# A name may be any word, so that a short text in answer to "which provider?" is a command only when that is certain.
NAME_WORDS = 3
NUMBER_WORDS = 4
SURE_OF_COMMAND = 0.9
# Real wishes to start again come out near 1, "reinicio del servidor" in answer to "what have you tried?" below 0.6.
CERTAIN = 0.8
SURE_OF_ANSWER = 0.4
SURE_OF_SMALL_TALK = 0.6
SURE_OF_QUESTION = 0.5
# A yes or no that may be meant where the classifier hears something else.
LIKELY_ANSWER = 0.2

# These throw away what was typed.
_DISCARDING = frozenset({"restart", "cancel"})
_ANSWERS = frozenset({"inform", "report_problem", "affirm", "deny", "skip", "correct_answer"})
_BARE_ANSWERS = frozenset({"affirm", "deny", "skip"})
_ABOUT_US = frozenset({"bot_challenge", "chitchat", "out_of_scope"})
# In the middle of a case something unusual is rather about the case ("a hotel with 120 rooms").
_SMALL_TALK = frozenset({"chitchat", "out_of_scope"})
_ASKING = frozenset({"ask_policy", "ask_why", "ask_status", "ask_human", "ask_phone_support", "ask_remote_session"})
# What was done, or is to be done: any few words may be it.
_DOING = frozenset({"steps_taken", "reproduction_steps"})


def _as(intent: str) -> Callable[[Sentence], Settled]:
    return lambda said: (intent, said.confidence)


def _unknown(said: Sentence) -> Settled:
    """Words under a question may be its answer; without one a person is offered choices."""
    return ("inform" if said.question else "nlu_fallback"), said.confidence


_answer = _as("inform")


@dataclass(frozen=True)
class Rule:
    """`name` says what holds where `when` does; `then` gives the intent to act on and its probability."""

    name: str
    when: Callable[[Sentence], bool]
    then: Callable[[Sentence], Settled]


RULES = (
    Rule(
        "bare question marks under a question ask what it is for",
        lambda said: said.question is not None and said.only_marks,
        lambda said: ("ask_why", 1.0),
    ),
    Rule(
        "a language is spoken that is asked for by its name",
        lambda said: (
            said.language_requested and (said.intents[0][0] == "change_language" or said.words <= COMMAND_WORDS)
        ),
        lambda said: ("change_language", max(said.intents[0][1], dict(said.intents).get("change_language", 0.0))),
    ),
    Rule(
        "nothing told is thrown away on a doubtful command, or on one that tells a step",
        lambda said: (
            said.question is not None and said.intent in _DISCARDING and (said.tells or said.confidence < CERTAIN)
        ),
        _answer,
    ),
    Rule(
        "a machine is restarted, the conversation is not",
        lambda said: said.question is not None and said.intent == "restart" and concerns.reboots(said.concepts),
        _answer,
    ),
    Rule(
        "who asks for the own partner or level asks something",
        lambda said: asks(said.text) and said.asks_for_the_own,
        lambda said: ("ask_policy", max(said.confidence, UNSURE)),
    ),
    Rule(
        "an unknown word is no yes",
        lambda said: said.intent in _BARE_ANSWERS and said.confidence < SURE_OF_ANSWER,
        _unknown,
    ),
    Rule(
        "in the middle of a case doubtful small talk is about the case",
        lambda said: (
            said.question is not None
            and said.intent in _SMALL_TALK
            and said.confidence < SURE_OF_SMALL_TALK
            and said.words >= NAME_WORDS
        ),
        _answer,
    ),
    Rule(
        "a licence key is always information",
        lambda said: "[licence-key:" in said.text and said.intent not in _ANSWERS,
        _answer,
    ),
    Rule(
        "a long text in answer to a text question is that answer, unless it surely asks something",
        lambda said: (
            said.kind == FREE
            and said.intent not in _ANSWERS
            and said.words > COMMAND_WORDS
            and not (
                said.intent in _ASKING
                and any(mark in said.text for mark in "?;")
                and said.confidence >= SURE_OF_QUESTION
            )
        ),
        _answer,
    ),
    Rule(
        "what is done sounds like small talk at times",  # "run the test", "all is well"
        lambda said: said.question in _DOING and said.intent in _SMALL_TALK and not asks(said.text),
        _answer,
    ),
    Rule(
        "a reboot is what was tried",
        lambda said: said.question == "steps_taken" and said.intent == "restart",
        _answer,
    ),
    Rule(
        "a name is a name however it sounds",  # providers are called "Vivo" or "Sky"
        lambda said: said.kind == NAME and said.intent in _ABOUT_US and said.words <= NAME_WORDS,
        _answer,
    ),
    Rule(
        "a number to call is no wish for a call",  # "call 800" is how it is reproduced
        lambda said: said.kind == FREE and said.intent == "ask_phone_support" and said.has_digits,
        _answer,
    ),
    Rule(
        "a few words where a name is asked for are that name, unless they are surely a command",
        lambda said: (
            said.kind == NAME
            and said.intent not in _ANSWERS
            and said.words <= NAME_WORDS
            and said.confidence < SURE_OF_COMMAND
        ),
        _answer,
    ),
    Rule(
        "a symptom or a long correction in answer to a text question is its answer",
        lambda said: (
            said.kind == FREE
            and said.question != "problem"
            and not (said.question != "description" and said.reports_at_length)
            and (said.intent == "report_problem" or said.intent == "correct_answer" and said.words > COMMAND_WORDS)
        ),
        _answer,
    ),
    Rule(
        "digits answer a question for a number or a key",
        lambda said: said.kind in (NUMBER, KEY) and said.has_digits and said.words <= NUMBER_WORDS,
        _answer,
    ),
    Rule(
        "where yes or no is asked, a likely one stands before a doubtful guess",
        lambda said: (
            said.kind == BOOLEAN
            and said.intent not in _ANSWERS
            and said.confidence < SURE_OF_QUESTION
            and said.yes_or_no[1] >= LIKELY_ANSWER
        ),
        lambda said: said.yes_or_no,
    ),
    Rule(
        "a guess that is not sure is none",
        lambda said: said.confidence < UNSURE and said.intent not in _ANSWERS,
        _unknown,
    ),
    Rule("else it is what the classifier heard", lambda said: True, lambda said: said.heard),
)


def settle(
    intents: Sequence[Settled],
    text: str,
    question: str | None,
    *,
    language_requested: bool = False,
    tells: bool = False,
    concepts: Collection[str] = (),
) -> Settled:
    """The intent to act on and its probability.

    `intents` are (name, probability), best first; `question` is the name of the open question; `tells` that
    the text holds a statement such as a step taken; `concepts` are what its words mean.
    """
    said = Sentence(intents, text, question, language_requested, tells, concepts)
    return next(rule.then(said) for rule in RULES if rule.when(said))
