"""Figures of language detection over `evaluation/<language>/language.jsonl`.

The evaluation report and the tests call `measure`; it changes nothing and needs no model.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.language.detector import Detector
from bot.language.profiles import SUPPORTED

# The kinds of lines in the files. A technical line must leave the conversation's language alone.
KINDS = (
    "word",
    "pair",
    "sentence",
    "chat",
    "command",
    "ui",
    "technical",
    "switch",
    "request",
    "translit",
    "unsupported",
)


@dataclass(frozen=True)
class Miss:
    """A line that was not recognised, with the answer it got."""

    language: str
    kind: str
    text: str
    answer: str


@dataclass(frozen=True)
class Figures:
    """Shares between 0 and 1: `shares[kind][language]`, and every miss."""

    shares: dict[str, dict[str, float]]
    misses: tuple[Miss, ...]

    def macro(self, kind: str) -> float:
        """The mean over the languages that have lines of this kind."""
        return sum(self.shares[kind].values()) / len(self.shares[kind])

    def worst(self, kind: str) -> tuple[str, float]:
        """The language with the lowest share, and that share."""
        return min(self.shares[kind].items(), key=lambda item: item[1])


def measure(detector: Detector, folder: Path) -> Figures:
    """Detects every line of `folder/<language>/language.jsonl`."""
    hits: dict[tuple[str, str], list[bool]] = defaultdict(list)
    misses: list[Miss] = []
    for language, line in _lines(folder):
        found = detector.detect(line["text"], previous=line.get("previous"))
        good = found.language == line["expected"] and found.unsupported == line.get("unsupported")
        hits[line["kind"], language].append(good)
        if not good:
            answer = found.unsupported or found.language
            misses.append(Miss(language, line["kind"], line["text"], f"{answer} by {found.decided_by}"))
    shares: dict[str, dict[str, float]] = {kind: {} for kind in KINDS}
    for (kind, language), results in hits.items():
        shares[kind][language] = sum(results) / len(results)
    return Figures({kind: share for kind, share in shares.items() if share}, tuple(misses))


def _lines(folder: Path) -> Iterator[tuple[str, dict[str, str]]]:
    for language in SUPPORTED:
        for line in (folder / language / "language.jsonl").read_text(encoding="utf-8").splitlines():
            yield language, json.loads(line)
