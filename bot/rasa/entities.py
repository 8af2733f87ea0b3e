"""The shape in which components hand what they found to Rasa, and how to find it again in a message."""

from __future__ import annotations

from typing import Any, Dict

from rasa.shared.nlu.training_data.message import Message


def entity(name: str, value: Any) -> Dict[str, Any]:
    """An entity about the whole message."""
    return {"entity": name, "value": value, "start": 0, "end": 0, "extractor": "intake"}


def language_of(message: Message) -> str:
    """The language that the language component found, English before it has run."""
    for found in message.get("entities") or []:
        if found["entity"] == "language":
            return str(found["value"])
    return "en"
