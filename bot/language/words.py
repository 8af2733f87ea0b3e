"""The word lists of `data/language`: function words, chat, desk vocabulary, names of languages.

The detector weighs them beside the n-grams, because short messages are mostly made of such words.
Lists are read once; a list that is not text is refused with the file's name.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from bot.language.cleaning import Neutral, fold
from bot.language.profiles import CLASSES, SUPPORTED

# Evidence of one word, as a natural logarithm, by list; fitted on scratch sentences.
WEIGHTS = {"function": 5.0, "chat": 4.5, "desk": 3.5, "daily": 3.5, "latin": 5.0, "others": 4.0}
# Lists of what is said to somebody; "latin" are words that Greeks and Russians type in Latin letters.
_SPOKEN = ("chat", "latin")
# Share of it for the word without its accents: "ha" is rather Spanish than a hasty Portuguese "há".
_PLAIN = 0.7


class WordListError(ValueError):
    """A file of word lists has a part that can not be used; the message names file, part and remedy."""


@dataclass(frozen=True)
class WordLists:
    """Evidence of single words, words that say nothing, and the vocabulary of language wishes."""

    rows: dict[str, NDArray[np.float32]]
    neutral: Neutral
    names: tuple[tuple[str, str], ...]  # (beginning of a language's name, code), longest first
    name_heads: frozenset[str]  # the first four letters of these
    wishes: frozenset[str]
    common: frozenset[str]  # function and chat words of all languages
    spoken: frozenset[tuple[str, str]]  # (language, word): what is said to somebody, so that it may stand alone
    joining: frozenset[tuple[str, str]]  # (language, word): these and the function words, which sentences are made of

    @classmethod
    def load(cls, folder: Path) -> WordLists:
        """Reads all lists of `folder`. Raises WordListError, or OSError where a file is missing."""
        rows: dict[str, NDArray[np.float32]] = {}
        common: set[str] = set()
        spoken: set[tuple[str, str]] = set()
        joining: set[tuple[str, str]] = set()

        def add(words: Iterable[str], name: str, kind: str) -> None:
            column, weight = CLASSES.index(name), WEIGHTS[kind]
            for word in words:
                for spelling, worth in ((word, weight), (fold(word), weight * _PLAIN)):
                    row = rows.setdefault(spelling, np.zeros(len(CLASSES), dtype=np.float32))
                    row[column] = max(row[column], worth)

        for language in SUPPORTED:
            path = folder / f"{language}.yml"
            for kind, words in _lists(path).items():
                if kind not in WEIGHTS:
                    raise WordListError(f"{path}: {kind!r} is no list; the lists are {', '.join(WEIGHTS)}")
                add(words, f"{language}-latn" if kind == "latin" else language, kind)
                if kind in ("function", "chat"):
                    common.update(words)
                if kind in _SPOKEN:
                    spoken.update((language, form) for word in words for form in (word, fold(word)))
                if kind in (*_SPOKEN, "function"):
                    joining.update((language, fold(word)) for word in words)
        for language, words in _lists(folder / "others.yml").items():
            add(words, language, "others")
        plain = _lists(folder / "neutral.yml")
        phrases = " ".join(plain.pop("phrases", [])).split(", ")
        neutral = Neutral.of((word for words in plain.values() for word in words), phrases)
        naming = _read(folder / "names.yml")
        names = [(name, code) for code, spellings in naming["names"].items() for name in spellings]
        wishes = frozenset(naming["wishes"].lower().split())
        ordered = tuple(sorted(names, key=lambda pair: -len(pair[0])))
        heads = frozenset(name[:4] for name, _ in names)
        return cls(rows, neutral, ordered, heads, wishes, frozenset(common), frozenset(spoken), frozenset(joining))

    def may_stand_alone(self, word: str, language: str) -> bool:
        """Whether `word` alone is what a person says in `language` and in no other: "danke", "sì", but not "si"."""
        return [other for other in SUPPORTED if (other, word) in self.spoken] == [language]

    def is_only_said_in(self, word: str, language: str, other: str) -> bool:
        """Whether `word` makes sentences in `language` and not in `other`: "still", but neither "queue" nor "no"."""
        plain = fold(word)
        return (language, plain) in self.joining and (other, plain) not in self.joining

    def row(self, word: str) -> NDArray[np.float32] | None:
        """The weights of `word` (order of CLASSES); None for a word in no list."""
        row = self.rows.get(word)
        if row is not None or "'" not in word:
            return row
        parts = [self.rows.get(part) for part in (word.partition("'")[0], word.rpartition("'")[2])]
        known = [part for part in parts if part is not None]  # l'appel, c'est, dell'utente: both parts count
        return np.maximum.reduce(known) if known else None


def _read(path: Path) -> dict[str, Any]:
    with path.open(encoding="utf-8") as stream:
        content = yaml.load(stream, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    if not isinstance(content, dict):
        raise WordListError(f"{path}: expected lists by name; write `name: >-` and the words below it")
    return content


def _lists(path: Path) -> dict[str, list[str]]:
    lists: dict[str, list[str]] = {}
    for name, words in _read(path).items():
        if not isinstance(words, str):
            raise WordListError(f"{path}: {name!r} is {words!r}; expected words in one text (`{name}: >-`)")
        lists[str(name)] = words.lower().split()
    return lists
