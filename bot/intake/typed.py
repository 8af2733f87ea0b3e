"""Finds the button that was typed instead of pressed, as people do in e-mail, chats and out of habit.

Called by `actions` before a message is understood otherwise. It never gives consent to a fee: that
takes the button itself (D8, W8).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.intake.message import Message, Reply
from bot.intake.questions import CHOICE, KEY, QUESTIONS
from bot.text.catalogue import Text, from_wire

_WORD = re.compile(r"\w+")
_PRESSED_ONLY = frozenset({"fee"})
# A part of a title ("partner" for "A 3CX partner") counts up to this many words, one of them no mere particle.
_PART_WORDS = 3
_PARTICLE = 3


def offer(replies: Sequence[Reply]) -> list[dict[str, Any]]:
    """The buttons under `replies` as JSON, for `pressed` to search in the next turn.

    Those that are `asked` stand under the question, which comes last: they are what is counted.
    """
    last = max((number for number, reply in enumerate(replies) if reply.buttons), default=0)
    return [
        {"title": button.title.to_wire(), "command": dict(button.command), "asked": number == last}
        for number, reply in enumerate(replies)
        for button in reply.buttons
    ]


def pressed(
    message: Message, offered: Sequence[Mapping[str, Any]], question: str | None, say: Callable[[Text], str]
) -> Mapping[str, Any] | None:
    """The command of the offered button that `message` names, None when it names none or several.

    The whole title always counts. A part of one counts for a choice of values of the open `question` and for the
    other way that a decision leaves ("rather a ticket") only;
    elsewhere "right" would press "Something is not right". "Change the hosting" names the row to change.
    A place in the list ("the second one") counts where the question is a choice.
    """
    words = _words(message.text)
    titles = [(_words(say(from_wire(button["title"]))), button["command"]) for button in offered]
    found = [command for title, command in titles if words and title == words]
    if not found and (counted := chosen(message, offered, question)):
        found = [counted]
    if not found and len(words) <= _PART_WORDS and any(len(word) > _PARTICLE for word in words):
        found = [command for title, command in titles if set(words) <= set(title) and _answers(command, question)]
    if not found and question == "change":
        found = [command for title, command in titles if set(title) <= set(words)]
    return found[0] if len(found) == 1 and found[0].get("do") not in _PRESSED_ONLY else None


def chosen(message: Message, offered: Sequence[Mapping[str, Any]], question: str | None) -> Mapping[str, Any] | None:
    """The command of the button whose place `message` names: "2", "the last one", "option b".

    A question for a number, a name or a text has no such list, nor has one for yes or no.
    """
    listed: list[Mapping[str, Any]] = [button["command"] for button in offered if button.get("asked")]
    kind = QUESTIONS[question].kind if question in QUESTIONS else None
    place = message.choice
    if place is None or kind not in (CHOICE, KEY) or not 1 < len(listed) >= abs(place) > 0:
        return None
    return listed[place - 1 if place > 0 else place]


def pressed_only(message: Message, offered: Sequence[Mapping[str, Any]], question: str | None) -> bool:
    """Whether the place of a button is named that has to be pressed itself."""
    command = chosen(message, offered, question)
    return command is not None and command.get("do") in _PRESSED_ONLY


def gives_the_value(command: Mapping[str, Any], facts: Mapping[str, Any]) -> bool:
    """Whether the row that is to be changed got its new value in the same breath: "hosting is wrong, it is on-premise".

    `facts` are those of the message that named the row.
    """
    question = QUESTIONS.get(str(command.get("question"))) if command.get("do") == "edit" else None
    return question is not None and not set(question.fills).isdisjoint(facts)


def _answers(command: Mapping[str, Any], question: str | None) -> bool:
    if command.get("do") == "choose":
        return True
    if question in ("topic", "change"):
        return command.get("do") in ("topic", "edit")
    return command.get("fact") == question


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
