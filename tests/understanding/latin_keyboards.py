"""Greek and Russian sentences retyped in Latin letters, after the habits of several kinds of people.

The tables are those of the tests alone: they share nothing with `bot.understanding.alphabets`, which has to make sense
of what is typed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

# By sound, by look, and as the standard for passports has it.
_GREEK_BY_SOUND = (
    "ου:ou αι:e ει:i οι:i αυ:av ευ:ev μπ:b ντ:nt γκ:gk γγ:ng α:a β:v γ:g δ:d ε:e ζ:z η:i θ:th ι:i κ:k λ:l μ:m ν:n ξ:ks "
    "ο:o π:p ρ:r σ:s ς:s τ:t υ:i φ:f χ:ch ψ:ps ω:o"
)
_GREEK_BY_LOOK = (
    "ου:ou αι:ai ει:ei οι:oi αυ:au ευ:eu μπ:mp ντ:nt γκ:gk γγ:gg α:a β:b γ:g δ:d ε:e ζ:z η:h θ:8 ι:i κ:k λ:l μ:m ν:n "
    "ξ:3 ο:o π:p ρ:r σ:s ς:s τ:t υ:u φ:f χ:x ψ:ps ω:w"
)
_GREEK_MIXED = (
    "ου:oy αι:ai ει:ei οι:oi αυ:ay ευ:ey μπ:mp ντ:nt γκ:gk γγ:gg α:a β:b γ:g δ:d ε:e ζ:z η:h θ:th ι:i κ:k λ:l μ:m ν:n "
    "ξ:ks ο:o π:p ρ:r σ:s ς:s τ:t υ:y φ:f χ:x ψ:ps ω:w"
)
_GREEK_OFFICIAL = (
    "ου:ou αι:ai ει:ei οι:oi αυ:av ευ:ev μπ:mp ντ:nt γκ:gk γγ:ng α:a β:v γ:g δ:d ε:e ζ:z η:i θ:th ι:i κ:k λ:l μ:m ν:n "
    "ξ:x ο:o π:p ρ:r σ:s ς:s τ:t υ:y φ:f χ:ch ψ:ps ω:o"
)
# As passports have it, as chats have it with figures, and as programmers have it.
_RUSSIAN_OFFICIAL = (
    "а:a б:b в:v г:g д:d е:e ё:yo ж:zh з:z и:i й:y к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:kh ц:ts ч:ch ш:sh "
    "щ:shch ъ: ы:y ь: э:e ю:yu я:ya"
)
_RUSSIAN_CHAT = (
    "а:a б:b в:v г:g д:d е:e ё:e ж:j з:z и:i й:j к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:x ц:c ч:4 ш:sh щ:sch "
    "ъ: ы:i ь:' э:e ю:ju я:ja"
)
_RUSSIAN_PLAIN = (
    "а:a б:b в:v г:g д:d е:e ё:e ж:zh з:z и:i й:i к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:h ц:c ч:ch ш:sh щ:sh "
    "ъ: ы:y ь: э:e ю:u я:ya"
)


def _table(text: str) -> Mapping[str, str]:
    return dict(pair.split(":") for pair in text.split())


KEYBOARDS: Mapping[str, Mapping[str, Mapping[str, str]]] = {
    "el": {
        "by sound": _table(_GREEK_BY_SOUND),
        "by look": _table(_GREEK_BY_LOOK),
        "mixed": _table(_GREEK_MIXED),
        "official": _table(_GREEK_OFFICIAL),
    },
    "ru": {
        "official": _table(_RUSSIAN_OFFICIAL),
        "chat": _table(_RUSSIAN_CHAT),
        "plain": _table(_RUSSIAN_PLAIN),
    },
}


def retyped(text: str, table: Mapping[str, str]) -> str:
    """`text` with the letters of `table` in Latin ones; capitals stay capitals, everything else stays as it is."""
    units = re.compile("|".join(sorted(table, key=len, reverse=True)), re.IGNORECASE)
    return units.sub(lambda match: _cased(table[match.group().lower()], match.group()), _plain(text))


def _plain(text: str) -> str:
    """Without the accents of Greek; the letters й and ё of Russian are letters of their own."""
    return re.sub("[\u0370-\u1fff]", _without_accent, text)


def _without_accent(match: re.Match[str]) -> str:
    letter = match.group()
    return letter if letter in "йёЙЁ" else unicodedata.normalize("NFD", letter)[0]


def _cased(latin: str, letters: str) -> str:
    return latin.capitalize() if letters[0].isupper() else latin
