"""One spelling for everything that should not make a difference: case, accents, numbers, references.

Called for every text before features are taken from it, in training and in use alike.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from bot.understanding.alphabets import latin

# A long text says at its start what it wants and at its end what it asks; the middle is detail.
HEAD = 1100
TAIL = 400
_CACHED = 20_000

# Codes and ports whose value carries meaning; every other number is only a number of some length.
_TELLING = frozenset(
    "401 403 404 407 408 480 481 486 487 488 491 500 502 503 504 600 603 "
    "38 66 711 729 5060 5061 5090 5223 2197 3478 12290 4102 30052 365 112 911".split()
)
_REFERENCES = (
    (re.compile(r"\[licence-key:[^\]]*\]"), " keyref "),
    (re.compile(r"\[(?P<kind>[a-z-]+):[^\]]*\]"), r" \g<kind>ref "),
    (re.compile(r"\b(?:[a-z0-9]{4}-){2,4}[a-z0-9]{4}\b"), " keyref "),
    (re.compile(r"https?://\S+|www\.\S+"), " urlref "),
    (re.compile(r"\b[\w.+-]+@[\w-]+\.[\w.]+"), " mailref "),
    (re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b"), " ipref "),
    (re.compile(r"\b(?=[a-z-]*\d)[a-z0-9]{2,4}-[a-z0-9]{3,4}\b(?!-)"), " ticketref "),
)
_NUMBER = re.compile(r"\d+")
_REPEATED = re.compile(r"([^\W\d])\1{2,}")
_GERMAN = re.compile(r"(?<![aeq])([aou])e")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_SPACE = re.compile(r"\s+")
_FOLDED = str.maketrans({"ß": "ss", "ς": "σ", "ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "’": "'", "`": "'", "´": "'"})


def fold(text: str) -> str:
    """Lower case without accents: what people who skip diacritics write."""
    lower = text.lower().replace("`", "'")
    return lower if lower.isascii() else _NOT_ASCII.sub(_plain, lower)


def _plain(run: re.Match[str]) -> str:
    return _without_accents(run.group())


@lru_cache(maxsize=_CACHED)
def _without_accents(run: str) -> str:
    decomposed = unicodedata.normalize("NFKD", run.translate(_FOLDED))
    return "".join([character for character in decomposed if not unicodedata.combining(character)]).translate(_FOLDED)


def shorten(text: str) -> str:
    """The first and the last part of a long text, cut at a space."""
    if len(text) <= HEAD + TAIL:
        return text
    return text[:HEAD].rsplit(" ", 1)[0] + " … " + text[-TAIL:].split(" ", 1)[-1]


def normalise(text: str, language: str) -> str:
    """`text` shortened, folded, in Latin letters, with references and plain numbers replaced by their kind."""
    folded = fold(shorten(text))
    for pattern, kind in _REFERENCES:
        folded = pattern.sub(kind, folded)
    folded = latin(folded, language)
    folded = _NUMBER.sub(_number, folded)
    folded = _REPEATED.sub(r"\1\1", folded)
    if language == "de":
        folded = _GERMAN.sub(r"\1", folded)
    return _SPACE.sub(" ", folded).strip()


def spelled(entry: str, language: str) -> str:
    """A lexicon entry in the spelling that `normalise` gives to words."""
    folded = fold(entry)
    return _GERMAN.sub(r"\1", folded) if language == "de" else folded


@lru_cache(maxsize=_CACHED)
def spelled_word(word: str, language: str) -> str:
    """`spelled` of one word, remembered, since a message is looked through several times."""
    return spelled(word, language)


def _number(match: re.Match[str]) -> str:
    digits = match.group()
    return digits if digits in _TELLING else "0" * min(len(digits), 6)
