"""The words of a text as the readers of versions need them: majors, orders and words for an update.

`updates` writes with them in figures what people say in words.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from bot.text.versions import UPDATE
from bot.understanding.normal import spelled_word

if TYPE_CHECKING:
    from bot.understanding.facts.words.lexicon import Lexicon

MAJORS = (15, 16, 18, 20)  # versions that there are, domain facts section 4
_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)?|[^\w\s]")
_ORDINAL_FIGURE = re.compile(
    r"(\d{1,2})-?(?:й|м|я|го|th|nd|rd|st|er|e|ª|º|a|ème|eme|ter|te|tes|ste|ο|η)$", re.IGNORECASE
)
_MAJOR = re.compile(
    r"v?(1[568]|20)(?:er|th|ª|ste|e|ème|eme|esima|[αά]ρι|[αά]ρα|[αά]ρας|ης?|ην|я|й|ой|ка|ку|ке)?$", re.IGNORECASE
)
_UPDATE = re.compile(rf"{UPDATE}$", re.IGNORECASE)
_CACHED = 20_000


class Word(NamedTuple):
    """A word at `start:end`, and what it may say of a version."""

    start: int
    end: int
    typed: str
    text: str  # as the lexicon hears it
    major: int | None  # the version that it names: "20", "V20", "20er", "zwanzigste"
    order: int | None  # the number of "eighth" or "8th"
    is_update: bool


def words_of(text: str, lexicon: Lexicon) -> list[Word]:
    found = list(_TOKEN.finditer(text))
    heard = lexicon.heard([spelled_word(match.group(), lexicon.language) for match in found])
    return [_word(match, word, lexicon) for match, word in zip(found, heard, strict=True)]


def _word(match: re.Match[str], heard: str, lexicon: Lexicon) -> Word:
    typed = match.group()
    major, order, update = _shape(typed)
    major = major or lexicon.majors.get(heard)
    order = lexicon.ordinals.get(heard) if order is None else order
    return Word(*match.span(), typed, heard, major, order, update or heard in lexicon.update_words)


@lru_cache(maxsize=_CACHED)
def _shape(typed: str) -> tuple[int | None, int | None, bool]:
    """The version and the order in the figures of a word, and whether it is a word for an update everywhere."""
    return _figure(_MAJOR, typed), _figure(_ORDINAL_FIGURE, typed), is_named_update(typed)


def _figure(pattern: re.Pattern[str], typed: str) -> int | None:
    """The number in a word of the shape of `pattern`."""
    match = pattern.match(typed)
    return int(match[1]) if match else None


def order_at(words: list[Word], at: int) -> int | None:
    """The order at a place; None behind the last word."""
    return words[at].order if at < len(words) else None


def is_update(words: list[Word], at: int) -> bool:
    return at < len(words) and words[at].is_update


def is_named_update(typed: str) -> bool:
    return bool(_UPDATE.match(typed))
