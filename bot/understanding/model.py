"""The trained understanding of a message: dialogue intent, problem code, and what else it tells, in eight languages.

Trained by the Rasa component and by `make evaluate`, loaded by the Rasa component and by
`intake understand`; it knows nothing of Rasa.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Sequence

import numpy as np

from bot.settings import ROOT
from bot.understanding import concepts, opening, statements
from bot.understanding.classifier import Classifier
from bot.understanding.features import MEANING, Features, Floats, Integers, Terms
from bot.understanding.handed_over import without_keys
from bot.understanding.misspellings import ordinary_words
from bot.understanding.tokens import LANGUAGES
from bot.understanding.vectors import SentenceVectors

# The terms of a text, and the columns and values made of them.
Read = tuple[Terms, tuple[Integers, Floats]]
LEXICON = ROOT / "data" / "concepts"
MOST_PROBLEMS = 5
_TOLD = "told.npz"
# Statements are many, and all `inform`: with the same weight as others they take reports of a problem for their own
# (34 of 1,100 judged reports, 10 with this weight, 7 without statements).
SHARE_OF_STATEMENTS = 0.3
# Sentences of these intents may be statements whoever marked them or not.
_MAY_TELL = frozenset({"inform", "add_information", "correct_answer"})


@dataclass(frozen=True)
class Example:
    """A training sentence with its labels: `problem` where a case is reported, `tells` for a statement."""

    text: str
    language: str
    intent: str
    problem: str | None = None
    tells: str | None = None


@dataclass(frozen=True)
class Understanding:
    """Intents and problem codes with probabilities, best first; `told` as in `bot.understanding.statements`.

    `concepts` are those of `data/concepts`, each once, in the order of the words.
    """

    intents: tuple[tuple[str, float], ...]
    problems: tuple[tuple[str, float], ...]
    told: Mapping[str, str] = field(default_factory=dict)
    concepts: tuple[str, ...] = ()

    @property
    def intent(self) -> str:
        return self.intents[0][0]

    @property
    def confidence(self) -> float:
        return self.intents[0][1]


class UnderstandingModel:
    """Three classifiers over the same features: dialogue intents, problem codes, statements."""

    def __init__(
        self, features: Features, intents: Classifier, problems: Classifier, told: Classifier | None, vectors: str = ""
    ) -> None:
        self._features = features
        self._intents = intents
        self._problems = problems
        self._told = told
        self._setting = vectors
        self._vectors = SentenceVectors.load(vectors)

    @classmethod
    def train(cls, examples: Sequence[Example], vectors: str = "") -> UnderstandingModel:
        """Fits all classifiers; the problem classifier sees the sentences that carry a problem.

        Statements are told from sentences of the other intents; those that inform or add are left out there,
        since among them are statements that nobody marked.

        `vectors` is the setting of `bot.understanding.vectors`; raises VectorError when it can not be met.
        """
        ordinary = ordinary_words((example.text, example.language) for example in examples)
        features = Features(concepts.ConceptMatcher(_lexicon(), ordinary))
        terms = [features.terms(example.text, example.language) for example in examples]
        features.fit(terms)
        dense = SentenceVectors.load(vectors)
        rows = [
            _row(features, dense, one, example.text, example.language)
            for one, example in zip(terms, examples, strict=True)
        ]
        matrix = sparse(rows, features.size + (dense.length if dense else 0))
        reports = [place for place, example in enumerate(examples) if example.problem]
        clear = [place for place, one in enumerate(examples) if one.tells or one.intent not in _MAY_TELL]
        return cls(
            features,
            Classifier.fit(
                matrix,
                [example.intent for example in examples],
                [SHARE_OF_STATEMENTS if example.tells else 1.0 for example in examples],
            ),
            Classifier.fit(matrix[reports], [str(examples[place].problem) for place in reports]),
            _statements(matrix[clear], [examples[place].tells or statements.OTHER for place in clear]),
            vectors,
        )

    def understand(self, text: str, language: str) -> Understanding:
        """The intents and the five best problem codes of `text`, and what it tells beside."""
        text = text.strip()
        terms, row = whole = self._read(text, language)
        told = without_keys(text)
        problems = self._problems.ranking(*(self._read(told, language)[1] if told else row))[:MOST_PROBLEMS]
        intents = self._intents.ranking(*row)
        if intents[0][0] == "greet" and (rest := opening.after(text)):
            further = self._intents.ranking(*self._read(rest, language)[1])
            intents = further if opening.matters(*further[0]) else intents
        concepts = tuple(dict.fromkeys(terms[MEANING]))
        return Understanding(intents, problems, self._statements(text, language, whole), concepts)

    def _statements(self, text: str, language: str, whole: Read) -> Mapping[str, str]:
        if (classifier := self._told) is None:
            return {}

        def judge(sentence: str) -> tuple[str, float]:
            # Most messages are one sentence, which is read already.
            terms, row = whole if sentence == text else self._read(sentence, language)
            kind, probability = classifier.ranking(*row)[0]
            often = kind == statements.REPRODUCTION_STEPS and statements.how_often(terms[MEANING])
            return (statements.HOW_OFTEN if often else kind), probability

        return statements.told(text, judge)

    def _read(self, text: str, language: str) -> Read:
        terms = self._features.terms(text, language)
        return terms, _row(self._features, self._vectors, terms, text, language)

    def warm(self) -> None:
        """Builds what is otherwise built at the first message of a language; seconds, most of them for French."""
        for language in LANGUAGES:
            self.understand("", language)

    def save(self, folder: Path) -> None:
        """Writes the model as arrays and JSON, never pickled."""
        self._features.save(folder)
        self._intents.save(folder / "intents.npz")
        self._problems.save(folder / "problems.npz")
        if self._told is not None:
            self._told.save(folder / _TOLD)
        (folder / "vectors.txt").write_text(self._setting, encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> UnderstandingModel:
        """The model that `save` wrote."""
        intents, problems = (Classifier.load(folder / f"{name}.npz") for name in ("intents", "problems"))
        told = Classifier.load(folder / _TOLD) if (folder / _TOLD).exists() else None
        vectors = (folder / "vectors.txt").read_text(encoding="utf-8")
        return cls(Features.load(folder), intents, problems, told, vectors)


def _statements(matrix: Any, labels: Sequence[str]) -> Classifier | None:
    """The classifier of statements; None where the sentences hold none."""
    return Classifier.fit(matrix, labels) if set(labels) > {statements.OTHER} else None


@lru_cache(maxsize=1)
def _lexicon() -> concepts.Entries:
    """Read once a process: a learning curve trains several times."""
    return concepts.inflected(concepts.read(LEXICON))


def _row(
    features: Features, dense: SentenceVectors | None, terms: Terms, text: str, language: str
) -> tuple[Integers, Floats]:
    """Columns and values of one text; a sentence vector stands behind the sparse columns."""
    columns, values = features.vector(terms)
    if dense is None:
        return columns, values
    further = features.size + np.arange(dense.length)
    return np.concatenate([columns, further]), np.concatenate([values, dense.of(text, language)])


def sparse(rows: Sequence[tuple[Integers, Floats]], width: int) -> Any:
    """The CSR matrix of `rows`, each its columns and values."""
    from scipy.sparse import csr_matrix

    ends = np.cumsum([0, *(len(columns) for columns, _ in rows)])
    columns = np.concatenate([columns for columns, _ in rows])
    values = np.concatenate([values for _, values in rows])
    return csr_matrix((values, columns, ends), shape=(len(rows), width))
