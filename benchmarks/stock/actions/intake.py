"""Custom actions of the stock bot, as Rasa's documentation writes them: validate, submit, forget.

Run by `rasa run actions`. Only the benchmarks use this bot; it holds the dialogue without the assistant's
languages, policy, masking, durable messages and delivery, so whatever it costs is Rasa's own cost.
"""

from __future__ import annotations

import csv
import os
import sqlite3
from pathlib import Path
from typing import Any
from uuid import uuid4

from rasa_sdk import Action, FormValidationAction, Tracker
from rasa_sdk.events import AllSlotsReset, SlotSet
from rasa_sdk.executor import CollectingDispatcher

LICENCES = Path(__file__).resolve().parents[3] / "data" / "samples" / "licences.csv"
ASKED = ("topic", "licence_key", "prechecks", "steps_taken", "reproduction_steps", "logs")
LEAST_WORDS = 2


def registry() -> sqlite3.Connection:
    """The licences and tickets of this bot, in a database of its own."""
    connection = sqlite3.connect(os.environ["STOCK_DATABASE"] + ".tickets")
    connection.execute("create table if not exists licences (key text primary key, status text)")
    connection.execute("create table if not exists tickets (id text primary key, sender text, content text)")
    return connection


def fill_registry() -> None:
    """Reads the sample licences once."""
    with LICENCES.open(encoding="utf-8") as stream, registry() as connection:
        rows = [(row["key"], row["status"]) for row in csv.DictReader(stream)]
        connection.executemany("insert or replace into licences values (?, ?)", rows)


fill_registry()


class ValidateIntakeForm(FormValidationAction):
    def name(self) -> str:
        return "validate_intake_form"

    def validate_licence_key(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> dict[str, Any]:
        with registry() as connection:
            found = connection.execute("select status from licences where key = ?", (value.strip(),)).fetchone()
        if found is None:
            dispatcher.utter_message(response="utter_licence_unknown")
            return {"licence_key": None}
        return {"licence_key": value.strip()}

    def validate_steps_taken(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> dict[str, Any]:
        return {"steps_taken": value if len(value.split()) >= LEAST_WORDS else None}

    def validate_reproduction_steps(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> dict[str, Any]:
        return {"reproduction_steps": value if len(value.split()) >= LEAST_WORDS else None}


class Submit(Action):
    def name(self) -> str:
        return "action_submit"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        ticket = uuid4().hex[:6].upper()
        content = "\n".join(f"{name}: {tracker.get_slot(name)}" for name in ASKED)
        with registry() as connection:
            connection.execute("insert into tickets values (?, ?, ?)", (ticket, tracker.sender_id, content))
        dispatcher.utter_message(response="utter_submitted", ticket=ticket)
        return [AllSlotsReset()]


class Forget(Action):
    def name(self) -> str:
        return "action_forget"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        dispatcher.utter_message(response="utter_cancelled")
        return [AllSlotsReset(), SlotSet("requested_slot", None)]
