"""The staff pages: what staff see and change there."""

from __future__ import annotations

import asyncio
import csv
import io
import re
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from gateway.desk_samples import open_ticket, token_of
from gateway.visitor import Visitor
from starlette.testclient import TestClient

from bot.gateway.gateway import Gateway
from bot.licences import digest
from bot.tickets import CaseStore, audit
from bot.tickets.outbox import Outbox

NOW = datetime.now(timezone.utc)


def test_the_queue_is_ordered_by_priority_then_target_date(
    member: TestClient, gateway: Gateway, visitor: Visitor
) -> None:
    """High first (S2), then whoever has waited longest (SLA1), each with the time left."""
    later = open_ticket(gateway.tickets, visitor.id, due=NOW + timedelta(hours=30))
    soon = open_ticket(gateway.tickets, visitor.id, due=NOW + timedelta(hours=2, minutes=29))
    late = open_ticket(gateway.tickets, visitor.id, due=NOW - timedelta(hours=1))
    high = open_ticket(gateway.tickets, visitor.id, due=NOW + timedelta(hours=40), priority="high")
    html = member.get("/desk").text
    shown = re.findall(r'href="/desk/tickets/([A-Z0-9-]+)"', html)
    assert shown == [high.id, late.id, soon.id, later.id]
    assert re.search(r"\b2 h 2\d min", html) and "overdue by 1 h" in html and "1 d 5 h" in html


def test_filters_and_search_narrow_the_queue(member: TestClient, gateway: Gateway, visitor: Visitor) -> None:
    """By words, problem and state; a value that does not exist is ignored."""
    fax = open_ticket(gateway.tickets, visitor.id, facts={"problems": ["fax"]}, description="Faxe kommen nicht an")
    trunk = open_ticket(gateway.tickets, visitor.id)

    def shown(query: str) -> set[str]:
        return set(re.findall(r'href="/desk/tickets/([A-Z]{3}-\d{3})"', member.get(f"/desk?{query}").text))

    assert shown("") == shown("status=nonsense&page=x") == {fax.id, trunk.id}
    assert shown("problem=fax") == shown("search=faxe") == {fax.id}
    assert shown("search=sample+netw") == {fax.id, trunk.id}
    assert shown("status=closed") == shown("search=%25") == set()


def test_a_ticket_shows_everything_and_escapes_it(member: TestClient, gateway: Gateway, visitor: Visitor) -> None:
    """Facts, decision, clauses and conversation; markup of users stays text; the view is on record."""
    visitor.say("<script>alert(1)</script>")
    ticket = open_ticket(gateway.tickets, visitor.id)
    html = member.get(f"/desk/tickets/{ticket.id}").text
    for part in ("Sample Networks", "····-7Q2A", "S1", "SLA1", "gold", "2026-11-01", "&lt;b&gt;mehr", "&lt;script&gt;"):
        assert part in html
    assert "<script>" not in html and "<b>" not in html
    assert "maria: seen" in html


def test_an_answer_of_staff_reaches_the_conversation_once(
    member: TestClient, gateway: Gateway, visitor: Visitor
) -> None:
    """Told in the conversation's language, also when telling is repeated."""
    ticket = open_ticket(gateway.tickets, visitor.id)
    token = token_of(member.get("/desk").text)
    member.post(f"/desk/tickets/{ticket.id}/reply", data={"token": token, "text": "Please restart the SBC."})
    for _ in range(2):
        for chore in gateway.worker.chores:
            asyncio.run(chore())  # type: ignore[arg-type]
    said = [message["text"] for message in visitor.history()["messages"]]
    assert sum("Please restart the SBC." in text and ticket.id in text for text in said) == 1


def test_the_export_is_safe_for_spreadsheets(member: TestClient, gateway: Gateway, visitor: Visitor) -> None:
    """What begins like a formula is made text; every ticket is there."""
    ticket = open_ticket(gateway.tickets, visitor.id, description='=HYPERLINK("https://evil.example")')
    answer = member.get("/desk/tickets.csv?status=all")
    [row] = list(csv.DictReader(io.StringIO(answer.text.lstrip("\ufeff"))))
    assert row["id"] == ticket.id and row["description"].startswith("'=")
    assert "attachment" in answer.headers["content-disposition"]


@pytest.mark.parametrize("text", ["=1+1", " =1+1", "\n=1", "\t@x", "+49 30 1", "-1", "@SUM(A1)", "＝1+1"])
def test_no_cell_is_a_formula(member: TestClient, gateway: Gateway, visitor: Visitor, text: str) -> None:
    """Whatever stands in front of the sign."""
    open_ticket(gateway.tickets, visitor.id, description=text, partner={"id": "P-1", "name": text})
    [row] = list(csv.DictReader(io.StringIO(member.get("/desk/tickets.csv").text.lstrip("\ufeff"))))
    assert row["description"].startswith("'") and row["partner"].startswith("'")


def test_a_stuck_letter_is_shown_and_sent_again(member: TestClient, gateway: Gateway, visitor: Visitor) -> None:
    """In the queue, on its ticket, on its page with the desk's answer; a retry is on record and done once."""
    ticket = open_ticket(gateway.tickets, visitor.id)
    queue = Outbox(gateway.engine, timedelta())
    [item] = queue.due(datetime.now(timezone.utc))
    assert "Nothing is stuck" in member.get("/desk/parked").text
    queue.park(item, "the desk refused (HTTP 422)", NOW)
    for path in ("/desk", f"/desk/tickets/{ticket.id}", "/desk/parked"):
        assert "stuck" in member.get(path).text.lower().replace("stuck letters", "")
    html = member.get("/desk/parked").text
    assert "the desk refused (HTTP 422)" in html and ticket.id in html
    url = f"/desk/parked/{item.id}/retry"
    assert member.post(url, data={}).status_code == 403 and len(queue.parked()) == 1
    assert member.post(url, data={"token": token_of(html)}).status_code == 200
    assert queue.parked() == [] and queue.counts()["waiting"] == 1
    assert member.post(url, data={"token": token_of(html)}).status_code == 404
    assert "maria: sent again" in member.get(f"/desk/tickets/{ticket.id}").text


def test_the_whole_licence_key_is_for_staff_who_ask_and_on_record(
    member: TestClient, gateway: Gateway, visitor: Visitor
) -> None:
    """Out of the vault, in one answer only; another key of the same conversation is not the ticket's."""
    key = "AB12-CD34-EF56-GH78"
    vault, secret = gateway.inbox.vault, gateway.inbox.secret
    vault.put("licence-key", "ZZ99-ZZ99-ZZ99-ZZ99", visitor.id)
    vault.put("licence-key", "ab12cd34ef56gh78", visitor.id)
    licence = {"masked": "••••-••••-••••-GH78", "reference": digest(key, secret)}
    ticket = open_ticket(gateway.tickets, visitor.id, licence=licence)
    page = f"/desk/tickets/{ticket.id}"
    html = member.get(page).text
    assert key not in html and "GH78" in html
    assert member.post(f"{page}/licence", data={}).status_code == 403
    shown = member.post(f"{page}/licence", data={"token": token_of(html)})
    assert key in shown.text and "ZZ99" not in shown.text and "no-store" in shown.headers["cache-control"]
    assert key not in member.get(page).text
    assert "maria: whole licence key shown" in member.get(page).text
    assert key not in str(audit.entries(gateway.engine))
    gateway.inbox.vault.erase(visitor.id)  # type: ignore[attr-defined]
    gone = member.post(f"{page}/licence", data={"token": token_of(html)}).text
    assert key not in gone and "not kept any more" in gone


def test_a_ticket_is_told_in_words(member: TestClient, gateway: Gateway, visitor: Visitor) -> None:
    """Findings, clauses, names and notes; no code of ours but those that have no word."""
    finding = {
        "kind": "support_package", "verbose": "unlikely", "scan": "unscanned", "version": "20.0.10.1",
        "findings": [{"rule": "trunk_408", "count": 3}],
    }  # fmt: skip
    facts = {
        "problems": ["fax"], "names": {"trunk": "Example Voice"}, "flags": ["fee_possible"],
        "unanswered": ["extensions"], "vendor_contacted": True,
    }  # fmt: skip
    attachment = {"name": "a.zip", "sha256": "ab", "bytes": 1, "finding": finding, "storage_path": "/gone"}
    ticket = open_ticket(gateway.tickets, visitor.id, facts=facts, attachments=[attachment])
    html = member.get(f"/desk/tickets/{ticket.id}").text
    for part in (
        "No answer from the far side, 408", "a support package", "probably not", "not scanned", "Example Voice",
        "fee possible", "Extensions", "The target is 48 hours", "level 2 and 3 and phone support. (S1)",
    ):  # fmt: skip
        assert part in html, part
    assert "trunk_408" not in html and "{" not in html.split("<main>")[1]
    assert member.get(f"/desk/tickets/{ticket.id}/files/ab").status_code == 404


def test_the_audit_log_is_read_back_to_its_beginning(member: TestClient, gateway: Gateway, visitor: Visitor) -> None:
    """Page by page, and for one ticket."""
    ticket = open_ticket(gateway.tickets, visitor.id)
    with gateway.engine.begin() as connection:
        for number in range(205):
            audit.record(connection, NOW, f"actor{number:03}", "view", "ABC-123")
    first = member.get("/desk/audit").text
    older = re.findall(r'href="(/desk/audit\?before=\d+)"', first)[0]
    second = member.get(older).text
    assert "actor204" in first and "actor000" not in first
    assert "actor000" in second and "actor204" not in second and ticket.id in second
    assert "ABC-123" not in member.get(f"/desk/audit?subject={ticket.id}").text
    assert member.get("/desk/audit?before=x").status_code == 200


def test_files_are_downloads_and_only_those_of_the_ticket(
    member: TestClient, gateway: Gateway, visitor: Visitor, tmp_path: Path
) -> None:
    """Never shown inline; a hash that is not the ticket's leads nowhere."""
    kept = tmp_path / "kept"
    kept.write_bytes(b"<script>alert(1)</script>")
    attachment = {"name": "bö\r\nse.html", "sha256": "ab12", "bytes": 25, "finding": {}, "storage_path": str(kept)}
    ticket = open_ticket(gateway.tickets, visitor.id, attachments=[attachment])
    answer = member.get(f"/desk/tickets/{ticket.id}/files/ab12")
    assert answer.content == kept.read_bytes()
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment;")
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.headers.get_list("x-content-type-options") == ["nosniff"]
    assert member.get(f"/desk/tickets/{ticket.id}/files/other").status_code == 404


def test_the_report_counts(member: TestClient, gateway: Gateway, visitor: Visitor) -> None:
    """Every case once, with or without a ticket; given up at a question, of those asked; solved without a ticket."""
    open_ticket(gateway.tickets, visitor.id)
    yesterday = CaseStore(gateway.engine, clock=lambda: NOW - timedelta(hours=25))
    save = yesterday.save
    save("solved", {"flags": ["solved_by_user"], "status": "closed", "decision": {"outcome": "retest_first"}})
    save("given up", {"status": "open", "question": "licence_key", "asked": ["topic", "licence_key"], "language": "el"})
    save("went on", {"status": "open", "question": "logs", "asked": ["licence_key", "logs"], "channel": "slack"})
    save("became a ticket", {"status": "submitted", "ticket_id": "KDT-472", "asked": ["licence_key"]})
    save("nothing said", {"status": "new"})
    html = member.get("/desk/report").text
    assert re.findall(r"<dd>([^<]*)<", html) == ["4", "1", "1 ", "0 min"]
    assert "SIP trunk does not register" in html and "Ελληνικά" in html and "Slack" in html
    assert "Test again first" in html and "More details are needed" in html and "up to 5 min" in html
    assert re.search(r"Licence key</th>.*?1 of 3", html, re.S) and re.search(r"Logs[^<]*</th>.*?1 of 1", html, re.S)


def test_moderators_make_forum_links(member: TestClient, gateway: Gateway) -> None:
    """The page gives the same link as the command, and refuses what is no thread."""
    token = token_of(member.get("/desk/link").text)
    given = {"token": token, "thread": "https://forum.example/threads/1", "language": "el", "problem": "fax"}
    html = member.post("/desk/link", data=given).text
    made = re.findall(r"/h/([\w.-]+)</textarea>", html)[0]
    assert gateway.links.read(made) == {"thread": given["thread"], "language": "el", "problem": "fax"}
    assert member.post("/desk/link", data={**given, "thread": "javascript:alert(1)"}).status_code == 422


def test_the_pages_speak_the_language_of_the_member(member: TestClient) -> None:
    """Chosen once, remembered."""
    member.post("/desk/language", data={"token": token_of(member.get("/desk").text), "language": "el"})
    assert '<html lang="el">' in member.get("/desk/report").text
