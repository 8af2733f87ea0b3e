"""The questions: which fact each one fills, how it may be answered, in which order they come.

The order inside the policy's own questions is the engine's (`missing`, most decisive first); this
module only says how a missing fact is put to a person, and groups what one answer can settle.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.intake.case import TEXTS, Case
from bot.intake.message import Button, press
from bot.text.catalogue import Text

CHOICE, BOOLEAN, NUMBER, NAME, FREE, KEY = "choice", "boolean", "number", "name", "free", "key"


@dataclass(frozen=True)
class Question:
    """One question: its kind, the facts an answer fills, the values offered, whether it may be skipped."""

    name: str
    kind: str
    fills: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    skippable: bool = True

    @property
    def text(self) -> Text:
        return Text(f"replies.ask_{self.name}")

    @property
    def why(self) -> Text:
        return Text(f"replies.why_{self.name}")


def _all(*questions: Question) -> dict[str, Question]:
    return {question.name: question for question in questions}


# Questions about the conversation or about what stands above: "back" never leads to them, nothing is told to them.
ASIDE = ("summary", "change", "outcome", "existing_ticket", "restart")
# A key of these states is no key of an affected system (T1): another one is asked for.
UNUSABLE = ("nfr", "not_found")
PRECHECKS = {"third_party_software": False, "configured_per_manual": True, "hardware_meets_minimum": True}

QUESTIONS = _all(
    Question("problem", FREE, ("problems",), skippable=False),
    Question("topic", CHOICE, ("problems",)),
    Question("licence_key", KEY, ("licence_status",)),
    Question("requester", CHOICE, ("requester",), ("partner", "end_customer", "package_holder", "evaluation")),
    Question("hosting", CHOICE, ("hosting",), ("hosted_by_3cx", "smb", "self_hosted", "on_premise")),
    Question("simultaneous_calls", NUMBER, ("simultaneous_calls",)),
    Question("extensions", NUMBER, ("extensions",)),
    Question("version", NAME, ("version",)),
    Question("trunk", NAME, ("trunk_status",)),
    Question("phone", NAME, ("phone_status",)),
    Question("integration", NAME, ("integration_status",)),
    Question("uses_stun", BOOLEAN, ("uses_stun",)),
    Question("custom_template", BOOLEAN, ("custom_template",)),
    Question("vendor_contacted", BOOLEAN, ("vendor_contacted",)),
    Question("network_suspected", BOOLEAN, ("network_suspected",)),
    Question("reproduced_on_hosted", BOOLEAN, ("reproduced_on_hosted",)),
    Question("prechecks", BOOLEAN, tuple(PRECHECKS)),
    Question("third_party_software", BOOLEAN, ("third_party_software",)),
    Question("configured_per_manual", BOOLEAN, ("configured_per_manual",)),
    Question("hardware_meets_minimum", BOOLEAN, ("hardware_meets_minimum",)),
    Question("description", FREE),
    Question("steps_taken", FREE),
    Question("reproduction_steps", FREE),
    Question("logs", FREE),
    Question("change", CHOICE),
    Question("summary", CHOICE, skippable=False),
    Question("outcome", CHOICE, skippable=False),
    Question("existing_ticket", CHOICE, skippable=False),
    Question("restart", CHOICE, skippable=False),
)

# A name is asked for, the gazetteer turns it into the status that the policy reads.
_BY_FACT = {
    "licence_status": "licence_key",
    "problems": "problem",
    "version_status": "version",
    "trunk_status": "trunk",
    "phone_status": "phone",
    "integration_status": "integration",
}


def question_for(case: Case, missing: tuple[str, ...]) -> str:
    """The question to put for the engine's `missing` (at least one name), most decisive first.

    Without a problem there is nothing to decide; then comes the licence key, one answer that settles
    up to seven facts. Pre-checks (P1, P2, P8) that are missing together are put as one question.
    """
    if "problems" in missing:
        return "topic" if case.candidates else "problem"
    if "licence_status" in missing:
        return "licence_key"
    first = missing[0]
    together = sum(name in PRECHECKS for name in missing) > 1 and "prechecks" not in case.skipped
    if first in PRECHECKS and together:
        return "prechecks"
    return _BY_FACT.get(first, first)


def next_text(case: Case, logs_required: bool) -> str | None:
    """The next free-text question (T2 to T5) that is neither answered nor skipped, None when there is none.

    Logs are asked for only where the policy requires them for the problem (T5, D9).
    """
    for name in TEXTS:
        if name not in case.answers and name not in case.skipped:
            return name
    if logs_required and not case.attachments and "logs" not in case.answers and "logs" not in case.skipped:
        return "logs"
    return None


def missing_prechecks(case: Case) -> list[str]:
    """The pre-checks (P1, P2, P8) that can still change the decision of this case."""
    missing = (case.decision or {}).get("missing", [])
    return [name for name in PRECHECKS if name in missing]


def buttons_for(question: Question, case: Case) -> tuple[Button, ...]:
    """The buttons under a question; free text is always accepted as well."""
    buttons: list[Button] = []
    if question.name == "topic":
        buttons = [press("topic", Text(f"problems.{code}"), code=code) for code in case.candidates]
        buttons.append(press("topic", Text("replies.button_something_else"), code=None))
        return tuple(buttons)
    if question.name == "prechecks":
        return (
            press("prechecks", Text("replies.button_all_true"), facts=missing_prechecks(case)),
            press("prechecks", Text("replies.button_not_all"), facts=[]),
        )
    if question.name == "steps_taken":
        buttons.append(press("answer", Text("replies.button_nothing_yet"), question=question.name, value="none"))
    if question.name == "reproduction_steps":
        buttons.append(press("answer", Text("replies.button_not_reproducible"), question=question.name, value="none"))
    if question.kind == CHOICE:
        buttons = [
            press("set", Text(f"facts.{question.name}.{value}"), fact=question.name, value=value)
            for value in question.options
        ]
    elif question.kind == BOOLEAN:
        for title, value in (("facts.yes", True), ("facts.no", False)):
            buttons.append(press("set", Text(title), fact=question.name, value=value))
    if question.skippable and not (question.kind == FREE and buttons):
        title = "replies.button_skip" if question.kind == FREE else "replies.button_do_not_know"
        buttons.append(press("skip", Text(title), question=question.name))
    return tuple(buttons)
