"""The messages that the second reader learns from: `data/labelled/<language>/*.jsonl`, read as the extractor reads.

A line is `{"text", "facts", "entities", "question"?}`, as in the judged sets; none of them is judged.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.understanding.facts.extractor import FactExtractor
from bot.understanding.facts.learned.rows import Rows
from bot.understanding.facts.learned.second_reader import SecondReader
from bot.understanding.facts.learned.signs import Signs
from bot.understanding.facts.learned.tasks import LEVEL
from bot.understanding.facts.names.entries import unbarred
from bot.understanding.facts.names.names import noted
from bot.understanding.tokens import LANGUAGES

_SHARES = (("en", "de", "ru", "pt"), ("it", "fr", "el", "es"))  # read side by side, each in a process of its own


def lines(data: Path, language: str, files: str = "*.jsonl") -> Iterator[dict[str, Any]]:
    """The labelled messages of a language, in the order of the `files`."""
    for path in sorted((data / "labelled" / language).glob(files)):
        yield from map(json.loads, path.read_text(encoding="utf-8").splitlines())


def rows(policy_kb: Path, data: Path, languages: Sequence[str] = LANGUAGES) -> Rows:
    """What the labelled messages of these languages teach."""
    extractor = FactExtractor.load(policy_kb, data)
    return rows_of(extractor, ((language, line) for language in languages for line in lines(data, language)))


def rows_of(extractor: FactExtractor, messages: Iterable[tuple[str, Mapping[str, Any]]]) -> Rows:
    """What labelled messages teach, each with its language."""
    found = Rows()
    for language, line in messages:
        question, entities = line.get("question"), line["entities"]
        told = line["facts"] | {LEVEL: entities.get(LEVEL)}
        reading = extractor.reading(line["text"], language)
        candidates = extractor.names.candidates(reading, question)
        found.add_names(Signs(reading, question), candidates, entities)
        noted(reading, candidates, unbarred(candidates))
        found.add(Signs(reading, question), told, entities.get("sip_codes", ()))
    return found


def train(policy_kb: Path, data: Path) -> SecondReader:
    """The second reader of everything in `data/labelled`."""
    from joblib import Parallel, delayed

    learned = Rows()
    for part in Parallel(n_jobs=len(_SHARES))(delayed(rows)(policy_kb, data, languages) for languages in _SHARES):
        learned.extend(part)
    return SecondReader.fit(learned)
