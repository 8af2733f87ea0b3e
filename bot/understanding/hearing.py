"""Some texts as the classifiers hear them: a message as a whole, or its sentences and their parts.

The model reads texts that go together at once, since a matrix product for all of them takes little longer than for one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from bot.understanding.classifier import Classifier
from bot.understanding.features import Features, Floats, Integers
from bot.understanding.terms import MEANING
from bot.understanding.vectors import SentenceVectors


class Hearing:
    """`texts` of one message in one language; each classifier judges all of them when it is first asked for one."""

    def __init__(
        self,
        texts: Sequence[str],
        language: str,
        features: Features,
        dense: SentenceVectors | None,
        classifiers: Mapping[str, Classifier],
    ) -> None:
        self._places = {text: at for at, text in enumerate(texts)}
        self._classifiers = classifiers
        self._terms = [features.terms(text, language) for text in texts]
        self._rows = features.matrix(self._terms)
        if dense:
            vectors = np.stack([dense.of(text, language) for text in texts])
            self._rows = _beside(self._rows, vectors, features.size)
        self._judged: dict[str, Floats] = {}

    def ranking(self, name: str, text: str) -> tuple[tuple[str, float], ...]:
        """(class, probability) of one of the texts by the classifier of this name, best first."""
        classifier = self._classifiers[name]
        if name not in self._judged:
            self._judged[name] = classifier.probabilities(*self._rows)
        return classifier.ranking(self._judged[name][self._places[text]])

    def concepts(self, text: str) -> Sequence[str]:
        """The concepts of one of the texts, in the order of its words."""
        return self._terms[self._places[text]][MEANING]


def _beside(rows: tuple[Integers, Floats], vectors: Floats, first: int) -> tuple[Integers, Floats]:
    """Columns and values with sentence vectors behind them, whose columns begin at `first`."""
    columns, values = rows
    further = first + np.arange(vectors.shape[1])
    return np.concatenate([columns, further]), np.concatenate([values, vectors], axis=1)
