"""Character n-grams as an exact naive Bayes over arrays computed once.

The detector asks `score` how likely the letters of a word are in each class. The counts are the
profile files of the installed package langdetect (Apache 2.0, made from Wikipedia); its random
trials are not used, so the same text always gets the same score.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from importlib import resources
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from bot.language import romanised

SUPPORTED = ("en", "de", "it", "fr", "ru", "el", "pt", "es")
ROMANISED = {"el-latn": "el", "ru-latn": "ru"}
UNSUPPORTED_LATIN = ("nl", "pl", "sv", "da", "no", "fi", "ro", "cs", "sk", "hr", "hu", "tr", "ca")
UNSUPPORTED_CYRILLIC = ("uk", "bg")
CLASSES = (*SUPPORTED, *ROMANISED, *UNSUPPORTED_LATIN, *UNSUPPORTED_CYRILLIC)

# Share given to an n-gram that a class has never shown, by length; fitted on scratch words.
_UNSEEN = (1e-4, 5e-5, 1e-5)


class Profiles:
    """log P(n-gram | class) for all n-grams of one to three characters of all classes."""

    def __init__(self, rows: Mapping[str, int], logs: NDArray[np.float32]) -> None:
        self._rows = rows
        self._logs = logs

    @classmethod
    def load(cls) -> Profiles:
        """Reads langdetect's profiles, folds their case, adds the romanised Greek and Russian."""
        shares = {name: _shares(name) for name in CLASSES if name not in ROMANISED}
        for name, language in ROMANISED.items():
            shares[name] = romanised.profile(shares[language], language)
        grams = sorted({gram for share in shares.values() for gram in share})
        rows = {gram: row for row, gram in enumerate(grams)}
        unseen = np.array([_UNSEEN[len(gram) - 1] for gram in grams], dtype=np.float32)
        counts = np.zeros((len(grams), len(CLASSES)), dtype=np.float32)
        for column, name in enumerate(CLASSES):
            for gram, share in shares[name].items():
                counts[rows[gram], column] = share
        logs = np.log(counts + unseen[:, None])
        return cls(rows, np.asarray(logs - logs.max(axis=1, keepdims=True), dtype=np.float32))

    def score(self, word: str) -> NDArray[np.float32]:
        """One number a class (order of CLASSES), the higher the likelier; zeros where no n-gram is known."""
        padded = f" {word} "
        pairs = [first + second for first, second in pairwise(padded)]
        grams = [*word, *pairs, *(pair + last for pair, last in zip(pairs, padded[2:], strict=False))]
        found = [row for row in map(self._rows.get, grams) if row is not None]
        if not found:
            return np.zeros(len(CLASSES), dtype=np.float32)
        total: NDArray[np.float32] = np.add.reduce(self._logs.take(found, axis=0))
        return total


def _shares(name: str) -> dict[str, float]:
    file = resources.files("langdetect") / "profiles" / name
    profile = json.loads(file.read_text(encoding="utf-8"))
    totals: Sequence[int] = profile["n_words"]
    counts: Counter[str] = Counter()
    for gram, count in profile["freq"].items():
        lower = gram.lower()
        if len(lower) == len(gram):
            counts[lower] += count
    return {gram: count / totals[len(gram) - 1] for gram, count in counts.items()}
