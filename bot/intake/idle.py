"""What is said to a few words that describe no problem while no case is open.

Called by `actions` before a message may open a case: "ok", "submit" once more, "I want a ticket" after
a forum draft. It never opens a case itself.
"""

from __future__ import annotations

from bot.intake.case import FINISHED
from bot.intake.commands import Commands
from bot.intake.dialogue import Dialogue
from bot.intake.message import Message, Reply
from bot.intake.navigation import Navigation
from bot.intake.topics import SECOND_WORDS, TITLE_WORDS, names_a_problem, reports_too
from bot.intake.wishes import answer_to
from bot.text.catalogue import Text


def without_a_case(dialogue: Dialogue, message: Message) -> list[Reply] | None:
    """The replies to `message`, None where a case is open or the message opens one."""
    case, commands = dialogue.case, Commands(dialogue)
    if case.active or message.facts or message.entities or message.told:
        return None
    no_problem = not message.problems or message.problems[0][0] == "other"
    if case.status == "handed_over" and no_problem and SECOND_WORDS <= message.words < TITLE_WORDS:
        return commands.ticket_anyway()
    slip = case.status in FINISHED and message.words < SECOND_WORDS and not names_a_problem(message)
    if slip or message.intent in ("affirm", "deny", "skip"):
        return [Reply(Text("replies.how_can_i_help"), commands.afterwards())]
    return None


def wish_without_a_case(dialogue: Dialogue, message: Message, request: str) -> list[Reply] | None:
    """The replies to a wish after a case: it is about that case, None where it opens another one."""
    case, commands = dialogue.case, Commands(dialogue)
    if case.status not in FINISHED or set(message.facts) - {"requests"} or reports_too(message):
        return None
    if case.status == "handed_over" and request == "forum":
        # Whoever speaks of the forum after its post asks why, or wants a ticket.
        return Navigation(dialogue).reasons()
    if case.status == "handed_over" and request in ("human", "remote_session"):
        return commands.ticket_anyway()
    if case.status == "submitted" and case.ticket_id and request in ("human", "remote_session"):
        dialogue.desk.add(case, case.ticket_id, message.text)
        return [Reply(answer_to(case, request)), Reply(Text("replies.added", {"ticket": case.ticket_id}))]
    return [Reply(answer_to(case, request), commands.afterwards())]
