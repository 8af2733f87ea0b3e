"""`intake understand`: language, intent, problems and facts of messages, one JSON line each."""

from __future__ import annotations

from typing import Any, Mapping

import click

from bot import model, settings
from bot.cli import Refused
from bot.cli.batch import run
from bot.language import Detector
from bot.text import pasted
from bot.understanding.facts.verdict import weighed
from bot.understanding.tokens import LANGUAGES


@click.command()
def understand() -> None:
    """Understand messages (JSON lines on stdin) with the model that `serve` uses."""
    config = settings.load()
    try:
        trained = model.load_understanding(config)
        extractor = model.load_facts(config)
    except model.ModelError as error:
        raise Refused(str(error)) from None
    detector = Detector.load()

    def answer(line: Mapping[str, Any]) -> dict[str, Any]:
        text = line.get("text")
        if not isinstance(text, str):
            raise ValueError(f"text: expected a string, got {text!r}")
        language = line.get("language")
        if language not in (None, *LANGUAGES):
            raise ValueError(f"language: expected one of {', '.join(LANGUAGES)}, got {language!r}")
        prose = pasted.prose(text)
        language = language or detector.detect(prose).language
        understood = trained.understand(prose, language)
        found = extractor.extract(text, language, foreign=understood.foreign)
        found = weighed(found, understood.implied, understood.hints)
        return {
            "language": language,
            "intent": understood.intent,
            "intent_confidence": round(understood.confidence, 4),
            "problems": [{"code": code, "confidence": round(value, 4)} for code, value in understood.problems],
            "entities": {**found.entities, **found.facts},
        }

    run(answer)
