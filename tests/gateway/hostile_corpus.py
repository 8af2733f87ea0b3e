"""The hostile corpus: inputs nobody should get anything out of, as data in `hostile/*.yml`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "hostile"
# The files whose inputs are texts of messages; the others hold names, ids, button tokens and bodies.
TEXTS = (
    "commands", "slashes", "invisible", "bidirectional", "controls", "markup", "templates", "injections", "claims",
    "long", "letters",
)  # fmt: skip


def inputs(name: str) -> list[dict[str, Any]]:
    """The inputs of one file."""
    content = yaml.safe_load((FOLDER / f"{name}.yml").read_text(encoding="utf-8"))
    return list(content["inputs"])


def text_of(entry: dict[str, Any]) -> str:
    """The text of an input, repeated where it says so."""
    return str(entry["text"]) * int(entry.get("times", 1))
