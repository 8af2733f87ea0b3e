"""The update that a way back ended at: "rolled back from V20 U8 to U7", "V20 U8 broke the fax, so we reverted to U7".

`versions` asks `returned` for every version of which the update is told.
"""

from __future__ import annotations

from bot.text.identifiers import FoundVersion
from bot.text.versions import UPDATE_ALONE
from bot.understanding.facts.validity.changes import is_planned
from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.reading import BESIDE, Reading

# What goes back to an update of its own: "the firmware of the phones was rolled back to update 3".
_OF_OTHERS = ("phone_word", "sbc", "gateway_word", "headset_word", "other_machine", "firmware", "os")
_FAR = 2 * BESIDE  # words from "rolled back" over the version that was left to the update that runs


def returned(reading: Reading, left: FoundVersion) -> int | None:
    """The update that somebody went back to from the version that was `left`."""
    backs = reading.all("went_back")
    for update in UPDATE_ALONE.finditer(reading.text, left.end) if backs else ():
        at = reading.words_before(update.start())
        goal = Mention("version", at, reading.words_before(update.end()))
        if at < len(reading.words) and _is_led_to(reading, goal) and any(_leads(reading, one, goal) for one in backs):
            return int(update[1])
    return None


def _leads(reading: Reading, back: Mention, goal: Mention) -> bool:
    """Whether a way back was gone and ended at an update: not one that is planned, asked for or failed."""
    if not reading.same_sentence(back, goal) or back.gap(goal) > _FAR or reading.is_question(goal):
        return False
    if reading.in_clause(back, *_OF_OTHERS):
        return False
    failed = [one for one in reading.all("failing") if 0 <= one.start - goal.end <= 1]
    gone = not is_planned(reading, goal) and not reading.negated(back)
    return gone and not failed


def _is_led_to(reading: Reading, goal: Mention) -> bool:
    """Whether "to" stands before it, with an article at most."""
    articles = reading.under("article", "definite")
    return any(
        toward.end == goal.start or (toward.end == goal.start - 1 and toward.end in articles)
        for toward in reading.all("toward")
    )
