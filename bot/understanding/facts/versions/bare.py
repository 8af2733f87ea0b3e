"""A version of which only the number is named: "we went from 18 to 20", "not 18 but 20 with us, Update 2".

`versions` calls `reached`, `contrasted` and `stayed` where no version stands in figures or words.
"""

from __future__ import annotations

import re

from bot.text import identifiers
from bot.text.versions import BUILD_ALONE, UPDATE_ALONE
from bot.understanding.facts.validity.changes import is_planned
from bot.understanding.facts.validity.scopes import of_stranger
from bot.understanding.facts.versions import updates
from bot.understanding.facts.versions.ordering import MAJORS
from bot.understanding.facts.words import numbers
from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.numbers import number
from bot.understanding.facts.words.reading import Reading

_ARROW = re.compile(r"(?<![\w.])[vV]?(\d\d)\s*(?:→|[-=]{1,2}>|>)\s*[vV]?(\d\d)(?![\w.])")
_MOVES = ("upgrading", "moved")
_UNDONE = ("failing", "fault_verb", "negation")
_COUNTED = ("unit.", "users", "size_word")


def reached(reading: Reading) -> identifiers.Version | None:
    """The number that an update led to where only the numbers are named: "we went from 18 to 20 at the weekend"."""
    if (drawn := _drawn(reading)) is not None:
        return drawn
    for away in reading.all("from"):
        left = number(reading, away.end)
        step = away.end + left[1] if left else 0
        toward = [one for one in reading.all("toward") if one.start == step]
        led = number(reading, toward[0].end) if toward else None
        if left is None or led is None or left[0] not in MAJORS or led[0] not in MAJORS:
            continue
        end = toward[0].end + led[1]
        move = Mention("version", away.start, end)
        timed = any(word.start == end for word in reading.all("since", "now", "later", "locative", "month", *_MOVES))
        ends = timed or _ends(reading, end) or reading.words[end] in reading.lexicon.joiners
        if not _counts(reading, end) and (ends or reading.in_clause(move, "own_voice")) and left[0] < led[0]:
            if reading.in_sentence(move, *_MOVES) and not is_planned(reading, move):
                return identifiers.Version(led[0], lone_update(figures(reading.text, reading)))
    return None


def _drawn(reading: Reading) -> identifiers.Version | None:
    """The number at the end of an arrow: "upgrade 18 → 20 made, update 8 is on"."""
    for drawn in _ARROW.finditer(reading.text):
        left, led = int(drawn[1]), int(drawn[2])
        at = reading.words_before(drawn.start())
        move = Mention("version", at, at + 1)
        if left in MAJORS and led in MAJORS and left < led and not is_planned(reading, move):
            rest = f"{reading.text[: drawn.start()]} {reading.text[drawn.end() :]}"
            update = lone_update(figures(rest, reading))
            made = reading.in_sentence(move, *_MOVES) and not reading.in_clause(move, *_UNDONE)
            if update is not None and made and not reading.is_question(move):
                return identifiers.Version(led, update)
    return None


def contrasted(reading: Reading) -> identifiers.Version | None:
    """The number told instead of another version's, where an update is named too: "not 18 but 20, Update 2"."""
    for no in reading.all("negation"):
        wrong = number(reading, no.end)
        if wrong is None or wrong[0] not in MAJORS:
            continue
        at = no.end + wrong[1]
        at += reading.words[at : at + 1] == [","]
        turn = next((one.end for one in reading.all("but") if one.start == at), at)
        right = number(reading, turn) if turn > no.end + wrong[1] else None
        if right is None or right[0] not in MAJORS or right[0] == wrong[0] or _counts(reading, turn + right[1]):
            continue
        update = lone_update(figures(reading.text, reading))
        if update is not None and not reading.is_question(no):
            return identifiers.Version(right[0], update)
    return None


def stayed(reading: Reading) -> identifiers.Version | None:
    """The number that somebody is still on: "no update for us, still on 18"; one that is sold is as likely a size."""
    for still in reading.all("still_on"):
        on = number(reading, still.end)
        if on is None or on[0] not in MAJORS or on[0] in reading.lexicon.sizes:
            continue
        end = still.end + on[1]
        we = any(one.start == end for one in reading.all("own_voice", "we_are"))
        if (we or _ends(reading, end)) and not reading.is_question(still) and not of_stranger(reading, still):
            return identifiers.Version(on[0], lone_update(figures(reading.text, reading)))
    return None


def figures(text: str, reading: Reading) -> str:
    """`text` with its versions and updates in figures."""
    return updates.named(numbers.in_figures(text, reading.lexicon), reading.lexicon)


def lone_update(told: str) -> int | None:
    """The one update of a text that names its version apart from it."""
    found = set(UPDATE_ALONE.findall(told))
    return int(found.pop()) if len(found) == 1 else None


def lone_build(behind: str) -> int | None:
    """The one build behind a version; that of an operating system has another number before it ("Server 2019")."""
    found = [*BUILD_ALONE.finditer(behind)]
    alone = len(found) == 1 and not any(letter.isdigit() for letter in behind[: found[0].start()])
    return int(found[0][1]) if alone else None


def _ends(reading: Reading, at: int) -> bool:
    return at == len(reading.words) or not reading.words[at][0].isalnum()


def _counts(reading: Reading, end: int) -> bool:
    """Whether what ends at a word counts something: "from 18 to 20 phones"."""
    return any(unit.start - end in (0, 1) for unit in reading.all(*_COUNTED))
