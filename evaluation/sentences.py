"""Reads the sentences: what the model learns from (`data`) and what it is judged by (`evaluation`).

The evaluation trains and judges with these; the tests compare the two sets.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.settings import ROOT
from bot.understanding.examples import BESIDE, DIALOGUE, read
from bot.understanding.lessons import Example
from bot.understanding.tokens import LANGUAGES

# The sets of judged messages and what is added to the names of their figures. All but the first were written by
# others, after the training, and are looked at in figures only.
SETS = {
    "messages": "",
    "messages_second": ", second set",
    "messages_third": ", third set",
    "messages_fourth": ", fourth set",
}
# Off-topic messages alone, since the sets above hold few of them; the first has neighbours of `bot_challenge` too. The
# second was written after the training and is looked at in figures only.
OFF_TOPIC_SETS = {"off_topic_second": ", own set", "off_topic_third": ", second own set"}
DATA = ROOT / "data"
JUDGED = ROOT / "evaluation"


def training(data: Path = DATA) -> list[Example]:
    """All training sentences, in the order of the files. Raises ExampleError."""
    return list(read(data, DIALOGUE, BESIDE))


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
