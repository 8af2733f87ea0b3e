"""A move that is taken back: "we left the free plan last week... no wait, we're still on it".

`hosting` calls `stayed`.
"""

from __future__ import annotations

from bot.understanding.facts.words.reading import Reading


def stayed(reading: Reading) -> str | None:
    """The place that was said to be left before somebody corrects that they are still there."""
    for still in reading.all("still_there"):
        turns = [turn for turn in reading.all("correction", "no", "but") if turn.end <= still.start]
        if not turns or reading.is_question(still) or reading.negated(still):
            continue
        places = [one for one in reading.all("hosting.", "platform.") if one.end <= turns[-1].start]
        left = any(one.start < turns[0].start for one in reading.all("left", "moved", "upgrading", "move_to"))
        if left and len({one.value for one in places}) == 1:
            return places[0].value if places[0].value != "hosted" else "hosted_by_3cx"
    return None
