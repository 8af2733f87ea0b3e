"""Greek and Russian in Latin letters, alike whether they were typed in their own alphabet or on a Latin keyboard.

"δεν λειτουργεί", "den leitoyrgei" and "den litourgi" become one spelling, and so do "жду звонка" and "jdu zvonka".
Letters that sound alike are one letter; English product words in between are folded in the same way, so they still
meet each other. Called for every text before features are taken from it, and for the entries of the lexicon.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

# Spellings of people, after ISO 843 and GOST 7.79 and what differs from them in chats. Folded text has no accents.
_GREEK: Mapping[str, str] = {
    "ου": "ou", "αυ": "av", "ευ": "ev", "ει": "i", "οι": "i", "υι": "i", "αι": "e", "μπ": "b", "ντ": "d", "γκ": "g",
    "γγ": "g", "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "ti", "ι": "i", "κ": "k",
    "λ": "l", "μ": "m", "ν": "n", "ξ": "x", "ο": "o", "π": "p", "ρ": "r", "σ": "s", "τ": "t", "υ": "i", "φ": "f",
    "χ": "x", "ψ": "ps", "ω": "o",
}  # fmt: skip
_RUSSIAN: Mapping[str, str] = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "j", "з": "z", "и": "i", "к": "k", "л": "l",
    "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "h", "ц": "c",
    "ч": "q", "ш": "w", "щ": "w", "ъ": "", "ы": "i", "ь": "", "э": "e", "ю": "iu", "я": "ia",
}  # fmt: skip
# What one sound may be typed as, in the order of the search; `U` is set aside until its letters are done. "th" is
# θ with some and τη with others ("thlefwno"), so both are one here; an "h" that meets vowels as η does not is χ.
_GREEKLISH: Sequence[tuple[str, str]] = (
    (r"(?<=[a-z])8|8(?=[a-z])", "ti"), (r"(?<=[a-z])3|3(?=[a-z])|ch|ks", "x"),
    (r"(?<=[aeou])h(?=[aeiouwylnr])|(?<=[ae])h(?=[a-z])|(?<![a-z])h(?=[rw]|or)", "x"),
    (r"o[uy]", "U"), (r"a[uy]", "av"), (r"e[uy]", "ev"), (r"(?:ai|[eoy])+i|[hyu]", "i"), (r"ai", "e"),
    (r"mp|b", "v"), (r"nt", "d"), (r"g[kg]", "g"), (r"w", "o"), (r"[cq]", "k"), (r"U", "u"),
)  # fmt: skip
# A "4" is ч inside a word or where a word of that letter begins or ends ("4to", "klju4"), not in names ("X4U", "U4").
_TRANSLITERATED: Sequence[tuple[str, str]] = (
    (r"(?<=[a-z])4(?=[a-z]{2})|(?<=[a-z]{2})4(?=[a-z])", "q"),
    (r"(?<![a-z\d])4(?=[aeiou]|t[aou])|(?<=[a-z][aeiou])4(?![a-z\d])", "q"),
    (r"shch|sch|sh", "w"), (r"zh", "j"), (r"ch", "q"), (r"kh|x", "h"), (r"ts|tz", "c"), (r"[yj](?=[aeiou])", "i"),
    (r"y|j(?![a-z])|(?<=[aeiou])j(?=[tlrs]|de)", "i"), (r"io|ie", "e"), (r"'", ""), (r"ck", "k"),
)  # fmt: skip
_DOUBLED = (r"([a-z])\1+", r"\1")


def _rules(letters: Mapping[str, str], typed: Sequence[tuple[str, str]]) -> Sequence[tuple[re.Pattern[str], str]]:
    own = [*letters.items(), *typed, _DOUBLED]
    return tuple((re.compile(pattern), sound) for pattern, sound in own)


_RULES = {"el": _rules(_GREEK, _GREEKLISH), "ru": _rules(_RUSSIAN, _TRANSLITERATED)}
# References ("keyref") mean the same in every language.
_CACHED = 20_000
# Two letters: one may be a slip of the keyboard's layout ("16 SС") or a sign.
_OWN = {"el": re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]{2}"), "ru": re.compile(r"[\u0400-\u04ff]{2}")}
_LATIN = re.compile(r"[A-Za-z]")
_WORD = re.compile(r"(?<![^\W_])(?!\w*ref\b)[^\W_][\w']*")


def latin(folded: str, language: str) -> str:
    """`folded` text in the Latin spelling of its sounds; unchanged in languages that are written in Latin letters."""
    if language not in _RULES:
        return folded

    return _WORD.sub(lambda match: _sound(match.group(), language), folded)


def in_latin_letters(text: str, language: str) -> bool:
    """Whether words of a language with an alphabet of its own are in Latin letters alone; never in other languages."""
    return language in _OWN and _LATIN.search(text) is not None and not _OWN[language].search(text)


@lru_cache(maxsize=_CACHED)
def _sound(word: str, language: str) -> str:
    if word.isdigit():
        return word
    for pattern, replacement in _RULES[language]:
        word = pattern.sub(replacement, word)
    return word
