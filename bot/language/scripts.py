"""Which writing system the words of a message use; it comes before any statistics.

The detector asks `of`: Greek letters settle the language, Cyrillic narrows it, and a script that none
of the eight languages uses names what the user speaks. One odd letter in a word decides nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_GREEK = re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]")
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
# Scripts of languages that the desk does not speak, with the likeliest language of each.
_FOREIGN = {
    "ja": re.compile(r"[\u3040-\u30ff]"),
    "ko": re.compile(r"[\uac00-\ud7af\u1100-\u11ff]"),
    "zh": re.compile(r"[\u4e00-\u9fff]"),
    "ar": re.compile(r"[\u0600-\u06ff]"),
    "he": re.compile(r"[\u0590-\u05ff]"),
    "th": re.compile(r"[\u0e00-\u0e7f]"),
    "hi": re.compile(r"[\u0900-\u097f]"),
    "hy": re.compile(r"[\u0530-\u058f]"),
    "ka": re.compile(r"[\u10a0-\u10ff]"),
}
_ANY_FOREIGN = re.compile("|".join(pattern.pattern for pattern in _FOREIGN.values()))
_FIRST = "\u0370"  # all letters of other scripts come behind it
# Letters that Russian does not have; langdetect has no profile of Serbian.
_SERBIAN = re.compile(r"[ђћјљњџ]")
_SERBIAN_WORDS = 0.1  # share of the words; one in a long message may be a name
_ENOUGH = 0.25  # share of words: product names in Latin letters stand in every Greek or Russian message


@dataclass(frozen=True)
class Script:
    """`name` is greek, cyrillic or latin; `share` of the words; `unsupported` a language code."""

    name: str
    share: float
    unsupported: str | None = None


def of(words: Sequence[str]) -> Script:
    """The script that decides for `words`; latin where nothing speaks for another one."""
    if not words:
        return Script("latin", 0.0)
    joined = "".join(words)
    if max(joined) < _FIRST:
        return Script("latin", 1.0)
    if _ANY_FOREIGN.search(joined):
        for code, pattern in _FOREIGN.items():
            if 2 * len(pattern.findall(joined)) >= len(joined):
                return Script("latin", 0.0, code)
    counts = Counter(_name(word) for word in words)
    for name in ("greek", "cyrillic"):
        others = counts["cyrillic" if name == "greek" else "greek"]
        if counts[name] >= max(_ENOUGH * len(words), others, 1):
            if name == "cyrillic" and _is_serbian(words):
                return Script(name, 0.0, "sr")
            return Script(name, round(0.75 + 0.25 * counts[name] / len(words), 3))
    return Script("latin", 1.0)


def _is_serbian(words: Sequence[str]) -> bool:
    return sum(bool(_SERBIAN.search(word)) for word in words) >= max(1, _SERBIAN_WORDS * len(words))


def fits(word: str, script: str) -> bool:
    """Whether `word` is written in `script`."""
    return _name(word) == script


def _name(word: str) -> str:
    """By the first letter: words that mix alphabets are typing errors."""
    if word.isascii():
        return "latin"
    return "greek" if _GREEK.match(word) else "cyrillic" if _CYRILLIC.match(word) else "latin"
