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

from bot.settings import ROOT
from bot.understanding import concepts, fitting, implied, lessons, opening, sentences, statements, subjects
from bot.understanding.classifier import Classifier
from bot.understanding.features import Features
from bot.understanding.handed_over import without_keys
from bot.understanding.hearing import Hearing
from bot.understanding.lessons import Example
from bot.understanding.misspellings import ordinary_words
from bot.understanding.tokens import LANGUAGES
from bot.understanding.vectors import SentenceVectors

LEXICON = ROOT / "data" / "concepts"
MOST_PROBLEMS = 5


@dataclass(frozen=True)
class Understanding:
    """Intents and problem codes with probabilities, best first; `told` as in `bot.understanding.statements`,
    `implied` as in `bot.understanding.implied`, `foreign` as in `bot.understanding.subjects`; `hints` are the highest
    probabilities of the classes of `implied` in any of its sentences.

    `concepts` are those of `data/concepts`, each once, in the order of the words.
    """

    intents: tuple[tuple[str, float], ...]
    problems: tuple[tuple[str, float], ...]
    told: Mapping[str, str] = field(default_factory=dict)
    concepts: tuple[str, ...] = ()
    implied: Mapping[str, Any] = field(default_factory=dict)
    foreign: tuple[str, ...] = ()
    hints: Mapping[str, float] = field(default_factory=dict)

    @property
    def intent(self) -> str:
        return self.intents[0][0]

    @property
    def confidence(self) -> float:
        return self.intents[0][1]


class UnderstandingModel:
    """One classifier a lesson (`bot.understanding.lessons`) over the same features."""

    def __init__(self, features: Features, classifiers: Mapping[str, Classifier], vectors: str = "") -> None:
        self._features = features
        self._classifiers = classifiers
        self._setting = vectors
        self._vectors = SentenceVectors.load(vectors)

    @classmethod
    def train(cls, examples: Sequence[Example], vectors: str = "") -> UnderstandingModel:
        """Fits every classifier that `examples` have a lesson for.

        `vectors` is the setting of `bot.understanding.vectors`; raises VectorError when it can not be met.
        """
        ordinary = ordinary_words((example.text, example.language) for example in examples)
        features = Features(concepts.ConceptMatcher(_lexicon(), ordinary))
        matrix = fitting.vectors(features, examples)
        if dense := SentenceVectors.load(vectors):
            matrix = fitting.beside(matrix, dense, examples)
        return cls(features, fitting.classifiers(matrix, lessons.lessons(examples)), vectors)

    def understand(self, text: str, language: str) -> Understanding:
        """The intents and the five best problem codes of `text`, and what it tells and implies beside."""
        text = text.strip()
        # Most messages are one sentence, which is read once.
        pieces = sentences.pieces(text)
        read = dict.fromkeys(pieces, self._heard(pieces, language)) if pieces else {}

        def heard(part: str) -> Hearing:
            if part not in read:
                read[part] = self._heard([part], language)
            return read[part]

        def ranking(name: str, part: str) -> tuple[tuple[str, float], ...]:
            return heard(part).ranking(name, part)

        def statement(sentence: str) -> tuple[str, float]:
            kind, probability = ranking(lessons.TOLD, sentence)[0]
            often = kind == statements.REPRODUCTION_STEPS and statements.how_often(heard(sentence).concepts(sentence))
            return (statements.HOW_OFTEN if often else kind), probability

        hints: dict[str, float] = {}

        def implication(sentence: str) -> tuple[str, float]:
            classes = ranking(lessons.IMPLIED, sentence)
            likelier = [one for one in classes if one[1] > hints.get(one[0], 0.0)]
            hints.update(one for one in likelier if implied.counts(one[0], sentence, other))
            return classes[0]

        intents = ranking(lessons.INTENTS, text)
        if intents[0][0] == "greet" and (rest := opening.after(text)):
            further = ranking(lessons.INTENTS, rest)
            intents = further if opening.matters(*further[0]) else intents
        has = self._classifiers.keys()
        told = statements.told(text, statement) if lessons.TOLD in has else {}
        other = subjects.foreign(text, lambda one: ranking(lessons.SUBJECTS, one)[0]) if lessons.SUBJECTS in has else ()
        facts = implied.facts(text, implication, other) if lessons.IMPLIED in has else {}
        problems = ranking(lessons.PROBLEMS, without_keys(text) or text)[:MOST_PROBLEMS]
        meant = tuple(dict.fromkeys(heard(text).concepts(text)))
        return Understanding(intents, problems, told, meant, facts, other, hints)

    def _heard(self, texts: Sequence[str], language: str) -> Hearing:
        return Hearing(texts, language, self._features, self._vectors, self._classifiers)

    def warm(self) -> None:
        """Builds what is otherwise built at the first message of a language; seconds, most of them for French."""
        for language in LANGUAGES:
            self.understand("", language)

    def save(self, folder: Path) -> None:
        """Writes the model as arrays and JSON, never pickled."""
        self._features.save(folder)
        for name, classifier in self._classifiers.items():
            classifier.save(folder / f"{name}.npz")
        (folder / "vectors.txt").write_text(self._setting, encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> UnderstandingModel:
        """The model that `save` wrote."""
        files = {name: folder / f"{name}.npz" for name in lessons.NAMES}
        classifiers = {name: Classifier.load(file) for name, file in files.items() if file.exists()}
        return cls(Features.load(folder), classifiers, (folder / "vectors.txt").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _lexicon() -> concepts.Entries:
    """Read once a process: a learning curve trains several times."""
    return concepts.inflected(concepts.read(LEXICON))
