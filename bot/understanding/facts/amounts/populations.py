"""How many people or sets an institution or a system has: "clinic with 240 users", "hotel, 86 handsets".

`amounts` calls these where the clause tells what happens to the whole, and where nobody counts extensions.
"""

from __future__ import annotations

from bot.understanding.facts.validity.scopes import is_unreal
from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.numbers import number
from bot.understanding.facts.words.reading import Reading

_WHO = ("enrollable", "users")
_HOUSES = ("business", "institution", "host_word")
_UNSURE = ("condition", "exceeding", "newly", "attempt", "pending")
_ABOUT = 2  # words between the link and the number: "with about the 40"
_KIND = 2  # words that say of which kind an institution is: "cabinet dentaire de"
_DESCRIBED = 1  # words between a number and who is counted: "96 room handsets"
_OPENING = 5  # words of a clause that is nothing but an institution


def populations(reading: Reading) -> list[tuple[Mention, int]]:
    """The numbers of people and sets that belong to an institution or a system."""
    found = []
    for who in reading.all(*_WHO):
        for at in range(max(0, who.start - 4), who.start):
            read = number(reading, at)
            place = Mention("population", at, at + read[1]) if read else None
            if read and place and 0 <= who.start - place.end <= _DESCRIBED and _may_count(reading, place, read[0]):
                if is_population(reading, place, who):
                    found.append((place, read[0]))
                break
    return found


def is_population(reading: Reading, place: Mention, who: Mention) -> bool:
    """Whether the number at `place` counts all that an institution has, and `who` are not singled out by a fault."""
    if is_unreal(reading, place) or reading.is_asked(place) or reading.in_clause(place, *_UNSURE):
        return False
    if is_gathered(reading, place) or _goes_wrong(reading, who):
        return False
    ends = reading.ends_clause(who) or reading.words[who.end] in reading.lexicon.joiners
    link = _link(reading, place)
    if link is None:
        return ends and _listed(reading, place)
    housed = _house(reading, link) is not None
    if link.term == "has":
        return housed and (ends or reading.in_clause(who, "created", "enrolled"))
    return housed or (ends and who.term == "users" and _is_unknown(reading, link))


def is_gathered(reading: Reading, place: Mention) -> bool:
    """Whether the number counts some of them that meet in a call, a group or a queue: "a ring group with 6 phones"."""
    return any(
        0 <= place.start - group.end <= _ABOUT and reading.same_clause(group, place)
        for group in reading.all("gathering")
    )


def _may_count(reading: Reading, place: Mention, value: int) -> bool:
    counted = not any(place.end == unit.start for unit in reading.all("unit.simultaneous_calls", "computer"))
    return value > 1 and counted and str(value) not in reading.codes


def _goes_wrong(reading: Reading, who: Mention) -> bool:
    """Whether a fault or "who ..." stands right behind those who are counted, or opens the next clause."""
    behind = any(
        one.start == who.end and reading.same_clause(one, who)
        for one in reading.all("affected", "negation", "fault_verb", "failing")
    )
    told = who.end + (reading.words[who.end : who.end + 1] == [","])
    return behind or any(0 <= one.start - told <= 1 and one.end <= told + 2 for one in reading.all("relative"))


def _link(reading: Reading, place: Mention) -> Mention | None:
    """The "with", "of" or "has" before the number, but for words of counting."""
    for link in reading.all("has", "populated"):
        between = reading.words[link.end : place.start]
        if link.end <= place.start and len(between) <= _ABOUT and reading.same_clause(link, place):
            if all(word in reading.lexicon.counting for word in between):
                return link
    return None


def _house(reading: Reading, link: Mention) -> Mention | None:
    """The institution or the system right before `link`: "cabinet dentaire de", "the care home has"."""
    for house in reading.all(*_HOUSES):
        kind = reading.words[house.end : link.start]
        near = 0 <= link.start - house.end <= _KIND and reading.same_clause(house, link)
        if near and not any(map(reading.lexicon.lists, kind)):  # "the box office hears engaged with"
            return house
    return None


def _listed(reading: Reading, place: Mention) -> bool:
    """Whether an institution stands alone right before the number: "law firm, 27 people", "γραφείο 18 ατόμων"."""
    clause = reading.clause(place)
    before = [at for at in clause if at < place.start and reading.words[at] not in reading.lexicon.counting]
    if before:
        return any(house.end == place.start for house in reading.all(*_HOUSES))
    for house in reading.all(*_HOUSES):
        where = reading.clause(house)
        if where[-1] < clause[0] and len(where) <= _OPENING and where[-1] - house.end < _KIND:
            return reading.clauses[clause[0]] - reading.clauses[house.start] == 1 and reading.same_sentence(
                house, place
            )
    return False


def _is_unknown(reading: Reading, link: Mention) -> bool:
    """Whether a word that no list knows opens the message or its clause before `link`: "saddlery with 9 users"."""
    clause = reading.clause(link)
    word = reading.words[link.start - 1] if link.start and link.start - 1 in clause else ""
    head = link.start - clause[0]
    return 1 <= head <= _KIND and len(word) > 4 and word.isalpha() and not reading.lexicon.knows(word)
