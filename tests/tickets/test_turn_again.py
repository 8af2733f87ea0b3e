"""A turn whose answer got lost comes again: it does nothing twice and says what it said."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError

from actions import turn
from actions.said import again, keep, wire
from bot.intake.dialogue import Dialogue
from bot.intake.message import Message, Reply, press
from bot.text.catalogue import Text
from bot.tickets import CaseStore

TOLD = Reply(
    Text("replies.ticket_opened", {"ticket": "KDT-472"}),
    (press("human", Text("replies.button_submit")),),
    {"type": "ticket", "rows": [{"label": Text("facts.yes"), "value": ("a", "b")}]},
)


class Submit(turn.IntakeAction):
    """An action that counts how often its step was run."""

    def __init__(self) -> None:
        self.runs = 0
        self.error: Exception | None = None

    def name(self) -> str:
        return "action_test"

    def step(self, dialogue: Dialogue, message: Message, tracker: Tracker) -> list[Reply]:
        self.runs += 1
        if self.error:
            raise self.error
        dialogue.case.ticket_id = "KDT-472"
        return [TOLD]


@pytest.fixture
def around(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Any:
    world = SimpleNamespace(cases=CaseStore(engine), texts=None, policy=None, licences=None, desk=None, forum_urls={})
    monkeypatch.setattr(turn, "world", lambda: world)
    monkeypatch.setattr(turn, "pressed", lambda *_: None)
    return world


def run(action: Submit, message_id: str) -> list[dict[str, Any]]:
    latest = {"text": "yes", "intent": {"name": "inform"}, "entities": [], "metadata": {"message_id": message_id}}
    tracker = Tracker("c-1", {"language": "de"}, latest, [], False, None, {}, "action_listen")
    dispatcher = CollectingDispatcher()
    asyncio.run(action.run(dispatcher, tracker, {}))
    return list(dispatcher.messages)


def test_the_same_turn_again_says_the_same_and_runs_nothing(around: Any) -> None:
    """Words, buttons and card are those of the first time, so that the ticket's number is not lost."""
    action = Submit()
    first, second = run(action, "c-1:7"), run(action, "c-1:7")
    assert first == second and action.runs == 1
    assert first[0]["params"] == {"ticket": "KDT-472"} and first[0]["choices"] and first[0]["data"]["rows"]
    run(action, "c-1:8")
    assert action.runs == 2


def test_a_database_that_is_away_is_no_answer(around: Any) -> None:
    """The error goes up, so that the gateway sends the turn again; other faults are told to the user."""
    action = Submit()
    action.error = OperationalError("INSERT", {}, Exception("database is locked"))
    with pytest.raises(OperationalError):
        run(action, "c-1:7")
    action.error = RuntimeError("a fault of ours")
    assert run(action, "c-1:7")[0]["response"] == "utter_trouble"


def test_what_was_said_survives_as_json() -> None:
    """Text, buttons and data come back as they were, in the form of the wire."""
    [back] = again(keep([TOLD]))
    assert (back.text, back.buttons) == (TOLD.text, TOLD.buttons)
    assert back.data == wire(TOLD.data) == wire(back.data)
