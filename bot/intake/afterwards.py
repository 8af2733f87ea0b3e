"""Log lines that come after the ticket was opened: they belong to it, as a file beside what is written with them.

Called by `actions` before a message is taken otherwise. Whatever else the message says goes its usual way.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.intake.dialogue import Dialogue
from bot.intake.message import Message, Reply
from bot.intake.topics import SECOND_WORDS, names_a_problem
from bot.text import pasted
from bot.text.catalogue import Text

# What is written beside log lines goes into the ticket with them; anything else wants an answer of its own.
_TELLING = frozenset(
    {"inform", "report_problem", "correct_answer", "add_information", "affirm", "deny", "skip", "nlu_fallback"}
)


@dataclass(frozen=True)
class Kept:
    """The replies to log lines that were kept, and what is left of the message to be answered."""

    replies: list[Reply]
    rest: Message | None


def keep_log(dialogue: Dialogue, message: Message) -> Kept | None:
    """Adds the log lines of `message` to the ticket of the case; None where there are none or another case begins.

    Lines that the ticket has already are not added again, the words beside them are.
    """
    case, attachment = dialogue.case, message.attachment
    if attachment is None or case.status != "submitted" or case.ticket_id is None:
        return None
    prose = replace(message, text=pasted.split(message.text).prose.strip(), attachment=None)
    if _reports_another(prose, case.problem):
        return None
    new = case.attach(attachment)
    if (new or prose.text) and not dialogue.desk.add(
        case, case.ticket_id, prose.text or str(attachment["name"]), [attachment] if new else []
    ):
        return None
    added = Text("replies.added", {"ticket": case.ticket_id})
    replies = [Reply(Text("replies.lines", {"lines": [Text("replies.log_kept"), added]}))]
    return Kept(replies, None if message.intent in _TELLING or not prose.text else prose)


def _reports_another(prose: Message, problem: str | None) -> bool:
    """Whether the words beside the lines report a problem that is not the ticket's."""
    reports = prose.intent == "report_problem" and names_a_problem(prose) and prose.words >= SECOND_WORDS
    return reports and prose.problems[0][0] != problem
