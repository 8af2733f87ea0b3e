"""Training sentences as they stand in files: blocks of one intent with their labels, as Rasa writes them.

Rasa can read those of the dialogue (`data/nlu`) as well; it would hand them through in half a minute, and those of the
other lessons (`data/lessons`) in another one.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import yaml

from bot.understanding.lessons import Example

DIALOGUE, BESIDE = Path("nlu"), Path("lessons")  # in the folder of data
_KEYS = {DIALOGUE.name: "nlu", BESIDE.name: "lessons"}


class ExampleError(ValueError):
    """A file of sentences can not be used; the message names the file, the block and the remedy."""


def read(data: Path, *folders: Path) -> Iterator[Example]:
    """The sentences of `folders` in `data`, in the order of the files, without commands. Raises ExampleError."""
    for folder in folders:
        for path in sorted((data / folder).glob("*/*.yml")):
            yield from _of(path, _KEYS[folder.name])


def _of(path: Path, key: str) -> Iterator[Example]:
    content = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    for block in content[key]:
        labels = block.get("metadata") or {}
        if labels.get("command"):
            continue
        if "language" not in labels:
            raise ExampleError(f"{path}: intent {block['intent']} needs `metadata: {{language: ...}}`")
        for line in block["examples"].splitlines():
            if text := line.strip().removeprefix("- ").strip():
                yield Example(
                    text,
                    labels["language"],
                    block["intent"],
                    labels.get("problem"),
                    labels.get("tells"),
                    labels.get("implies"),
                    labels.get("speaks_of"),
                )
