"""Rules that come before the doubts about a message: they hold whatever the classifier made of its words."""

from __future__ import annotations

from bot.intake import concerns
from bot.intake.answers import asks
from bot.intake.questions import ASIDE, CHOICE, KEY
from bot.intake.rules.rule import ANSWERS, COMMAND_WORDS, SMALL_TALK, UNSURE, Rule, answer, taken_as, unknown

# Real wishes to start again come out near 1, "reinicio del servidor" in answer to "what have you tried?" below 0.6.
CERTAIN = 0.8
SURE_OF_ANSWER = 0.4
SURE_OF_SMALL_TALK = 0.6
LIKELY_WHY = 0.2
# Small talk of fewer words may be any.
FEW_WORDS = 3

# These throw away what was typed.
_DISCARDING = frozenset({"restart", "cancel"})
_BARE_ANSWERS = frozenset({"affirm", "deny", "skip"})

ANYWHERE = (
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
        "one of the choices is an answer, however it sounds",  # "the last one", "b"
        lambda said: said.kind == CHOICE and said.choice is not None,
        lambda said: ("inform", max(said.confidence, CERTAIN)),
    ),
    Rule(
        "a yes or no that is not sure is one",  # "I think so", "probably not"
        lambda said: said.supposed is not None,
        lambda said: (str(said.supposed), max(said.confidence, CERTAIN)),
    ),
    Rule(
        "all is well, so it is agreed to",
        lambda said: said.all_is_well,
        lambda said: ("affirm", max(said.confidence, CERTAIN)),
    ),
    Rule(
        "nothing told is thrown away on a doubtful command, or on one that tells a step",
        lambda said: (
            said.question is not None and said.intent in _DISCARDING and (said.tells or said.confidence < CERTAIN)
        ),
        answer,
    ),
    Rule(
        "a machine is restarted, the conversation is not",
        lambda said: said.question is not None and said.intent == "restart" and concerns.reboots(said.concepts),
        answer,
    ),
    Rule(
        "who asks for the own partner or level asks something",
        lambda said: asks(said.text) and said.asks_for_the_own,
        lambda said: ("ask_policy", max(said.confidence, UNSURE)),
    ),
    Rule(
        "what is said to stand elsewhere answers nothing, and is no complaint",
        lambda said: (
            said.question not in (None, *ASIDE)
            and not said.tells
            and not asks(said.text)
            and concerns.points_elsewhere(said.concepts, said.words)
        ),
        answer,
    ),
    Rule(
        "who meant yes and said no takes the last answer back",
        lambda said: (
            said.question is not None
            and said.intent in ANSWERS
            and said.words <= COMMAND_WORDS
            and concerns.takes_back(said.concepts)
        ),
        taken_as("go_back"),
    ),
    Rule(
        "a yes or no with an oath is a yes or no",
        lambda said: said.oath is not None,
        lambda said: (str(said.oath), said.confidence),
    ),
    Rule(
        "a key that is out of reach is none",
        lambda said: said.kind == KEY and said.has_no_key,
        taken_as("deny"),
    ),
    Rule(
        "what sounds like small talk may agree to what stands",
        lambda said: said.intent in SMALL_TALK and said.agrees,
        lambda said: said.yes_or_no,
    ),
    Rule(
        "a yes to the summary with more behind it brings news, however that sounds",  # "yes and the lamp is dead too"
        lambda said: (
            said.question == "summary"
            and said.intent in SMALL_TALK
            and said.words > FEW_WORDS
            and concerns.yes_or_no_first(said.concepts) is True
            and not asks(said.text)
        ),
        answer,
    ),
    Rule(
        "a doubtful remark under a question may ask what it means",  # "how do you mean that"
        lambda said: (
            said.question not in (None, *ASIDE)
            and said.intent in SMALL_TALK
            and said.confidence < SURE_OF_SMALL_TALK
            and said.words <= COMMAND_WORDS
            and dict(said.intents).get("ask_why", 0.0) >= LIKELY_WHY
        ),
        lambda said: ("ask_why", dict(said.intents)["ask_why"]),
    ),
    Rule(
        "an unknown word is no yes",
        lambda said: said.intent in _BARE_ANSWERS and said.confidence < SURE_OF_ANSWER,
        unknown,
    ),
    Rule(
        "in the middle of a case doubtful small talk is about the case",
        lambda said: (
            said.question is not None
            and said.intent in SMALL_TALK
            and said.confidence < SURE_OF_SMALL_TALK
            and said.words >= FEW_WORDS
        ),
        answer,
    ),
    Rule(
        "a licence key is always information",
        lambda said: "[licence-key:" in said.text and said.intent not in ANSWERS,
        answer,
    ),
)
