"""`python -m evaluation.weighing`: fits what each reader's opinion counts and writes `data/weighing.json`.

It learns from labelled messages that no rule was written for: what the rules read there, and what is said by a second
reader and by a classifier of implied facts that have not learned from them.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from bot import settings
from bot.text import pasted
from bot.understanding.facts.extractor import FactExtractor
from bot.understanding.facts.learned import lessons
from bot.understanding.facts.learned.second_reader import SecondReader
from bot.understanding.facts.learned.tasks import CHOICES, LEVEL, WISHES, YES_OR_NO
from bot.understanding.facts.learned.weighing import WEIGHTS, Heard, kind_of
from bot.understanding.facts.verdict import Opinions
from bot.understanding.model import UnderstandingModel
from bot.understanding.tokens import LANGUAGES
from evaluation.sentences import DATA, training

# In `data/labelled/<language>`.
FRESH = (
    "taught_eighth.jsonl", "taught_ninth.jsonl", "taught_tenth.jsonl",
    "twenty_ninth.jsonl", "thirtieth.jsonl", "thirty_first.jsonl", "thirty_second.jsonl",
)  # fmt: skip
PENALTY = 0.5
Line = tuple[str, dict[str, Any]]  # language, labelled message
Example = tuple[str, Heard, bool]  # fact=value, what is heard of it, whether it is meant


def opinions(
    extractor: FactExtractor, understanding: UnderstandingModel, language: str, line: Mapping[str, Any]
) -> Opinions:
    """What the three readers say of a labelled message; `extractor` has the second one beside it."""
    text, question = line["text"], line.get("question")
    understood = understanding.understand(pasted.prose(text), language)
    found = extractor.extract(text, language, question, understood.foreign)
    return Opinions(found, understood.implied, understood.hints, question)


def readers(fresh: list[Line]) -> tuple[FactExtractor, UnderstandingModel]:
    """The readers that have learned everything but the `fresh` messages and what is taken from them."""
    extractor = FactExtractor.load(settings.load().policy_kb, DATA)
    unseen = {(language, line["text"]) for language, line in fresh}
    known = [
        (language, line)
        for language in LANGUAGES
        for line in lessons.lines(DATA, language)
        if (language, line["text"]) not in unseen
    ]
    of = {language: "\n".join(text for at, text in unseen if at == language) for language in LANGUAGES}
    examples = [one for one in training() if not (one.implies and one.text in of[one.language])]
    return extractor.assisted(SecondReader.fit(lessons.rows_of(extractor, known))), UnderstandingModel.train(examples)


def examples() -> dict[str, list[Example]]:
    """What was heard of every value that may be meant, and whether it is, by the name of its weights."""
    fresh = [(at, line) for at in LANGUAGES for name in FRESH for line in lessons.lines(DATA, at, name)]
    extractor, understanding = readers(fresh)
    found: dict[str, list[Example]] = defaultdict(list)
    for language, line in fresh:
        heard = opinions(extractor, understanding, language, line)
        told = line["facts"] | {LEVEL: line["entities"].get(LEVEL)}
        if heard.found.odds:
            for name in (*CHOICES, *YES_OR_NO):
                found[kind_of(name)] += [
                    (f"{name}={value}", one, value == str(told.get(name))) for value, one in heard.of_fact(name)
                ]
            found[WISHES] += [
                (f"{WISHES}={kind}", one, kind in told.get(WISHES, ())) for kind, one in heard.of_wishes()
            ]
    return found


def fit(heard: list[Example]) -> dict[str, Any]:
    """The weights of a kind of fact by logistic regression, as `data/weighing.json` keeps them."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    values = sorted({value for value, _, _ in heard})
    parts = np.array([one for _, one, _ in heard], dtype=float)
    of_value = np.array([[value == other for other in values] for value, _, _ in heard], dtype=float)
    ruled, learned = parts[:, :1], parts[:, Heard._fields.index("learned"), None]
    signs = np.hstack([parts, parts[:, 2:] * ruled, of_value, of_value * ruled, of_value * learned])
    fitted = LogisticRegression(C=PENALTY, max_iter=3000).fit(signs, [holds for _, _, holds in heard])
    weights = [round(float(weight), 2) for weight in fitted.coef_[0]]
    first, more = parts.shape[1], parts.shape[1] - 2
    by_value = np.array(weights[first + more :]).reshape(3, len(values)).T.tolist()
    return {
        "bias": round(float(fitted.intercept_[0]), 2),
        "parts": weights[:first],
        "ruled": [0.0, 0.0, *weights[first : first + more]],
        "values": dict(zip(values, by_value, strict=True)),
    }


if __name__ == "__main__":
    heard = examples()
    fitted = {kind: fit(of_kind) for kind, of_kind in heard.items()}
    lines = (f"  {json.dumps(kind)}: {json.dumps(one)}" for kind, one in fitted.items())
    WEIGHTS.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    print({kind: len(of_kind) for kind, of_kind in heard.items()})
