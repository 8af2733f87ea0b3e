"""Numbers of phones and people that are not those of the system: some of them, those of a trial, who only work there.

`amounts` asks this of every number of extensions.
"""

from __future__ import annotations

from bot.understanding.facts.hosting.fresh import fresh_trials
from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.reading import Reading

_TRIED = 3  # extensions that somebody sets up to try something
_SET_UP = ("created", "enrolled", "unit.extensions", "phone_word")


def is_partial(reading: Reading, place: Mention, value: int) -> bool:
    """Whether the number at `place` counts only some, or what is nobody's."""
    return (
        _are_connected_so(reading, place)
        or (value <= _TRIED and any(reading.same_sentence(fresh, place) for fresh, _ in reading.once(fresh_trials)))
        or _are_employed(reading, place)
    )


def _are_connected_so(reading: Reading, place: Mention) -> bool:
    """Whether they are those on STUN: "the five remote phones are on STUN"."""
    return reading.in_clause(place, "stun") and not any(
        one.end <= place.start and reading.same_clause(one, place) for one in reading.all("we_are", "has")
    )


def _are_employed(reading: Reading, place: Mention) -> bool:
    """Whether they only work there: "a firm of 40 employees", and nobody says that they are set up."""
    employed = any(place.start <= one.start <= place.end + 1 for one in reading.all("workforce"))
    return employed and not reading.in_sentence(place, *_SET_UP)
