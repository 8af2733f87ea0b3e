"""Says in which of the eight languages a message is written, and why.

The gateway and the understanding call `Detector.detect` for every message. It is deterministic and
pure; it changes the language of a conversation only on clear evidence and never on technical text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.language import scripts
from bot.language.cleaning import words as telling_words
from bot.language.profiles import (
    CLASSES,
    ROMANISED,
    SUPPORTED,
    UNSUPPORTED_CYRILLIC,
    Profiles,
)
from bot.language.vocabulary import Vocabulary
from bot.language.wishes import wished
from bot.language.words import WordLists

DEFAULT = "en"  # W6: English is the default support language
DATA = Path(__file__).resolve().parents[2] / "data" / "language"

# All in natural logarithms, fitted on scratch sentences (never on evaluation/).
_NGRAMS = 0.3  # overlapping n-grams count the same letters three times
_VOCABULARY = 4.0
_PREVIOUS = 3.5  # advantage of the conversation's language
_UNKNOWN = 3.0  # further advantage where no word of the message is known to the winner
_HINT = 1.5
_ROMANISED = 6.0  # disadvantage of Greeklish and transliterated Russian
_UNSUPPORTED = 8.0  # disadvantage of a language that the desk does not speak
_FEW_WORDS = 3  # with fewer, a language that the desk does not speak is hardly ever meant
_SHARPNESS = 0.8  # of the confidence

_LATIN = [name for name in CLASSES if name not in ("ru", "el", *UNSUPPORTED_CYRILLIC)]
_CYRILLIC = ["ru", *UNSUPPORTED_CYRILLIC]


@dataclass(frozen=True)
class Detection:
    """`language` is one of the eight. `confidence` is between 0 and 1. `decided_by` is one of script,
    ngrams, words, previous, hint, default. `unsupported` is the code of a language that was
    recognised but is not spoken here; `requested` the language that the message asks for by name."""

    language: str
    confidence: float
    decided_by: str
    unsupported: str | None = None
    requested: str | None = None


class Detector:
    """Holds the tables; one instance serves all conversations."""

    def __init__(self, profiles: Profiles, vocabulary: Vocabulary, lists: WordLists) -> None:
        self._profiles = profiles
        self._vocabulary = vocabulary
        self._lists = lists

    @classmethod
    def load(cls, folder: Path = DATA) -> Detector:
        """Reads langdetect's profiles and the lists of `folder`; takes about a second."""
        return cls(Profiles.load(), Vocabulary.load(folder), WordLists.load(folder))

    def detect(self, text: str, previous: str | None = None, hint: str | None = None) -> Detection:
        """The language of `text`.

        `previous` is the conversation's language so far, `hint` what the channel says about the user
        ("pt", "pt-BR"); both are priors and ignored when they are none of the eight.
        """
        previous = previous if previous in SUPPORTED else None
        hint = _primary(hint)
        everything = telling_words(text)
        if (request := wished(everything, self._lists)) is not None:
            return Detection(request, 1.0, "words", requested=request)
        words = [word for word in telling_words(text, self._lists.neutral)]
        script = scripts.of(words)
        if script.unsupported:
            return Detection(previous or DEFAULT, 0.9, "script", unsupported=script.unsupported)
        if script.name == "greek":
            return Detection("el", script.share, "script")
        words = [word for word in words if scripts.fits(word, script.name)]
        if not words:
            return _without_evidence(previous, hint)
        return self._weigh(words, _CYRILLIC if script.name == "cyrillic" else _LATIN, previous, hint)

    def _weigh(self, words: Sequence[str], names: Sequence[str], previous: str | None, hint: str | None) -> Detection:
        columns = [CLASSES.index(name) for name in names]
        listed = self._lists.evidence(words)
        known = np.maximum(listed, _VOCABULARY * self._vocabulary.evidence(words))
        letters = _NGRAMS * self._profiles.score(words)[columns]
        evidence = letters + known.sum(axis=0)[columns] - _handicaps(names, len(words))
        scores = evidence + self._priors(names, known.sum(axis=0)[columns], previous, hint)
        best, plain = names[int(scores.argmax())], names[int(evidence.argmax())]
        confidence = _confidence(scores, int(scores.argmax()))
        language = ROMANISED.get(best, best)
        if best != plain:
            by = "previous" if previous == best else "hint"
        elif len(names) == len(_CYRILLIC):
            by = "script"
        else:
            by = "ngrams" if names[int(letters.argmax())] == best else "words"
        if language in SUPPORTED:
            return Detection(language, confidence, by)
        fallback = previous if previous and len(words) < 3 else DEFAULT
        return Detection(fallback, confidence, by, unsupported=language)

    def _priors(
        self, names: Sequence[str], known: NDArray[np.float32], previous: str | None, hint: str | None
    ) -> NDArray[np.float32]:
        """What the conversation and the channel say, as an advantage of their language."""
        priors = np.zeros(len(names), dtype=np.float32)
        for at, name in enumerate(names):
            language = ROMANISED.get(name, name)
            if previous and language == previous:
                priors[at] += _PREVIOUS
            elif previous and not known[at]:
                priors[at] -= _UNKNOWN
            if hint and language == hint:
                priors[at] += _HINT
        return priors


def _handicaps(names: Sequence[str], words: int) -> NDArray[np.float32]:
    unsupported = _UNSUPPORTED if words >= _FEW_WORDS else 2 * _UNSUPPORTED
    handicaps = dict.fromkeys(SUPPORTED, 0.0) | dict.fromkeys(ROMANISED, _ROMANISED)
    return np.array([handicaps.get(name, unsupported) for name in names], dtype=np.float32)


def _confidence(scores: NDArray[np.float32], best: int) -> float:
    odds = np.exp(np.minimum(_SHARPNESS * (scores - scores[best]), 0.0))
    return round(float(1.0 / odds.sum()), 3)


def _primary(hint: str | None) -> str | None:
    code = (hint or "").replace("_", "-").split("-")[0].lower()
    return code if code in SUPPORTED else None


def _without_evidence(previous: str | None, hint: str | None) -> Detection:
    if previous:
        return Detection(previous, 0.5, "previous")
    if hint:
        return Detection(hint, 0.4, "hint")
    return Detection(DEFAULT, round(1 / len(SUPPORTED), 3), "default")
