"""Sizes and amounts that stand without their unit: what a change led to, a label, the one that is left.

`amounts` calls these where a number beside its unit does not tell the amount of today.
"""

from __future__ import annotations

from bot.understanding.facts.amounts.intended import is_done
from bot.understanding.facts.validity.changes import is_past, is_planned
from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.numbers import number
from bot.understanding.facts.words.reading import Reading

# Words that lead to a size of today.
_ONCE_SOLD = range(8, 1025, 8)  # sizes there were or may be; one year is none
_LED = 3  # words between a licence and the number of its lines
_LEADS = ("has", "now", "since", "toward", "correction", "resized", "of", "bought")


def changed(reading: Reading, unit: str, candidates: list[tuple[Mention, int]]) -> list[tuple[Mention, int]]:
    """Amounts of a change that stand without their unit: "30 extensions, now 45", "had 24SC, cut down to 16"."""
    found = []
    units = reading.all(f"unit.{unit}", *(["size_word"] if unit == "simultaneous_calls" else []))
    others = {other.start for other in reading.all("unit.") if other not in units}
    for turn in reading.all("now", "toward"):
        sized = any(word.term == "size_word" and reading.same_clause(word, turn) for word in units)
        resized = any(
            0 <= turn.start - one.end <= 1 or 0 <= one.start - turn.end <= 2
            for one in reading.all("resized")
            if reading.same_clause(one, turn)
        )
        ends = not resized and (turn.term == "now" or not sized)
        read = _bare(reading, turn.end, 3 if turn.term == "now" else 0, ends=ends)
        if read is None or read[0].end in others or not any(reading.same_sentence(other, turn) for other in units):
            continue
        if any(word.end == read[0].start for word in reading.all("upgrading")):
            continue  # "now on V18 update 9, 35 extensions"
        away = [other for other in reading.all("from") if 0 < turn.start - other.end <= 3]
        left = _bare(reading, away[-1].end, 1, ends=False) if away else None
        if (left is None and not resized) if turn.term == "toward" else not candidates:
            continue
        if left is not None and is_planned(reading, turn) and not is_done(reading, turn):
            candidates.clear()
            read = left
        found.append(read)
    return found


def labelled(reading: Reading) -> list[tuple[Mention, int]]:
    """The number of "size: 24", "licence = 16", "size 96" or "a licence for 8 calls"."""
    found = []
    for label in reading.all("size_word"):
        led = {one.end for one in reading.all("of", "toward", "has", "aux") if one.start == label.end}
        sign = max(led, default=label.end) - label.end or reading.words[label.end : label.end + 1] in ([":"], ["="])
        resized = reading.in_clause(label, "resized")
        read = _bare(reading, label.end + sign, 0, ends=not resized)
        if read and read[0].start == label.end and read[1] in _ONCE_SOLD:
            read = Mention("licence", read[0].start, read[0].end), read[1]  # "лицензия 80" need not be sold any more
        found += [read] if read else []
        for calls in reading.all("calls"):
            before = number(reading, calls.start - 1)
            if before is not None and 0 < calls.start - label.end <= 3 and reading.same_clause(label, calls):
                found.append((Mention("calls", calls.start - 1, calls.start), before[0]))
    return found or _of_lines(reading)


def _of_lines(reading: Reading) -> list[tuple[Mention, int]]:
    """The number of "licence for 8 lines" and "24 line licence"."""
    found = []
    licences = [*reading.all("licence_word", "size_word")]
    for lines in reading.all("lines"):
        for at in range(max(0, lines.start - 3), lines.start):
            read = number(reading, at)
            if read is None or at + read[1] != lines.start or read[0] < 2:
                continue
            led = any(
                0 <= at - one.end <= _LED and reading.same_clause(one, lines) or 0 <= one.start - lines.end <= 1
                for one in licences
            )
            if led and not reading.is_asked(lines):
                found.append((Mention("lines", at, lines.start), read[0]))
            break
    return found


def holds(reading: Reading, candidates: list[tuple[Mention, int]]) -> bool:
    """Whether one of the sizes is neither of the past nor denied, nor taken back right behind it ("my mistake")."""
    taken_back = reading.all("correction")
    return any(
        not (is_past(reading, one) or reading.negated(one) or reading.in_clause(one, "had_then"))
        and not any(0 <= word.start - one.end <= 3 and reading.same_sentence(word, one) for word in taken_back)
        for one, _ in candidates
    )


def remaining(reading: Reading) -> list[tuple[Mention, int]]:
    """The one bare size of a message that names its sizes elsewhere ("we had 24 channels. Since Monday it is 64")."""
    if not reading.has("unit.simultaneous_calls"):
        return []
    units = {one.start for one in reading.all("unit.", "users")}
    updates = {one.end for one in reading.all("upgrading")}
    found = []
    for at in range(len(reading.words)):
        read = number(reading, at)
        if read is None or read[0] not in reading.lexicon.sizes or at in updates or at + read[1] in units:
            continue
        place = Mention("number", at, at + read[1])
        follows = reading.words[place.end : place.end + 1]
        dated = any(word.start == place.end for word in reading.all("locative", "since", "now", "later", "has"))
        if follows and follows[0][0] not in ".,;:!?)" and follows[0] not in reading.lexicon.joiners and not dated:
            continue  # "512 MB"
        led = reading.words[at - 1 : at] == [":"] or any(0 < at - one.end <= 2 for one in reading.all("correction"))
        led = led or any(0 <= at - one.end <= 3 and reading.same_clause(one, place) for one in reading.all(*_LEADS))
        if led and not reading.ends_asking(place) and not any(no.end == at for no in reading.all("negation")):
            found.append((place, read[0]))
    return found if len({value for _, value in found}) == 1 else []


def _bare(reading: Reading, start: int, reach: int, ends: bool = True) -> tuple[Mention, int] | None:
    """A number that begins at most `reach` words after `start` and, if wanted, ends its clause or has a unit."""
    for at in range(start, min(start + reach + 1, len(reading.words))):
        if (read := number(reading, at)) is not None:
            place = Mention("number", at, at + read[1])
            rest = reading.words[place.end : place.end + 1]
            unit = any(other.start == place.end for other in reading.all("unit."))
            if not ends or unit or not rest or rest[0][0] in ".,;:!?)":
                return place, read[0]
            return None
        if reading.words[at][0] in ".,;:!?":
            return None
    return None
