"""The trained understanding of a message: dialogue intent and problem code, in any of the eight languages.

Trained by the Rasa component and by `make evaluate`, loaded by the Rasa component and by
`intake understand`; it knows nothing of Rasa.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Sequence

import joblib
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline, make_union


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

    def __init__(self, intents: object, problems: object) -> None:
        self._intents = intents
        self._problems = problems

    @classmethod
    def train(cls, examples: Sequence[Example]) -> UnderstandingModel:
        """Fits both classifiers; the problem classifier sees the sentences that carry a problem."""
        reports = [example for example in examples if example.problem]
        return cls(
            _fit([example.text for example in examples], [example.intent for example in examples]),
            _fit([example.text for example in reports], [str(example.problem) for example in reports]),
        )

    def understand(self, text: str, language: str) -> Understanding:
        """The intents and the five best problem codes of `text`."""
        return Understanding(_ranking(self._intents, text), _ranking(self._problems, text)[:5])

    def save(self, folder: Path) -> None:
        joblib.dump((self._intents, self._problems), folder / "understanding.joblib")

    @classmethod
    def load(cls, folder: Path) -> UnderstandingModel:
        return cls(*joblib.load(folder / "understanding.joblib"))


def _fit(texts: list[str], labels: list[str]) -> object:
    features = make_union(
        TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True, max_features=60000),
        TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, max_features=60000),
    )
    return make_pipeline(features, LogisticRegression(C=8, max_iter=60)).fit(texts, labels)


def _ranking(classifier: object, text: str) -> tuple[tuple[str, float], ...]:
    probabilities = classifier.predict_proba([text])[0]  # type: ignore[attr-defined]
    pairs = zip(classifier.classes_, probabilities)  # type: ignore[attr-defined]
    return tuple(sorted(((str(name), float(value)) for name, value in pairs), key=lambda pair: -pair[1]))
