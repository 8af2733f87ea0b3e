"""Reads the sentences: what the model learns from (`data/nlu`) and what it is judged by (`evaluation`).

The evaluation trains and judges with these; the tests compare the two sets. Blocks marked as commands are
no sentences and are left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from bot.settings import ROOT
from bot.understanding.lessons import Example
from bot.understanding.tokens import LANGUAGES

# The sets of judged messages and what is added to the names of their figures. The second and the third were written
# by others, after the training, and are looked at in figures only.
SETS = {"messages": "", "messages_second": ", second set", "messages_third": ", third set"}
# Off-topic messages alone, since the sets above hold few of them; the first has neighbours of `bot_challenge` too. The
# second was written after the training and is looked at in figures only.
OFF_TOPIC_SETS = {"off_topic_second": ", own set", "off_topic_third": ", second own set"}
TRAINING = ROOT / "data" / "nlu"
JUDGED = ROOT / "evaluation"


class SentenceError(ValueError):
    """A file of sentences can not be used; the message names the file, the block and the remedy."""


def training(folder: Path = TRAINING) -> list[Example]:
    """All training sentences, in the order of the files. Raises SentenceError."""
    return [example for path in sorted(folder.glob("*/*.yml")) for example in _blocks(path)]


def messages(name: str = "messages", folder: Path = JUDGED) -> list[Example]:
    """The evaluation messages of a set with their true labels, as their authors wrote them."""
    return [
        Example(line["text"], language, line["intent"], line.get("problem")) for language, line in lines(name, folder)
    ]


def lines(name: str, folder: Path = JUDGED) -> Iterator[tuple[str, dict[str, Any]]]:
    """(language, line) of every `<language>/<name>.jsonl`."""
    for language in LANGUAGES:
        path = folder / language / f"{name}.jsonl"
        for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
            yield language, json.loads(line)


def _blocks(path: Path) -> Iterator[Example]:
    content = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    for block in content["nlu"]:
        labels = block.get("metadata") or {}
        if labels.get("command"):
            continue
        if "language" not in labels:
            raise SentenceError(f"{path}: intent {block['intent']} needs `metadata: {{language: ...}}`")
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
