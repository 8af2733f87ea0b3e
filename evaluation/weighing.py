"""`python -m evaluation.weighing`: fits what each reader's opinion counts, for `facts/learned/weighing.py`.

It learns from the labelled messages that no rule was written for (`data/labelled/<language>/taught*.jsonl`): what the
rules read there, what sentences imply, and what a second reader says that has not learned from them.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from zlib import crc32

from bot import model, settings
from bot.text import pasted
from bot.understanding.facts.extractor import Extracted, FactExtractor
from bot.understanding.facts.learned import lessons
from bot.understanding.facts.learned.second_reader import CHOICES, LEVEL, WISHES, YES_OR_NO, Rows, SecondReader
from bot.understanding.facts.learned.signs import Signs
from bot.understanding.facts.learned.weighing import WEIGHTS, Heard, Weighing
from bot.understanding.facts.verdict import Opinions
from bot.understanding.model import UnderstandingModel
from bot.understanding.tokens import LANGUAGES

PARTS = 4
FRESH = "taught*.jsonl"


@dataclass(frozen=True)
class Message:
    """A labelled message, as `bot.understanding.facts.learned.lessons` reads it."""

    language: str
    text: str
    question: str | None
    told: dict[str, object]
    codes: tuple[int, ...]

    @property
    def part(self) -> int:
        return crc32(self.text.encode()) % PARTS


def fresh() -> Iterator[Message]:
    """The messages that no rule was written for."""
    for language in LANGUAGES:
        for path in sorted((settings.ROOT / "data" / "labelled" / language).glob(FRESH)):
            for line in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
                told = line["facts"] | {LEVEL: line["entities"].get(LEVEL)}
                codes = tuple(line["entities"].get("sip_codes", ()))
                yield Message(language, line["text"], line.get("question"), told, codes)


def opinions(
    extractor: FactExtractor, understanding: UnderstandingModel, second: SecondReader, message: Message
) -> Opinions:
    """What the three readers say of a message."""
    understood = understanding.understand(pasted.split(message.text).prose or message.text, message.language)
    found: Extracted = extractor.extract(message.text, message.language, message.question, understood.foreign)
    reading = extractor.reading(message.text, message.language, message.question)
    if reading.words:
        opinion = second.opinion(reading, message.question)
        found = replace(found, odds=opinion.odds, terse=opinion.terse)
    return Opinions(found, understood.implied, understood.hints, message.question)


def examples() -> dict[str, list[tuple[Heard, bool]]]:
    """What was heard of every value that may be meant, and whether it is, by the name of its weights."""
    config = settings.load()
    extractor = FactExtractor.load(config.policy_kb, settings.ROOT / "data")
    understanding = model.load_understanding(config)
    messages = list(fresh())
    known = {message.text for message in messages}
    found: dict[str, list[tuple[Heard, bool]]] = defaultdict(list)
    for part in range(PARTS):
        rows = Rows()
        for language in LANGUAGES:
            for line in lessons.lines(settings.ROOT / "data", language):
                if line["text"] not in known:
                    lessons.add(rows, extractor, language, line)
        for message in messages:
            if message.part != part:
                reading = extractor.reading(message.text, message.language, message.question)
                rows.add(Signs(reading, message.question), message.told, message.codes)
        second = SecondReader.fit(rows)
        for message in (one for one in messages if one.part == part):
            heard = opinions(extractor, understanding, second, message)
            if heard.found.odds:
                for name in (*CHOICES, *YES_OR_NO):
                    kind = name if name in CHOICES else "yes or no"
                    found[kind] += [(one, value == str(message.told.get(name))) for value, one in heard.of_fact(name)]
                wanted = message.told.get(WISHES) or ()
                found[WISHES] += [(one, value in wanted) for value, one in heard.of_wishes()]
    return found


def fit(heard: list[tuple[Heard, bool]]) -> Weighing:
    """The weights by logistic regression."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    signs = np.array([one for one, _ in heard], dtype=float)
    fitted = LogisticRegression(max_iter=3000).fit(signs, [holds for _, holds in heard])
    return Weighing(*(round(float(weight), 2) for weight in (*fitted.coef_[0], fitted.intercept_[0])))


if __name__ == "__main__":
    heard = examples()
    for name in WEIGHTS:
        print(f"{name}: {fit(heard[name])}  # {len(heard[name])} values", flush=True)
