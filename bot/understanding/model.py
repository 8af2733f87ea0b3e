"""The trained understanding of a message: dialogue intent and problem code, in any of the eight languages.

Trained by the Rasa component and by `make evaluate`, loaded by the Rasa component and by
`intake understand`; it knows nothing of Rasa.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Sequence

import numpy as np

from bot.settings import ROOT
from bot.understanding import concepts
from bot.understanding.classifier import Classifier
from bot.understanding.features import Features

LEXICON = ROOT / "data" / "concepts"
MOST_PROBLEMS = 5


@dataclass(frozen=True)
class Example:
    """A training sentence with its labels; `problem` only where a case is reported."""

    text: str
    language: str
    intent: str
    problem: str | None = None


@dataclass(frozen=True)
class Understanding:
    """Intents and problem codes with probabilities, best first."""

    intents: tuple[tuple[str, float], ...]
    problems: tuple[tuple[str, float], ...]

    @property
    def intent(self) -> str:
        return self.intents[0][0]

    @property
    def confidence(self) -> float:
        return self.intents[0][1]


class UnderstandingModel:
    """Two classifiers over the same features: dialogue intents and problem codes."""

    def __init__(self, features: Features, intents: Classifier, problems: Classifier) -> None:
        self._features = features
        self._intents = intents
        self._problems = problems

    @classmethod
    def train(cls, examples: Sequence[Example]) -> UnderstandingModel:
        """Fits both classifiers; the problem classifier sees the sentences that carry a problem."""
        features = Features(concepts.ConceptMatcher(concepts.inflected(concepts.read(LEXICON))))
        terms = [features.terms(example.text, example.language) for example in examples]
        features.fit(terms)
        matrix = _matrix(features, terms)
        reports = [place for place, example in enumerate(examples) if example.problem]
        return cls(
            features,
            Classifier.fit(matrix, [example.intent for example in examples]),
            Classifier.fit(matrix[reports], [str(examples[place].problem) for place in reports]),
        )

    def understand(self, text: str, language: str) -> Understanding:
        """The intents and the five best problem codes of `text`."""
        columns, values = self._features.vector(self._features.terms(text, language))
        problems = self._problems.ranking(columns, values)[:MOST_PROBLEMS]
        return Understanding(self._intents.ranking(columns, values), problems)

    def save(self, folder: Path) -> None:
        self._features.save(folder)
        self._intents.save(folder / "intents.npz")
        self._problems.save(folder / "problems.npz")

    @classmethod
    def load(cls, folder: Path) -> UnderstandingModel:
        intents, problems = (Classifier.load(folder / f"{name}.npz") for name in ("intents", "problems"))
        return cls(Features.load(folder), intents, problems)


def _matrix(features: Features, terms: Sequence[Any]) -> Any:
    from scipy.sparse import csr_matrix

    vectors = [features.vector(one) for one in terms]
    ends = np.cumsum([0, *(len(columns) for columns, _ in vectors)])
    columns = np.concatenate([columns for columns, _ in vectors])
    values = np.concatenate([values for _, values in vectors])
    return csr_matrix((values, columns, ends), shape=(len(vectors), features.size))
