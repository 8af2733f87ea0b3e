"""What the buttons do. A command comes from the gateway, which offered it itself; it is not typed text.

Called by `actions` for a pressed button; everything ends in the dialogue's own steps.
"""

from __future__ import annotations

from typing import Any, Callable, Mapping

from bot.intake.announce import card
from bot.intake.answers import skip
from bot.intake.asking import ask
from bot.intake.case import FINISHED
from bot.intake.dialogue import Dialogue
from bot.intake.licence import look_up, recorded, recorded_differently
from bot.intake.message import Button, Reply, press
from bot.intake.navigation import Navigation
from bot.intake.other_problems import OtherProblems
from bot.intake.questions import PRECHECKS
from bot.intake.summary import noted
from bot.intake.topics import Topics
from bot.intake.trust import take_facts
from bot.policy import Decision
from bot.text.catalogue import Text


class Commands:
    """The buttons' commands over one dialogue."""

    def __init__(self, dialogue: Dialogue) -> None:
        self.dialogue = dialogue
        others = OtherProblems(dialogue)
        self._do: dict[str, Callable[[Mapping[str, Any]], list[Reply]]] = {
            "topic": self._topic,
            "set": self._set,
            "prechecks": self._prechecks,
            "answer": self._answer,
            "skip": self._skip,
            "same_licence": self._same_licence,
            "no_key": lambda command: self._skip({"question": "licence_key"}),
            "edit": lambda command: Navigation(self.dialogue).edit(command["question"]),
            "choose": self._choose,
            "fee": self._fee,
            "submit": lambda command: self.submit(),
            "cancel": lambda command: Navigation(self.dialogue).cancel(),
            "solved": self._solved,
            "add": self._add,
            "own_ticket": self._own_ticket,
            "next_problem": others.next_problem,
            "update_fails": others.update_fails,
            "new_case": lambda command: self.dialogue.start_over(),
            "carry_on": lambda command: self.dialogue.carry_on(),
            "same_problem": others.same_problem,
            "second_problem": others.second_problem,
        }

    def run(self, command: Mapping[str, Any]) -> list[Reply]:
        """Carries out `command`; an unknown one puts the open question again."""
        handler = self._do.get(str(command.get("do")))
        if handler is None:
            return self.dialogue.ask_again()
        revives = command["do"] in ("choose", "solved", "next_problem", "new_case")
        if not self.dialogue.case.active and not revives:
            if self.dialogue.case.ticket_id:
                return self._submitted_already()
            return [Reply(Text("replies.button_outdated"))]
        self.dialogue.case.failures = 0
        return handler(command)

    def ticket_anyway(self) -> list[Reply]:
        """A ticket instead of the forum post where one is granted, else the reasons why not."""
        if self._ticket_granted():
            return self._choose({"alternative": "ticket"})
        return Navigation(self.dialogue).why()

    def _ticket_granted(self) -> bool:
        return "ticket" in (self.dialogue.case.decision or {}).get("alternatives", ())

    def submit(self) -> list[Reply]:
        """Opens the ticket of the summary; a second press finds the first ticket."""
        case = self.dialogue.case
        decision = self.dialogue.decide()
        if case.question != "summary":
            return self.dialogue.advance()
        case.decision = decision.to_dict()
        receipt = self.dialogue.desk.open(case)
        case.ticket_id, case.status, case.question = receipt.id, "submitted", None
        return [Reply(self._opened(decision, receipt.id), self.afterwards(), card(case, decision))]

    def _submitted_already(self) -> list[Reply]:
        case = self.dialogue.case
        state = self.dialogue.desk.status(case, case.ticket_id)
        status = Text(f"replies.status_{state.status if state else 'new'}")
        return [Reply(Text("replies.ticket_status", {"ticket": case.ticket_id, "status": status}), self.afterwards())]

    def _opened(self, decision: Decision, ticket_id: str) -> Text:
        if decision.outcome == "human_review" or decision.level_cap is None:
            return Text("replies.review_opened", {"ticket": ticket_id, "clauses": ", ".join(decision.clauses)})
        lines: list[Any] = [
            Text(
                "replies.ticket_opened",
                {
                    "ticket": ticket_id,
                    "level": decision.level_cap,
                    "priority": Text(f"replies.priority_{decision.priority}"),
                    "clauses": ", ".join(decision.clauses),
                },
            )
        ]
        explanation = self.dialogue.explanation(decision)
        lines += [line for line in (explanation.sla, explanation.fee) if line is not None]
        if decision.phone_support:
            lines.append(Text("replies.phone_granted"))
        return Text("replies.lines", {"lines": lines})

    def afterwards(self) -> tuple[Button, ...]:
        """The buttons once a case is finished; none before the first case."""
        if self.dialogue.case.status not in FINISHED:
            return ()
        if self.dialogue.case.status == "handed_over" and self._ticket_granted():
            return (press("choose", Text("replies.button_ticket_anyway"), alternative="ticket"),)
        if self.dialogue.case.pending:
            return (press("next_problem", Text("replies.button_next_problem")),)
        return (press("new_case", Text("replies.button_new_case")),)

    def _topic(self, command: Mapping[str, Any]) -> list[Reply]:
        Topics(self.dialogue.case).confirm(command["code"])
        return self.dialogue.advance()

    def _same_licence(self, command: Mapping[str, Any]) -> list[Reply]:
        case = self.dialogue.case
        if not case.earlier_licence:
            return self.dialogue.ask_again()
        told = look_up(case, self.dialogue.licences, case.earlier_licence["reference"])
        if known := noted(case, recorded(case)):
            told.append(known)
        return [Reply(Text("replies.lines", {"lines": told})), *self.dialogue.advance()]

    def _set(self, command: Mapping[str, Any]) -> list[Reply]:
        _, refused = take_facts(self.dialogue.case, {command["fact"]: command["value"]})
        told = [Reply(recorded_differently(name)) for name in refused]
        return [*told, *self.dialogue.advance()]

    def _prechecks(self, command: Mapping[str, Any]) -> list[Reply]:
        case = self.dialogue.case
        if command["facts"]:
            take_facts(case, {name: PRECHECKS[name] for name in command["facts"]})
        else:
            case.skipped.append("prechecks")
        return self.dialogue.advance()

    def _answer(self, command: Mapping[str, Any]) -> list[Reply]:
        self.dialogue.case.skipped.append(command["question"])
        return self.dialogue.advance()

    def _skip(self, command: Mapping[str, Any]) -> list[Reply]:
        skip(self.dialogue.case, command["question"])
        return self.dialogue.advance()

    def _choose(self, command: Mapping[str, Any]) -> list[Reply]:
        case = self.dialogue.case
        case.chosen, case.status = command["alternative"], "open"
        case.announced = None
        return self.dialogue.advance()

    def _fee(self, command: Mapping[str, Any]) -> list[Reply]:
        # The one way to this consent: a button of the refusal that names the fee (D8, W8).
        self.dialogue.case.set_fact("fee_accepted", True, "consent")
        return self.dialogue.advance()

    def _solved(self, command: Mapping[str, Any]) -> list[Reply]:
        case = self.dialogue.case
        case.status, case.question = "closed", None
        case.flags.append("solved_by_user")
        return [Reply(Text("replies.solved"), self.afterwards())]

    def _add(self, command: Mapping[str, Any]) -> list[Reply]:
        case = self.dialogue.case
        self.dialogue.desk.add(case, command["ticket"], case.told, case.attachments)
        case.ticket_id, case.status, case.question = command["ticket"], "submitted", None
        return [Reply(Text("replies.added", {"ticket": command["ticket"]}), self.afterwards())]

    def _own_ticket(self, command: Mapping[str, Any]) -> list[Reply]:
        case = self.dialogue.case
        return [ask(case, "summary")]
