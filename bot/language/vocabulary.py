"""Words whose letters alone point to the wrong language ("gusta", "dado"), packed into one small file.

The detector asks `evidence` which languages know a word. `python -m bot.language.vocabulary` makes
the file anew from the word forms of spacy-lookups-data; only words that the n-grams get wrong or
hardly right are kept, without accents, as 26-bit hashes, so no list can be read back from the file.
"""

from __future__ import annotations

import gzip
import json
import lzma
import re
import zlib
from collections.abc import Iterator, Sequence
from importlib import resources
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.language.cleaning import fold
from bot.language.profiles import CLASSES, Profiles

LANGUAGES = ("en", "de", "it", "fr", "pt", "es")
FILE = "vocabulary.xz"
_BITS = 26
_WORD = re.compile(r"[^\W\d_]{3,10}")
_MARGIN = 1.5  # natural logarithm; words that the n-grams get right by more need no entry
_FREQUENT = 25_000  # of the lists with frequencies, so many words count although no form list has them
_RARE = -20.0  # logarithm of the frequency of a word that a list does not have
_CLEARLY = 1.5


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
    masks: dict[str, int] = {}
    for bit, language in enumerate(LANGUAGES):
        for word in _forms(language):
            masks[word] = masks.get(word, 0) | 1 << bit
    _weigh_by_frequency(masks)
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


def _table(name: str) -> dict[str, object]:
    file = resources.files("spacy_lookups_data") / "data" / f"{name}.json.gz"
    if not file.is_file():
        return {}
    content: dict[str, object] = json.loads(gzip.decompress(file.read_bytes()))
    return content


def _forms(language: str) -> Iterator[str]:
    """Inflected forms and their lemmas, without accents."""
    for form, lemmas in _table(f"{language}_lemma_lookup").items():
        yield from _plain([form, *([lemmas] if isinstance(lemmas, str) else lemmas)])  # type: ignore[misc]
    for words in _table(f"{language}_lemma_index").values():
        yield from _plain(words)  # type: ignore[arg-type]


def _weigh_by_frequency(masks: dict[str, int]) -> None:
    """Adds the frequent words that no form list has (adverbs), takes out a language's rare loans.

    Only some languages have frequencies; the others keep what their form lists say.
    """
    odds = {language: _odds(language) for language in LANGUAGES}
    counted = [language for language in LANGUAGES if odds[language]]
    for language in counted:
        bit, others = 1 << LANGUAGES.index(language), [other for other in counted if other != language]
        ranked = sorted(odds[language], key=lambda word: -odds[language][word])
        for word in ranked[:_FREQUENT]:
            if all(odds[language][word] > odds[other].get(word, _RARE) + _CLEARLY for other in others):
                masks[word] = masks.get(word, 0) | bit
        for word in [word for word, mask in masks.items() if mask & bit and mask != bit]:
            if any(odds[other].get(word, _RARE) > odds[language].get(word, _RARE) + 2 * _CLEARLY for other in others):
                masks[word] &= ~bit


def _odds(language: str) -> dict[str, float]:
    """Natural logarithm of the frequency by word in lower case without accents; empty where unknown.

    Words that mostly stand with a capital are names, except in German, where all nouns do.
    """
    table = _table(f"{language}_lexeme_prob")
    odds: dict[str, float] = {}
    for word, value in table.items():
        if word.islower() or (language == "de" and word.istitle()):
            for plain in _plain([word]):
                odds[plain] = max(odds.get(plain, _RARE), float(value))  # type: ignore[arg-type]
    return odds


def _plain(words: Sequence[str]) -> Iterator[str]:
    for word in words:
        if _WORD.fullmatch(lower := word.lower()):
            yield fold(lower)


if __name__ == "__main__":
    print(build(Path(__file__).resolve().parents[2] / "data" / "language"))
