"""Takes everything out of a message: key, facts, names, the answer to the open question, a problem, a log.

Called by the dialogue once a message; it changes the case and says what it noted, and never decides
what comes next.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from bot.intake import concerns
from bot.intake.answers import DESCRIPTION_WORDS, NO_ANSWER_WORDS, asks, only_log, skip, speaks_of_keys, take_answer
from bot.intake.case import TEXTS, Case
from bot.intake.licence import look_up, recorded, recorded_differently
from bot.intake.message import Button, Message, Reply
from bot.intake.ports import Licences
from bot.intake.questions import ASIDE, FREE, QUESTIONS
from bot.intake.reading import facts_in, states_facts, take_names, told_elsewhere
from bot.intake.remarks import goes_on
from bot.intake.summary import noted
from bot.intake.topics import SAME_WORDS, SECOND_WORDS, TITLE_WORDS, Topics
from bot.intake.trust import REGISTRY_ONLY, take_facts
from bot.text import pasted
from bot.text.catalogue import Text

# Where nothing or the problem itself is asked, a message is read for its problem even if it answers.
_ABOUT_THE_PROBLEM = (None, "problem", "topic")
# Where nothing is asked but what to do with what stands there, few words are a remark.
_STANDING = ("outcome", "summary")
# A question of these may be answered with what is a problem of its own.
_TEXT_ANSWERS = ("steps_taken", "reproduction_steps", "logs")
_BARE = ("affirm", "deny", "skip")
# What a message costs of the patience with the question that it leaves open: one that says nothing to it
# weighs double one that tells something else.
TOLD_ELSE, SAID_NOTHING = 1, 2


@dataclass
class Heard:
    """What a message brought.

    `said` acknowledges it; `moved` tells whether the case has to be decided again; `weight` what it costs of the
    patience with the open question: nothing where it is a fact, TOLD_ELSE where it only adds to the description.
    """

    said: list[Text] = field(default_factory=list)
    buttons: tuple[Button, ...] = ()
    moved: bool = False
    weight: int = 0


def hear(case: Case, message: Message, licences: Licences) -> Heard:
    """Takes over all that `message` brings to `case`."""
    heard = Heard()
    waiting = case.question
    free = waiting in QUESTIONS and QUESTIONS[waiting].kind == FREE
    if waiting not in (None, *ASIDE) and told_elsewhere(message):
        return _elsewhere(case, waiting)
    if goes_on(case, message):
        message = replace(message, intent="inform")
    earlier = message.intent == "deny" and message.facts or _corrects_hosting(case, message)
    if free and (earlier or states_facts(message, str(waiting))):
        # "No, it is on-premise" where a text is asked for: the no is about an earlier fact.
        message = replace(message, intent="correct_answer")
    facts = facts_in(case, message)
    key = message.entities.get("licence_key")
    if key:
        heard.said += look_up(case, licences, str(key))
    changed, refused = take_facts(case, facts)
    renamed = [name for name in take_names(case, message) if name in case.facts and name not in changed]
    case.related_thread = message.entities.get("thread_url") or case.related_thread
    heard.moved = bool(key or changed or renamed)
    told: list[str] = []
    agreed = False
    lone = only_log(message.text) and (waiting != "logs" or message.attachment is not None)
    if message.attachment is not None:
        case.attach(message.attachment)
        message = replace(message, text=pasted.split(message.text).prose)
        heard.moved = heard.moved or waiting == "logs"
    elif lone:
        case.describe(message.text)
    if not lone:
        if waiting == "topic" and not case.licence and speaks_of_keys(message):
            # Somebody who told the fault and now speaks of keys has none at hand.
            skip(case, "licence_key")
            heard.said.append(Text("replies.no_key_noted"))
            if case.candidates and (message.intent == "affirm" or concerns.says_yes(message.concepts)):
                # "Yes, but I have no key here" says yes as well.
                heard.moved = Topics(case).confirm(case.candidates[0])
            return heard
        topics = Topics(case)
        elsewhere = topics.corrected(message, waiting) or not renamed and topics.elsewhere(message, waiting)
        answered = not elsewhere and take_answer(case, message, [*facts, *renamed]) or bool(key)
        told = _take_told(case, message, waiting, answered)
        if answered and waiting in _TEXT_ANSWERS and (another := topics.in_an_answer(message, waiting)):
            heard.said.append(another.text)
            heard.buttons = another.buttons
        taken = _take_problem(heard, case, message, waiting, answered)
        if waiting == "topic" and not (case.problem or taken) and case.candidates and message.intent not in _BARE:
            if key or changed or renamed:
                Topics(case).passed_over()
        agreed = waiting == "topic" and case.problem is not None and message.intent not in _BARE
        # "The hosting is wrong, it is on-premise" says no more than the fact that it corrects.
        fewest = DESCRIPTION_WORDS if message.intent == "correct_answer" else TITLE_WORDS
        corrects = bool(changed or refused) and message.words < fewest
        if not (answered or taken or told or heard.said or corrects) and _tells_something(message, waiting):
            case.describe(message.text)
            heard.said.append(Text("replies.added_to_description"))
            heard.weight = TOLD_ELSE
    fills = QUESTIONS[waiting].fills if waiting else ()
    known = [name for name in recorded(case) if name not in facts] if key else []
    new = [name for name in changed if name not in (*fills, *known)]
    if rows := noted(case, [*known, *new, *renamed, *told], problem=agreed):
        heard.said.append(rows)
    elif facts and not (heard.said or heard.moved or refused):
        # Told once more: understood, and known already.
        heard.said += filter(None, [noted(case, [name for name in facts if name in case.facts])])
    heard.said += [recorded_differently(name) for name in refused if name not in REGISTRY_ONLY]
    if lone or message.attachment is not None:
        heard.said.append(Text("replies.log_kept"))
    return heard


def _elsewhere(case: Case, waiting: str | None) -> Heard:
    """Who says that it was told already: as a description the report will do, nothing else is known from elsewhere."""
    if waiting == "description" and case.opening:
        skip(case, waiting)
        return Heard(moved=True)
    return Heard([Text("replies.told_elsewhere")], weight=SAID_NOTHING)


def _corrects_hosting(case: Case, message: Message) -> bool:
    """A few words that name another hosting than the one known: no text that was asked for is so short."""
    hosting = message.facts.get("hosting")
    known = case.facts.get("hosting")
    return bool(hosting and known and hosting != known) and message.words < TITLE_WORDS


def _take_told(case: Case, message: Message, waiting: str | None, answered: bool) -> list[str]:
    """Keeps what answers a later question already; returns the names of those questions.

    A text that was asked for took the whole message: it is not kept a second time under a question answered before.
    """
    names = [name for name in message.told if name != waiting and not (name == "logs" and case.attachments)]
    if answered and message.intent == "deny" and message.words < TITLE_WORDS:
        return []  # "no, had no time for that" is no step
    if answered and waiting in TEXTS:
        names = [name for name in names if name not in (*case.answers, *case.skipped)]
    for name in names:
        case.note(name, message.told[name])
    return names


def _tells_something(message: Message, waiting: str | None) -> bool:
    """Words worth keeping although they answer nothing: a statement of some words, or any long text."""
    if waiting in _ABOUT_THE_PROBLEM:
        return False
    if asks(message.text) and message.words <= NO_ANSWER_WORDS:
        return False
    if message.attachment is not None and message.words < TITLE_WORDS:
        return False  # "here is the log" says no more than the log does
    states = message.intent in ("inform", "add_information", "report_problem", "correct_answer")
    fewest = SAME_WORDS if waiting in _STANDING else SECOND_WORDS
    return message.words >= (fewest if states else DESCRIPTION_WORDS)


def _take_problem(heard: Heard, case: Case, message: Message, waiting: str | None, answered: bool) -> bool:
    """Whether the message was read as (more of) a problem."""
    heard.moved = heard.moved or answered
    if answered and waiting not in _ABOUT_THE_PROBLEM:
        return False
    found = Topics(case).take(message, waiting)
    if isinstance(found, Reply):
        heard.said.append(found.text)
        heard.buttons = found.buttons
    elif found:
        heard.moved = True
    return bool(found)
