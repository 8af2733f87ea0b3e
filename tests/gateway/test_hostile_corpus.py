"""The whole hostile corpus against the gateway: nothing trusted changes, nobody else is touched, all are answered."""

from __future__ import annotations

import json
from itertools import cycle
from pathlib import Path
from typing import Any, Iterator

import pytest
from gateway.fake_rasa import FakeRasa
from gateway.hostile_corpus import FOLDER, TEXTS, inputs, text_of
from gateway.plain_receiver import PlainReceiver
from gateway.visitor import OPEN, Visitor
from starlette.testclient import TestClient

from bot.gateway.app import create_app
from bot.settings import Settings

LANGUAGES = cycle(("en", "de", "it", "fr", "ru", "el", "pt", "es"))
CASE = {"step": "version", "question": "version", "facts": {"partner_level": "bronze", "licence_status": "active"}}


class World:
    """One gateway with a bystander whose conversation nobody may touch."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.rasa = FakeRasa()
        receiver = PlainReceiver(folder / "attachments")
        self.app = create_app(Settings(var=folder, secret="x"), rasa=self.rasa, rules=OPEN, receiver=receiver)
        self.client = TestClient(self.app, raise_server_exceptions=False)
        self.bystander = self.visitor("de")
        self.bystander.say("Mein Anliegen")
        self.before = self.bystander.history()

    def visitor(self, language: str) -> Visitor:
        content = self.client.post("/api/conversations", json={"locale": language}).json()
        visitor = Visitor(self.client, content["conversation_id"], content["token"], content)
        self.app.state.gateway.cases.save(visitor.id, CASE)
        return visitor

    def check(self, visitor: Visitor) -> None:
        """Facts are as they were, and the bystander's conversation too."""
        state = visitor.history()["state"]
        assert state == {"step": "version", "facts": CASE["facts"]}
        assert self.bystander.history() == self.before


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    yield World(tmp_path_factory.mktemp("world"))


def _cases(*names: str) -> list[Any]:
    return [pytest.param(e, id=f"{name}-{n}") for name in names for n, e in enumerate(inputs(name))]


def test_the_corpus_has_at_least_300_different_inputs() -> None:
    """Counted over all files, doubles left out."""
    everything = [json.dumps(e, sort_keys=True) for path in FOLDER.glob("*.yml") for e in inputs(path.stem)]
    assert len(set(everything)) == len(everything) >= 300


@pytest.mark.parametrize("entry", _cases(*TEXTS))
def test_a_hostile_text_is_answered_and_changes_nothing(world: World, entry: dict[str, Any]) -> None:
    """Answered in the visitor's language; Rasa gets words, or a file for what is too long, and no command."""
    language = entry.get("language") or next(LANGUAGES)
    visitor = world.visitor(language)
    world.rasa.turns.clear()
    answer = visitor.send(text=text_of(entry))
    if entry.get("refused"):
        assert (answer.status_code, answer.json()["error"]["code"]) == (422, "empty_text")
        assert answer.headers["content-language"] == language and world.rasa.turns == []
    else:
        assert answer.status_code == 200, answer.text
        content = answer.json()
        assert content["language"] == language and content["messages"][0]["text"].strip()
        [turn] = world.rasa.turns
        command = turn["metadata"].get("command")
        assert not turn["text"].lstrip().startswith(("/", "\\")) and len(turn["text"]) <= 4001
        assert command is None or (command["intent"] == "attach" and turn["text"] == "")
        assert not {"handoff", "identity", "person"} & turn["metadata"].keys()
    world.check(visitor)


@pytest.mark.parametrize("entry", _cases("buttons"))
def test_a_forged_button_is_refused(world: World, entry: dict[str, Any]) -> None:
    """And the buttons that were offered stay good."""
    visitor = world.visitor("en")
    world.rasa.turns.clear()
    body = json.dumps({"button": entry["button"]})
    url = f"/api/conversations/{visitor.id}/messages"
    answer = visitor.client.post(url, content=body, headers=visitor.headers)
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "button_expired")
    assert world.rasa.turns == []
    world.check(visitor)
    assert visitor.send(button=visitor.greeting["messages"][0]["buttons"][0]["button"]).status_code == 200


@pytest.mark.parametrize("entry", _cases("bodies"))
def test_a_body_that_is_no_message_is_refused(world: World, entry: dict[str, Any]) -> None:
    """400 or 422 with a reason, and nothing is stored."""
    visitor = world.visitor("en")
    url = f"/api/conversations/{visitor.id}/messages"
    answer = visitor.client.post(url, content=entry["body"].encode(), headers=visitor.headers)
    assert answer.status_code in (400, 422) and answer.json()["error"]["message"]
    assert len(visitor.history()["messages"]) == 1
    world.check(visitor)


@pytest.mark.parametrize("entry", _cases("ids"))
def test_a_guessed_id_opens_nothing(world: World, entry: dict[str, Any]) -> None:
    """With a good token of another conversation; reading, writing and sending files alike."""
    visitor = world.visitor("en")
    world.rasa.turns.clear()
    url = f"/api/conversations/{entry['id']}"
    answers = [
        world.client.get(f"{url}/messages", headers=visitor.headers),
        world.client.post(f"{url}/messages", json={"text": "x"}, headers=visitor.headers),
        world.client.post(f"{url}/attachments", files={"file": ("a", b"x")}, headers=visitor.headers),
        world.client.post(f"{url}/link-code", headers=visitor.headers),
    ]
    assert all(answer.status_code in (401, 404) for answer in answers)
    assert world.rasa.turns == []
    world.check(visitor)


@pytest.mark.parametrize("entry", _cases("names"))
def test_a_hostile_name_never_becomes_a_path(world: World, entry: dict[str, Any]) -> None:
    """The file is kept by its hash below its folder, and its name is shown without what can not be seen."""
    visitor = world.visitor("en")
    before = {path for path in world.folder.rglob("*") if "intake.db" not in path.name}
    content = f"content of {entry['name']!a}".encode()
    answer = visitor.attach(entry["name"], content)
    assert answer.status_code in (201, 400, 422), answer.text
    if answer.status_code == 201:
        shown = answer.json()["finding"]["file"]
        assert shown and shown.isprintable() and not set("/\\\u202e\u200b") & set(shown) and len(shown) <= 120
        new = {path for path in world.folder.rglob("*") if "intake.db" not in path.name} - before
        assert {path.parent for path in new if path.is_file()} == {world.folder / "attachments"}
    world.check(visitor)
