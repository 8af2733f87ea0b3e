"""`intake link` and `intake chat`, as a moderator and a technician use them."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from gateway.fake_rasa import GREETINGS, FakeRasa
from rich.console import Console
from starlette.testclient import TestClient

from bot.cli.chat import Terminal
from bot.cli.chat import chat as chat_command
from bot.cli.link import link
from bot.gateway.gateway import Gateway

THREAD = "https://forum.example/threads/one-way-audio.75001/"


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTAKE_VAR", str(tmp_path))
    monkeypatch.setenv("INTAKE_SECRET", "a secret of the tests")


@pytest.mark.usefixtures("environment")
def test_a_link_carries_thread_language_and_problem(gateway: Gateway) -> None:
    """What the command prints, the gateway reads."""
    arguments = ["--thread", THREAD, "--language", "de", "--problem", "audio_one_way"]
    result = CliRunner().invoke(link, arguments)
    assert result.exit_code == 0
    token = result.stdout.strip().rpartition("/h/")[2]
    assert gateway.links.read(token) == {"thread": THREAD, "language": "de", "problem": "audio_one_way"}


@pytest.mark.usefixtures("environment")
@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["--thread", "javascript:alert(1)"], "--thread"),
        (["--thread", "not an address"], "--thread"),
        (["--thread", THREAD, "--language", "xx"], "pt"),
        (["--thread", THREAD, "--problem", "nonsense"], "audio_one_way"),
    ],
)
def test_a_link_that_can_not_be_made_is_refused_with_what_is_allowed(arguments: list[str], named: str) -> None:
    """Exit code 1 and one line."""
    result = CliRunner().invoke(link, arguments)
    assert result.exit_code == 1 and named in result.output and len(result.output.strip().splitlines()) == 1


def test_a_conversation_from_a_link_tells_the_assistant(visit: Any, gateway: Gateway, rasa: FakeRasa) -> None:
    """Thread, language and problem arrive with the opening; the visitor's own locale goes first."""
    token = gateway.links.make(THREAD, "de", "audio_one_way").rpartition("/")[2]
    visitor = visit(handoff=token)
    assert visitor.greeting["language"] == "de"
    expected = {"thread": THREAD, "language": "de", "problem": "audio_one_way"}
    assert rasa.turns[0]["metadata"]["handoff"] == expected


@pytest.mark.parametrize("tampered", ["", "x", "eyJ0IjoxfQ.abc.def", "\u00e4"])
def test_a_forged_link_is_refused(client: TestClient, gateway: Gateway, tampered: str, rasa: FakeRasa) -> None:
    """A changed token opens nothing and says why."""
    token = gateway.links.make(THREAD).rpartition("/")[2][:-2] + tampered
    answer = client.post("/api/conversations", json={"handoff": token})
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "handoff_invalid")
    assert rasa.turns == []


def test_an_expired_link_says_so_and_still_leads_to_the_chat(client: TestClient, gateway: Gateway) -> None:
    """The page is 410 with the chat on it, in the visitor's language; the call refuses the token."""
    token = gateway.links.make(THREAD, "de").rpartition("/")[2]
    object.__setattr__(gateway.links, "max_age", -1)
    page = client.get(f"/h/{token}", headers={"Accept-Language": "el"})
    assert page.status_code == 410 and "<intake-chat" in page.text and THREAD not in page.text
    assert gateway.words.say("el", "channels.error.handoff_expired") in page.text
    answer = client.post("/api/conversations", json={"handoff": token})
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "handoff_expired")


def _terminal(client: TestClient, lines: list[str], monkeypatch: pytest.MonkeyPatch) -> str:
    shown = io.StringIO()
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(lines) + "\n"))
    Terminal(client, Console(file=shown, width=120)).run("el-GR")
    return shown.getvalue()


def test_the_terminal_shows_buttons_as_numbers(
    client: TestClient, rasa: FakeRasa, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A number presses; a number without a button is what was said."""
    shown = _terminal(client, ["2", "decision", "7", ""], monkeypatch)
    assert GREETINGS["el"] in shown and "2  No" in shown
    assert rasa.turns[1]["metadata"]["command"]["value"] is False
    assert "ABC-123" in shown and rasa.turns[3]["text"] == "7"


def test_the_terminal_sends_files(
    client: TestClient, rasa: FakeRasa, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And says so when there is no such file."""
    (tmp_path / "a.log").write_text("x")
    shown = _terminal(client, [f":file {tmp_path / 'a.log'}", ":file /no/such.log"], monkeypatch)
    assert "Thank you for a.log." in shown and "no such file" in shown


def test_the_terminal_says_when_nobody_answers() -> None:
    """Exit code 1 and the way on."""
    result = CliRunner().invoke(chat_command, ["--url", "http://127.0.0.1:9"])
    assert result.exit_code == 1 and "intake serve" in result.output
