"""Takes a message as the answer to the open question.

Called by the dialogue after the facts of the message are merged. It decides only whether the
question is answered by this message and stores that; it never chooses the next question.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from bot.intake import concerns
from bot.intake.case import TEXTS, Case
from bot.intake.message import Message
from bot.intake.questions import BOOLEAN, CHOICE, FREE, NAME, NUMBER, PRECHECKS, QUESTIONS, UNUSABLE, missing_prechecks
from bot.intake.trust import take_facts
from bot.text import pasted

# Long enough to be a description rather than a title: T2 asks for "clear and detailed".
DESCRIPTION_WORDS = 12
# "I do not have any other key at hand" fits into so many words; a real licence problem takes more.
NO_KEY_WORDS = 8
SURE_OF_KEYS = 0.6
# The same with a yes to the question that is open, or with the reason why.
LACKING_WORDS = 18
_DECLINING = ("affirm", "deny", "skip")
# A question of so many words is put to us; a longer one tells something as well.
NO_ANSWER_WORDS = 7
# A promise of a picture is short.
PROMISE_WORDS = 12
# What was done, or is to be done: any few words may be it.
DOING = ("steps_taken", "reproduction_steps")
_EMPTY = re.compile(r"^[\W_]*$|^(.)\1{2,}$|^(asdf\w*|test|xxx+|qwert\w*|blah?( blah?)*)$", re.IGNORECASE)
_SMALL_NUMBER = re.compile(r"\b\d{1,5}\b")


def says_nothing(text: str) -> bool:
    """Placeholder text such as ".", "asdf" or "???", which is no description (domain section 10)."""
    return bool(_EMPTY.match(text.strip()))


def asks(text: str) -> bool:
    """Whether a text ends as a question does (in Greek with a semicolon)."""
    return text.rstrip().endswith(("?", ";", "\u037e"))


def only_log(text: str) -> bool:
    """Whether a message is pasted log lines without a word of the user's own."""
    parts = pasted.split(text)
    return bool(parts.log) and not parts.prose.strip()


def skip(case: Case, name: str) -> None:
    """The user can not or will not answer: remembered, so that it is not asked again."""
    question = QUESTIONS[name]
    if question.kind == FREE:
        if name == "description" and case.opening:
            case.answers["description"] = case.opening
        case.skipped.append(name)
        return
    if name == "licence_key" and (status := case.facts.get("licence_status")):
        if status not in UNUSABLE:
            return
        # No other key: a person looks at it (domain 3.3), and is told which key there was.
        case.forget("licence_status")
        case.flags.append(f"key_{status}")
    for fact in question.fills:
        if fact.endswith("_status") and fact in ("trunk_status", "phone_status", "integration_status"):
            case.set_fact(fact, "unknown", "user")
        elif fact == "version":
            case.unanswered.append("version_status")
        elif case.sources.get(fact) != "registry":
            case.forget(fact)
            case.unanswered.append(fact)


def take_answer(case: Case, message: Message, brought: Collection[str]) -> bool:
    """True when `message` answers `case.question`; `brought` are the facts that were taken out of it already."""
    question = QUESTIONS.get(case.question or "")
    if question is None:
        return False
    if question.name == "prechecks" and message.entities.get("exception"):
        case.skipped.append("prechecks")  # "all but the manual": one by one then
        return True
    if message.intent == "skip" and question.skippable:
        skip(case, question.name)
        return True
    if question.name in (*TEXTS, "logs"):
        if message.intent == "correct_answer" and brought:
            return False  # "no, it is self-hosted" is about a fact, not the text asked for
        return _take_text(case, question.name, message)
    if any(fact in brought or (fact == "version" and "version_status" in brought) for fact in question.fills):
        return question.name not in ("topic", "problem", "prechecks")
    if question.name == "prechecks":
        return _take_prechecks(case, message, brought)
    if question.name == "licence_key" and has_no_key(message):
        skip(case, question.name)
        return True
    if question.kind == BOOLEAN and _answers_yes_or_no(message, brought):
        take_facts(case, {question.name: message.intent == "affirm"})
        return True
    if question.kind == NUMBER:
        return _take_number(case, question.name, message)
    if question.kind == NAME and not says_nothing(message.text):
        return _take_name(case, question.name, message)
    if question.kind == CHOICE and question.options and message.text.strip() in question.options:
        take_facts(case, {question.name: message.text.strip()})
        return True
    return False


def _answers_yes_or_no(message: Message, brought: Collection[str]) -> bool:
    """ "Yes, on the hosted one too" is a yes to that, and says nothing to the open question."""
    elsewhere = any(name in QUESTIONS and QUESTIONS[name].kind == BOOLEAN for name in brought)
    return message.intent == "affirm" and not elsewhere or message.intent == "deny" and not brought


def has_no_key(message: Message) -> bool:
    """A no to the question for the key, or words of having none."""
    return message.intent == "deny" or speaks_of_keys(message)


def speaks_of_keys(message: Message) -> bool:
    """A few words on a key without a key in them: "I have none" sounds like a licence problem."""
    if set(message.facts) - {"requests"}:
        return False  # "I am a partner" speaks of the person, "16SC" of the size
    declining = message.intent in _DECLINING or concerns.says_yes(message.concepts)
    if declining and concerns.lacks_a_key(message.concepts) and message.words <= LACKING_WORDS:
        return not re.search(r"\d", message.text)
    on_keys = bool(message.problems) and message.problems[0][0] == "licence_activation"
    if on_keys and message.intent not in ("deny", "skip"):
        # "Partner" sounds a little like licences, too.
        on_keys = message.problems[0][1] >= SURE_OF_KEYS
    said = message.intent in ("report_problem", "correct_answer", "inform", "deny", "skip") and on_keys
    return said and message.words <= NO_KEY_WORDS and not re.search(r"\d", message.text)


def _take_text(case: Case, name: str, message: Message) -> bool:
    if says_nothing(message.text) or asks(message.text) and message.words <= NO_ANSWER_WORDS:
        return False
    if name != "reproduction_steps" and message.choice is not None:
        return False  # "the second one" tells nothing; how often it happens may be a number
    if name == "logs" and message.told and "logs" not in message.told:
        return False  # what was tried, or how it is reproduced, told later
    if name in DOING and message.words <= PROMISE_WORDS and concerns.promises_a_picture(message.concepts):
        return False
    negative = message.intent == "deny" and message.words <= 4
    if name != "description" and message.intent == "affirm" and message.words <= 3:
        return False  # a yes says neither what was done nor how it happens
    if name != "description" and negative:
        case.skipped.append(name)
        return True
    if name == "description" and (negative or message.intent == "affirm" and message.words <= 3):
        skip(case, name)
        return True
    earlier = case.opening if name == "description" and name not in case.answers else ""
    case.answers[name] = "\n".join(filter(None, (earlier, message.text.strip())))
    return True


def _take_prechecks(case: Case, message: Message, brought: Collection[str]) -> bool:
    if message.intent == "affirm":
        take_facts(case, {name: PRECHECKS[name] for name in missing_prechecks(case)})
        return True
    if message.intent == "deny" and not brought:
        case.skipped.append("prechecks")
        return True
    return any(name in brought for name in PRECHECKS)


def _take_number(case: Case, name: str, message: Message) -> bool:
    numbers = _SMALL_NUMBER.findall(message.text)
    if len(numbers) != 1 or int(numbers[0]) < 1:
        return False
    take_facts(case, {name: int(numbers[0])})
    return True


def _take_name(case: Case, name: str, message: Message) -> bool:
    if name == "version":
        return False
    if message.intent in ("deny", "affirm"):
        return False
    case.names[name] = message.text.strip()[:120]
    take_facts(case, {QUESTIONS[name].fills[0]: "unknown"})
    return True
