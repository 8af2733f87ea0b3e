"""Precision and recall of facts over the `evaluation/<language>/facts*.jsonl`.

The evaluation report and the tests call `measure`. Each (name, value) pair counts once; a status that
follows from a gazetteer is not counted, because its data changes without the extraction.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.understanding.facts.extractor import Extracted


@dataclass(frozen=True)
class Fault:
    """A pair that was expected and not found (`missing`), or found and not expected (`extra`)."""

    language: str
    text: str
    kind: str
    name: str
    value: str


@dataclass(frozen=True)
class Score:
    """Counts of one language (or of all)."""

    right: int
    extra: int
    missing: int

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.extra)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + self.missing)


# Text, language and open question to what was found.
Read = Callable[[str, str, str | None], Extracted]


def measure(
    read: Read,
    folder: Path,
    name: str = "facts",
    languages: str = "*",
    retype: Callable[[str], str] = str,
) -> tuple[dict[str, Score], list[Fault]]:
    """Scores by language, and every fault, for all `folder/<language>/<name>.jsonl`.

    `read` is an extractor's `extract`, or what completes it. `languages` is a pattern of those to be measured,
    `retype` gives the way in which the sentences are typed, such as in Latin letters.
    """
    scores: dict[str, Score] = {}
    faults: list[Fault] = []
    for path in sorted(folder.glob(f"{languages}/{name}.jsonl")):
        language, counts = path.parent.name, Counter[str]()
        for line in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            text = retype(line["text"])
            found = read(text, language, line.get("question"))
            got = _pairs(found.facts, found.entities)
            expected = _pairs(line["facts"], line["entities"])
            counts["right"] += len(got & expected)
            for kind, pairs in (("missing", expected - got), ("extra", got - expected)):
                counts[kind] += len(pairs)
                faults += [Fault(language, text, kind, name, value) for name, value in sorted(pairs)]
        scores[language] = Score(counts["right"], counts["extra"], counts["missing"])
    return scores, faults


def _pairs(facts: dict[str, Any], entities: dict[str, Any]) -> set[tuple[str, str]]:
    named = {name: value for name, value in facts.items() if not name.endswith("_status")}
    # The version stands among the facts; its parts among the entities say the same again.
    named |= {name: value for name, value in entities.items() if name != "version"}
    return {(name, json.dumps(value, ensure_ascii=False)) for name, value in named.items()}
