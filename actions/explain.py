"""Actions that explain: why a question or decision, and what the support policy says."""

from __future__ import annotations

from dataclasses import replace

from rasa_sdk import Tracker

from actions.turn import IntakeAction
from bot.intake.dialogue import Dialogue
from bot.intake.message import Message, Reply
from bot.intake.navigation import Navigation
from bot.intake.topics import reports_too
from bot.intake.wishes import about_oneself
from bot.policy import answer
from bot.policy.questions import match
from bot.text.catalogue import Text


class DecisionExplain(IntakeAction):
    """Why this question, or why this decision, with its clauses."""

    def name(self) -> str:
        return "action_decision_explain"

    def step(self, dialogue: Dialogue, message: Message, tracker: Tracker) -> list[Reply]:
        return Navigation(dialogue).why(message)


class PolicyAnswer(IntakeAction):
    """A question about the policy, answered from its clauses; then the open question again."""

    def name(self) -> str:
        return "action_policy_answer"

    def step(self, dialogue: Dialogue, message: Message, tracker: Tracker) -> list[Reply]:
        if (own := about_oneself(dialogue.case, message)) is not None:
            return [Reply(own), *dialogue.go_on(message)]
        topics = match(dialogue.policy, message.text, message.language)
        if topics:
            lines = [answer(dialogue.policy, topics[0].topic)]
            if topics[0].topic == "sla" and (due := dialogue.case.due(dialogue.case.ticket_id)):
                lines.append(Text("replies.status_due", {"due": due}))
            told = Reply(Text("replies.lines", {"lines": lines}))
        else:
            told = Reply(Text("replies.policy_question_unclear"))
        if not dialogue.case.active and reports_too(message):
            return [told, *dialogue.take(replace(message, intent="report_problem"))]
        return [told, *dialogue.go_on(message)]
