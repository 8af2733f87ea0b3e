"""A technician in a hurry, over HTTP with the real product, once in each language.

Answers hold wishes, facts come where a text is asked for, and lines of a log follow when the ticket is open.
"""

from __future__ import annotations

import pytest
from conversations.chat import CATALOGUE, Assistant
from conversations.test_eight_languages import LANGUAGES, in_its_language, licence, script, to

from bot import settings
from bot.database import connect
from bot.tickets.store import TicketStore

pytestmark = pytest.mark.server
LOG = (
    "2026/11/23 09:08:07.123|0007|Erro|MediaServer: no RTP from 10.1.2.3\n"
    "2026/11/23 09:08:08.123|0007|Warn|MediaServer: call ended by timeout"
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_told_in_a_hurry_is_lost_or_misplaced(assistant: Assistant, language: str) -> None:
    words = script(language)
    hurry = words["hurry"]
    key = licence(partner_level="silver", hosting="hosted_by_3cx")
    chat = assistant.open(language).say(words["opening"])
    assert chat.step == "topic"
    chat.say(hurry["oath"])
    assert chat.facts["problems"], "a yes with an oath is a yes"
    to(chat, words, key, "prechecks")
    chat.say(hurry["frequency"])
    assert chat.step == "prechecks"
    chat.say(hurry["yes_and_a_wish"])
    assert chat.step in ("description", "steps_taken"), chat.text
    assert "phone_support" in chat.facts["requests"]

    to(chat, words, key, "steps_taken")
    chat.say(hurry["own_level"])
    assert chat.step == "steps_taken" and "Silver" in chat.text
    chat.say(hurry["bare_fact"])
    assert chat.step == "steps_taken" and chat.facts["version"] == "V20 Update 10"
    chat.say(hurry["elsewhere"])
    assert chat.step == "steps_taken" and CATALOGUE.say(language, "replies.told_elsewhere") in chat.text
    chat.say(words["answers"]["steps_taken"])
    assert chat.step == "reproduction_steps", "how often it happens says not how it is reproduced"

    to(chat, words, key, "summary")
    rows = {row["fact"]: row["value"] for row in chat.data("summary")["rows"]}
    assert rows["steps_taken"] == words["answers"]["steps_taken"]
    assert rows["reproduction_steps"] == words["answers"]["reproduction_steps"]
    for nothing in (hurry["nothing_to_change"], hurry["all_good_send"]):
        chat.press("replies.button_change_fact")
        assert chat.step == "change"
        chat.say(nothing)
        assert chat.step == "summary" and chat.data("summary"), (nothing, chat.text)
    chat.say(hurry["send"])
    number = chat.answer["state"]["ticket_id"]
    assert chat.step == "done" and number in chat.text
    for _ in range(2):
        chat.say(f"{hurry['more_log']}\n{LOG}")
        assert chat.step == "done" and chat.answer["state"]["ticket_id"] == number and number in chat.text
    in_its_language(chat)

    store = TicketStore(connect(settings.load({"INTAKE_VAR": str(assistant.var)}).database))
    ticket = store.find(number)
    assert ticket is not None and hurry["frequency"] in ticket.description
    added = store.additions(number)
    files = [file for addition in added for file in addition.attachments]
    assert [file["finding"]["kind"] for file in files] == ["service_log"] and files[0]["finding"]["redacted"]["ip"] == 1
    assert all(addition.text == hurry["more_log"] for addition in added)
