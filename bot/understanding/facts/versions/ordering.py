"""The words of a text as the readers of versions need them: majors, orders and words for an update.

`updates` writes with them in figures what people say in words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.text.versions import UPDATE
from bot.understanding.normal import spelled_word

if TYPE_CHECKING:
    from bot.understanding.facts.words.lexicon import Lexicon

MAJORS = (15, 16, 18, 20)  # versions that there are, domain facts section 4
_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)?|[^\w\s]")
_ORDINAL_FIGURE = re.compile(
    r"(\d{1,2})-?(?:й|м|я|го|th|nd|rd|st|er|e|ª|º|a|ème|eme|ter|te|tes|ste|ο|η)$", re.IGNORECASE
)
_MAJOR = re.compile(r"v?(1[568]|20)(?:er|th|ª|ste|ème|eme|[αά]ρι|[αά]ρα|[αά]ρας|η|я|ка|ку|ке)?$", re.IGNORECASE)
_UPDATE = re.compile(rf"{UPDATE}$", re.IGNORECASE)
_CACHED = 20_000


@dataclass(frozen=True)
class Word:
    start: int
    end: int
    typed: str
    text: str  # as the lexicon hears it


def words_of(text: str, lexicon: Lexicon) -> list[Word]:
    found = list(_TOKEN.finditer(text))
    heard = lexicon.heard([spelled_word(match.group(), lexicon.language) for match in found])
    return [Word(match.start(), match.end(), match.group(), word) for match, word in zip(found, heard, strict=True)]


def major_at(words: list[Word], at: int, lexicon: Lexicon) -> int | None:
    """The version that a word names: "20", "V20", "20er", "zwanzigste"."""
    return _figure(_MAJOR, words[at].typed) or lexicon.majors.get(words[at].text)


def order_at(words: list[Word], at: int, lexicon: Lexicon) -> int | None:
    """The number of "eighth" or "8th"."""
    if at >= len(words):
        return None
    order = _figure(_ORDINAL_FIGURE, words[at].typed)
    return lexicon.ordinals.get(words[at].text) if order is None else order


@lru_cache(maxsize=_CACHED)
def _figure(pattern: re.Pattern[str], typed: str) -> int | None:
    """The number in a word of the shape of `pattern`."""
    match = pattern.match(typed)
    return int(match[1]) if match else None


def is_update(words: list[Word], at: int, lexicon: Lexicon) -> bool:
    return at < len(words) and (is_named_update(words[at].typed) or words[at].text in lexicon.update_words)


@lru_cache(maxsize=_CACHED)
def is_named_update(typed: str) -> bool:
    return bool(_UPDATE.match(typed))
