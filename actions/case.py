"""Actions that move the case: an answer, a button, a file, back, start again, cancel, a request."""

from __future__ import annotations

from rasa_sdk import Tracker

from actions.turn import IntakeAction
from bot.attachments.report import describe, facts_from
from bot.intake import remarks
from bot.intake.asking import ask
from bot.intake.commands import Commands
from bot.intake.dialogue import Dialogue
from bot.intake.idle import wish_without_a_case, without_a_case
from bot.intake.message import Message, Reply
from bot.intake.navigation import Navigation
from bot.intake.trust import REGISTRY_ONLY, take_facts
from bot.intake.wishes import answer_to, rather_a_ticket
from bot.text.catalogue import Text

# What a wish is called in the facts (contract section 4).
REQUESTS = {
    "ask_human": "human",
    "ask_phone_support": "phone_support",
    "ask_forum": "forum",
    "ask_remote_session": "remote_session",
}


class CaseContinue(IntakeAction):
    """Facts, answers and descriptions; at the summary a yes submits and a no changes."""

    def name(self) -> str:
        return "action_case_continue"

    def step(self, dialogue: Dialogue, message: Message, tracker: Tracker) -> list[Reply]:
        case = dialogue.case
        if (told := without_a_case(dialogue, message)) is not None:
            return told
        if rather_a_ticket(case, message):
            return Commands(dialogue).ticket_anyway()
        if remarks.agrees_to_submit(case, message):
            return Commands(dialogue).submit()
        if remarks.finds_fault(case, message):
            return [ask(case, "change")]
        return dialogue.take(message)


class CasePress(IntakeAction):
    """A button of the last turn."""

    def name(self) -> str:
        return "action_case_press"

    def step(self, dialogue: Dialogue, message: Message, tracker: Tracker) -> list[Reply]:
        return Commands(dialogue).run((tracker.latest_message.get("metadata") or {}).get("command") or {})


class CaseAttach(IntakeAction):
    """A received file: what was found in it is said, facts in it are taken over."""

    def name(self) -> str:
        return "action_case_attach"

    def step(self, dialogue: Dialogue, message: Message, tracker: Tracker) -> list[Reply]:
        command = (tracker.latest_message.get("metadata") or {}).get("command") or {}
        attachment = command.get("attachment") or {}
        finding = attachment.get("finding") or {}
        known = dialogue.case.active and "version" in dialogue.case.facts
        told = [Reply(Text("replies.lines", {"lines": describe(finding, version_known=known)}))]
        if not finding.get("accepted", False):
            return [*told, *dialogue.ask_again()]
        case = dialogue.case
        if case.status == "submitted" and case.ticket_id:
            dialogue.desk.add(case, case.ticket_id, attachment["name"], [attachment])
            return [*told, Reply(Text("replies.added", {"ticket": case.ticket_id}))]
        if not case.active:
            dialogue.begin()
        dialogue.case.attachments.append(attachment)
        take_facts(dialogue.case, facts_from(finding), "attachment")
        return [*told, *dialogue.advance()]


class CaseBack(IntakeAction):
    def name(self) -> str:
        return "action_case_back"

    def step(self, dialogue: Dialogue, message: Message, tracker: Tracker) -> list[Reply]:
        return Navigation(dialogue).back()


class CaseRestart(IntakeAction):
    def name(self) -> str:
        return "action_restart"

    def step(self, dialogue: Dialogue, message: Message, tracker: Tracker) -> list[Reply]:
        return Navigation(dialogue).restart()


class CaseCancel(IntakeAction):
    def name(self) -> str:
        return "action_case_cancel"

    def step(self, dialogue: Dialogue, message: Message, tracker: Tracker) -> list[Reply]:
        return Navigation(dialogue).cancel()


class CaseRequest(IntakeAction):
    """A person, a call, the forum or a remote session is asked for: noted, answered, and on with the case."""

    def name(self) -> str:
        return "action_case_request"

    def step(self, dialogue: Dialogue, message: Message, tracker: Tracker) -> list[Reply]:
        request = REQUESTS[message.intent]
        under_way = dialogue.case.active
        if (told := wish_without_a_case(dialogue, message, request)) is not None:
            return told
        if rather_a_ticket(dialogue.case, message):
            return Commands(dialogue).ticket_anyway()
        if not under_way:
            dialogue.begin()
        take_facts(dialogue.case, {"requests": [request]})
        if request in ("forum", "human") and dialogue.case.route == "forum" and under_way:
            # On the way to a post nobody reads a ticket: why, and the button for one where it is granted.
            return Navigation(dialogue).reasons()
        answer = Reply(answer_to(dialogue.case, request))
        if under_way and not (set(message.facts) - {"requests", *REGISTRY_ONLY} or message.entities):
            return [answer, *dialogue.go_on(message)]
        return [answer, *dialogue.take(message)]
