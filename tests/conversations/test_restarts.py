"""Any process may be killed in the middle of a conversation: nothing that was acknowledged is lost."""

from __future__ import annotations

import time

import httpx
import psutil
import pytest
from conversations.chat import Assistant
from conversations.test_eight_languages import licence, script, to

pytestmark = pytest.mark.server
PROCESSES = {"rasa": "bot.rasa.server", "actions": "actions.server", "gateway": "bot.gateway", "relay": "relay"}


def kill(assistant: Assistant, module: str) -> None:
    """kill -9 for the process of this assistant that runs `module`."""
    for process in psutil.process_iter(["cmdline", "environ"]):
        command = process.info["cmdline"] or []
        if module in command and (process.info["environ"] or {}).get("INTAKE_VAR") == str(assistant.var):
            process.kill()
            process.wait(timeout=10)
            return
    raise AssertionError(f"{module} is not running")


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
        history = httpx.get(
            f"{assistant.url}/api/conversations/{chat.id}/messages?after=0",
            headers={"Authorization": f"Bearer {chat.token}"},
            timeout=10,
        ).json()["messages"]
        if any(message["from"] == "assistant" and message["id"] > answer["id"] for message in history):
            return
        time.sleep(0.25)
    raise AssertionError(f"never answered: {history}")
