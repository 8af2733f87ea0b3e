"""From a thread of the forum to a ticket, and from the chat to the forum: both ways with the real assistant."""

from __future__ import annotations

import httpx
import pytest
import yaml
from conversations.chat import Assistant, Chat
from conversations.test_eight_languages import in_its_language, licence, script, to

from bot import settings
from bot.database import connect
from bot.gateway.links import Links
from bot.gateway.words import Words
from bot.settings import ROOT
from bot.tickets.store import TicketStore
from bot.vault import ensure_secret

pytestmark = pytest.mark.server
THREAD = "https://www.3cx.com/community/threads/no-audio-since-update.136600/"


@pytest.mark.parametrize("language", ["ru", "el"])
def test_a_thread_of_the_forum_becomes_a_ticket_that_names_it(assistant: Assistant, language: str) -> None:
    """The page shows the thread, the chat speaks its language and knows its topic, the ticket carries its address."""
    config = settings.load({"INTAKE_VAR": str(assistant.var)})
    words, key = script(language), licence(partner_level="silver", hosting="hosted_by_3cx")
    links = Links.configured(config, ensure_secret(config), Words.load(config.locales))
    token = links.make(THREAD, language, words["topic"]).rpartition("/")[2]
    page = httpx.get(f"{assistant.url}/h/{token}", timeout=30)
    assert page.status_code == 200 and THREAD in page.text and f'lang="{language}"' in page.text
    opened = httpx.post(f"{assistant.url}/api/conversations", json={"handoff": token}, timeout=30).json()
    chat = Chat(assistant, language, opened["conversation_id"], opened["token"], list(opened["messages"]), opened)
    assert chat.facts["problems"] == [words["topic"]]
    chat.say(key)
    to(chat, words, key, "summary")
    chat.press("replies.button_submit")
    in_its_language(chat)
    ticket = TicketStore(connect(config.database)).find(chat.answer["state"]["ticket_id"])
    assert ticket is not None and ticket.related_thread == THREAD and ticket.language == language


@pytest.mark.parametrize(("language", "forum"), [("de", "de"), ("it", "en")])
def test_a_draft_opens_the_forum_of_its_language(assistant: Assistant, language: str, forum: str) -> None:
    """The page for a new post where the language has a forum of its own, else in the common one."""
    forums = yaml.safe_load((ROOT / "policy_kb" / "forums.yml").read_text(encoding="utf-8"))["forums"]
    words, key = script(language), licence(partner_level="bronze", hosting="hosted_by_3cx")
    chat = assistant.open(language).say(f"{words['opening']}. {key}")
    to(chat, words, key, "done")
    assert chat.data("forum_draft")["url"] == forums[forum]["new_post"]
