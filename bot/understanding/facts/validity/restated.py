"""Figures that are corrected in the same breath: "45 extensions, hang on, 47", "V20 U7, edit: U8", "486, no, 480".

`FactExtractor` reads the message that `restated` gives, in which the value that holds stands in place of the one that
is taken back, with its unit or its make.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.text.identifiers import TICKET_SHAPED, find_licence_keys, find_sizes, find_versions
from bot.text.masking import masked_keys
from bot.text.versions import UPDATE_ALONE
from bot.understanding.facts.versions import updates
from bot.understanding.facts.words.corrections import FAR, NEAR, Mark, marks, presents, quotes

if TYPE_CHECKING:
    from bot.understanding.facts.words.lexicon import Lexicon

KEY, TICKET, VERSION, UPDATED = "key", "ticket", "version", "update"
SIZE, MODEL, NUMBER = "size", "model", "number"
# Which values a later one may correct.
_CORRECTS = {
    (KEY, KEY), (TICKET, TICKET), (VERSION, VERSION), (VERSION, UPDATED), (VERSION, NUMBER),
    (UPDATED, UPDATED), (UPDATED, NUMBER), (SIZE, SIZE), (SIZE, NUMBER), (NUMBER, SIZE),
    (MODEL, MODEL), (NUMBER, NUMBER),
}  # fmt: skip
_FIGURES = (
    (TICKET, TICKET_SHAPED),
    (UPDATED, UPDATE_ALONE),
    (MODEL, re.compile(r"(?<![\w-])[A-Za-z]{1,4}-?\d{1,4}[A-Za-z]{0,3}(?![\w-])")),
    (NUMBER, re.compile(r"(?<![\w.,:/+#€$-])\d{1,4}(?![\w€$%]|[.,:/-]\d|-\w)")),
)
_ANY_WORD = re.compile(r"\w+")
_END = re.compile(r"\s*(?:[.,;:!?)(\n…–—-]|$)")
_CLOSE = re.compile(r"(?:\s+[^\W\d_]+){0,2}\s*(?:[.,;:!?)(\n…–—-]|$)")  # "oups, 16 en fait"
_STOP = re.compile(r"(?<![.!?])[.!?]\s")
_FARTHEST, _NEXT_SENTENCE = 14, 20  # words between a value and the one that corrects it
_UNIT_NEAR = 3  # words between a number and its unit
_BEFORE = 30  # characters in which a negation stands before a value
_CODES = range(400, 700)
_LAST_MAJOR = 20  # no version and no update has a higher number
_COMPLETE = (KEY, TICKET, VERSION, SIZE)  # what needs no unit of another
_CALLS = "unit.simultaneous_calls"
_COUNTED = ("unit.", "phone_word", "computer", "ticket_word", "place", "site")
_SINGULAR = (KEY, TICKET)  # what nobody names by the way, so that it may stand in the next sentence


@dataclass(frozen=True)
class _Value:
    kind: str
    start: int
    end: int
    spelling: str = ""  # of an update in words the figures


def restated(text: str, lexicon: Lexicon) -> str:
    """`text` with each value that is taken back replaced by the one that holds."""
    made, quoted = marks(text, lexicon), quotes(text, lexicon)
    values = _values(text, lexicon) if made or quoted else _identities(text)
    spelled = [text[value.start : value.end] for value in values]
    roots: dict[int, int] = {}  # by the place of a value that holds: of the first one that it corrects
    moves: list[tuple[int, int, str]] = []  # the words of correction before a value that was moved, to be left out
    for later in range(1, len(values)):
        led = [mark for mark in made if values[later - 1].end <= mark.start and mark.end <= values[later].start]
        led += _told_right(text, values[later - 1], values[later], lexicon)
        revised = _revised(text, quoted, values[later - 1], values[later], lexicon)
        if revised and not any(revised.start < mark.end and mark.start < revised.end for mark in led):
            led.append(revised)
        if not led or (not revised and later - 1 in roots and _words(text[led[-1].end : values[later].start]) > NEAR):
            continue  # in "52, j'ai inversé, ... 2" the word belongs to the correction before
        for earlier in range(later - 1, -1, -1):
            if revised or _takes_back(text, led, values[earlier], values[later], lexicon):
                root = roots[later] = roots.get(earlier, earlier)
                if _is_complete(text, values[earlier], values[later], lexicon):
                    spelled[root] = ""
                else:
                    spelled[root] = _instead(
                        spelled[root] or spelled[earlier],
                        values[later].spelling or spelled[later],
                        values[root],
                        values[later],
                    )
                    spelled[later] = ""
                    moves += [(mark.start, mark.end, "") for mark in led]
                break
    edits = [(value.start, value.end, spelling) for value, spelling in zip(values, spelled, strict=True)]
    for start, end, spelling in sorted({*edits, *moves}, reverse=True):
        text = f"{text[:start]}{spelling}{text[end:]}"
    return text


def _values(text: str, lexicon: Lexicon) -> list[_Value]:
    """The keys, versions, updates, sizes, models and numbers of `text`, in order; none lies in another."""
    found = _identities(text)
    versions = find_versions(text)
    full = [_Value(VERSION, one.start, one.end) for one in versions if one.version.update is not None]
    worded = [
        _Value(VERSION if "V" in spelling else UPDATED, start, end, spelling)
        for start, end, spelling in updates.spans(text, lexicon)
        if " " in spelling
    ]
    found += [*full, *worded, *(_Value(VERSION, one.start, one.end) for one in versions)]
    found += [_Value(SIZE, start, end) for start, end, _ in find_sizes(text)]
    for kind, figures in _FIGURES:
        found += [_Value(kind, match.start(), match.end()) for match in figures.finditer(text)]
    found += [_Value(NUMBER, start, end) for start, end in lexicon.worded_numbers(text)]
    kept: list[_Value] = []
    for value in found:
        if not any(value.start < other.end and other.start < value.end for other in kept):
            kept.append(value)
    return sorted(kept, key=lambda value: value.start)


def _identities(text: str) -> list[_Value]:
    """The keys of `text`."""
    found = [_Value(KEY, masked.start(), masked.end()) for masked in masked_keys(text)]
    return found + [_Value(KEY, key.start, key.end) for key in find_licence_keys(text)]


def _told_right(text: str, earlier: _Value, later: _Value, lexicon: Lexicon) -> list[Mark]:
    """The words that call the later one of two keys the right one ("that is the branch's, the right one is ...")."""
    if earlier.kind != KEY or later.kind != KEY:
        return []
    between = text[earlier.end : later.start]
    words = lexicon.heard(lexicon.tokenize(between))
    called = any(term == "right_one" and len(words) - end <= NEAR for term, _, end in lexicon.find(words))
    return [Mark(later.start, later.start, True)] if called else []


def _takes_back(text: str, led: Sequence[Mark], earlier: _Value, later: _Value, lexicon: Lexicon) -> bool:
    """Whether the words of correction `led` between the two say that the later value holds."""
    singular = later.kind in _SINGULAR
    if (earlier.kind, later.kind) not in _CORRECTS:
        return False
    if _words(text[earlier.end : later.start]) > (_NEXT_SENTENCE if singular else _FARTHEST):
        return False
    if any(_is_denied(text[: value.start], lexicon) for value in (earlier, later)):
        return False  # "sorry, not 16 but 8"
    if later.kind == NUMBER and _is_some(text[later.end :], lexicon):
        return False  # "30, not 13, slip of mine. 5 of them are missing"
    clear, after = any(mark.clear for mark in led), _words(text[led[-1].end : later.start])
    versions = later.kind in (VERSION, UPDATED) and after <= FAR
    clear = clear or (versions and presents(text[led[-1].end : later.start], lexicon))
    if after > (FAR if clear else NEAR) and not (clear and singular):
        return False
    if NUMBER not in (earlier.kind, later.kind):
        return True
    if not _same_measure(text, earlier, later, lexicon):
        return False
    before = text[earlier.end : led[0].start]
    directly = not after and _words(before) <= NEAR and not _STOP.search(before)
    return clear or directly or bool((_END if after else _CLOSE).match(text, later.end))


def _revised(text: str, quoted: Sequence[Mark], earlier: _Value, later: _Value, lexicon: Lexicon) -> Mark | None:
    """The words that repeat an earlier amount before another one is told: "I said 30 extensions but it is 36"."""
    if {earlier.kind, later.kind} - {SIZE, NUMBER} or _words(text[earlier.end : later.start]) > FAR:
        return None
    if any(_is_denied(text[: value.start], lexicon) for value in (earlier, later)):
        return None
    ends = later.kind == SIZE or bool(_END.match(text, later.end)) or bool(_unit(text[later.end :], lexicon))
    if not ends or not _same_measure(text, earlier, later, lexicon):
        return None
    return next((quote for quote in quoted if _is_quoted(text, quote, earlier, later)), None)


def _is_quoted(text: str, quote: Mark, earlier: _Value, later: _Value) -> bool:
    """Whether `quote` stands beside the earlier value: "I said 30", "hatte 16SC geschrieben"."""
    if quote.end <= earlier.start:
        between = text[quote.end : earlier.start]
        return _words(between) <= NEAR and not _STOP.search(between)
    return quote.end <= later.start and _words(text[earlier.end : quote.start]) <= NEAR


def _is_complete(text: str, earlier: _Value, later: _Value, lexicon: Lexicon) -> bool:
    """Whether the later value stands by itself, and does not take the unit or the make of the earlier one."""
    if later.kind != NUMBER:
        return later.kind in _COMPLETE
    counted = earlier.kind != NUMBER or _unit(text[earlier.end : later.start], lexicon)
    alone = not counted and not _CLOSE.match(text, later.end)
    return alone or bool(_unit(text[later.end :], lexicon))


def _is_some(after: str, lexicon: Lexicon) -> bool:
    """Whether `after` opens with "of them"."""
    words = lexicon.heard(lexicon.tokenize(after[:_BEFORE]))
    return any(term == "among" and start == 0 for term, start, _ in lexicon.find(words))


def _is_denied(before: str, lexicon: Lexicon) -> bool:
    """Whether a negation stands right before a value."""
    words = lexicon.heard(lexicon.tokenize(before[-_BEFORE:]))
    ends = [end for term, _, end in lexicon.find(words) if term == "negation" and len(words) - end <= 1]
    return any(word.isalnum() for end in ends for word in words[end:]) or len(words) in ends


def _same_measure(text: str, earlier: _Value, later: _Value, lexicon: Lexicon) -> bool:
    """Whether the later number may stand for the earlier one: no code for an amount, no other unit."""
    first, last = text[earlier.start : earlier.end], text[later.start : later.end]
    unit, other = _unit(text[earlier.end : later.start], lexicon), _unit(text[later.end :], lexicon)
    if earlier.kind in (VERSION, UPDATED) and last.isdecimal() and int(last) > _LAST_MAJOR:
        return False
    if earlier.kind == later.kind == NUMBER and _is_code(first) != _is_code(last):
        return False
    if earlier.kind == NUMBER and later.kind == SIZE:
        return unit in ("", _CALLS)
    if not unit and other.startswith("unit."):
        return True  # "8, no, 4 calls at once"
    return not other or other == (_CALLS if earlier.kind == SIZE else unit)


def _unit(text: str, lexicon: Lexicon) -> str:
    """What a number that stands before `text` counts; empty where that is not said."""
    start = _END.match(text)
    if start and start.group().strip():
        return ""
    words = lexicon.heard(lexicon.tokenize(text[:60]))[:_UNIT_NEAR]
    found = sorted((at, term) for term, at, _ in lexicon.find(words) if term.startswith(_COUNTED))
    return found[0][1] if found else ""


def _instead(held: str, spelling: str, earlier: _Value, later: _Value) -> str:
    """The later value as it stands in place of the earlier one: "U8" after "V20 U7" leaves the V20."""
    if (earlier.kind, later.kind) == (VERSION, UPDATED):
        major = next((one.version.major for one in find_versions(held)), None)
        return f"V{major} {spelling}" if major else f"{held.split()[0]} {spelling}"
    figures = re.search(r"\d+\D*$", held)
    if later.kind == NUMBER and earlier.kind in (VERSION, UPDATED, SIZE) and figures:
        return held[: figures.start()] + re.sub(r"\d+", spelling, figures.group(), count=1)
    return spelling


def _is_code(number: str) -> bool:
    return number.isdecimal() and int(number) in _CODES


def _words(text: str) -> int:
    return len(_ANY_WORD.findall(text))
