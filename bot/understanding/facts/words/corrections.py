"""Words with which somebody takes back what was said: "hang on", "no wait", "quatsch", "rectifico".

`restated` puts the figures right with them; values that are words (a place, a level) are read once more behind them
(`bot.understanding.facts.validity.afterthoughts`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.text.letters import Letters
from bot.text.versions import UPDATE
from bot.understanding.normal import fold

if TYPE_CHECKING:
    from bot.understanding.facts.words.lexicon import Lexicon
    from bot.understanding.facts.words.mentions import Mention
    from bot.understanding.facts.words.reading import Reading

# Words between a word of correction and the value that holds, where it is clear and where it is not.
FAR, NEAR = 8, 2
_FOLDED = Letters(fold)  # in lower case without accents
_WORD = re.compile(r"\w")
_BREAK = re.compile(r"[,;:.!?…–—(]")
_PRESENTING = ("presents", "our_one", "now")
_PRESENTED = 5  # words that present a value at most
_BREATH = 300  # characters before and behind a word of correction that it may be about
_SOON = re.compile(rf"[ .,;:!?…–—-]*(.{{0,{_BREATH}}}(?!\w)|)", re.DOTALL)
Placed = tuple[re.Match[str], int, int]  # what was found, and from where to where it stands
_GAP = r"[\s,.'-]{1,3}"
_TEXTS = 4  # that are kept folded: a message and what is left of it
_TURNS = 3  # words of correction that are looked at; few people take back more
_HESITATION = re.compile(r"(?:\.\.|…|\s[–—-])$")
_FIGURE = re.compile(rf"\s+(?:{UPDATE}[ .]{{0,2}})?\d", re.IGNORECASE)
_RULED = re.compile(rf"\s+(?:[^\W\d_]+\s+)?(?:{UPDATE}[ .]{{0,2}}|v\.? ?)?\d", re.IGNORECASE)
_PLAIN, _NEXT = re.compile(r"\s+\d{1,4}(?=\s)"), 30  # a figure, and characters in which what it counts stands
_PAUSE_BEFORE, _PAUSE_AFTER = re.compile(r"[,;.:!?…(–—-]$"), re.compile(r"\s*[,;.:!?…–—-]")


@dataclass(frozen=True)
class Mark:
    """A word of correction at `start:end`; `clear` where it can be nothing else, as an apology may."""

    start: int
    end: int
    clear: bool


def marks(text: str, lexicon: Lexicon) -> list[Mark]:
    """The words of correction in `text`; a "no" is one between two pauses, and a clear one after a hesitation.

    Where a word says no and denies nothing that follows, a value may follow at once: "55, non 58 postes"; so it may
    behind any "no" after a hesitation: "Update 4... no Update 5", and behind what fills a pause: "silver, er bronze".
    """
    return _marks(text, lexicon, placed(lexicon.corrections, text))


def _marks(text: str, lexicon: Lexicon, words: Iterable[Placed]) -> list[Mark]:
    """Those of the `words` of correction in `text` that are some where they stand."""
    found = []
    for match, start, end in words:
        denial, filled = bool(match["denial"]), bool(match["hesitation"] or match["stumble"])
        before = text[:start].rstrip()[-2:]
        hesitates = bool(_HESITATION.search(before))
        figure = _PLAIN.match(text, end) if denial else None
        more = figure is not None and adds(text[figure.end() :], lexicon)
        flat = denial and (lexicon.flat_denials.fullmatch(match.group()) or hesitates or more)
        leads = flat and (_FIGURE.match(text, end) or lexicon.levels.match(match.string, match.end() + 1))
        paused = _PAUSE_BEFORE.search(before) and (filled or leads or _PAUSE_AFTER.match(text, end))
        if (denial or filled) and not paused:
            continue
        clear = hesitates if denial else not match["hesitation"] and (hesitates or not match["apology"])
        found.append(Mark(start, end, clear))
    return found


def adds(text: str, lexicon: Lexicon) -> bool:
    """Whether `text` behind a figure opens with whom it counts as well: "no 31 con el portero" is no "not 31"."""
    return opens_with(text, lexicon, "along_with")


def opens_with(text: str, lexicon: Lexicon, *terms: str) -> bool:
    """Whether `text` behind a figure opens with one of these terms."""
    words = lexicon.heard(lexicon.tokenize(text[:_NEXT]))
    return any(term in terms and start == 0 for term, start, _ in lexicon.find(words))


def denials(text: str, lexicon: Lexicon) -> list[Mark]:
    """The words in `text` that rule out the figure right behind them: the "not" of "8 not 16"."""
    found = placed(lexicon.rulings, text)
    return [Mark(start, end, True) for match, start, end in found if _RULED.match(match.string, match.end())]


def quotes(text: str, lexicon: Lexicon) -> list[Mark]:
    """The words in `text` with which somebody repeats what he told before: "I said", "avevo scritto"."""
    return [Mark(start, end, True) for _, start, end in placed(lexicon.quotes, text)]


def placed(words: re.Pattern[str], text: str) -> Iterator[Placed]:
    """What `words` finds in the folded `text`, and where it stands in the text as it was typed."""
    folded, places = _folded(text)
    for match in words.finditer(folded):
        yield match, places[match.start()], places[match.end() - 1] + 1


@lru_cache(maxsize=_TEXTS)
def _folded(text: str) -> tuple[str, Sequence[int]]:
    """`text` without case and accents, and the place of each of its letters; a message is gone through many times."""
    return _FOLDED.spelled(text)


@dataclass(frozen=True)
class Turn:
    """What stands soon `before` a word of correction and soon `behind` it; `clear` as in `Mark`."""

    before: str
    behind: str
    clear: bool


def turns(text: str, lexicon: Lexicon) -> list[Turn]:
    """The last turns that words of correction give `text`, the last one first."""
    words = [*placed(lexicon.corrections, text)]
    made = _marks(text, lexicon, words)
    told = []
    for mark in reversed(made):
        start, soon = mark.start, _SOON.match(text, mark.end)
        for _, first, last in reversed(words):
            if last <= start and not _WORD.search(text, last, start):
                start = first  # the "no" of "no, sorry"
        if soon and soon[1] and _WORD.search(text, 0, start):
            told.append(Turn(text[max(0, start - _BREATH) : start], soon[1], mark.clear))
    return told[:_TURNS]


def presents(text: str, lexicon: Lexicon) -> bool:
    """Whether `text` ends with words that only present what follows: "..., it's already on", "..., la giusta è"."""
    clause = _BREAK.split(text)[-1]
    words = lexicon.heard(lexicon.tokenize(clause))
    carried = {at for term, start, end in lexicon.find(words) if term in _PRESENTING for at in range(start, end)}
    return bool(words) and len(words) <= _PRESENTED and carried.issuperset(range(len(words)))


def takes_back(reading: Reading, earlier: Mention, later: Mention) -> bool:
    """Whether words of correction between two names say that the later one holds."""
    unclear = {(mention.start, mention.end) for mention in reading.all("apology")}
    led = [
        mention
        for mention in reading.all("correction", "apology", "no")
        if earlier.end <= mention.start and mention.end <= later.start and reading.same_sentence(mention, later)
        if mention.term != "no" or _alone(reading, mention)
    ]
    if not led or led[0].start - earlier.end > FAR:
        return False
    clear = any(one.term == "correction" and (one.start, one.end) not in unclear for one in led)
    clear = clear or presents(" ".join(reading.typed[led[-1].end : later.start]), reading.lexicon)
    return later.start - led[-1].end <= (FAR if clear else NEAR)


def _alone(reading: Reading, mention: Mention) -> bool:
    """Whether a word stands between two pauses."""
    around = (*reading.words[mention.start - 1 : mention.start], *reading.words[mention.end : mention.end + 1])
    return len(around) > 1 and not any(word[0].isalnum() for word in around)


def pattern(
    clear: Sequence[str], apologies: Sequence[str] = (), denials: Sequence[str] = (), hesitations: Sequence[str] = ()
) -> re.Pattern[str]:
    """What finds words of correction in folded text, the longest first."""
    kinds = [(entry, "clear") for entry in clear if entry not in apologies]
    kinds += [(entry, "apology") for entry in apologies]
    kinds += [(entry, "denial") for entry in denials if " " not in entry]
    kinds += [(entry, "hesitation") for entry in hesitations]
    groups = {
        name: [entry for entry, kind in kinds if kind == name] for name in ("clear", "apology", "denial", "hesitation")
    }
    clear, later = worded({"clear": groups.pop("clear")}).pattern, worded(groups).pattern
    pause, no = ("|".join(_ways(groups[name])) or "(?!)" for name in ("hesitation", "denial"))
    return re.compile(rf"{clear}|(?<!\w)(?P<stumble>(?:{pause})[\s,…]{{1,3}}(?:{no}))(?!\w)|{later}")


def worded(groups: Mapping[str, Sequence[str]]) -> re.Pattern[str]:
    """What finds the entries of `groups` in folded text, each as the group of its name."""
    ways = "|".join(f"(?P<{name}>{'|'.join(_ways(entries)) or '(?!)'})" for name, entries in groups.items())
    return re.compile(rf"(?<!\w)(?:{ways})(?!\w)")


def _ways(entries: Sequence[str]) -> Iterator[str]:
    for entry in sorted(map(fold, entries), key=len, reverse=True):
        words = (re.escape(word.strip("*")) + r"\w*" * word.endswith("*") for word in entry.split())
        yield _GAP.join(words)
