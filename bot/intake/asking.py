"""Puts a question: its words, its buttons, and the note in the case that it is open.

Called by the dialogue for the next question and after an interruption. Which question comes next is
never decided here.
"""

from __future__ import annotations

from bot.intake import announce
from bot.intake.case import Case
from bot.intake.message import Button, Reply, press
from bot.intake.questions import ASIDE, QUESTIONS, UNUSABLE, buttons_for
from bot.intake.summary import change_buttons, summary, summary_buttons
from bot.text.catalogue import Text


def ask(case: Case, name: str) -> Reply:
    """Puts the question `name` and remembers that it is open."""
    if name == "topic" and not case.candidates:
        name = "problem"
    case.question = name
    if name not in ASIDE and case.asked[-1:] != [name]:
        case.asked.append(name)
    question = QUESTIONS[name]
    if name == "summary":
        return summary(case)
    if name == "topic":
        proposed = {"problem": Text(f"problems.{case.candidates[0]}")}
        return Reply(Text("replies.ask_topic", proposed), buttons_for(question, case))
    if name == "prechecks" and case.facts.get("hosting") in ("hosted_by_3cx", "smb"):
        return Reply(Text("replies.ask_prechecks_hosted"), buttons_for(question, case))
    if name == "existing_ticket":
        return Reply(Text("replies.ask_existing_ticket", {"ticket": case.existing_ticket}), _buttons(case, name))
    return Reply(question.text, _buttons(case, name))


def remind(case: Case, name: str) -> Reply:
    """The open question once more; where a summary or a decision stands above, only what to do with it."""
    if name in ("summary", "outcome"):
        return Reply(QUESTIONS[name].text, _buttons(case, name))
    return ask(case, name)


def _buttons(case: Case, name: str) -> tuple[Button, ...]:
    if name == "summary":
        return summary_buttons()
    if name == "change":
        return (*change_buttons(case), press("carry_on", Text("replies.button_carry_on")))
    if name == "outcome":
        return announce.choices(case)
    if name == "existing_ticket":
        return (
            press("add", Text("replies.button_add_to_ticket"), ticket=case.existing_ticket),
            press("own_ticket", Text("replies.button_own_ticket")),
        )
    if name == "restart":
        return (
            press("new_case", Text("replies.button_start_again")),
            press("carry_on", Text("replies.button_carry_on")),
        )
    if name == "licence_key" and case.facts.get("licence_status") in UNUSABLE:
        return (press("no_key", Text("replies.button_no_other_key")),)
    if name == "licence_key" and case.earlier_licence:
        same = Text("replies.button_same_licence", {"masked": case.earlier_licence["masked"]})
        return (press("same_licence", same), *buttons_for(QUESTIONS[name], case))
    return buttons_for(QUESTIONS[name], case)
