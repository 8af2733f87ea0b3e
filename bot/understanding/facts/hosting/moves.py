"""Which of several places the system has left: "it was a tower in the basement, since March it is on EC2".

`hosting` asks `standing` before it weighs places against each other, and `sites` asks `brought` for places that a move
led to.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.facts.validity.changes import is_gone, is_past, is_planned
from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.reading import BESIDE, Reading

Ranked = tuple[int, Mention, str]
_SOON = 8  # words between a place and the words that take it back
_NEAR = 3  # words between "from" or "until" and the place


def standing(reading: Reading, said: Sequence[Ranked]) -> list[Ranked]:
    """Those of `said` that no word of the past and no move has left behind; all where nothing else would be left."""
    for is_over in (is_gone, is_past, _stood_once, _taken_back):
        said = [one for one in said if not is_over(reading, one[1])] or list(said)
    after = [one for one in said if any(_leads_on(reading, move, one[1]) for move in _moves(reading))]
    values = {value for _, _, value in after}
    return after if len(values) == 1 else list(said)


def _stood_once(reading: Reading, place: Mention) -> bool:
    """Whether its clause tells of the past, or a move led away from it ("from the rack in the office")."""
    past = [one for one in reading.all("stood", "was", "formerly", "until") if reading.same_clause(one, place)]
    nows = [one for one in reading.all("now") if reading.same_clause(one, place)]
    before = [one for one in past if one.end <= place.start]
    if before and not any(before[-1].start < now.start for now in nows):
        return True
    mark = reading.topic_mark(place)
    if mark is not None and any(one.start - mark == 1 for one in reading.all("stood", "was", "formerly")):
        return True  # "on premise? was, since the flood it is rented"
    if any(one.term == "until" and 0 <= one.start - place.end <= BESIDE for one in past):
        return True
    return any(
        0 <= place.start - away.end <= _NEAR
        and not any(away.end <= turn.start < place.start for turn in reading.all("toward", "locative", "moved_over"))
        for away in reading.all("from")
        for move in reading.all("moved_over")
        if reading.same_clause(away, place) and reading.same_sentence(move, place)
    )


def _taken_back(reading: Reading, place: Mention) -> bool:
    """Whether words of correction stand soon behind it: "said VPS a while ago, got it wrong, it is in the cellar"."""
    return any(0 <= turn.start - place.end <= _SOON for turn in _clear_turns(reading))


def _clear_turns(reading: Reading) -> list[Mention]:
    """Words of correction that are no apology for something else: "sorry for the rush" takes nothing back."""
    unclear = reading.under("apology")
    return [turn for turn in reading.all("correction") if turn.start not in unclear]


def put_right(reading: Reading, place: Mention) -> bool:
    """Whether `place` follows words of correction that take back a cloud that was named before."""
    turns = [turn for turn in _clear_turns(reading) if 0 <= place.start - turn.end <= _SOON]
    clouds = [one for one in reading.all("platform.", "hosting.") if any(one.end <= turn.start for turn in turns)]
    return any(_taken_back(reading, cloud) for cloud in clouds)


def _moves(reading: Reading) -> list[Mention]:
    """Words of a move that was made, not of one that is planned or asked about."""
    return [move for move in reading.all("moved_over") if not is_planned(reading, move) and not reading.denied(move)]


def _leads_on(reading: Reading, move: Mention, place: Mention) -> bool:
    """Whether a move led to `place`: behind "moved", or right before it where the word ends the clause."""
    if reading.same_sentence(move, place) and move.end <= place.start:
        return not any(move.end <= away.start < place.start for away in reading.all("from"))
    return reading.ends_clause(move) and reading.same_clause(move, place)


def brought(reading: Reading, place: Mention) -> bool:
    """Whether the system was brought to `place` from a cloud that was named before ("pulled it back to the office")."""
    clouds = reading.all("platform.", "hosting.")
    return any(
        reading.same_clause(move, place)
        and move.gap(place) <= 2 * BESIDE
        and any(cloud.start < place.start and cloud.start < move.start + BESIDE for cloud in clouds)
        for move in _moves(reading)
    )
