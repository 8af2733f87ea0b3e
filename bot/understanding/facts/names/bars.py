"""What the rules hold against a name: it names something else, another bears it, or the word may be no name at all.

`Names` asks for every candidate. What is settled stays so; of the rest the second reader may think otherwise.
"""

from __future__ import annotations

from bot.understanding.facts.names.bearers import of_advert, of_house, of_person
from bot.understanding.facts.names.contexts import has_context, is_certain
from bot.understanding.facts.names.entries import KINDS, MADE, Entry
from bot.understanding.facts.validity.scopes import of_stranger
from bot.understanding.facts.words import topics
from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.reading import Reading

# The word belongs to another name or phrase, or is that of a firm to be asked: no name of the case for certain.
PART, MAKER = "part", "maker"
SETTLED = frozenset((PART, MAKER))


def settled(reading: Reading, mention: Mention, entry: Entry, mentions: list[tuple[Mention, Entry]]) -> str | None:
    """What keeps a word for certain from being a name of the case."""
    if entry is not mentions[-1][1] and topics.answered(reading, mention) is False:
        return PART  # "SmartNode? No. It is the HT812."
    if _is_maker_only(reading, mention, entry, mentions):
        return MAKER
    if _is_make_of_other(mention, entry, mentions) or _is_inside_phrase(reading, mention):
        return PART
    return None


def doubt(reading: Reading, mention: Mention, entry: Entry, asked: bool) -> str | None:
    """What the rules hold against a name: that another bears it, or that the word may be none."""
    entity, context, _ = KINDS[entry.kind]
    if of_stranger(reading, mention):
        return "stranger"
    if of_advert(reading, mention):
        return "advert"
    if of_person(reading, mention):
        return "person"
    if entity == "pms" and mention.term == "context" and of_house(reading, mention):
        return "house"
    plural = mention.term == "plural" and entity not in MADE
    if (mention.term == "context" or plural) and not asked and not has_context(reading, mention, context):
        return "word"
    if mention.term == "guess" and not asked and not is_certain(reading, mention, entity, context):
        return "guess"
    return None


def denial_gap(reading: Reading, mention: Mention) -> int | None:
    """How many words after a negation the name stands ("not Snom but Fanvil"), None where it is far."""
    gaps = [
        mention.start - negation.end
        for negation in reading.all("negation")
        if negation.end <= mention.start and reading.same_clause(negation, mention)
    ]
    return min(gaps) if gaps and min(gaps) <= 2 else None


def _is_make_of_other(mention: Mention, entry: Entry, mentions: list[tuple[Mention, Entry]]) -> bool:
    """Whether a make only opens the name of something else: the Grandstream of "Grandstream HT802"."""
    return any(
        other.start == mention.end and other.term == "name" and named.kind != entry.kind for other, named in mentions
    )


def _is_maker_only(reading: Reading, mention: Mention, entry: Entry, mentions: list[tuple[Mention, Entry]]) -> bool:
    """Whether the make of a gateway is named as the firm that is asked: "HT812 ..., haven't talked to Grandstream"."""
    made = any(
        named.kind != entry.kind and named.name.startswith(f"{entry.name} ") and other.end != mention.end
        for other, named in mentions
    )
    return made and KINDS[entry.kind][0] in MADE and reading.beside(mention, "contact", "desk", "says", reach=1)


def _is_inside_phrase(reading: Reading, mention: Mention) -> bool:
    """Whether the word belongs to what somebody asks for or names: "telefonica" in "conferenza telefonica"."""
    return any(
        mention.start in range(asked.start, asked.end) and asked.end - asked.start > mention.end - mention.start
        for asked in reading.all("conference", "request.phone_support", "telephonic")
    )
