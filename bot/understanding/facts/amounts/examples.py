"""Amounts that are nobody's: an example, a licence that is only asked about, an advert.

`amounts` asks these before it takes a number for an amount of the system.
"""

from __future__ import annotations

from bot.understanding.facts.words import topics
from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.numbers import number
from bot.understanding.facts.words.reading import BESIDE, Reading

_FEW = 4  # so many calls at once are also made to show a fault
_OWNED = ("size_word", "licence_word", "we_are", "maker", "bought", "trial_copy")
_REMOVED = 3  # words between "removed" and what is gone
_HAPPENS = ("affected", "fault_verb", "failing", "condition", "exceeding")


def is_example(reading: Reading, unit: Mention, place: Mention, value: int) -> bool:
    """Whether "an extension" or "two calls at once" are an example, or a limit that is passed ("over 16 calls").

    Small sizes and those that nobody sells stand alone or beside a licence.
    """
    if unit.value == "extensions":
        return value == 1 and not reading.words[place.start].isdecimal()
    licensed = reading.in_clause(unit, "licence_word", "size_word")
    if not licensed and any(0 <= place.start - limit.end <= 1 for limit in reading.all("exceeding")):
        return True
    if "sc" in reading.words[unit.start : unit.end] or _stands_alone(reading, unit, place):
        return False
    beside = not reading.in_clause(unit, "had_then")  # "12 channel licence", not "they had booked 40 channels"
    owned = any(
        reading.same_clause(one, unit) and (one.gap(unit) or (beside and unit.end == one.start))
        for one in reading.all(*_OWNED)
    )
    if value in reading.lexicon.sizes:
        return value <= _FEW and not owned
    return not owned or (not licensed and reading.in_clause(unit, *_HAPPENS)) or str(value) in reading.codes


def is_supposed(reading: Reading, unit: Mention, place: Mention) -> bool:
    """Whether a question is about any such licence ("can a licence for 32 be split?", "if we take 64, may we ...?")."""
    denied = reading.topic_mark(unit) is not None and topics.answered(reading, unit) is False  # "20SC? no, ext. 20"
    if reading.asks(unit) or denied or _is_choice(reading, place):
        return True
    made = reading.under("bought")  # "before we bought the 8 channel licence all was fine"
    bought = [one for one in reading.all("would_buy") if reading.same_clause(one, unit)]
    still = ("condition",) if all(one.start in made for one in bought) else ("condition", "before")
    if bought and any(one.start < place.start and reading.same_clause(one, place) for one in reading.all(*still)):
        return True
    if not reading.ends_asking(unit) or any(reading.same_sentence(one, unit) for one in reading.all("own_voice")):
        return False
    had = any(one.start < place.start and reading.same_sentence(one, unit) for one in reading.all("we_are", "has"))
    return not had and any(
        0 <= place.start - one.end <= BESIDE and reading.same_sentence(one, place) for one in reading.all("a_licence")
    )


def _is_choice(reading: Reading, place: Mention) -> bool:
    """Whether somebody asks which of two numbers it is: "have I bought 12 or 24?"."""
    if not reading.ends_asking(place):
        return False
    turns = [one for one in reading.all("or") if reading.same_sentence(one, place)]
    return any(
        0 <= place.start - one.end <= 1
        or (one.start >= place.end and any(number(reading, at) for at in (one.end, one.end + 1)))
        for one in turns
    )


def is_advertised(reading: Reading, mention: Mention) -> bool:
    """Whether an advert or an article says so ("a flyer: 64SC and a phone for free"), and nobody says to have it."""
    return any(
        advert.end <= mention.start
        and reading.same_sentence(advert, mention)
        and not any(advert.end <= own.start < mention.start for own in reading.all("own_voice", "we_are"))
        for advert in reading.all("advert")
    )


def _stands_alone(reading: Reading, unit: Mention, place: Mention) -> bool:
    """Whether the clause says nothing else, but for articles, words of counting and other figures."""
    light = reading.lexicon.counting | reading.lexicon.fillers | reading.lexicon.joiners
    inside = {*range(unit.start, unit.end), *range(place.start, place.end)}
    others = [at for at in reading.clause(unit) if at not in inside]
    return len(others) <= 1 or all(
        reading.words[at] in light or reading.words[at][0].isdigit() or number(reading, at) for at in others
    )


def is_removed(reading: Reading, unit: Mention) -> bool:
    """Whether they were taken off the system: "I removed two extensions", "hab drei Nebenstellen gelöscht"."""
    return any(
        reading.same_clause(gone, unit)
        and (0 <= unit.start - gone.end <= _REMOVED or (0 <= gone.start - unit.end <= 1 and reading.ends_clause(gone)))
        for gone in reading.all("removed")
    )
