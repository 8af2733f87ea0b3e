"""`intake detect`: the language of messages, one JSON line each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from bot.cli.batch import run
from bot.language import Detector


@click.command()
def detect() -> None:
    """Say which of the eight languages messages are in (JSON lines on stdin: text, previous, hint)."""
    detector = Detector.load()

    def answer(line: Mapping[str, Any]) -> dict[str, Any]:
        text, previous, hint = _text(line, "text"), _text(line, "previous"), _text(line, "hint")
        if text is None:
            raise ValueError('text: missing; write {"text": "..."}')
        found = detector.detect(text, previous, hint)
        extra = {"unsupported": found.unsupported, "requested": found.requested}
        return {
            "language": found.language,
            "confidence": found.confidence,
            "decided_by": found.decided_by,
            **{name: value for name, value in extra.items() if value},
        }

    run(answer)


def _text(line: Mapping[str, Any], name: str) -> str | None:
    value = line.get(name)
    if value is not None and not isinstance(value, str):
        raise ValueError(f"{name}: expected a string, got {value!r}")
    return value
