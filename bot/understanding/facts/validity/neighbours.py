"""Another firm in the house and the own system set beside it: "the solicitors upstairs are on AWS, ours is a tower".

The rules of hosting ask these before they take a place for that of the own system.
"""

from __future__ import annotations

from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.reading import BESIDE, Reading

_OPENING = 2  # words before a neighbour in its clause: "and the"
_APPOSED = 1  # words between a trade and "upstairs"


def neighbours(reading: Reading) -> list[Mention]:
    """Firms that open a clause with where they are: "the law firm downstairs", not "the box in the office upstairs"."""
    led = {into.start for into in reading.all("locative")}
    return [
        Mention("stranger", trade.start, away.end)
        for trade in reading.all("site", "place")
        if trade.start - reading.clause(trade)[0] <= _OPENING
        and not led.intersection(range(reading.clause(trade)[0], trade.end))
        for away in reading.all("upstairs")
        if 0 <= away.start - trade.end <= _APPOSED and reading.same_clause(trade, away)
    ]


def is_whereabouts(reading: Reading, beside: Mention) -> bool:
    """Whether "next door" only says where something stands: "the NUC in the office next door", "next to the fuse box".

    It does behind a room that a machine stands in, and before what it leads to; "the bakery next door" is a firm.
    """
    if beside.start not in reading.under("upstairs", "nearby", "locative"):
        return False
    leads = reading.under("locative", "of", "from", "toward", "article_of_number")
    if any(
        0 < place.start - beside.end <= _APPOSED + 1 and beside.end in leads and reading.same_clause(place, beside)
        for place in reading.all("site", "place")
    ):
        return True
    firms = reading.under("business")
    rooms = [one for one in reading.all("site", "place") if one.end == beside.start and one.start not in firms]
    return any(
        0 <= room.start - into.end <= _APPOSED
        and any(
            machine.end <= into.start and into.start - machine.end <= 1 and reading.same_clause(machine, room)
            for machine in reading.all("computer", "own_machine", "platform.on_premise", "stands")
        )
        for room in rooms
        for into in reading.all("locative")
    )


def own_systems(reading: Reading) -> list[Mention]:
    """Pronouns that stand for the own system: the "ours" of "ours sits in the archive", not "our phones"."""
    machines = {also.start for also in reading.all("computer", "host_word")}
    verbs = {verb.start for verb in reading.all("runs", "stands", "has", "hosts", "does_it", "keeps_it")} - machines
    nouns = {one.start for one in reading.all("phone_word", "trunk_word", "network", "users")}
    return [
        one
        for one in reading.all("our_one")
        if reading.clause(one)[0] in range(one.start - _OPENING + 1, one.start + 1)
        and verbs.intersection(range(one.end, one.end + _OPENING))
        and not nouns.intersection(range(one.end, one.end + BESIDE))
    ]
