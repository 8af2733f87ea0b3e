"""The staff pages in a real browser: signing in, reading, answering, and nothing that axe objects to."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from gateway.desk_samples import open_ticket
from playwright.sync_api import expect
from widget.accessibility import violations

from bot.database import connect
from bot.gateway.conversations import Conversations
from bot.gateway.desk.staff import Staff
from bot.tickets import TicketStore

pytestmark = pytest.mark.browser
PASSWORD = "a long enough password"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_staff_sign_in_read_and_answer(open_chat: Any, site: Any, scheme: str) -> None:
    """Every page on the way passes axe and works under the strict policy."""
    engine = connect(site.settings.database)
    Staff(engine).add("maria", PASSWORD)
    conversation, _ = Conversations(engine).open("web", hint="de")
    store, now = TicketStore(engine), datetime.now(timezone.utc)
    open_ticket(store, conversation.id, due=now - timedelta(hours=1), priority="high")
    ticket = open_ticket(store, conversation.id, due=now + timedelta(hours=30))
    page = open_chat("/desk", color_scheme=scheme, expected=("401",)).page
    assert violations(page) == []
    page.get_by_label("Name").fill("maria")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Queue")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("link", name=ticket.id).click()
    expect(page.get_by_text("Sample Networks")).to_be_visible()
    assert violations(page) == []
    page.get_by_label("Language of the conversation").fill("Please restart the SBC.")
    page.get_by_role("button", name="Send the answer").click()
    expect(page.get_by_text("maria: answered")).to_be_visible()
    for name, heading in (("Report", "Report"), ("Audit log", "Audit log"), ("Forum link", "Forum link")):
        page.get_by_role("link", name=name).click()
        expect(page.get_by_role("heading", name=heading, exact=True)).to_be_visible()
        assert violations(page) == []
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_label("Password")).to_be_visible()
