"""Figures that are corrected in the same breath: "45 extensions, hang on, 47", "V20 U7, edit: U8", "486, no, 480".

`FactExtractor` reads the message that `restated` gives, in which the value that holds stands in place of the one that
is taken back, with its unit or its make.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.text.identifiers import find_versions
from bot.understanding.facts.validity.contrasted import contrasted
from bot.understanding.facts.validity.repeated import put_right, quoted_before
from bot.understanding.facts.validity.values import (
    END,
    KEY,
    LEVEL,
    MODEL,
    NUMBER,
    SIGNS,
    SIZE,
    STOP,
    TICKET,
    UPDATED,
    VERSION,
    Value,
    count_words,
    find_values,
    identities,
    is_denied,
    is_some,
    same_measure,
    unit_after,
)  # fmt: skip
from bot.understanding.facts.versions.ordering import MAJORS
from bot.understanding.facts.words.corrections import FAR, NEAR, Mark, adds, marks, opens_with, presents, quotes

if TYPE_CHECKING:
    from bot.understanding.facts.words.lexicon import Lexicon

# Which values a later one may correct.
_CORRECTS = {
    (KEY, KEY), (TICKET, TICKET), (VERSION, VERSION), (VERSION, UPDATED), (VERSION, NUMBER),
    (UPDATED, UPDATED), (UPDATED, NUMBER), (SIZE, SIZE), (SIZE, NUMBER), (NUMBER, SIZE),
    (MODEL, MODEL), (NUMBER, NUMBER), (LEVEL, LEVEL),
}  # fmt: skip
_CLOSE = re.compile(r"(?:\s+[^\W\d_]+){0,2}\s*(?:[.,;:!?)(\n…–—-]|$)")  # "oups, 16 en fait"
_FARTHEST, _NEXT_SENTENCE = 14, 20  # words between a value and the one that corrects it
_COMPLETE = (KEY, TICKET, VERSION, SIZE)  # what needs no unit of another
_COUNTED = ("enrollable", "users", "counted", "computer")  # "5 people"
_SINGULAR = (KEY, TICKET)  # what nobody names by the way, so that it may stand in the next sentence


def restated(text: str, lexicon: Lexicon) -> str:
    """`text` with each value that is taken back replaced by the one that holds."""
    made = marks(text, lexicon)
    left, values = contrasted(text, made, lexicon)
    if left != text:
        text, made = left, marks(left, lexicon)
    values = (values or find_values(text, lexicon)) if made else []
    if (right := put_right(text, values, made, lexicon)) != text:
        text, made, values = right, marks(right, lexicon), []
    quoted = quotes(text, lexicon)
    values = values or (find_values(text, lexicon) if made or quoted else identities(text))
    values = [one for one in values if not any(mark.start <= one.start < mark.end for mark in made)]  # "mil disculpas"
    spelled = [text[value.start : value.end] for value in values]
    roots: dict[int, int] = {}  # by the place of a value that holds: of the first one that it corrects
    moves: list[tuple[int, int, str]] = []  # the words of correction before a value that was moved, to be left out
    for later in range(1, len(values)):
        led = [mark for mark in made if values[later - 1].end <= mark.start and mark.end <= values[later].start]
        led += _told_right(text, values[later - 1], values[later], lexicon)
        quote = quoted_before(text, quoted, values[later - 1], values[later], lexicon)
        if quote and not any(quote.start < mark.end and mark.start < quote.end for mark in led):
            led.append(quote)
        far = led and count_words(text[led[-1].end : values[later].start]) > NEAR
        if not led or (not quote and later - 1 in roots and far):
            continue  # in "52, j'ai inversé, ... 2" the word belongs to the correction before
        for earlier in range(later - 1, -1, -1):
            if _owned(text, values, earlier, later):
                continue
            if not quote and count_words(text[values[earlier].end : values[later].start]) > _NEXT_SENTENCE:
                break  # all others stand farther still
            if quote or _takes_back(text, led, values[earlier], values[later], lexicon):
                root = roots[later] = roots.get(earlier, earlier)
                if _is_complete(text, text[led[-1].end : values[later].start], values[earlier], values[later], lexicon):
                    spelled[root] = values[later].spelling if values[later].kind == LEVEL else ""
                    if is_denied(text[: values[later].start], lexicon):
                        moves.append((led[-1].start, led[-1].end, ""))  # the "non" of "55, non 58 postes"
                else:
                    held, spelling = spelled[root] or spelled[earlier], values[later].spelling or spelled[later]
                    spelled[root] = _instead(held, spelling, values[root], values[later])
                    spelled[later] = ""
                    moves += [_between(text, mark, values[earlier], values[later]) for mark in led]
                    for at in _again(values, earlier, later):
                        spelled[at] = ""
                break
    edits = [(value.start, value.end, spelling) for value, spelling in zip(values, spelled, strict=True)]
    for start, end, spelling in sorted({*edits, *moves}, reverse=True):
        text = f"{text[:start]}{spelling}{text[end:]}"
    return text


def _between(text: str, mark: Mark, earlier: Value, later: Value) -> tuple[int, int, str]:
    """The words of correction to be left out, with the signs around them where those end a sentence or part a level."""
    start, end = len(text[: mark.start].rstrip(SIGNS)), mark.end
    if mark.start < earlier.end or not (later.kind == LEVEL or STOP.search(text[start : mark.start])):
        return mark.start, end, ""
    return max(start, earlier.end), later.start if not text[end : later.start].strip(SIGNS) else end, ""


def _again(values: Sequence[Value], earlier: int, later: int) -> list[int]:
    """Where a level that is taken back is named once more: "gold. no wait, silver, they took gold away"."""
    gone = values[earlier]
    further = (at for at in range(later + 1, len(values)) if values[at].kind == LEVEL)
    return [at for at in further if gone.kind == LEVEL and values[at].spelling == gone.spelling]


def _owned(text: str, values: Sequence[Value], earlier: int, later: int) -> bool:
    """Whether an update is corrected and the earlier value is only its version: "update 7 on V20, no, update 9"."""
    if values[later].kind != UPDATED or values[earlier].kind != VERSION or not earlier:
        return False
    update, version = values[earlier - 1], values[earlier]
    between = text[update.end : version.start]
    return update.kind == UPDATED and count_words(between) <= NEAR + 1 and not STOP.search(between)


def _told_right(text: str, earlier: Value, later: Value, lexicon: Lexicon) -> list[Mark]:
    """The words that call the later one of two keys the right one ("that is the branch's, the right one is ...")."""
    if earlier.kind != KEY or later.kind != KEY:
        return []
    between = text[earlier.end : later.start]
    words = lexicon.heard(lexicon.tokenize(between))
    called = any(term == "right_one" and len(words) - end <= NEAR for term, _, end in lexicon.find(words))
    return [Mark(later.start, later.start, True)] if called else []


def _takes_back(text: str, led: Sequence[Mark], earlier: Value, later: Value, lexicon: Lexicon) -> bool:
    """Whether the words of correction `led` between the two say that the later value holds."""
    singular = later.kind in _SINGULAR
    if (earlier.kind, later.kind) not in _CORRECTS:
        return False
    if count_words(text[earlier.end : later.start]) > (_NEXT_SENTENCE if singular else _FARTHEST):
        return False
    between = text[led[-1].end : later.start]
    if is_denied(text[: earlier.start], lexicon) or (between.strip() and is_denied(text[: later.start], lexicon)):
        return False  # "sorry, not 16 but 8"
    if later.kind == NUMBER and is_some(text[later.end :], lexicon):
        return False  # "30, not 13, slip of mine. 5 of them are missing"
    clear, after = any(mark.clear for mark in led), count_words(between)
    versions = later.kind in (VERSION, UPDATED) and after <= FAR
    clear = clear or (versions and presents(between, lexicon))
    if after > (FAR if clear else NEAR) and not (clear and singular):
        return False
    before = text[earlier.end : led[0].start]
    if later.kind == LEVEL:
        return earlier.spelling != later.spelling and (clear or count_words(before) <= NEAR)
    if NUMBER not in (earlier.kind, later.kind):
        return True
    if not same_measure(text, earlier, later, lexicon):
        return False
    if earlier.kind in (VERSION, UPDATED) and not clear and re.search(rf"{STOP.pattern}\w", before):
        return False  # "V20 update 5. tried it again, no, 3 times"
    if earlier.kind in (VERSION, UPDATED) and not _names_update(between, text[later.end :], clear, lexicon):
        return False  # "V20 U8, 500 internal error since 9", "V20 U8, sorry, 5 people"
    directly = not after and count_words(before) <= NEAR + 1 and not STOP.search(before)
    return clear or directly or bool((END if after else _CLOSE).match(text, later.end))


def _names_update(between: str, behind: str, clear: bool, lexicon: Lexicon) -> bool:
    """Whether a number between two texts is that of an update, neither an hour nor one that counts what follows."""
    if opens_with(behind, lexicon, *_COUNTED):
        return False
    led = lexicon.heard(lexicon.tokenize(between))
    timed = any(term in ("since", "locative") for term, _, _ in lexicon.find(led))
    return not between.strip(SIGNS) or presents(between, lexicon) or (clear and not timed)


def _is_complete(text: str, between: str, earlier: Value, later: Value, lexicon: Lexicon) -> bool:
    """Whether the later value stands by itself, and does not take the unit or the make of the earlier one."""
    if later.kind == LEVEL:
        return bool(between.strip(SIGNS)) and not presents(between, lexicon)
    if later.kind != NUMBER:
        return later.kind in _COMPLETE
    counted = earlier.kind != NUMBER or unit_after(text[earlier.end : later.start], lexicon)
    closed = _CLOSE.match(text, later.end) or adds(text[later.end :], lexicon)
    worded = not counted or between.strip(SIGNS)  # not the second one of "12 users, sorry 21 users"
    return not (counted or closed) or bool(worded and unit_after(text[later.end :], lexicon))


def _instead(held: str, spelling: str, earlier: Value, later: Value) -> str:
    """The later value as it stands in place of the earlier one: "U8" after "V20 U7" leaves the V20."""
    if (earlier.kind, later.kind) == (VERSION, UPDATED):
        major = next((one.version.major for one in find_versions(held)), None)
        return f"V{major} {spelling}" if major else f"{held.split()[0]} {spelling}"
    figures = re.search(r"\d+\D*$", held)
    if later.kind == NUMBER and earlier.kind in (VERSION, UPDATED, SIZE) and figures:
        if earlier.kind == VERSION and spelling.isdecimal() and int(spelling) in MAJORS:
            return re.sub(r"\d+", spelling, held, count=1)  # "18 update 4, sorry, it's 20"
        return held[: figures.start()] + re.sub(r"\d+", spelling, figures.group(), count=1)
    return spelling
