"""`python -m evaluation.weighing`: fits what each reader's opinion counts, for `facts/learned/weighing.py`.

It learns from labelled messages that no rule was written for: what the rules read there, and what is said by a second
reader and by a classifier of implied facts that have not learned from them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from bot import settings
from bot.text import pasted
from bot.understanding.facts.extractor import FactExtractor
from bot.understanding.facts.learned import lessons
from bot.understanding.facts.learned.second_reader import CHOICES, LEVEL, WISHES, YES_OR_NO, SecondReader
from bot.understanding.facts.learned.weighing import WEIGHTS, Heard, Weighing, kind_of
from bot.understanding.facts.verdict import Opinions
from bot.understanding.model import UnderstandingModel
from bot.understanding.tokens import LANGUAGES
from evaluation.sentences import DATA, training

FRESH = ("taught_fourth.jsonl", "taught_fifth.jsonl", "taught_sixth.jsonl")  # in `data/labelled/<language>`
Line = tuple[str, dict[str, Any]]  # language, labelled message
Example = tuple[str, Heard, bool]  # a value, what is heard of it, whether it is meant


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
                    (value, one, value == str(told.get(name))) for value, one in heard.of_fact(name)
                ]
            found[WISHES] += [(kind, one, kind in told.get(WISHES, ())) for kind, one in heard.of_wishes()]
    return found


def fit(heard: list[Example], by_value: bool) -> Weighing:
    """The weights by logistic regression; `by_value` what each value counts beside what is heard of it."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    values = sorted({value for value, _, _ in heard}) if by_value else []
    signs = np.array([(*one, *(value == other for other in values)) for value, one, _ in heard], dtype=float)
    fitted = LogisticRegression(max_iter=3000).fit(signs, [holds for _, _, holds in heard])
    weights, first = [round(float(weight), 2) for weight in fitted.coef_[0]], len(Heard._fields)
    bias = round(float(fitted.intercept_[0]), 2)
    return Weighing(tuple(weights[:first]), bias, dict(zip(values, weights[first:], strict=True)))


if __name__ == "__main__":
    heard = examples()
    for name in WEIGHTS:
        print(f"{name}: {fit(heard[name], name in (*CHOICES, WISHES))}  # {len(heard[name])} values", flush=True)
