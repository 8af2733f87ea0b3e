"""Whether a word that may be a name is one here: an ordinary word, or a name with a typing error in it.

`Names` asks `has_context` for names that are ordinary words and `is_certain` for guessed ones.
"""

from __future__ import annotations

import re

from bot.understanding.facts.names.acting import (
    acts_as_one,
    answers,
    carries,
    heads_report,
    in_capitals,
    is_at_work,
    is_carrier,
    is_joined_to_system,
    is_told_of,
    opens_clause,
)
from bot.understanding.facts.names.spellings import BARE_MODEL
from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.reading import Reading

_TELLING = 5  # letters of a mistyped name that is near to no ordinary word
_NEAR = 4  # so many words may stand between an ordinary word that is a name and what it names


def is_certain(reading: Reading, mention: Mention, entity: str, context: tuple[str, ...]) -> bool:
    """Whether a word that may be mistyped stands next to what it names, or opens a report of a call or a contact."""
    if any(mention.gap(other) == 0 and other.start != mention.start for other in reading.all(*context)):
        return True
    if _is_of_kind(reading, mention, context):
        return True
    if entity in ("crm", "pms"):
        long = len(reading.typed[mention.start]) > _NEAR or not mention.start
        told = any(other.start != mention.start for other in reading.all(context[-1])) and long
        told = told or (opens_clause(reading, mention) and reading.in_clause(mention, *context))
        return told or reading.beside(mention, *context, reach=1) or _is_asked(reading, mention)
    if entity != "trunk":
        long = len(reading.typed[mention.start]) >= _TELLING
        fails = (long or opens_clause(reading, mention)) and reading.in_clause(mention, "fault_verb")
        return (
            fails
            or carries(reading, mention)
            or _is_of_model(reading, mention, bare=True)
            or reading.beside(mention, *context, reach=1)
        )
    if _is_asked(reading, mention) or any(0 <= act.start - mention.end <= 1 for act in reading.all("trunk_acts")):
        return True
    if reading.beside(mention, *context, reach=2) or carries(reading, mention):
        return True
    spelling = reading.typed[mention.start]
    named = spelling.capitalize() in reading.text and not reading.opens_sentence(mention)
    if named and reading.beside(mention, "call_sign", "calls", reach=2):
        return True  # "the incoming ones of Cablnet"
    if any(reading.words[at] in reading.codes for at in reading.clause(mention)):
        return True
    told = bool(reading.codes) or reading.has("desk") or reading.beside(mention, "says", "speaks", reach=1)
    told = told or (len(spelling) > _TELLING and reading.in_clause(mention, "calls", "call_sign"))
    return opens_clause(reading, mention) and told


def _is_of_kind(reading: Reading, mention: Mention, context: tuple[str, ...]) -> bool:
    """Whether a long word stands in a sentence about what such names are of ("integração com o Agendro")."""
    return len(reading.typed[mention.start]) >= _TELLING and any(
        other.start != mention.start and reading.same_clause(other, mention) for other in reading.all(*context)
    )


def _is_asked(reading: Reading, mention: Mention) -> bool:
    """Whether its people or its support are spoken of ("los de Entell", "the support of Pyllon")."""
    people = any(0 <= mention.start - one.end <= 1 for one in reading.all("people_of"))
    return people or reading.beside(mention, "desk", "contact", reach=1)


def has_context(reading: Reading, mention: Mention, context: tuple[str, ...]) -> bool:
    """Whether a word beside an ordinary word says what it names; a provider may also be said to speak."""
    if "phone_word" in context and _is_word(reading, mention):
        return False
    alone = reading.is_clause(mention)
    gaps = [
        mention.gap(other)
        for other in reading.all(*context)
        if other.start != mention.start
        and ("trunk_word" not in context or alone or reading.same_clause(mention, other))
    ]
    if gaps and min(gaps) <= _NEAR:
        small = min(gaps) <= 1 and "trunk_word" in context and not _is_grammar(reading, mention)
        return small or in_capitals(reading, mention)
    if acts_as_one(reading, mention, "trunk_word" in context, "phone_word" in context):
        return in_capitals(reading, mention)
    if "phone_word" in context and (_is_of_model(reading, mention) or _is_set(reading, mention)):
        return True
    if "integration_word" in context and is_joined_to_system(reading, mention, context):
        return True
    if "integration_word" in context and is_at_work(reading, mention, context):
        return True
    if "trunk_word" in context and _is_party(reading, mention):
        return in_capitals(reading, mention)
    if "trunk_word" in context and any(rule(reading, mention) for rule in (answers, is_carrier, heads_report)):
        return True
    of_host = any(mention.gap(host) == 0 for host in reading.all("platform."))  # OVH sells trunks too
    if "trunk_word" in context and not of_host and (_is_acronym(reading, mention) or is_told_of(reading, mention)):
        return True
    speaks = _leads_to(reading, mention, 1, "speaks")
    asked = reading.beside(mention, "contact", "conference", reach=_NEAR)
    spelling = " ".join(reading.words[mention.start : mention.end])
    if "trunk_word" in context and reading.beside(mention, "contact", "desk", reach=0) and len(spelling) > _NEAR:
        if spelling not in reading.lexicon.ordinary:
            return True  # "already called wind tre, they deny it"
    if "trunk_word" not in context or not (speaks or asked) or not in_capitals(reading, mention):
        return False
    spelling = reading.typed[mention.start]
    return spelling.capitalize() in reading.text or spelling.upper() in reading.text


def is_any_of_its(reading: Reading, mention: Mention) -> bool:
    """Whether none of several works: "not a single snom rings", "ни один снум не регается"."""
    counts = [one for one in reading.all("not_one") if 0 <= mention.start - one.end <= 1]
    if not counts:
        return False
    several = any(one.end - one.start > 1 for one in counts)
    acts = reading.all("fault_verb", "call_sign", "trunk_acts", "succeeds", "works")
    return several or any(act.start >= mention.end and reading.same_clause(act, mention) for act in acts)


def _leads_to(reading: Reading, mention: Mention, reach: int, *terms: str) -> bool:
    """Whether one of `terms` follows at most `reach` words away, or only words that carry it stand between."""
    carried = reading.under("aux", "negation", "me_us", "now")
    return any(
        0 <= one.start - mention.end <= reach
        or (
            one.start >= mention.end
            and one.start - mention.end <= _NEAR
            and carried.issuperset(range(mention.end, one.start))
        )
        for one in reading.all(*terms)
    )


def _is_set(reading: Reading, mention: Mention) -> bool:
    """Whether extensions are said to be of the make, or the sets that fail ("the Mitels that don't ring")."""
    if reading.words[mention.start] in reading.lexicon.ordinary:
        return False
    capital = reading.typed[mention.start].title() in reading.text
    if capital and any(one.end == mention.start for one in reading.all("plural_article")):
        return True
    sets = [one for one in reading.all("unit.extensions") if 0 <= mention.start - one.end <= _NEAR]
    if is_any_of_its(reading, mention) or any(reading.same_clause(one, mention) for one in sets):
        return True
    return _leads_to(reading, mention, 0, "relative") and reading.in_clause(mention, "fault_verb")


def _is_of_model(reading: Reading, mention: Mention, bare: bool = False) -> bool:
    """Whether a make stands before a model ("Mitel 6867i"), which may be a `bare` number ("Snom 710")."""
    if mention.end - mention.start > 1 or mention.end == len(reading.typed):
        return False
    follows = reading.typed[mention.end]
    if bare and follows.isdecimal():
        return bool(BARE_MODEL.fullmatch(follows)) and follows not in reading.codes
    return any(map(str.isdecimal, follows)) and any(map(str.isalpha, follows))


def _is_acronym(reading: Reading, mention: Mention) -> bool:
    """Whether a short name stands in capitals in a text that is not written in capitals: "with TIM", "NOS stopped"."""
    spelling = "".join(reading.typed[mention.start : mention.end])
    capitals = len(spelling) <= 3 and spelling.isalpha() and re.search(rf"\b{spelling.upper()}\b", reading.text)
    if not capitals or reading.text.upper() == reading.text:
        return False
    told = reading.has("trunk_word", "contact", "desk") or reading.in_clause(mention, "speaks", "failing", "fault_verb")
    return told or bool(reading.codes)


def _is_grammar(reading: Reading, mention: Mention) -> bool:
    """Whether the word is one of grammar in this language: the French "nos"."""
    return any(mention.start == one.start and mention.end == one.end for one in reading.all("own_voice", "aux"))


def _is_word(reading: Reading, mention: Mention) -> bool:
    """Whether it is an ordinary word of the language without a capital of its own: the Spanish "algo"."""
    spelling = reading.typed[mention.start]
    capital = spelling.title() in reading.text and not reading.opens_sentence(mention)
    shown = capital or spelling.upper() in reading.text or _is_of_model(reading, mention)
    return reading.words[mention.start] in reading.lexicon.ordinary and not shown


def _is_party(reading: Reading, mention: Mention) -> bool:
    """Whether the name ends the list of those who are to talk: "a call of three, you, me and Nova"."""
    small = reading.under("article", "my_own")
    before = mention.start - 1
    while before >= 0 and before in small:
        before -= 1
    joined = before > 0 and reading.words[before] in reading.lexicon.joiners
    me = joined and any(one.end == before for one in reading.all("me_us", "self_word", "desk_self"))
    return me and reading.in_sentence(mention, "conference", "three_way", "one_line", "joins_line")
