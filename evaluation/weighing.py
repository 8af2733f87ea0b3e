"""`python -m evaluation.weighing`: fits what each reader's opinion counts, for `facts/learned/weighing.py`.

It learns from the labelled messages that no rule was written for (`data/labelled/<language>/taught*.jsonl`): what the
rules read there, what sentences imply, and what a second reader says that has not learned from them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any
from zlib import crc32

from bot import model, settings
from bot.text import pasted
from bot.understanding.facts.extractor import FactExtractor
from bot.understanding.facts.learned import lessons
from bot.understanding.facts.learned.second_reader import CHOICES, LEVEL, WISHES, YES_OR_NO, Rows, SecondReader
from bot.understanding.facts.learned.weighing import WEIGHTS, Heard, Weighing, kind_of
from bot.understanding.facts.verdict import Opinions
from bot.understanding.model import UnderstandingModel
from bot.understanding.tokens import LANGUAGES

PARTS = 4
FRESH = "taught*.jsonl"
DATA = settings.ROOT / "data"


def opinions(
    extractor: FactExtractor, understanding: UnderstandingModel, language: str, line: Mapping[str, Any]
) -> Opinions:
    """What the three readers say of a labelled message; `extractor` has the second one beside it."""
    text, question = line["text"], line.get("question")
    understood = understanding.understand(pasted.split(text).prose or text, language)
    found = extractor.extract(text, language, question, understood.foreign)
    return Opinions(found, understood.implied, understood.hints, question)


def examples() -> dict[str, list[tuple[Heard, bool]]]:
    """What was heard of every value that may be meant, and whether it is, by the name of its weights."""
    config = settings.load()
    extractor = FactExtractor.load(config.policy_kb, DATA)
    understanding = model.load_understanding(config)
    fresh = [(language, line) for language in LANGUAGES for line in lessons.lines(DATA, language, FRESH)]
    parts = [[one for one in fresh if crc32(one[1]["text"].encode()) % PARTS == part] for part in range(PARTS)]
    known = {line["text"] for _, line in fresh}
    rest = [(at, line) for at in LANGUAGES for line in lessons.lines(DATA, at) if line["text"] not in known]
    taught = [lessons.rows_of(extractor, lines) for lines in (rest, *parts)]
    found: dict[str, list[tuple[Heard, bool]]] = defaultdict(list)
    for part, lines in enumerate(parts, start=1):
        rows = Rows()
        for place, learned in enumerate(taught):
            if place != part:
                rows.extend(learned)
        assisted = extractor.assisted(SecondReader.fit(rows))
        for language, line in lines:
            heard = opinions(assisted, understanding, language, line)
            told = line["facts"] | {LEVEL: line["entities"].get(LEVEL)}
            if heard.found.odds:
                for name in (*CHOICES, *YES_OR_NO):
                    found[kind_of(name)] += [(one, value == str(told.get(name))) for value, one in heard.of_fact(name)]
                found[WISHES] += [(one, value in told.get(WISHES, ())) for value, one in heard.of_wishes()]
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
