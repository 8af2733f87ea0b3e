"""What the buttons do. A command comes from the gateway, which offered it itself; it is not typed text.

Called by `actions` for a pressed button; everything ends in the dialogue's own steps.
"""

from __future__ import annotations

from typing import Any, Callable, Mapping

from bot.intake.announce import card
from bot.intake.answers import skip
from bot.intake.dialogue import Dialogue
from bot.intake.message import Message, Reply, press
from bot.intake.questions import PRECHECKS
from bot.intake.summary import summary
from bot.intake.topics import Topics
from bot.intake.trust import take_facts
from bot.policy import Decision
from bot.text.catalogue import Text


class Commands:
    """The buttons' commands over one dialogue."""

    def __init__(self, dialogue: Dialogue) -> None:
        self.dialogue = dialogue
        self._do: dict[str, Callable[[Mapping[str, Any]], list[Reply]]] = {
            "topic": self._topic,
            "set": self._set,
            "prechecks": self._prechecks,
            "answer": self._answer,
            "skip": self._skip,
            "no_key": lambda command: self._skip({"question": "licence_key"}),
            "edit": lambda command: self.dialogue.edit(command["question"]),
            "choose": self._choose,
            "fee": self._fee,
            "submit": lambda command: self.submit(),
            "cancel": lambda command: self.dialogue.cancel(),
            "solved": self._solved,
            "add": self._add,
            "own_ticket": self._own_ticket,
            "next_problem": self._next_problem,
            "new_case": lambda command: self.dialogue.restart(),
        }

    def run(self, command: Mapping[str, Any]) -> list[Reply]:
        """Carries out `command`; an unknown one puts the open question again."""
        handler = self._do.get(str(command.get("do")))
        if handler is None:
            return self.dialogue.ask_again()
        revives = command["do"] in ("choose", "solved", "next_problem", "new_case")
        if not self.dialogue.case.active and not revives:
            return [Reply(Text("replies.button_outdated"))]
        self.dialogue.case.failures = 0
        return handler(command)

    def submit(self) -> list[Reply]:
        """Opens the ticket of the summary; a second press finds the first ticket."""
        case = self.dialogue.case
        decision = self.dialogue.policy.decide(case.policy_facts())
        if case.question != "summary":
            return self.dialogue.advance()
        case.decision = decision.to_dict()
        receipt = self.dialogue.desk.open(case)
        case.ticket_id, case.status, case.question = receipt.id, "submitted", None
        return [Reply(self._opened(decision, receipt.id), self._afterwards(), card(case, decision))]

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

    def _afterwards(self) -> tuple[Any, ...]:
        if self.dialogue.case.pending:
            return (press("next_problem", Text("replies.button_next_problem")),)
        return (press("new_case", Text("replies.button_new_case")),)

    def _topic(self, command: Mapping[str, Any]) -> list[Reply]:
        Topics(self.dialogue.case).confirm(command["code"])
        return self.dialogue.advance()

    def _set(self, command: Mapping[str, Any]) -> list[Reply]:
        _, refused = take_facts(self.dialogue.case, {command["fact"]: command["value"]})
        told = [Reply(Text("replies.recorded_differently", {"label": Text(f"facts.{name}.name")})) for name in refused]
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
        return [Reply(Text("replies.solved"), self._afterwards())]

    def _add(self, command: Mapping[str, Any]) -> list[Reply]:
        case = self.dialogue.case
        text = "\n\n".join(case.answers.values()) or case.opening
        self.dialogue.desk.add(case, command["ticket"], text, case.attachments)
        case.ticket_id, case.status, case.question = command["ticket"], "submitted", None
        return [Reply(Text("replies.added", {"ticket": command["ticket"]}), self._afterwards())]

    def _own_ticket(self, command: Mapping[str, Any]) -> list[Reply]:
        case = self.dialogue.case
        case.question = "summary"
        return [summary(case)]

    def _next_problem(self, command: Mapping[str, Any]) -> list[Reply]:
        earlier = self.dialogue.case
        if not earlier.pending:
            return self.dialogue.restart()
        first, *rest = earlier.pending
        self.dialogue.begin()
        case = self.dialogue.case
        case.pending, case.licence = rest, {**earlier.licence, "attempts": 0} if earlier.licence else {}
        shared = set(earlier.sources) - {"problems", "requests", "fee_accepted"}
        for name in shared & _SYSTEM:
            case.set_fact(name, earlier.facts[name], earlier.sources[name])
        problems = tuple((code, probability) for code, probability in first["problems"])
        return self.dialogue.take(Message(first["text"], case.language, "report_problem", problems=problems))


# Facts of the system rather than of one problem: shared by the cases of one conversation (D16).
_SYSTEM = frozenset(
    {
        "requester", "partner_level", "partner_level_verified", "licence_status", "hosting", "simultaneous_calls",
        "extensions", "version", "version_status", "third_party_software", "configured_per_manual",
        "hardware_meets_minimum",
    }
)  # fmt: skip
