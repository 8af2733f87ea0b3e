"""Finds licence keys in what people type, and writes them in one form.

Masking calls `find` so that no key reaches a log; the registry and the intake call `normalise`.
People type keys in lower case, with spaces, odd dashes, invisible characters and letters of another
alphabet that look Latin; ordinary words, UUIDs and MAC addresses must never be taken for a key.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Iterator

from bot.text.key_candidates import Candidate, groups
from bot.text.letters import Letters

# Letters that look like Latin capitals, as domain.md section 2 ("Word traps") asks.
_LOOKALIKES = dict(
    zip(
        "АВЕКМНОРСТХУІЅЈԚԜавекмнорстхуіѕјԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧαβεζηικμνορτυχ",
        "ABEKMHOPCTXYISJQWABEKMHOPCTXYISJQWABEZHIKMNOPTYXABEZHIKMNOPTYX",
        strict=True,
    )
)
_DASHES = frozenset("‐‑‒–—―−﹘﹣-⁃─━")
_FULL = re.compile(r"[A-Z0-9]{4}(?:[\s\-_./]*[A-Z0-9]{4}){3}")
# Letters and digits of any alphabet count as neighbours, so that no key starts inside a word.
_ENDS = r"(?![^\W_])"
# The first letter of a key opens its pattern, so that most places of a text are passed over at once.
_DASHED = re.compile(
    rf"[A-Z0-9](?<![^\W_].)(?<!\b[A-Z0-9]{{4}}-.)[A-Z0-9]{{3}}(?:\s{{0,2}}-\s{{0,2}}[A-Z0-9]{{4}}){{3}}{_ENDS}(?!-[A-Z0-9]{{4}}\b)"
)
# Looked for at every place (lookahead), because a word of four letters may stand in front of the key.
_LOOSE = re.compile(
    rf"[A-Z0-9](?<![^\W_].)(?<!@.)"
    rf"(?=([A-Z0-9]{{3}}(?:[\s\-_./]{{0,3}}[A-Z0-9]{{4}}){{3}}){_ENDS}(?!@))"
)


@dataclass(frozen=True)
class FoundKey:
    """A key at `start:end` of the text as typed; `value` is `AAAA-BBBB-CCCC-DDDD`.

    `of_papers` where it is said to be the number of an order, an invoice or a card: masked like a key, but none.
    """

    start: int
    end: int
    value: str
    of_papers: bool = False


def normalise(text: str) -> str | None:
    """The canonical form of a text that is one key and nothing else, or None.

    The shape, four groups of four, is domain knowledge (domain.md 3.1, [K]): it says that a key is
    well formed, never that it exists.
    """
    folded = text.translate(_CAPITALS).strip()
    return "-".join(groups(folded)) if _FULL.fullmatch(folded) else None


def find(text: str) -> list[FoundKey]:
    """All licence keys in `text`, in order. Needs no language."""
    folded, places = _CAPITALS.spelled(text)
    whole = bool(_FULL.fullmatch(folded.strip()))

    def candidates(pattern: re.Pattern[str], group: int) -> Iterator[Candidate]:
        for match in pattern.finditer(folded):
            first, last = match.start(), match.end(group)
            yield Candidate(text, places[first], places[last - 1] + 1, folded[first:last], whole)

    dashed = [candidate for candidate in candidates(_DASHED, 0) if _dashed_is_key(candidate)]
    loose = [candidate for candidate in candidates(_LOOSE, 1) if _loose_is_key(candidate)]
    found: list[FoundKey] = []
    for candidate in dashed + sorted(loose, key=_likeness):
        if not any(candidate.start < other.end and other.start < candidate.end for other in found):
            found.append(
                FoundKey(candidate.start, candidate.end, "-".join(groups(candidate.folded)), candidate.of_papers)
            )
    return sorted(found, key=lambda key: key.start)


def _dashed_is_key(candidate: Candidate) -> bool:
    """Words joined by dashes ("with-this-that-from") have no digit and are not in capitals."""
    typed = candidate.typed
    has_digit = any(character.isdigit() for character in typed)
    return has_digit or typed == typed.upper() or candidate.whole or candidate.named


def _loose_is_key(candidate: Candidate) -> bool:
    """Without dashes only a mixture of letters and digits can be told from words and numbers."""
    folded, typed = candidate.folded, candidate.typed
    separators = candidate.separators
    if folded.replace(" ", "").isalpha():
        random = candidate.unsayable >= (1 if typed == typed.upper() else 2)
        return random and separators == 3 and candidate.led
    if not (any(c.isdigit() for c in folded) and any(c.isalpha() for c in folded)):
        return False
    if candidate.scrambled:
        return True
    if candidate.whole and (separators in (0, 3) or candidate.mixed >= 2):
        return True  # "neuf Yealink1 T57W" is divided by its words, not into groups
    if candidate.named and separators != 2 and (candidate.mixed or typed == typed.upper()):
        return True
    shown = candidate.alone or (candidate.in_small and candidate.unsayable > 0)
    return separators == 3 and (candidate.mixed >= 2 or (shown and bool(candidate.mixed) and typed == typed.upper()))


def _likeness(candidate: Candidate) -> tuple[int, int, int]:
    """Sorts the likelier of two overlapping candidates first: "code AB12 ..." begins after the word."""
    return -candidate.mixed, sum(character.islower() for character in candidate.typed), candidate.start


def _plain(character: str) -> str:
    """The plain capital for a character; empty for one that is not seen."""
    if character.isascii():
        return character.upper()
    if character in _LOOKALIKES:
        return _LOOKALIKES[character]
    if character in _DASHES:
        return "-"
    if unicodedata.category(character) in ("Cf", "Mn"):
        return ""
    plain = unicodedata.normalize("NFKC", character).upper()
    return plain if len(plain) == 1 else "\N{REPLACEMENT CHARACTER}"


_CAPITALS = Letters(_plain)
