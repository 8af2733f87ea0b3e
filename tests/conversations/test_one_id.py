"""One id leads from the message in the gateway to the ticket at the desk, through the log of every process."""

from __future__ import annotations

import json
import time
from typing import Any

import httpx
import pytest
from conversations.chat import Assistant, Chat
from conversations.test_eight_languages import licence, script, to
from prometheus_client.parser import text_string_to_metric_families

from bot.database import connect
from bot.tickets import TicketStore

pytestmark = pytest.mark.server
SECRET = "hunter2Forever!"


@pytest.fixture(scope="module")
def finished(assistant: Assistant) -> Chat:
    """A conversation that ended in a ticket, with a secret typed in the middle of it."""
    words, key = script("it"), licence(partner_level="silver", hosting="hosted_by_3cx")
    chat = assistant.open("it").say(words["opening"])
    to(chat, words, key, "summary")
    chat.press("replies.button_submit")
    assert chat.step == "done"
    done = chat.answer
    chat.say(f"La password era {SECRET}")
    chat.answer = done
    return chat


def lines(assistant: Assistant, process: str, conversation: str) -> list[dict[str, Any]]:
    """What a process logged about a conversation."""
    found = []
    for line in (assistant.var / "log" / f"{process}.log").read_text(errors="replace").splitlines():
        if conversation in line:
            assert line.startswith("{"), f"{process}: {line[:300]}"
            found.append(json.loads(line))
    return found


def until(assistant: Assistant, process: str, conversation: str, event: str) -> dict[str, Any]:
    for _ in range(4 * 60):
        for line in lines(assistant, process, conversation):
            if line["event"] == event:
                return line
        time.sleep(0.25)
    raise AssertionError(f"{process} never logged {event} of {conversation}")


def test_every_process_logs_the_same_id(assistant: Assistant, finished: Chat) -> None:
    """Gateway, Rasa, action server, ticket and relay; a turn has the same number in the first three."""
    turns = {}
    for process, event in (("gateway", "answered"), ("rasa", "turn"), ("actions", "step")):
        until(assistant, process, finished.id, event)
        found = [line for line in lines(assistant, process, finished.id) if line["event"] == event]
        assert {line["process"] for line in found} == {process}
        assert {line["conversation"] for line in found} == {finished.id}
        turns[process] = [line["turn"] for line in found]
    assert turns["gateway"] == turns["rasa"] == turns["actions"]
    assert len(set(turns["gateway"])) == len(turns["gateway"]) > 3
    ticket = finished.answer["state"]["ticket_id"]
    opened = until(assistant, "actions", finished.id, "ticket_opened")
    delivered = until(assistant, "relay", finished.id, "delivered")
    assert opened["ticket"] == delivered["ticket"] == ticket
    assert opened["turn"] in turns["gateway"]


def test_the_ticket_has_the_id(assistant: Assistant, finished: Chat) -> None:
    store = TicketStore(connect(f"sqlite:///{assistant.var / 'intake.db'}"))
    ticket = store.find(finished.answer["state"]["ticket_id"])
    assert ticket is not None and ticket.to_dict()["transcript_ref"] == finished.id


def test_no_log_has_what_was_written_or_a_secret(assistant: Assistant, finished: Chat) -> None:
    key = licence(partner_level="silver", hosting="hosted_by_3cx")
    opening = script("it")["opening"]
    for file in (assistant.var / "log").glob("*.log"):
        content = file.read_text(errors="replace")
        for secret in (key, SECRET, finished.token, opening, (assistant.var / "secret").read_text().strip()):
            assert secret not in content, f"{file.name} holds {secret[:4]}…"


def test_every_process_tells_its_figures(assistant: Assistant, finished: Chat) -> None:
    """Without the secret, and with what the conversation above did."""
    figures = {
        sample.name: sample.value
        for port, path in (
            (assistant.url, "/metrics"),
            (assistant.rasa_url, "/webhooks/intake/metrics"),
            (assistant.actions_url, "/metrics"),
        )
        for family in text_string_to_metric_families(httpx.get(f"{port}{path}", timeout=10).text)
        for sample in family.samples
    }
    assert figures["intake_silent_turns_total"] == 0
    for name in ("intake_messages_total", "intake_rasa_turn_seconds_count", "intake_steps_total"):
        assert figures[name] >= 1, name
    assert figures["intake_tickets_opened_total"] >= 1
    assert figures["intake_decisions_total"] >= 1


def test_inner_servers_still_refuse_whoever_lacks_the_secret(assistant: Assistant) -> None:
    """Figures are open, turns and actions are not."""
    turn = httpx.post(f"{assistant.rasa_url}/webhooks/intake/turn", json={"sender": "x", "text": "y"}, timeout=10)
    action = httpx.post(f"{assistant.actions_url}/webhook", json={}, timeout=10)
    assert (turn.status_code, action.status_code) == (403, 403)


def test_the_action_server_returns_nothing_of_a_request_that_fails(assistant: Assistant) -> None:
    """Stock rasa_sdk sends the whole request back, slots included."""
    secret = (assistant.var / "secret").read_text().strip()
    tracker = {"sender_id": "x", "slots": {"password": SECRET}, "latest_message": {}, "events": []}
    body = {"next_action": "action_that_is_not_there", "sender_id": "x", "tracker": tracker, "domain": {}}
    answer = httpx.post(f"{assistant.actions_url}/webhook", json=body, headers={"X-Intake-Secret": secret}, timeout=10)
    assert answer.status_code >= 400 and SECRET not in answer.text
