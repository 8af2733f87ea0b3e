"""Figures that are ruled out beside the one that holds: "8 not 16 at once", "V20 U6, pas U5", "not 401, it's 403".

`restated` reads what `contrasted` leaves of a message.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.understanding.facts.validity.values import (
    NUMBER,
    SIGNS,
    SIZE,
    STOP,
    UPDATED,
    VERSION,
    Value,
    count_words,
    find_values,
    is_code,
    is_some,
    same_measure,
    unit_after,
)  # fmt: skip
from bot.understanding.facts.words.corrections import NEAR, Mark, denials

if TYPE_CHECKING:
    from bot.understanding.facts.words.lexicon import Lexicon

_COMPARED = {
    (NUMBER, NUMBER), (NUMBER, SIZE), (SIZE, NUMBER), (SIZE, SIZE), (VERSION, VERSION), (VERSION, UPDATED),
    (UPDATED, UPDATED), (UPDATED, VERSION),
}  # fmt: skip
_RIGHT_BEFORE = re.compile(r"\s+(?:[^\W\d_]+\s+)?")  # "не на 16"
_PAUSE = re.compile(r"\s*[,;:–—-]")
_TURNED = ("but", "presents", "our_one", "now", "aux", "self_is", "of")  # words that lead on to what holds
_ON = 4  # words from a figure that is ruled out to the one that holds


def contrasted(text: str, made: Sequence[Mark], lexicon: Lexicon) -> tuple[str, list[Value]]:
    """`text` without the figures that are ruled out, and without the words of correction that only close a contrast.

    `made` are those words. With it the values of `text` where they were looked for and nothing was left out.
    """
    ruling = denials(text, lexicon)
    ruling = [one for one in ruling if not any(one.start < mark.end and mark.start < one.end for mark in made)]
    values = find_values(text, lexicon) if ruling else []
    cuts: list[tuple[int, int]] = []
    for first, second in pairwise(values):
        cut = None if cuts and first.start < cuts[-1][1] else _ruled_out(text, ruling, first, second, lexicon)
        if cut is not None:
            cuts += [cut, *_closing(text, second, made)]
    for start, end in reversed(cuts):
        text = f"{text[:start]}{text[end:]}"
    return text, [] if cuts else values


def _ruled_out(
    text: str, ruling: Sequence[Mark], first: Value, second: Value, lexicon: Lexicon
) -> tuple[int, int] | None:
    """Where the one of two figures stands that is ruled out for the sake of the other, with what rules it out."""
    if (first.kind, second.kind) not in _COMPARED or text[first.start : first.end] == text[second.start : second.end]:
        return None
    behind = [mark for mark in ruling if _RIGHT_BEFORE.fullmatch(text, mark.end, second.start)]
    before = [mark for mark in ruling if _RIGHT_BEFORE.fullmatch(text, mark.end, first.start)]
    if not (behind or before) or not same_measure(text, first, second, lexicon):
        return None
    if is_some(text[second.end :], lexicon):
        return None
    if behind and first.end <= behind[-1].start:
        between = text[first.end : behind[-1].start]
        unit = unit_after(between, lexicon)
        if count_words(between) > NEAR * bool(unit) or STOP.search(between):
            return None
        takes_unit = not unit and unit_after(text[second.end :], lexicon)  # of "8, not 16 at once" the 8
        return (first.end if takes_unit else behind[-1].start), second.end
    codes = first.kind != NUMBER or second.kind == SIZE or is_code(text[first.start : first.end])
    if before and codes and _turns(text[first.end : second.start], lexicon):
        return before[-1].start, first.end
    return None


def _turns(between: str, lexicon: Lexicon) -> bool:
    """Whether nothing but words that lead on to what holds stands between two figures: "non 401, è 403"."""
    words = lexicon.heard(lexicon.tokenize(between))
    found = lexicon.find(words)
    carried = {at for term, start, end in found if term in _TURNED for at in range(start, end)}
    carried |= {at for at, word in enumerate(words) if not word[0].isalnum()}
    turned = bool(_PAUSE.match(between)) or any(term == "but" for term, _, _ in found)
    return turned and len(carried) == len(words) and count_words(between) <= _ON


def _closing(text: str, second: Value, made: Sequence[Mark]) -> list[tuple[int, int]]:
    """Where words of correction stand that close the contrast behind `second`, and lead to no other figure."""
    for mark in made:
        if mark.start >= second.end and count_words(text[second.end : mark.start]) <= NEAR:
            rest = text[mark.end :].lstrip(SIGNS)
            return [] if rest[:1].isdigit() else [(mark.start, mark.end)]
    return []
