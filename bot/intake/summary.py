"""The summary before anything is submitted: every fact and every answer, each with its way to change it.

Also the value of a fact as a text, used wherever a fact is shown to the user.
"""

from __future__ import annotations

from typing import Any

from bot.intake.case import TEXTS, Case
from bot.intake.message import Button, Reply, press
from bot.text.catalogue import Text

# Shown in this order; facts that only the registry sets are shown without a way to change them.
SHOWN = (
    "problems", "licence", "hosting", "simultaneous_calls", "extensions", "version", "trunk", "phone", "integration",
    "requester", "uses_stun", "custom_template", "third_party_software", "configured_per_manual",
    "hardware_meets_minimum", "network_suspected", "reproduced_on_hosted", "vendor_contacted",
)  # fmt: skip
_EDIT = {"problems": "problem", "licence": "licence_key"}
_STATUS = {"trunk": "trunk_status", "phone": "phone_status", "integration": "integration_status"}
_LONGEST = 300


def value_text(case: Case, name: str) -> Text | str | None:
    """How the value of a fact is said, None when it is not known."""
    if name == "licence":
        return case.licence.get("masked")
    if name in _STATUS:
        status = case.facts.get(_STATUS[name])
        if status is None:
            return None
        if name in case.names:
            return Text("facts.named_status", {"name": case.names[name], "status": Text(f"facts.status.{status}")})
        return Text(f"facts.status.{status}")
    if name in (*TEXTS, "logs"):
        return _shorten(case.answers[name]) if name in case.answers else None
    value = case.facts.get(name)
    if name == "problems" and value:
        return Text(f"problems.{value[0]}")
    if value is None:
        return None
    if isinstance(value, bool):
        return Text("facts.yes" if value else "facts.no")
    if isinstance(value, str) and name in ("hosting", "requester"):
        return Text(f"facts.{name}.{value}")
    return str(value)


def noted(case: Case, names: list[str], *, problem: bool = False) -> Text | None:
    """ "Noted: hosting: self-hosted" for facts that came along in a message; None for nothing to say.

    `problem` says the problem as well, for whoever was not asked about it again.
    """
    lines = [_problem_row(case)] if problem else []
    for name in names:
        shown = next((short for short, fact in _STATUS.items() if fact == name), name)
        value = value_text(case, shown)
        if value is not None and name not in ("problems", "licence_status", "partner_level_verified"):
            lines.append(Text("replies.row", {"label": Text(f"facts.{shown}.name"), "value": value}))
    return Text("replies.noted", {"rows": lines}) if lines else None


def _problem_row(case: Case) -> Text:
    return Text("replies.row", {"label": Text("facts.problems.name"), "value": Text(f"problems.{case.problem}")})


def rows(case: Case) -> list[dict[str, Any]]:
    """The rows of the summary: fact, label, value, and the command that changes it."""
    listed: list[dict[str, Any]] = []
    for name in SHOWN:
        value = value_text(case, name)
        if value is not None:
            listed.append(_row(name, Text(f"facts.{name}.name"), value, _EDIT.get(name, name)))
    for name in TEXTS:
        text = case.answers.get(name)
        shown: Text | str = _shorten(text) if text else Text("replies.not_given")
        listed.append(_row(name, Text(f"facts.{name}.name"), shown, name))
    files = ", ".join(item["name"] for item in case.attachments)
    logs: Text | str = files or _shorten(case.answers.get("logs", "")) or Text("replies.not_given")
    listed.append(_row("logs", Text("facts.logs.name"), logs, "logs"))
    return listed


def _row(fact: str, label: Text, value: Text | str, question: str) -> dict[str, Any]:
    command = dict(press("edit", label, question=question).command)
    return {"fact": fact, "label": label, "value": value, "command": command}


def _shorten(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"


def summary(case: Case) -> Reply:
    """The whole summary with its buttons."""
    listed = rows(case)
    lines = [Text("replies.row", {"label": row["label"], "value": row["value"]}) for row in listed]
    review = case.decision is not None and case.decision["outcome"] == "human_review"
    following = Text(f"replies.summary_{'review' if review else 'ticket'}")
    return Reply(
        Text("replies.summary", {"rows": lines, "next": following}),
        summary_buttons(),
        {"type": "summary", "rows": listed, "lead": following},
    )


def summary_buttons() -> tuple[Button, ...]:
    """What can be done with a summary."""
    return (
        press("submit", Text("replies.button_submit")),
        press("edit", Text("replies.button_change_fact"), question="change"),
        press("cancel", Text("replies.button_cancel")),
    )


def change_buttons(case: Case) -> tuple[Button, ...]:
    """One button for each row that can be changed."""
    return tuple(press("edit", row["label"], question=row["command"]["question"]) for row in rows(case))
