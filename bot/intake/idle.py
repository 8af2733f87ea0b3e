"""What is said to a few words that describe no problem while no case is open.

Called by `actions` before a message may open a case: "ok", "submit" once more, "I want a ticket" after
a forum draft. It never opens a case itself.
"""

from __future__ import annotations

from bot.intake.case import FINISHED
from bot.intake.commands import Commands
from bot.intake.dialogue import Dialogue
from bot.intake.message import Message, Reply
from bot.intake.topics import SECOND_WORDS, TITLE_WORDS, names_a_problem
from bot.text.catalogue import Text


def without_a_case(dialogue: Dialogue, message: Message) -> list[Reply] | None:
    """The replies to `message`, None where a case is open or the message opens one."""
    case, commands = dialogue.case, Commands(dialogue)
    if case.active or message.facts or message.entities:
        return None
    no_problem = not message.problems or message.problems[0][0] == "other"
    if case.status == "handed_over" and no_problem and SECOND_WORDS <= message.words < TITLE_WORDS:
        return commands.ticket_anyway()
    slip = case.status in FINISHED and message.words < SECOND_WORDS and not names_a_problem(message)
    if slip or message.intent in ("affirm", "deny", "skip"):
        return [Reply(Text("replies.how_can_i_help"), commands.afterwards())]
    return None
