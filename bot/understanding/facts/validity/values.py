"""The values that a message names, by kind and place, and what its numbers count.

`restated` and `repeated` ask which of them stands for which.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from bot.text.identifiers import ADDRESS, TICKET_SHAPED, find_licence_keys, find_sizes, find_versions
from bot.text.masking import masked_keys
from bot.text.versions import UPDATE_ALONE
from bot.understanding.facts.versions import updates
from bot.understanding.facts.words.corrections import adds, opens_with, placed

if TYPE_CHECKING:
    from bot.understanding.facts.words.lexicon import Lexicon

KEY, TICKET, VERSION, UPDATED = "key", "ticket", "version", "update"
SIZE, MODEL, NUMBER, LEVEL = "size", "model", "number", "level"
CALLS, EXTENSIONS = "unit.simultaneous_calls", "unit.extensions"
END = re.compile(r"\s*(?:[.,;:!?)(\n…–—-]|$)")
STOP = re.compile(r"(?<![.!?])[.!?]\s")
SIGNS = " .,;:!?…–—-("
_FIGURES = (
    (TICKET, TICKET_SHAPED),
    (UPDATED, UPDATE_ALONE),
    (MODEL, re.compile(r"(?<![\w-])[A-Za-z]{1,4}-?\d{1,4}[A-Za-z]{0,3}(?![\w-])")),
    (NUMBER, re.compile(r"(?<![\w.,:/+#€$-])\d{1,4}(?![\w€$%]|[.,:/-]\d|-\w)")),
)
_ANY_WORD = re.compile(r"\w+")
_SENTENCE_ENDS = ".!?;\n"
_UNIT_NEAR = 3  # words between a number and its unit
_BEFORE = 30  # characters in which a negation stands before a value
_CODES = range(400, 700)
_LAST_MAJOR = 20  # no version and no update has a higher number
_COUNTED = ("unit.", "users", "phone_word", "computer", "ticket_word", "place", "site")


@dataclass(frozen=True)
class Value:
    """A value of one `kind` at `start:end`."""

    kind: str
    start: int
    end: int
    spelling: str = ""  # of an update in words the figures, of a level its name


def find_values(text: str, lexicon: Lexicon) -> list[Value]:
    """The keys, versions, updates, sizes, models, numbers and levels of `text` outside addresses, in order, apart."""
    found = identities(text)
    versions = find_versions(text)
    full = [Value(VERSION, one.start, one.end) for one in versions if one.version.update is not None]
    worded = [
        Value(VERSION if "V" in spelling else UPDATED, start, end, spelling)
        for start, end, spelling in updates.spans(text, lexicon)
        if " " in spelling
    ]
    found += [*full, *worded, *(Value(VERSION, one.start, one.end) for one in versions)]
    found += [Value(SIZE, start, end) for start, end, _ in find_sizes(text)]
    for kind, figures in _FIGURES:
        found += [Value(kind, match.start(), match.end()) for match in figures.finditer(text)]
    found += [Value(NUMBER, start, end) for start, end in lexicon.worded_numbers(text)]
    levels = placed(lexicon.levels, text)
    found += [Value(LEVEL, start, end, str(match.lastgroup)) for match, start, end in levels]
    kept: list[Value] = []
    taken = bytearray(len(text))
    for address in ADDRESS.finditer(text):
        _take(taken, *address.span())
    for value in found:
        if not any(taken[value.start : value.end]):
            kept.append(value)
            _take(taken, value.start, value.end)
    return sorted(kept, key=lambda value: value.start)


def _take(taken: bytearray, start: int, end: int) -> None:
    taken[start:end] = b"1" * (end - start)


def identities(text: str) -> list[Value]:
    """The keys of `text`."""
    found = [Value(KEY, masked.start(), masked.end()) for masked in masked_keys(text)]
    return found + [Value(KEY, key.start, key.end) for key in find_licence_keys(text)]


def is_denied(before: str, lexicon: Lexicon) -> bool:
    """Whether a negation stands right before a value."""
    words = lexicon.heard(lexicon.tokenize(before[-_BEFORE:]))
    ends = [end for term, _, end in lexicon.find(words) if term == "negation" and len(words) - end <= 1]
    return any(word.isalnum() for end in ends for word in words[end:]) or len(words) in ends


def is_some(after: str, lexicon: Lexicon) -> bool:
    """Whether `after` opens with "of them"."""
    return opens_with(after, lexicon, "among")


def same_measure(text: str, earlier: Value, later: Value, lexicon: Lexicon) -> bool:
    """Whether the later number may stand for the earlier one: no code for an amount, no other unit."""
    first, last = text[earlier.start : earlier.end], text[later.start : later.end]
    unit, other = unit_after(text[earlier.end : later.start], lexicon), unit_after(text[later.end :], lexicon)
    if earlier.kind in (VERSION, UPDATED) and last.isdecimal() and int(last) > _LAST_MAJOR:
        return False
    if earlier.kind == later.kind == NUMBER and is_code(first) != is_code(last):
        return False
    if earlier.kind == NUMBER and later.kind == SIZE:
        return unit in ("", CALLS)
    if not unit and other.startswith("unit."):
        return True  # "8, no, 4 calls at once"
    return not other or other == (CALLS if earlier.kind == SIZE else unit)


def unit_after(text: str, lexicon: Lexicon) -> str:
    """What a number that stands before `text` counts; empty where that is not said."""
    start = END.match(text)
    if start and start.group().strip():
        return ""
    if adds(text, lexicon):
        return ""  # "31 with the porter"
    near = lexicon.heard(lexicon.tokenize(text[:60]))[:_UNIT_NEAR]
    words = list(takewhile(lambda word: word[0] not in _SENTENCE_ENDS, near))
    found = sorted(
        (at, not term.startswith("unit."), term) for term, at, _ in lexicon.find(words) if term.startswith(_COUNTED)
    )
    counted = found[0][2] if found else ""
    return EXTENSIONS if counted == "users" else counted


def is_code(number: str) -> bool:
    """Whether it may be that of an answer."""
    return number.isdecimal() and int(number) in _CODES


def count_words(text: str) -> int:
    """How many words `text` has."""
    return len(_ANY_WORD.findall(text))
