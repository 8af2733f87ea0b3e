"""Greek and Russian as people type them on a Latin keyboard ("Greeklish", transliterated Russian).

`profile` turns the n-gram profile of a language into one of its romanised form, so that the same
naive Bayes recognises both. Spellings differ between people: each letter has up to three.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

_GREEK = {
    "α": "a", "ά": "a", "β": "v b", "γ": "g", "δ": "d", "ε": "e", "έ": "e", "ζ": "z", "η": "i h", "ή": "i h",
    "θ": "th 8", "ι": "i", "ί": "i", "ϊ": "i", "ΐ": "i", "κ": "k", "λ": "l", "μ": "m", "ν": "n", "ξ": "x ks",
    "ο": "o", "ό": "o", "π": "p", "ρ": "r", "σ": "s", "ς": "s", "τ": "t", "υ": "i y u", "ύ": "i y u", "ϋ": "y",
    "φ": "f", "χ": "x h ch", "ψ": "ps", "ω": "o w", "ώ": "o w", "ου": "ou", "ού": "ou", "αυ": "av au", "ευ": "ev eu",
    "μπ": "b mp", "ντ": "nt d", "γκ": "gk g",
}  # fmt: skip
_RUSSIAN = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "yo e", "ж": "zh j", "з": "z", "и": "i",
    "й": "y j i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u",
    "ф": "f", "х": "kh h", "ц": "ts c", "ч": "ch", "ш": "sh", "щ": "sch sh", "ъ": "", "ы": "y", "ь": "", "э": "e",
    "ю": "yu ju", "я": "ya ja ia",
}  # fmt: skip
_LETTERS = {"el": _GREEK, "ru": _RUSSIAN}


def profile(shares: Mapping[str, float], language: str) -> dict[str, float]:
    """Shares of romanised n-grams of one to three characters, per length summing to about one.

    `shares` are those of the language in its own letters; `language` is "el" or "ru".
    """
    letters = _LETTERS[language]
    counts: defaultdict[str, float] = defaultdict(float)
    for gram, share in shares.items():
        if len(gram) != 3 or not all(character == " " or character in letters for character in gram):
            continue
        spellings = _spellings(gram, letters)
        for spelling in spellings:
            text = spelling if spelling.startswith(" ") else spelling[:4]
            for length in (1, 2, 3):
                for at in range(len(text) - length + 1):
                    if (piece := text[at : at + length]).strip() and "  " not in piece:
                        counts[piece] += share / len(spellings)
    totals = [sum(count for gram, count in counts.items() if len(gram) == length) for length in (1, 2, 3)]
    return {gram: count / totals[len(gram) - 1] for gram, count in counts.items()}


def _spellings(gram: str, letters: Mapping[str, str]) -> list[str]:
    """The first spelling of every letter weighs as much as all others together."""
    results = [""]
    at = 0
    while at < len(gram):
        pair = gram[at : at + 2]
        unit = pair if len(pair) == 2 and pair in letters else gram[at]
        options = [" "] if unit == " " else letters[unit].split() or [""]
        if len(options) > 1:
            options = [options[0]] * (len(options) - 1) + options[1:]
        results = [done + option for done in results for option in options]
        at += len(unit)
    return results
