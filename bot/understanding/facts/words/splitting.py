"""Texts and entries as the words and signs that the lexicon knows: what is typed together comes apart.

`Lexicon.tokenize` calls `split`, for the entries of the lists and for messages alike, so that both are cut in one way.
"""

from __future__ import annotations

import re

from bot.text.identifiers import find_sizes
from bot.understanding.facts.words.stems import joined_stars
from bot.understanding.normal import spelled
from bot.understanding.tokens import tokenize

# The first character of a pattern is no look-behind, so that most places of a text are passed over at once.
_JOINED = re.compile(r"[-_/](?<=\w[-_/])(?=\w)")
_GLUED = re.compile(r"(\d(?<![\w.-]\d)\d{0,3})(?=(?:er|nst|exts?|ch|sim)\b)")  # 16er-Lizenz, 20nst
_SOFT_SIGN = re.compile(r"(?<=[^\W\d_])['’`](?!s\b)")  # set', pol'zovatel'
_MODEL_AT_END = re.compile(r"(\d(?<=[a-z]\d)\d{0,2})(?=\.(?:\s|$))")  # "a Fanvil X5." ends a sentence
_NUMBER_AT_END = re.compile(r"(\d(?<![\w.,:/-]\d)\d{0,3})\.(?=\s*(?:\n|$))")  # "Im Portal steht 48." is no ordinal
_GREEK_NUMBER = re.compile(r"(\d(?<![\w.,:/-]\d)\d{0,3})\.(?=\s|$)")  # spaCy takes its stop for that of an ordinal
_INSIDE = re.compile(r"[!~≈±](?:(?<=\w!)(?=\w)|(?<!!)(?=\d))")  # "~700"


def split(text: str, language: str, by_sound: bool) -> list[str]:
    """Words and signs of `text` without case and accents; sizes such as 16SC become two words.

    In a text that is read `by_sound` an apostrophe is a soft sign.
    """
    plain = text
    for start, end, size in reversed(find_sizes(text)):
        plain = f"{plain[:start]} {size} sc {plain[end:]}"
    if by_sound:
        plain = _SOFT_SIGN.sub("", plain)
    plain = _GLUED.sub(r"\1 ", _INSIDE.sub("", _JOINED.sub(" ", spelled(plain, language))))
    number = _NUMBER_AT_END if language != "el" else _GREEK_NUMBER
    plain = number.sub(r"\1 .", _MODEL_AT_END.sub(r"\1 ", plain))
    words = [word for word in tokenize(plain, language) if word.strip(" ")]
    return [*joined_stars(words)]
