"""Actions about tickets that exist: status and additions, for their owner only."""

from __future__ import annotations

from dataclasses import replace

from rasa_sdk import Tracker

from actions.turn import IntakeAction
from bot.intake.case import TEXTS
from bot.intake.commands import Commands
from bot.intake.dialogue import Dialogue
from bot.intake.message import Message, Reply
from bot.intake.topics import names_a_problem
from bot.policy import answer
from bot.policy.questions import match
from bot.text.catalogue import Text


class TicketStatus(IntakeAction):
    """The status of a ticket of this conversation or its linked person."""

    def name(self) -> str:
        return "action_ticket_status"

    def step(self, dialogue: Dialogue, message: Message, tracker: Tracker) -> list[Reply]:
        status = dialogue.desk.status(dialogue.case, message.entities.get("ticket_id"))
        if status is None:
            # "How long until somebody answers?" without a ticket is a question about the policy.
            topics = match(dialogue.policy, message.text, message.language)
            not_yet = dialogue.case.active and "ticket_id" not in message.entities
            unknown = "replies.ticket_not_yet" if not_yet else "replies.ticket_not_yours"
            told = answer(dialogue.policy, topics[0].topic) if topics else Text(unknown)
            return [Reply(told, Commands(dialogue).afterwards()), *dialogue.go_on(message)]
        lines = [
            Text("replies.ticket_status", {"ticket": status.id, "status": Text(f"replies.status_{status.status}")})
        ]
        if due := dialogue.case.due(status.id):
            lines.append(Text("replies.status_due", {"due": due}))
        elif topics := match(dialogue.policy, message.text, message.language):
            # A review has no target date; "when?" is answered by the rule.
            lines.append(answer(dialogue.policy, topics[0].topic))
        return [Reply(Text("replies.lines", {"lines": lines})), *dialogue.go_on(message)]


class TicketAdd(IntakeAction):
    """Adds what was written to the owner's ticket."""

    def name(self) -> str:
        return "action_ticket_add"

    def step(self, dialogue: Dialogue, message: Message, tracker: Tracker) -> list[Reply]:
        case = dialogue.case
        if case.active and (message.facts or message.entities or case.question in (*TEXTS, "logs", "problem", None)):
            return dialogue.take(message)
        if case.active:
            case.describe(message.text)
            return [Reply(Text("replies.added_to_description")), *dialogue.ask_again(whole=True)]
        if case.status == "handed_over" and "ticket_id" not in message.entities:
            return dialogue.add_to_post(message)
        status = dialogue.desk.status(dialogue.case, message.entities.get("ticket_id"))
        if status is None and "ticket_id" not in message.entities and names_a_problem(message):
            # Nothing there to add to: it is a report.
            return dialogue.take(replace(message, intent="report_problem"))
        if status is None or not dialogue.desk.add(dialogue.case, status.id, message.text):
            return [Reply(Text("replies.ticket_not_yours")), Reply(Text("replies.how_can_i_help"))]
        return [Reply(Text("replies.added", {"ticket": status.id}))]
