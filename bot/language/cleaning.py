"""Takes from a message the words that can tell a language, and leaves the technical rest.

The detector calls `words` before it looks at anything. Addresses, paths, references, product names,
codes and pasted log lines look alike in all languages and must never decide one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from bot.text import pasted

_TECHNICAL = re.compile(
    r"https?://\S+|www\.\S+|\[[a-z-]+:[\w-]+\]|\S+@\S+"
    r"|(?<![\w-])(?=[\w.-]*\d)\w+(?:[-.]\w+)*"  # codes
    r"|(?<!\w)(?:[A-Za-z]:)?(?:[\\/][\w.$-]+){2,}[\\/]?"  # paths
    r"|\b[\w-]+(?:\.[\w-]+)*\.(?:com|net|org|eu|de|it|fr|ru|gr|es|pt|br|cy|ch|at|uk|local|lan|io|xml|zip|log|pcap|exe|txt|conf)\b"
    r"|<![^\[\]<>]{0,99}\[[^\]]{0,999}\]\s*>|&#?\w+;"  # declarations with their own markup inside, entities
    r"|(?<!\w)`[^`\n]+`(?!\w)|<[^<>\s][^<>]*>|\{[^{}]*\}|%[a-z]\b|\$\w+|--?[a-z][\w-]*=\S*|\b\w+[=_]\S+|[#@]\w+",
    re.IGNORECASE,
)
_TECHNICAL_SIGN = re.compile(r"[\d@\[\\/<&`{%$=_#]|\.\S")  # without one of these, nothing is technical
_STATUS = re.compile(r"\b[1-6]\d\d(?: [A-Z][a-z-]+){1,4}")  # 408 Request Timeout
_WORD = re.compile(r"[¿¡]|[^\W\d_]+(?:['’‘`´][^\W\d_]+)*['’]?")
_PIECE = re.compile(r"\w+")
_CAMEL = re.compile(r"[a-zа-яα-ω][A-ZА-ЯΑ-Ω]|[A-ZА-ЯΑ-Ω]{2,}[a-zа-я]{2,}[A-Z]?\w*")
_APOSTROPHES = str.maketrans("’‘`´", "''''")


@dataclass(frozen=True)
class Neutral:
    """Words and phrases that every language uses: products, protocols, companies."""

    words: frozenset[str]
    phrases: re.Pattern[str]
    openings: frozenset[str]  # the first words of the phrases, in lower case

    @classmethod
    def of(cls, words: Iterable[str], phrases: Iterable[str] = ()) -> Neutral:
        listed = sorted(filter(None, phrases), key=len, reverse=True)
        pattern = "|".join(re.escape(phrase) for phrase in listed) or r"(?!)"
        openings = frozenset(_PIECE.findall(phrase.lower())[0] for phrase in listed)
        return cls(frozenset(words), re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), openings)

    def without_phrases(self, text: str) -> str:
        """`text` with a space in the place of each phrase."""
        if self.openings.isdisjoint(_PIECE.findall(text.lower())):
            return text  # the pattern is slow, and most messages hold none
        return self.phrases.sub(" ", text)


NOTHING = Neutral.of(())


def words(text: str, neutral: Neutral = NOTHING) -> list[str]:
    """The telling words of `text`, in lower case and NFC, in order.

    What is `neutral` is dropped. In a text that is not written in capitals throughout, short words in
    capitals (NAT, HDMI) are abbreviations and dropped too.
    """
    prose = unicodedata.normalize("NFC", pasted.split(text).prose)
    plain = neutral.without_phrases(_STATUS.sub(" ", prose))
    if _TECHNICAL_SIGN.search(plain):
        plain = _TECHNICAL.sub(" ", plain)
    found = _WORD.findall(plain.translate(_APOSTROPHES))
    shouted = not any(word[-1].islower() for word in found if len(word) > 1)
    kept: list[str] = []
    for word in found:
        lower = word.lower()
        if lower in neutral.words:
            continue
        if not shouted and len(word) > 1 and (_CAMEL.search(word) or (word.isupper() and len(word) <= 5)):
            continue
        kept.append(lower)
    return kept


def fold(word: str) -> str:
    """`word` without accents ("não" -> "nao", "größe" -> "grosse"): how people type in a hurry."""
    if word.isascii():
        return word
    plain = unicodedata.normalize("NFD", word.replace("ß", "ss").replace("œ", "oe").replace("æ", "ae"))
    return "".join(character for character in plain if not unicodedata.combining(character))
