"""Amounts that are repeated to be put right: "I said 30 extensions but it is 36", "12 channels, no, 12 are the trunks".

`restated` asks here which amount gives way to which.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.text.identifiers import find_sizes
from bot.understanding.facts.validity.values import (
    CALLS,
    END,
    NUMBER,
    SIZE,
    STOP,
    Value,
    count_words,
    is_denied,
    same_measure,
    unit_after,
)  # fmt: skip
from bot.understanding.facts.words.corrections import FAR, NEAR, Mark

if TYPE_CHECKING:
    from bot.understanding.facts.words.lexicon import Lexicon

_CLAUSE_END = re.compile(r"[,;.:!?\n]|$")
_ON = 9  # words from an amount that is repeated to the one that holds


def put_right(text: str, values: Sequence[Value], made: Sequence[Mark], lexicon: Lexicon) -> str:
    """`text` without those of its `values` that are amounts repeated as of something else.

    "12 channels, no, 12 are the trunks": the first is taken back. An amount told behind takes its unit, if it has none
    of its own.
    """
    for at in range(len(values) - 1, 0, -1):
        first, again = values[at - 1], values[at]
        led = [mark for mark in made if first.end <= mark.start and mark.end <= again.start]
        if not led or not _is_reassigned(text, led[-1], first, again, lexicon):
            continue
        held = next(iter(values[at + 1 : at + 2]), None)
        held = held if held and _holds(text, first, again, held, lexicon) else None
        own = bool(unit_after(text[again.end :], lexicon))
        if not (held or own or _is_bygone(text, again, lexicon)):
            continue  # "30 extensions, no wait, 30 is right"
        until = held.end if held else _clause_end(text, again.end)
        if own or (held and unit_after(text[held.end :], lexicon)):
            text = f"{text[: first.start]}{text[first.end :]}"  # each has its unit where it stands
            continue
        spelling = text[held.start : held.end] if held else ""
        text = f"{text[: led[0].start]}{text[until:]}"
        text = f"{text[: first.start]}{spelling}{text[first.end :]}"
    return text


def _is_reassigned(text: str, mark: Mark, first: Value, again: Value, lexicon: Lexicon) -> bool:
    """Whether behind `mark` the amount is said once more, and that it is one of something else or of before."""
    if {first.kind, again.kind} - {SIZE, NUMBER} or _figure(text, first) != _figure(text, again):
        return False
    if count_words(text[mark.end : again.start]) > NEAR or count_words(text[first.end : mark.start]) > NEAR + 1:
        return False
    rest = text[again.end : _clause_end(text, again.end)]
    said = lexicon.heard(lexicon.tokenize(rest))
    terms = {term for term, _, _ in lexicon.find(said)}
    counted, other = unit_after(text[first.end : mark.start], lexicon), unit_after(text[again.end :], lexicon)
    if first.kind == SIZE:
        counted = CALLS
    if not counted.startswith("unit.") or "right_one" in terms or count_words(rest) < NEAR:
        return False
    return other != counted and not is_denied(text[: again.start], lexicon)


def _is_bygone(text: str, again: Value, lexicon: Lexicon) -> bool:
    """Whether the clause of the repeated amount tells of the past: "16 was before"."""
    said = lexicon.heard(lexicon.tokenize(text[again.end : _clause_end(text, again.end)]))
    return any(term in ("was", "formerly") for term, _, _ in lexicon.find(said))


def _holds(text: str, first: Value, again: Value, held: Value, lexicon: Lexicon) -> bool:
    """Whether the amount `held` is told as the right one in place of `first`."""
    between, other = text[again.end : held.start], unit_after(text[held.end :], lexicon)
    if held.kind not in (SIZE, NUMBER) or count_words(between) > _ON or is_denied(text[: held.start], lexicon):
        return False
    counted = CALLS if first.kind == SIZE else unit_after(text[first.end : again.start], lexicon)
    if other or held.kind == SIZE:
        return counted == (CALLS if held.kind == SIZE else other)
    sold = counted != CALLS or _figure(text, held) in lexicon.sizes
    return bool(END.match(text, held.end)) and sold and _figure(text, held) != _figure(text, first)


def _figure(text: str, value: Value) -> int | None:
    """The number of an amount."""
    spelled = text[value.start : value.end]
    sizes = find_sizes(spelled)
    return sizes[0][2] if sizes else int(spelled) if spelled.isdecimal() else None


def _clause_end(text: str, start: int) -> int:
    """Where the clause ends that goes on at `start`."""
    end = _CLAUSE_END.search(text, start)
    return end.start() if end else len(text)


def quoted_before(text: str, quoted: Sequence[Mark], earlier: Value, later: Value, lexicon: Lexicon) -> Mark | None:
    """The words that repeat an earlier amount before another one is told: "I said 30 extensions but it is 36"."""
    if {earlier.kind, later.kind} - {SIZE, NUMBER} or count_words(text[earlier.end : later.start]) > FAR:
        return None
    quote = next((quote for quote in quoted if _is_quoted(text, quote, earlier, later)), None)
    if quote is None or any(is_denied(text[: value.start], lexicon) for value in (earlier, later)):
        return None
    ends = later.kind == SIZE or bool(END.match(text, later.end)) or bool(unit_after(text[later.end :], lexicon))
    return quote if ends and same_measure(text, earlier, later, lexicon) else None


def _is_quoted(text: str, quote: Mark, earlier: Value, later: Value) -> bool:
    """Whether `quote` stands beside the earlier value: "I said 30", "hatte 16SC geschrieben"."""
    if quote.end <= earlier.start:
        between = text[quote.end : earlier.start]
        return count_words(between) <= NEAR and not STOP.search(between)
    return quote.end <= later.start and count_words(text[earlier.end : quote.start]) <= NEAR
