"""Whole conversations over HTTP with the real Rasa, action server, database: once in each language.

The person answers whatever is asked in their language. Asserted are the outcome, the stored ticket,
and that every single reply is in that language.
"""

from __future__ import annotations

import csv
from typing import Any

import pytest
import yaml
from conversations.chat import CATALOGUE, Assistant, Chat

from bot import settings
from bot.database import connect
from bot.language import Detector
from bot.settings import ROOT
from bot.tickets.store import TicketStore

pytestmark = pytest.mark.server
LANGUAGES = ["en", "de", "it", "fr", "ru", "el", "pt", "es"]
DETECTOR = Detector.load()
NEWEST = "20.0.10."


def script(language: str) -> dict[str, Any]:
    path = ROOT / "tests" / "conversations" / "cases" / f"{language}.yml"
    content: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return content


def licence(**wanted: str) -> str:
    """A key of the sample registry with these values, active and on the newest version."""
    with (ROOT / "data" / "samples" / "licences.csv").open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            fits = all(row[name] == value for name, value in wanted.items())
            if fits and row["status"] == "active" and row["nfr"] == "false" and row["version"].startswith(NEWEST):
                return row["key"]
    raise AssertionError(f"no sample licence with {wanted}")


def answer(chat: Chat, words: dict[str, Any], key: str) -> None:
    """Answers the open question, favourably, in words or with a button."""
    step = chat.step
    if step == "topic":
        chat.press(f"problems.{words['topic']}")
    elif step == "licence_key":
        chat.say(key)
    elif step == "prechecks":
        chat.press("replies.button_all_true")
    elif step in ("network_suspected", "third_party_software", "uses_stun", "custom_template"):
        chat.press("facts.no")
    elif step in ("reproduced_on_hosted", "vendor_contacted", "configured_per_manual", "hardware_meets_minimum"):
        chat.press("facts.yes")
    elif step in words["answers"]:
        chat.say(words["answers"][step])
    else:
        raise AssertionError(f"nobody expected {step}: {chat.text}")


def to(chat: Chat, words: dict[str, Any], key: str, *steps: str) -> None:
    """Goes on until one of `steps` is reached."""
    for _ in range(20):
        if chat.step in steps:
            return
        answer(chat, words, key)
    raise AssertionError(f"never reached {steps}: {chat.text}")


def in_its_language(chat: Chat) -> None:
    """Every reply is in the conversation's language, by the detector and by what the locale holds."""
    assert chat.answer["language"] == chat.language
    for message in chat.said:
        if len(message["text"]) > 60:
            assert DETECTOR.detect(message["text"]).language == chat.language, message["text"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_silver_partner_leaves_with_a_ticket(assistant: Assistant, language: str) -> None:
    """Number, target date and clause are said, and the stored ticket has what was told."""
    words = script(language)
    key = licence(partner_level="silver", hosting="hosted_by_3cx")
    chat = assistant.open(language).say(words["opening"])
    to(chat, words, key, "summary")
    assert chat.data("summary")["rows"]
    chat.press("replies.button_submit")
    assert chat.step == "done"
    number = chat.answer["state"]["ticket_id"]
    assert number in chat.text and "SLA1" in chat.text
    assert chat.decision["outcome"] == "ticket" and chat.decision["level_cap"] == 3
    in_its_language(chat)
    ticket = TicketStore(connect(settings.load({"INTAKE_VAR": str(assistant.var)}).database)).find(number)
    assert ticket is not None
    assert ticket.language == language and ticket.partner["level"] == "silver" and ticket.partner["verified"]
    assert ticket.steps_taken == words["answers"]["steps_taken"]
    assert ticket.reproduction_steps == words["answers"]["reproduction_steps"]
    assert words["opening"] in ticket.description
    assert ticket.licence["masked"].endswith(key[-4:]) and key not in str(ticket.to_dict())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_bronze_partner_leaves_with_a_forum_draft(assistant: Assistant, language: str) -> None:
    """The draft carries the person's words and no key; where a level is granted a ticket is offered."""
    words = script(language)
    key = licence(partner_level="bronze", hosting="hosted_by_3cx")
    chat = assistant.open(language).say(words["opening"])
    to(chat, words, key, "done")
    draft = chat.data("forum_draft")
    assert words["answers"]["steps_taken"] in draft["body"]
    assert key not in chat.text and key[-4:] not in draft["body"]
    assert chat.decision["outcome"] == "forum" and chat.offers("replies.button_ticket_anyway")
    in_its_language(chat)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_bronze_partner_types_the_buttons_and_leaves_with_a_ticket(assistant: Assistant, language: str) -> None:
    """The key stands beside the story, every title is typed; a word after the ticket opens no other case."""
    words = script(language)
    key = licence(partner_level="bronze", hosting="hosted_by_3cx")
    chat = assistant.open(language).say(f"{words['opening']}. {key}")
    assert chat.step == "topic" and chat.facts["licence_status"] == "active"
    to(chat, words, key, "reproduction_steps")
    chat.type("replies.button_not_reproducible")
    assert chat.step == "done"
    chat.type("replies.button_ticket_anyway")
    to(chat, words, key, "summary")
    assert words["answers"]["steps_taken"] in str(chat.data("summary")["rows"])
    chat.type("replies.button_submit")
    number = chat.answer["state"]["ticket_id"]
    assert chat.step == "done" and number in chat.text
    chat.say(CATALOGUE.say(language, "replies.button_submit"))
    assert chat.step == "done" and chat.answer["state"]["ticket_id"] == number
    in_its_language(chat)


@pytest.mark.parametrize("language", LANGUAGES)
def test_interruptions_are_answered_and_the_question_comes_back(assistant: Assistant, language: str) -> None:
    """Thanks, a policy question and "why?" in the middle lose nothing; a correction decides anew."""
    words = script(language)
    key = licence(partner_level="bronze", hosting="hosted_by_3cx")
    chat = assistant.open(language).say(words["opening"])
    to(chat, words, key, "licence_key")
    question = CATALOGUE.say(language, "replies.ask_licence_key")
    for kind, expected in (("thanks", ""), ("policy", "SLA1"), ("why", "T1")):
        chat.say(words["interruptions"][kind])
        assert chat.step == "licence_key" and question in chat.text and expected in chat.text, (kind, chat.text)
    to(chat, words, key, "description", "steps_taken", "reproduction_steps")
    assert "ticket" in chat.decision["alternatives"]
    chat.say(words["interruptions"]["correction"])
    assert chat.facts["hosting"] in ("self_hosted", "on_premise")
    assert "ticket" not in chat.decision.get("alternatives", [])
    in_its_language(chat)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_told_before_is_not_asked_again(assistant: Assistant, language: str) -> None:
    """A step told under a closed question is said back, stands in the summary, and its question never comes."""
    words = script(language)
    key = licence(partner_level="silver", hosting="hosted_by_3cx")
    chat = assistant.open(language).say(words["opening"])
    to(chat, words, key, "prechecks")
    chat.say(words["early"])
    assert chat.step == "prechecks" and words["early"] in chat.text
    to(chat, words, key, "reproduction_steps")
    assert CATALOGUE.say(language, "replies.ask_steps_taken") not in str(chat.said)
    to(chat, words, key, "summary")
    assert words["early"] in str(chat.data("summary")["rows"])
    in_its_language(chat)
