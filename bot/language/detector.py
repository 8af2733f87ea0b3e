"""Says in which of the eight languages a message is written, and why.

The gateway and the understanding call `Detector.detect` for every message. It is deterministic and
pure; it changes the language of a conversation only on clear evidence and never on technical text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
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
from bot.language.vocabulary import LANGUAGES, Vocabulary
from bot.language.wishes import mentions, wished
from bot.language.words import WordLists

_Row = NDArray[np.float32]

DEFAULT = "en"  # W6: English is the default support language
DATA = Path(__file__).resolve().parents[2] / "data" / "language"

# All in natural logarithms, fitted on scratch sentences and on half of the catalogues of
# docs/understanding.md (never on evaluation/).
_NGRAMS = 0.3  # overlapping n-grams count the same letters three times
_SPOKEN_HERE = 2 / 3  # of that between languages of the desk, which known words tell apart better than letters
_FORMS = 5.0  # a word in the language in which it is most common
_LISTED = 1.25  # the same for a word of the lists, which have weights of their own
_PREVIOUS = 3.5  # advantage of the conversation's language
_UNKNOWN = 3.0  # further advantage where no word of the message is known to the winner
_HINT = 1.5
_ROMANISED = 6.0  # disadvantage of Greeklish and transliterated Russian
_UNSUPPORTED = 8.0  # disadvantage of a language that the desk does not speak
_FEW_WORDS = 3  # with fewer, a language that the desk does not speak is hardly ever meant, and names are not sentences
_NAMING = "en"  # functions of telephone systems have English names in all languages ("nein, call forwarding")
_CLEAR = 0.75  # confidence with which a single word changes the language of a conversation
_SHARPNESS = 0.8  # of the confidence
_REMEMBERED = 50_000  # words whose evidence is kept: twelve megabytes, and most words of a message are among them


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
        self._remembered = lru_cache(maxsize=_REMEMBERED)(self._evidence)

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
        words = telling_words(text, self._lists.neutral)
        if mentions(words, self._lists) and (request := wished(telling_words(text), self._lists)) is not None:
            return Detection(request, 1.0, "words", requested=request)
        script = scripts.of(words)
        if script.unsupported:
            return Detection(previous or DEFAULT, 0.9, "script", unsupported=script.unsupported)
        if script.name == "greek":
            return Detection("el", script.share, "script")
        words = [word for word in words if scripts.fits(word, script.name)]
        if not words or previous and all(len(word) == 1 for word in words):
            return _without_evidence(previous, hint)  # single letters are words in many languages
        return self._weigh(words, _CYRILLIC if script.name == "cyrillic" else _LATIN, previous, hint)

    def _evidence(self, word: str) -> _Row:
        """What `word` says for each of CLASSES: by its letters in the first row, as a known word in the second."""
        rows = np.zeros((2, len(CLASSES)), dtype=np.float32)
        np.multiply(self._profiles.score(word), _NGRAMS, out=rows[0])
        listed, common = self._lists.row(word), self._vocabulary.row(word)
        if common is not None:
            rows[1] = _FORMS * common
            if listed is not None:
                rows[1] -= (_FORMS - _LISTED) * _SPELT
        if listed is not None:
            rows[1] += listed
        return rows

    def _weigh(self, words: Sequence[str], family: _Family, previous: str | None, hint: str | None) -> Detection:
        letters, known = np.add.reduce([self._remembered(word) for word in words])[:, family.columns]
        here = letters[: family.spoken_here]
        here += (1 - _SPOKEN_HERE) * (here.max() - here)
        evidence = letters + known - (family.handicaps if len(words) >= _FEW_WORDS else family.short_handicaps)
        priors, strange = family.priors(previous, hint)
        scores = evidence + priors - strange * (known <= 0)
        top = int(scores.argmax())
        best = family.names[top]
        language, confidence = ROMANISED.get(best, best), _confidence(scores, top)
        if previous and language != previous and not self._changes(words, previous, language, confidence):
            return Detection(previous, round(1 - confidence, 3), "previous")
        if top != int(evidence.argmax()):
            by = "previous" if language == previous else "hint"
        elif family is _CYRILLIC:
            by = "script"
        else:
            by = "ngrams" if top == int(letters.argmax()) else "words"
        if language in SUPPORTED:
            return Detection(language, confidence, by)
        return Detection(DEFAULT, confidence, by, unsupported=language)

    def _changes(self, words: Sequence[str], previous: str, language: str, confidence: float) -> bool:
        """Whether a short message changes the language of a conversation: what it names says nothing of its speaker."""
        if len(words) == 1:
            return confidence >= _CLEAR and self._lists.may_stand_alone(words[0], language)
        if language != _NAMING or len(words) > _FEW_WORDS:
            return True
        return any(self._lists.is_only_said_in(word, language, previous) for word in words)


class _Family:
    """The classes that share a script, with what is known about them before a message is read."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)
        self.columns = np.array([CLASSES.index(name) for name in names])
        self.spoken_here = sum(name in SUPPORTED for name in names)  # these stand first, as in CLASSES
        handicaps = dict.fromkeys(SUPPORTED, 0.0) | dict.fromkeys(ROMANISED, _ROMANISED)
        self.handicaps = np.array([handicaps.get(name, _UNSUPPORTED) for name in names], dtype=np.float32)
        self.short_handicaps = np.array([handicaps.get(name, 2 * _UNSUPPORTED) for name in names], dtype=np.float32)
        self._priors: dict[tuple[str | None, str | None], tuple[_Row, _Row]] = {}

    def priors(self, previous: str | None, hint: str | None) -> tuple[_Row, _Row]:
        """Advantage of each class, and the disadvantage where no word of the message is known to it."""
        if (previous, hint) not in self._priors:
            languages = [ROMANISED.get(name, name) for name in self.names]
            advantage = [_PREVIOUS * (name == previous) + _HINT * (name == hint) for name in languages]
            strange = [_UNKNOWN * (previous not in (None, name)) for name in languages]
            self._priors[previous, hint] = np.array(advantage, np.float32), np.array(strange, np.float32)
        return self._priors[previous, hint]


_SPELT = np.array([name in LANGUAGES for name in CLASSES], dtype=np.float32)  # the classes that the vocabulary has
_LATIN = _Family([name for name in CLASSES if name not in ("ru", "el", *UNSUPPORTED_CYRILLIC)])
_CYRILLIC = _Family(["ru", *UNSUPPORTED_CYRILLIC])


def _confidence(scores: _Row, best: int) -> float:
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
