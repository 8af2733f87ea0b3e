"""Which of the six languages in Latin letters know a word, packed into one small file.

The detector asks `evidence`, since letters alone often point to the wrong language ("gusta", "dado").
`python -m bot.language.vocabulary` makes the file anew from the frequencies of the package wordfreq (of
the dependency group `vocabulary`); words are kept without accents, as 26-bit hashes, and only where the
n-grams are not sure by themselves, so no list can be read back from the file.
"""

from __future__ import annotations

import lzma
import re
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.language.cleaning import fold
from bot.language.profiles import CLASSES, Profiles

LANGUAGES = ("en", "de", "it", "fr", "pt", "es")
FILE = "vocabulary.xz"
_BITS = 26
_WORD = re.compile(r"[^\W\d_]{2,14}")
_MARGIN = 8.0  # natural logarithm; words that the n-grams get right by more need no entry
# Fitted on scratch words and on translated interfaces, never on evaluation/.
_RAREST = 1e-7  # frequency below which a language's list holds typos and words of others
_SHARED = 6.0  # a language knows a word that is at most so many times rarer in it than elsewhere


class Vocabulary:
    """Sorted hashes of words with a bit mask of the languages that know them."""

    def __init__(self, hashes: NDArray[np.uint32], masks: NDArray[np.uint8]) -> None:
        self._hashes = hashes
        self._masks = masks
        bits = (np.arange(64)[:, None] >> np.arange(len(LANGUAGES))) & 1
        self._rows = np.zeros((64, len(CLASSES)), dtype=np.float32)
        self._rows[:, [CLASSES.index(name) for name in LANGUAGES]] = bits

    @classmethod
    def load(cls, folder: Path) -> Vocabulary:
        """Reads `folder/vocabulary.xz`."""
        packed = lzma.decompress((folder / FILE).read_bytes())
        count = int.from_bytes(packed[:4], "little")
        masks = np.frombuffer(packed, dtype=np.uint8, count=count, offset=4)
        steps = np.frombuffer(packed, dtype="<u2", count=count, offset=4 + count)
        return cls(np.cumsum(steps, dtype=np.uint32), masks)

    def evidence(self, words: Sequence[str]) -> NDArray[np.float32]:
        """For every word a row with 1 in the classes that know it (order of CLASSES)."""
        hashes = np.array([_hash(fold(word)) for word in words], dtype=np.uint32)
        places = np.minimum(np.searchsorted(self._hashes, hashes), len(self._hashes) - 1)
        masks = np.where(self._hashes[places] == hashes, self._masks[places], 0)
        rows: NDArray[np.float32] = self._rows[masks]
        return rows


def build(folder: Path) -> int:
    """Writes `folder/vocabulary.xz` and returns the number of words in it. Takes about a minute."""
    masks = _masks()
    profiles = Profiles.load()
    columns = [CLASSES.index(name) for name in LANGUAGES]
    entries: dict[int, int] = {}
    for word, mask in masks.items():
        scores = profiles.score([word])[columns]
        knows = np.array([mask >> bit & 1 for bit in range(len(LANGUAGES))], dtype=bool)
        if not knows.all() and scores[knows].max() - scores[~knows].max() < _MARGIN:
            entries[_hash(word)] = entries.get(_hash(word), 0) | mask
    hashes = np.array(sorted(entries), dtype=np.uint32)
    steps = np.diff(hashes, prepend=np.uint32(0))
    if steps.max() > np.iinfo(np.uint16).max:
        raise ValueError("the hashes lie too far apart for 16 bits: fewer bits or more words are needed")
    body = bytes(entries[int(value)] for value in hashes) + steps.astype("<u2").tobytes()
    (folder / FILE).write_bytes(lzma.compress(len(hashes).to_bytes(4, "little") + body, preset=9 | lzma.PRESET_EXTREME))
    return len(hashes)


def _hash(word: str) -> int:
    return zlib.crc32(word.encode()) & ((1 << _BITS) - 1)


def _masks() -> dict[str, int]:
    """For each word, without accents, a bit for every language that knows it."""
    found: dict[str, list[float]] = {}
    for place, language in enumerate(LANGUAGES):
        for word, frequency in _frequencies(language).items():
            if frequency >= _RAREST and _WORD.fullmatch(word):
                found.setdefault(fold(word), [0.0] * len(LANGUAGES))[place] += frequency
    return {
        word: sum(1 << place for place, value in enumerate(values) if value * _SHARED >= max(values))
        for word, values in found.items()
    }


def _frequencies(language: str) -> Mapping[str, float]:
    """Share of each word, in lower case, in everything that was counted of a language."""
    import wordfreq

    shares: Mapping[str, float] = wordfreq.get_frequency_dict(language, "best")
    return shares


if __name__ == "__main__":
    print(build(Path(__file__).resolve().parents[2] / "data" / "language"))
