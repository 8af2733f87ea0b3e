"""Takes a message as the answer to the open question.

Called by the dialogue after the facts of the message are merged. It decides only whether the
question is answered by this message and stores that; it never chooses the next question.
"""

from __future__ import annotations

import re

from bot.intake.case import TEXTS, Case
from bot.intake.message import Message
from bot.intake.questions import BOOLEAN, CHOICE, FREE, NAME, NUMBER, PRECHECKS, QUESTIONS, missing_prechecks
from bot.intake.trust import take_facts

# Long enough to be a description rather than a title: T2 asks for "clear and detailed".
DESCRIPTION_WORDS = 12
_EMPTY = re.compile(r"^[\W_]*$|^(.)\1{2,}$|^(asdf\w*|test|xxx+|qwert\w*|blah?( blah?)*)$", re.IGNORECASE)
_SMALL_NUMBER = re.compile(r"\b\d{1,5}\b")


def says_nothing(text: str) -> bool:
    """Placeholder text such as ".", "asdf" or "???", which is no description (domain section 10)."""
    return bool(_EMPTY.match(text.strip()))


def skip(case: Case, name: str) -> None:
    """The user can not or will not answer: remembered, so that it is not asked again."""
    question = QUESTIONS[name]
    if question.kind == FREE:
        if name == "description" and case.opening:
            case.answers["description"] = case.opening
        case.skipped.append(name)
        return
    if name == "licence_key" and (status := case.facts.get("licence_status")):
        # No other key: a person looks at it (domain 3.3), and is told which key there was.
        case.forget("licence_status")
        case.flags.append(f"key_{status}")
    for fact in question.fills:
        if fact.endswith("_status") and fact in ("trunk_status", "phone_status", "integration_status"):
            case.set_fact(fact, "unknown", "user")
        elif fact == "version":
            case.unanswered.append("version_status")
        elif fact not in case.facts and fact not in case.unanswered:
            case.unanswered.append(fact)


def take_answer(case: Case, message: Message, changed: list[str]) -> bool:
    """True when `message` answers `case.question`; `changed` are the facts it already brought."""
    question = QUESTIONS.get(case.question or "")
    if question is None:
        return False
    if message.intent == "skip" and question.skippable:
        skip(case, question.name)
        return True
    if question.name in (*TEXTS, "logs"):
        if message.intent == "correct_answer" and changed:
            return False  # "no, it is self-hosted" is about a fact, not the text asked for
        return _take_text(case, question.name, message)
    if any(fact in changed or (fact == "version" and "version_status" in changed) for fact in question.fills):
        return question.name not in ("topic", "problem", "prechecks")
    if question.name == "prechecks":
        return _take_prechecks(case, message, changed)
    if question.kind == BOOLEAN and message.intent in ("affirm", "deny"):
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


def _take_text(case: Case, name: str, message: Message) -> bool:
    if says_nothing(message.text):
        return False
    negative = message.intent == "deny" and message.words <= 4
    if name == "logs" and message.intent == "affirm" and message.words <= 3:
        return False
    if name == "description" and (negative or message.intent == "affirm" and message.words <= 3):
        skip(case, name)
        return True
    earlier = case.opening if name == "description" else ""
    case.answers[name] = "\n".join(filter(None, (earlier, message.text.strip())))
    return True


def _take_prechecks(case: Case, message: Message, changed: list[str]) -> bool:
    if message.intent == "affirm":
        take_facts(case, {name: PRECHECKS[name] for name in missing_prechecks(case)})
        return True
    if message.intent == "deny":
        case.skipped.append("prechecks")
        return True
    return any(name in changed for name in PRECHECKS)


def _take_number(case: Case, name: str, message: Message) -> bool:
    numbers = _SMALL_NUMBER.findall(message.text)
    if len(numbers) != 1 or int(numbers[0]) < 1:
        return False
    take_facts(case, {name: int(numbers[0])})
    return True


def _take_name(case: Case, name: str, message: Message) -> bool:
    if name == "version":
        return False
    if message.intent in ("deny", "affirm") and message.words <= 2:
        return False
    case.names[name] = message.text.strip()[:120]
    take_facts(case, {QUESTIONS[name].fills[0]: "unknown"})
    return True
