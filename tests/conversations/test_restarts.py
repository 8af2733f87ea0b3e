"""Any process may be killed in the middle of a conversation: nothing that was acknowledged is lost."""

from __future__ import annotations

import signal
import threading
import time
from typing import Any

import httpx
import psutil
import pytest
from conversations.chat import Assistant, Chat
from conversations.test_eight_languages import licence, script, to

pytestmark = pytest.mark.server
PROCESSES = {"rasa": "bot.rasa.server", "actions": "actions.server", "gateway": "bot.gateway", "relay": "relay"}


def process_of(assistant: Assistant, module: str) -> psutil.Process:
    """The process of this assistant that runs `module`."""
    for process in psutil.process_iter(["cmdline", "environ"]):
        command = process.info["cmdline"] or []
        if module in command and (process.info["environ"] or {}).get("INTAKE_VAR") == str(assistant.var):
            return process
    raise AssertionError(f"{module} is not running")


def kill(assistant: Assistant, module: str) -> None:
    """kill -9"""
    process = process_of(assistant, module)
    process.kill()
    process.wait(timeout=10)


def history(assistant: Assistant, chat: Chat) -> dict[str, Any]:
    url, headers = f"{assistant.url}/api/conversations/{chat.id}/messages", {"Authorization": f"Bearer {chat.token}"}
    body: dict[str, Any] = httpx.get(url, headers=headers, timeout=10).json()
    return body


def wait_until_ready(assistant: Assistant) -> None:
    for _ in range(4 * 90):
        try:
            if httpx.get(f"{assistant.url}/readyz", timeout=5).status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.25)
    raise AssertionError("not ready again")


def test_a_killed_process_comes_back_and_the_case_goes_on(assistant: Assistant) -> None:
    """Facts and answers given before are still there, and the ticket is opened once."""
    words = script("de")
    key = licence(partner_level="silver", hosting="hosted_by_3cx")
    chat = assistant.open("de").say(words["opening"])
    to(chat, words, key, "licence_key")
    for name in ("rasa", "actions", "gateway"):
        kill(assistant, PROCESSES[name])
    wait_until_ready(assistant)
    to(chat, words, key, "steps_taken")
    before = chat.facts
    kill(assistant, PROCESSES["actions"])
    kill(assistant, PROCESSES["relay"])
    wait_until_ready(assistant)
    to(chat, words, key, "summary")
    assert before.items() <= chat.facts.items()
    chat.press("replies.button_submit")
    assert chat.step == "done" and chat.answer["state"]["ticket_id"]


def test_a_message_to_a_dead_rasa_is_kept_and_answered_later(assistant: Assistant) -> None:
    """The person is told at once, in their language, and finds the answer in the history."""
    words = script("fr")
    chat = assistant.open("fr").say(words["opening"])
    kill(assistant, PROCESSES["rasa"])
    answer = chat.say(words["interruptions"]["thanks"]).answer
    assert answer["pending"] and answer["messages"]
    wait_until_ready(assistant)
    for _ in range(4 * 60):
        found = history(assistant, chat)["messages"]
        if any(message["from"] == "assistant" and message["id"] > answer["id"] for message in found):
            return
        time.sleep(0.25)
    raise AssertionError(f"never answered: {found}")


def test_a_gateway_killed_between_storing_and_answering_answers_once(assistant: Assistant) -> None:
    """Rasa hangs in the middle of the turn; the next gateway asks again, and the person, sending again, gets that."""
    words = script("it")
    chat = assistant.open("it").say(words["opening"])
    before = len(history(assistant, chat)["messages"])
    rasa = process_of(assistant, PROCESSES["rasa"])
    url = f"{assistant.url}/api/conversations/{chat.id}/messages"
    headers = {"Authorization": f"Bearer {chat.token}", "Idempotency-Key": "sent-before-the-crash"}
    sent = {"text": words["interruptions"]["policy"]}

    def send() -> None:
        with pytest.raises(httpx.HTTPError):
            httpx.post(url, json=sent, headers=headers, timeout=60)

    rasa.send_signal(signal.SIGSTOP)
    try:
        waiting = threading.Thread(target=send)
        waiting.start()
        while not history(assistant, chat)["pending"]:
            time.sleep(0.02)
        kill(assistant, PROCESSES["gateway"])
        waiting.join(30)
    finally:
        rasa.send_signal(signal.SIGCONT)
    wait_until_ready(assistant)
    answers = [httpx.post(url, json=sent, headers=headers, timeout=60).json() for _ in range(2)]
    while history(assistant, chat)["pending"]:
        time.sleep(0.1)
    after = history(assistant, chat)["messages"][before:]
    assert [message["from"] for message in after].count("user") == 1
    assert answers[0]["id"] == answers[1]["id"] == after[0]["id"]
    said = [message["text"] for message in after if message["from"] == "assistant"]
    assert said and len(set(said)) == len(said) and "SLA1" in "".join(said)
