"""Settles the intent of a message in the light of the open question.

The classifier sees a sentence alone; "cancel" inside the description of a fault, or a "no" to "any
logs?", only make sense with the question beside it. Called by the Rasa component after it classified.
"""

from __future__ import annotations

from operator import itemgetter
from typing import Sequence

from bot.intake.answers import asks
from bot.intake.questions import BOOLEAN, FREE, KEY, NAME, NUMBER, QUESTIONS

# Below this the classifier does not know; a person is then offered choices instead of a guess.
UNSURE = 0.30
# A command is short. A longer text in answer to an open text question is that answer (issue of
# long descriptions taken for commands).
COMMAND_WORDS = 7
# Whatever is asked, and at the very start too: who writes this much tells something.
LONG_WORDS = 20
_BRIEF = frozenset({"restart", "cancel", "skip", "go_back", "greet", "goodbye", "thank"})
_TOLD = ("report_problem", "inform")
# A name may be any word, so that a short text in answer to "which provider?" is a command only when that is certain.
NAME_WORDS = 3
SURE_OF_COMMAND = 0.9
# These throw away what was typed; "reinicio del servidor" in answer to "what have you tried?" is no wish to start
# again. Real wishes come out near 1, such answers below 0.6.
DISCARDING = frozenset({"restart", "cancel"})
CERTAIN = 0.8
ANSWERS = frozenset({"inform", "report_problem", "affirm", "deny", "skip", "correct_answer"})
# "??" under a question: what is it for?
_MARKS = frozenset("?;\u037e\u00bf")
# What was done, or is to be done: any few words may be it.
_DOING = frozenset({"steps_taken", "reproduction_steps"})
_ABOUT_US = frozenset({"bot_challenge", "chitchat", "out_of_scope"})
_BARE_ANSWERS = frozenset({"affirm", "deny", "skip"})
SURE_OF_ANSWER = 0.4
# In the middle of a case something unusual is rather about the case ("a hotel with 120 rooms").
SMALL_TALK = frozenset({"chitchat", "out_of_scope"})
SURE_OF_SMALL_TALK = 0.6
_ASKING = frozenset({"ask_policy", "ask_why", "ask_status", "ask_human", "ask_phone_support", "ask_remote_session"})


def settle(
    intents: Sequence[tuple[str, float]],
    text: str,
    question: str | None,
    *,
    language_requested: bool = False,
    tells: bool = False,
) -> tuple[str, float]:
    """The intent to act on and its probability.

    `intents` are (name, probability), best first; `question` is the name of the open question; `tells` that
    the text holds a statement such as a step taken.
    """
    intent, confidence = intents[0]
    if question and text.strip() and _MARKS.issuperset(text.strip()):
        return "ask_why", 1.0
    if language_requested and (intent == "change_language" or len(text.split()) <= COMMAND_WORDS):
        return "change_language", max(confidence, dict(intents).get("change_language", 0.0))
    if intent == "change_language" and not language_requested:
        intent, confidence = next((pair for pair in intents if pair[0] != "change_language"), intents[0])
    if intent in _BRIEF and len(text.split()) > LONG_WORDS:
        told = (pair for pair in intents if pair[0] in _TOLD)
        intent, confidence = max(told, key=itemgetter(1), default=("inform", 0.0))
    if question and intent in DISCARDING and (tells or confidence < CERTAIN):
        return "inform", confidence
    if intent in _BARE_ANSWERS and confidence < SURE_OF_ANSWER:
        # An unknown word is no yes.
        return ("inform" if question else "nlu_fallback"), confidence
    if question and intent in SMALL_TALK and confidence < SURE_OF_SMALL_TALK and len(text.split()) >= NAME_WORDS:
        return "inform", confidence
    if "[licence-key:" in text and intent not in ANSWERS:
        return "inform", confidence
    kind = QUESTIONS[question].kind if question in QUESTIONS else None
    if kind == FREE and intent not in ANSWERS and len(text.split()) > COMMAND_WORDS:
        questioning = "?" in text or ";" in text
        if not (intent in _ASKING and questioning and confidence >= 0.5):
            return "inform", confidence
    if question in _DOING and intent in SMALL_TALK and not asks(text):
        return "inform", confidence  # "run the test", "all is well"
    if question == "steps_taken" and intent == "restart":
        return "inform", confidence  # "rebooted everything" is what was tried
    if kind == NAME and intent in _ABOUT_US and len(text.split()) <= NAME_WORDS:
        return "inform", confidence  # a provider may be called "Vivo" or "Sky"
    if kind == FREE and intent == "ask_phone_support" and any(character.isdigit() for character in text):
        return "inform", confidence  # "call 800" is how it is reproduced
    if kind == NAME and intent not in ANSWERS and len(text.split()) <= NAME_WORDS and confidence < SURE_OF_COMMAND:
        return "inform", confidence
    long = len(text.split()) > COMMAND_WORDS
    if kind == FREE and question != "problem" and (intent == "report_problem" or intent == "correct_answer" and long):
        return "inform", confidence
    if kind in (NUMBER, KEY) and any(character.isdigit() for character in text) and len(text.split()) <= 4:
        return "inform", confidence
    if kind == BOOLEAN and intent not in ANSWERS and confidence < 0.5:
        best = max(((name, value) for name, value in intents if name in ("affirm", "deny")), key=lambda pair: pair[1])
        if best[1] >= 0.2:
            return best
    if confidence < UNSURE and intent not in ANSWERS:
        return ("inform" if question else "nlu_fallback"), confidence
    return intent, confidence
