"""Compares figures with the committed ones and failures with the known ones.

Called at the end of an evaluation. Both files are written by `--accept` only, so that a change of either is
seen in a review.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import yaml

from evaluation.scoring import Answer
from evaluation.tasks import Figures

FIGURES = Path(__file__).parent / "figures.json"
KNOWN = Path(__file__).parent / "known_failures.yml"
# Points that a figure may lose in any language before the evaluation fails.
TOLERANCE = 1.0

Failure = tuple[str, str, str]  # language, text, true label


def losses(figures: Figures, committed: Figures) -> list[str]:
    """Sentences that name each figure that fell by more than the tolerance, and each that is gone."""
    found = []
    for name, languages in committed.items():
        for language, before in languages.items():
            after = figures.get(name, {}).get(language)
            if after is None:
                found.append(f"{name}, {language}: {before} before, now not measured")
            elif after < before - TOLERANCE:
                found.append(f"{name}, {language}: {before} before, {after} now")
    return found


def failures(answers: Iterable[Answer]) -> set[Failure]:
    """The messages that were answered wrongly."""
    return {(answer.language, answer.text, answer.truth) for answer in answers if not answer.right}


def fixed(known: set[Failure], failed: set[Failure]) -> list[Failure]:
    """Known failures that fail no more: they must leave the list."""
    return sorted(known - failed)


def read_figures(path: Path = FIGURES) -> Figures:
    """The committed figures; none where nothing is committed yet."""
    content: Figures = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return content


def read_known(path: Path = KNOWN) -> set[Failure]:
    """The list of known failures."""
    content = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else None
    return {
        (language, text, truth)
        for language, labels in (content or {}).items()
        for truth, texts in labels.items()
        for text in texts
    }


def accept(figures: Figures, failed: Sequence[Failure], *, into: Path = FIGURES, known: Path = KNOWN) -> None:
    """Writes both files."""
    into.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    content: dict[str, dict[str, list[str]]] = {}
    for language, text, truth in sorted(failed):
        content.setdefault(language, {}).setdefault(truth, []).append(text)
    head = (
        "# Evaluation messages that the model is known to get wrong, by language and true label. Written by\n"
        "# `python -m evaluation --accept`; one that is understood again fails the evaluation until it is removed.\n"
    )
    body = yaml.safe_dump(content, allow_unicode=True, width=1000, sort_keys=True)
    known.write_text(head + body, encoding="utf-8")
