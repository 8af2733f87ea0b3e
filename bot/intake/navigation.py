"""Moves about in a conversation: back, start again, cancel, change an answer, and why something is asked.

Called by `actions` for what was typed and by `Commands` for buttons. Nothing told is lost without
being asked for.
"""

from __future__ import annotations

from bot.intake import announce
from bot.intake.asking import ask
from bot.intake.case import OPEN
from bot.intake.dialogue import Dialogue
from bot.intake.message import Button, Message, Reply
from bot.intake.questions import QUESTIONS
from bot.policy import Decision
from bot.text.catalogue import Text

# Questions whose answers are forgotten when they are put again: what they ask depends on what is missing.
_ASKED_AFRESH = ("problem", "topic", "prechecks")
# Questions that are about a decision; "why?" is answered by its reasons.
_OVER_A_DECISION = ("outcome", "summary", "existing_ticket", "change")


class Navigation:
    """The ways through one dialogue."""

    def __init__(self, dialogue: Dialogue) -> None:
        self.dialogue = dialogue

    def why(self, message: Message | None = None) -> list[Reply]:
        """Why the open question is asked, and why a decision that was said is as it is.

        An answer that `message` gives to the question beside asking is taken.
        """
        case = self.dialogue.case
        asks = case.active and case.question is not None and case.question not in _OVER_A_DECISION
        about_question = [Reply(QUESTIONS[case.question].why)] if asks and case.question else []
        decided = case.announced is not None and (case.decision or {}).get("outcome") != "need_facts"
        if about_question and not decided:
            return [*about_question, *self._go_on(message)]
        if case.decision is None:
            return [Reply(Text("replies.nothing_to_explain")), *self.dialogue.ask_again()]
        decision = self.dialogue.decide()
        if about_question and decision.outcome != "correct_key":
            ways = announce.choices(case) if case.route == decision.outcome else ()
            return [*about_question, self._reasons(decision, ways), *self._go_on(message)]
        if case.active and case.question == "outcome":
            # What helps and what can be chosen stands above; only the reasons are asked for.
            return [self._reasons(decision, announce.choices(case))]
        told = announce.announcement(case, decision, self.dialogue.explanation(decision))
        return [Reply(told.text, data=told.data), *self.dialogue.ask_again()]

    def _go_on(self, message: Message | None) -> list[Reply]:
        return self.dialogue.go_on(message) if message else self.dialogue.ask_again()

    def reasons(self) -> list[Reply]:
        """The reasons of the decision that stands, with the buttons for another way; then the open question."""
        case = self.dialogue.case
        return [self._reasons(self.dialogue.decide(), announce.choices(case)), *self.dialogue.ask_again()]

    def _reasons(self, decision: Decision, ways: tuple[Button, ...]) -> Reply:
        told = announce.reasons(self.dialogue.case, decision, self.dialogue.explanation(decision))
        return Reply(told.text, ways, told.data)

    def back(self) -> list[Reply]:
        """Takes back the last answer and puts its question again."""
        case = self.dialogue.case
        if case.active and case.question in ("change", "restart"):
            return self.dialogue.carry_on()
        if case.question and case.asked[-1:] == [case.question]:
            case.asked.pop()
        if case.status == "handed_over":
            # Nothing was submitted: the post can still be changed.
            case.status = OPEN
        if not case.active or not case.asked:
            return [Reply(Text("replies.nothing_before")), *self.dialogue.ask_again()]
        return self.edit(case.asked[-1])

    def edit(self, name: str) -> list[Reply]:
        """Puts a question again; its answer is kept until another one is given."""
        case = self.dialogue.case
        if name == "problem":
            case.topic_confirmed, case.candidates = False, []
        if name in _ASKED_AFRESH:
            for fact in (*QUESTIONS[name].fills, name):
                case.forget(fact)
            case.decision = self.dialogue.decide().to_dict()
        return [ask(case, name)]

    def restart(self) -> list[Reply]:
        """Starts again; asks first where something told would be lost."""
        if self.dialogue.case.active and self.dialogue.case.facts and self.dialogue.case.question != "restart":
            return [ask(self.dialogue.case, "restart")]
        return self.dialogue.start_over()

    def cancel(self) -> list[Reply]:
        """Drops the case; nothing is submitted. Asked what to change, only the change is dropped."""
        if self.dialogue.case.active and self.dialogue.case.question in ("change", "restart"):
            return self.dialogue.carry_on()
        if not self.dialogue.case.active:
            return [Reply(Text("replies.nothing_to_cancel"))]
        self.dialogue.case.status, self.dialogue.case.question = "cancelled", None
        return [Reply(Text("replies.cancelled"))]
