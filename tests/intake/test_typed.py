"""A button's title may be typed; nothing else presses a button."""

from __future__ import annotations

import pytest
from intake.twins import CATALOGUE

from bot.intake.case import Case
from bot.intake.message import Message, Reply, press
from bot.intake.questions import QUESTIONS, buttons_for
from bot.intake.typed import offer, pressed
from bot.text.catalogue import Text

OUTCOME = Reply(
    Text("replies.ask_outcome"),
    (
        press("fee", Text("replies.button_review_with_fee")),
        press("edit", Text("replies.button_change_fact"), question="change"),
        press("solved", Text("replies.button_that_helped")),
    ),
)


def question(name: str) -> Reply:
    return Reply(QUESTIONS[name].text, buttons_for(QUESTIONS[name], Case("c")))


def typed(text: str, reply: Reply, open_question: str, language: str = "en") -> object:
    """The value or the command of the button that `text` presses."""
    command = pressed(Message(text), offer([reply]), open_question, lambda title: CATALOGUE.say(language, title))
    return command and command.get("value", command["do"])


def test_a_whole_title_presses_its_button_whatever_its_case_and_dots() -> None:
    assert typed("that HELPED!", OUTCOME, "outcome") == "solved"


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "partner"), ("de", "Partner"), ("ru", "партнёр"), ("el", "συνεργάτης"), ("pt", "parceiro")],
)
def test_a_part_of_a_title_answers_the_open_question(language: str, text: str) -> None:
    assert typed(text, question("requester"), "requester", language) == "partner"


def test_a_part_of_a_title_presses_nothing_else() -> None:
    """ "Right" in answer to a decision is no "Something is not right"."""
    assert typed("right", OUTCOME, "outcome") is None


def test_a_part_of_several_titles_presses_none() -> None:
    assert typed("hosted by", question("hosting"), "hosting") is None


def test_consent_to_a_fee_can_not_be_typed() -> None:
    assert typed(CATALOGUE.say("en", "replies.button_review_with_fee"), OUTCOME, "outcome") is None


def test_a_row_to_change_may_stand_in_a_sentence() -> None:
    rows = Reply(Text("replies.ask_change"), (press("edit", Text("facts.hosting.name"), question="hosting"),))
    assert typed("please change the hosting", rows, "change") == "edit"
    logs = Reply(Text("replies.ask_change"), (press("edit", Text("facts.logs.name"), question="logs"),))
    assert typed("logs", logs, "change") == "edit"


def test_an_emoji_presses_nothing() -> None:
    assert typed("🙂", OUTCOME, "outcome") is None


@pytest.mark.parametrize(
    ("text", "language"), [("a ticket", "en"), ("лучше тикет", "ru"), ("abrir ticket", "es"), ("prefiro ticket", "pt")]
)
def test_a_part_of_the_title_is_enough_for_the_way_a_decision_leaves(text: str, language: str) -> None:
    other = press("choose", Text("replies.button_ticket_anyway"), alternative="ticket")
    reply = Reply(Text("replies.ask_description"), (other, press("skip", Text("replies.button_skip"))))
    command = pressed(Message(text), offer([reply]), "description", lambda title: CATALOGUE.say(language, title))
    assert command is not None and command["do"] == "choose"
