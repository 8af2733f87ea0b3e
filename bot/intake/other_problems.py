"""The buttons about another problem of the same conversation: kept for later, part of this one, or next (A1).

Called by `Commands`. What was told of either problem goes with it; a case that is left keeps nothing for itself.
"""

from __future__ import annotations

from typing import Any, Mapping

from bot.intake.dialogue import Dialogue
from bot.intake.message import Message, Reply
from bot.intake.remarks import UPDATE
from bot.intake.summary import noted
from bot.intake.topics import Topics
from bot.text.catalogue import Text


class OtherProblems:
    """What is done with the problems beside the one of the dialogue's case."""

    def __init__(self, dialogue: Dialogue) -> None:
        self.dialogue = dialogue

    def same_problem(self, command: Mapping[str, Any]) -> list[Reply]:
        """What was kept last belongs to this problem."""
        case = self.dialogue.case
        if not case.pending:
            return self.dialogue.ask_again()
        case.describe(case.pending.pop()["text"])
        return [Reply(Text("replies.added_to_description")), *self.dialogue.ask_again()]

    def second_problem(self, command: Mapping[str, Any]) -> list[Reply]:
        """An answer was the report of another problem: it is kept for a case of its own, its question comes back."""
        case = self.dialogue.case
        if case.answers.get(command["question"]) != command["text"]:
            return self.dialogue.ask_again()
        case.forget(command["question"])
        case.keep_for_later(command["text"], command["problems"])
        problem = Text(f"problems.{command['problems'][0][0]}")
        return [Reply(Text("replies.second_problem", {"problem": problem})), *self.dialogue.advance()]

    def next_problem(self, command: Mapping[str, Any]) -> list[Reply]:
        """A case of the same system for what was kept first."""
        earlier = self.dialogue.case
        if not earlier.pending:
            return self.dialogue.start_over()
        first, *rest = earlier.pending
        case = self.dialogue.case = earlier.sibling()
        case.pending = rest
        problems = tuple((code, probability) for code, probability in first["problems"])
        return self.dialogue.take(Message(first["text"], case.language, "report_problem", problems=problems))

    def update_fails(self, command: Mapping[str, Any]) -> list[Reply]:
        """The update itself becomes the problem; what it was to mend comes after it."""
        earlier = self.dialogue.case
        case = self.dialogue.case = earlier.sibling()
        case.keep_for_later(earlier.told, [[earlier.problem, 1.0]])
        for kept in earlier.pending:
            if kept["problems"][0][0] == UPDATE:
                case.describe(kept["text"])
            else:
                case.keep_for_later(kept["text"], kept["problems"])
        case.describe(str(command.get("text", "")))
        if wishes := earlier.facts.get("requests"):
            case.set_fact("requests", wishes, "user")
        Topics(case).confirm(UPDATE)
        agreed = noted(case, [], problem=True)
        return [*([Reply(agreed)] if agreed else []), *self.dialogue.advance()]
