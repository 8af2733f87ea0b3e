"""How common a word is in each of the six languages in Latin letters, packed into one small file.

The detector asks `row`, since letters alone often point to the wrong language ("gusta", "dado").
`python -m bot.language.vocabulary` makes the file anew from the frequencies of the package wordfreq (of
the dependency group `vocabulary`); words are kept as 26-bit hashes, with a coarse level a language
instead of the frequency, so no list can be read back from the file.
"""

from __future__ import annotations

import lzma
import re
import zlib
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.language.cleaning import fold
from bot.language.profiles import CLASSES, UNSUPPORTED_LATIN

LANGUAGES = ("en", "de", "it", "fr", "pt", "es")
OTHERS = UNSUPPORTED_LATIN  # a word that is far more common in one of these is none of LANGUAGES
FILE = "vocabulary.xz"
_BITS = 26
_WORD = re.compile(r"[^\W\d_]{2,14}")
# Fitted on scratch words and on half of the catalogues of docs/understanding.md, never on evaluation/.
_RAREST = 1e-7  # frequency below which a language's list holds typos and words of others
_HASTY = 0.1  # share of the accents that are left out in typing
_TOP = 5  # level of the language in which a word is most common
_STEP = 2 / 3  # natural logarithm of the frequency that a level is worth
_COLUMNS = [CLASSES.index(name) for name in LANGUAGES]
_DIGITS = (_TOP + 1) ** np.arange(len(LANGUAGES))


class Vocabulary:
    """Sorted hashes of words, each with the levels of LANGUAGES as the digits of one number."""

    def __init__(self, hashes: NDArray[np.uint32], levels: NDArray[np.uint16]) -> None:
        # Looked up by single numbers, which is quicker outside NumPy.
        self._hashes = memoryview(hashes.tobytes()).cast("I")
        self._levels = memoryview(levels.tobytes()).cast("H")
        self._row_of = lru_cache(maxsize=None)(_row)  # some thousand numbers

    @classmethod
    def load(cls, folder: Path) -> Vocabulary:
        """Reads `folder/vocabulary.xz`."""
        packed = lzma.decompress((folder / FILE).read_bytes())
        count = int.from_bytes(packed[:4], "little")
        levels = np.frombuffer(packed, dtype="<u2", count=count, offset=4)
        steps = np.frombuffer(packed, dtype="<u2", count=count, offset=4 + 2 * count)
        return cls(np.cumsum(steps, dtype=np.uint32), levels)

    def row(self, word: str) -> NDArray[np.float32] | None:
        """How common `word` is in each of CLASSES: 1 where it is most common, 0 where it is foreign.

        Where the word is not known as it is written, its form without accents counts, and of "dell'utente"
        the part behind the apostrophe. None for a word that no language knows.
        """
        tail = word.rpartition("'")[2]
        for form in dict.fromkeys((word, fold(word), tail, fold(tail))):
            value = _hash(form)
            place = bisect_left(self._hashes, value)
            if place < len(self._hashes) and self._hashes[place] == value:
                return self._row_of(self._levels[place])
        return None


def build(folder: Path) -> int:
    """Writes `folder/vocabulary.xz` and returns the number of words in it. Takes half a minute."""
    entries: dict[int, NDArray[np.int64]] = {}
    for word, shares in _shares().items():
        levels = _levels(shares)
        if not levels.any():
            continue
        entries[_hash(word)] = np.maximum(levels, entries.get(_hash(word), levels))
    hashes = np.array(sorted(entries), dtype=np.uint32)
    steps = np.diff(hashes, prepend=np.uint32(0))
    if steps.max() > np.iinfo(np.uint16).max:
        raise ValueError("the hashes lie too far apart for 16 bits: fewer bits or more words are needed")
    numbers = np.array([entries[int(value)] @ _DIGITS for value in hashes])
    body = numbers.astype("<u2").tobytes() + steps.astype("<u2").tobytes()
    (folder / FILE).write_bytes(lzma.compress(len(hashes).to_bytes(4, "little") + body, preset=9 | lzma.PRESET_EXTREME))
    return len(hashes)


def _row(levels: int) -> NDArray[np.float32]:
    row = np.zeros(len(CLASSES), dtype=np.float32)
    row[_COLUMNS] = levels // _DIGITS % (_TOP + 1) / _TOP
    return row


def _hash(word: str) -> int:
    return zlib.crc32(word.encode()) & ((1 << _BITS) - 1)


def _levels(shares: Sequence[float]) -> NDArray[np.int64]:
    below = np.log(np.maximum(shares, 1e-12) / max(shares)) / _STEP
    levels: NDArray[np.int64] = np.maximum(0, np.round(_TOP + below)).astype(np.int64)
    return levels[: len(LANGUAGES)]


def _shares() -> dict[str, list[float]]:
    """For each form that is common enough somewhere, its share of what is written in each of LANGUAGES and OTHERS.

    A form with accents stands for itself; one without is also how a word with accents is typed in a hurry.
    """
    written: dict[str, list[float]] = {}
    for place, language in enumerate((*LANGUAGES, *OTHERS)):
        for word, frequency in _frequencies(language).items():
            if not _WORD.fullmatch(word):
                continue
            for form, share in {fold(word): _HASTY * frequency, word: frequency}.items():
                if place < len(LANGUAGES):
                    written.setdefault(form, [0.0] * (len(LANGUAGES) + len(OTHERS)))[place] += share
                elif form in written:
                    written[form][place] += share
    return {form: shares for form, shares in written.items() if max(shares[: len(LANGUAGES)]) >= _RAREST}


def _frequencies(language: str) -> Mapping[str, float]:
    """Share of each word, in lower case, in everything that was counted of a language."""
    import wordfreq

    shares: Mapping[str, float] = wordfreq.get_frequency_dict(language, "best")
    return shares


if __name__ == "__main__":
    print(build(Path(__file__).resolve().parents[2] / "data" / "language"))
