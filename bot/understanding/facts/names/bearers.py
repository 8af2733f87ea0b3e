"""Who else bears a name, or where it is named for another reason: people, hotels, adverts, what was used once.

`Names` asks these of every name that it finds.
"""

from __future__ import annotations

from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.reading import BESIDE, Reading

_BETWEEN = 2  # words between a room and the hotel


def of_person(reading: Reading, mention: Mention) -> bool:
    """Whether it is somebody's surname or first name ("Herr Patton", "dona Celeste")."""
    return any(
        title.end == mention.start or (title.end + 1 == mention.start and reading.words[title.end] == ".")
        for title in reading.all("title")
    )


def of_house(reading: Reading, mention: Mention) -> bool:
    """Whether the hotel itself is called that ("Hotel Casablanca", "room 404 at the Edelweiss")."""
    for house in reading.all("house"):
        between = reading.words[house.end : mention.start]
        numbered = len(between) <= _BETWEEN and bool(between) and between[0].isdecimal()
        if house.end <= mention.start and (numbered or not any(map(str.isalnum, between))):
            return reading.same_clause(house, mention)
    return False


def of_advert(reading: Reading, mention: Mention) -> bool:
    """Whether it is what an advert or somebody who sells speaks of ("Vodafone rang to sell me a contract").

    What is one's own or fails in another clause of the sentence is none: "a leaflet came, but our Yealinks are dead".
    """
    if any(
        0 <= mention.start - one.end <= BESIDE for one in reading.all("pretends") if reading.same_clause(one, mention)
    ):
        return True
    if not reading.in_sentence(mention, "selling"):
        return False
    owned = any(0 <= mention.start - own.end <= 1 for own in reading.all("own_voice"))
    if reading.in_clause(mention, "selling"):
        return not owned
    return not (owned or reading.in_clause(mention, "failing", "own_voice"))


def was_before(reading: Reading, name: Mention) -> bool:
    """Whether the clause says that it was used once ("our line used to be Vonage", "with X it worked")."""
    if reading.in_clause(name, "now"):
        return False
    if reading.in_clause(name, "formerly", "worked_then", "no_more", "given_notice"):
        return True
    return any(
        0 <= name.start - word.end <= (2 if word.term == "was" else BESIDE) and reading.same_clause(word, name)
        for word in reading.all("old_system", "ran_then", "left", "was")
    )
