"""Customers who say so without naming what they are: "partners we are not", "no reseller at all", a bare "customer".

`people.requester` calls `told`.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.reading import Reading

_SMALL = (
    "article",
    "self_word",
    "ourselves",
    "itself",
    "user_beside",
    "i_am",
    "merely",
    "at_all",
    "yes",
    "level_beside",
)
_TURNED = ("i_am", "am_behind", "is_not", "negation", "own_voice", *_SMALL)
_SYSTEM = ("host_word", "maker", "own_machine", "phone_word", "instance")
_SUMMED = 4  # words of "customers that is"
_OF = 3  # words between a user and what he uses


def told(reading: Reading, question: str | None) -> Iterator[tuple[Mention, str]]:
    """Mentions that make the writer a customer."""
    for partner in reading.all("partner"):
        if not reading.is_asked(partner) and (_is_topic(reading, partner) or _is_ruled_out(reading, partner)):
            yield partner, "end_customer"
    for user in reading.all("user_self"):
        if _is_merely(reading, user):
            yield user, "end_customer"
    for payer in reading.all("payer", "owners_kin"):
        if _is_of_writer(reading, payer):
            yield payer, "end_customer"
    for customer in reading.all("plain_customer"):
        if _is_said(reading, customer) or _is_summed_up(reading, customer):
            yield customer, "end_customer"
    if question == "requester":
        for customer in reading.all("plain_customer"):
            if _is_answer(reading, customer):
                yield customer, "end_customer"


def _is_topic(reading: Reading, partner: Mention) -> bool:
    """Whether it opens its clause and the rest denies to be one: "Partner sind wir keiner", "partners no somos"."""
    clause = reading.clause(partner)
    rest = [at for at in clause if at >= partner.end and reading.words[at] not in ",.;:!"]
    if clause[0] != partner.start or not rest or not _are_small(reading, rest, *_TURNED):
        return False
    denied = any(no.start in rest for no in reading.all("negation"))
    own = any(one.start in rest for one in reading.all("i_am", "am_behind", "own_voice"))
    return denied and own


def _is_ruled_out(reading: Reading, partner: Mention) -> bool:
    """Whether a clause says nothing but that there is none of it: "no reseller at all", "nada de revendedor"."""
    clause = reading.clause(partner)
    no = next((one for one in reading.all("negation") if one.start == clause[0]), None)
    if no is None or no.end > partner.start:
        return False
    of = reading.under("of", "article")
    before = all(at in of for at in range(no.end, partner.start))
    behind = [at for at in clause if at >= partner.end and reading.words[at] not in ",.;:!"]
    return before and _are_small(reading, behind, "at_all") and reading.has("user_self", "merely", "business", "site")


def _is_of_writer(reading: Reading, one: Mention) -> bool:
    """Whether the clause says it of who writes: "it's me who pays the subscription", "I am the owner's son"."""
    asked = reading.is_asked(one) or reading.negated(one) or reading.has("partner", "resells", "trades_in")
    led = reading.in_clause(one, "i_am", "it_is_us")
    led = led or (reading.in_clause(one, "own_voice", "ourselves", "me_us") and not reading.in_clause(one, "callers"))
    others = any(
        reading.same_clause(other, one) and not one.start <= other.start < one.end
        for other in reading.all("condition", "stranger", "bystander")
    )
    return led and not (asked or others)


def _is_said(reading: Reading, customer: Mention) -> bool:
    """Whether "I am the" leads to it and it ends the clause: "j'en suis le client hein, pas un pro"."""
    small = reading.under("article", "self_word", "ourselves", "merely", "then", "user_beside")
    filling = _filling(reading)
    led = any(
        0 < customer.start - me.end <= _OF
        and reading.same_clause(me, customer)
        and all(at in small or at in filling for at in range(me.end, customer.start))
        for me in reading.all("i_am")
    )
    behind = [at for at in reading.clause(customer) if at >= customer.end and reading.words[at][0].isalnum()]
    ends = not behind or (len(behind) == 1 and not reading.under("of", "numbers").intersection(behind))
    return led and ends and not (reading.is_asked(customer) or reading.denied(customer) or reading.has("partner"))


def _is_summed_up(reading: Reading, customer: Mention) -> bool:
    """Whether no more is said than which firm it is: "the shop itself, customers that is"."""
    at = [at for at in reading.clause(customer) if reading.words[at][0].isalnum()]
    if len(at) > _SUMMED or customer.start - at[0] > 2 or reading.clauses[customer.start] != 1:
        return False
    named = any(
        one.end < customer.start and reading.clauses[one.start] == 0 for one in reading.all("business", "institution")
    )
    itself = any(reading.clauses[one.start] == 0 for one in reading.all("the_very"))
    return named and itself and reading.has("that_is") and not reading.ends_asking(customer)


def _is_merely(reading: Reading, user: Mention) -> bool:
    """Whether "just" and "a user" open a clause that ends there or names the system: "juste un usager du système"."""
    clause = reading.clause(user)
    merely = [one for one in reading.all("merely") if one.start - clause[0] <= 1 and one.end <= user.start]
    if not any(user.start - one.end <= 1 for one in merely) or reading.ends_asking(user):
        return False
    return reading.ends_clause(user) or any(
        0 <= system.start - user.end < _OF and reading.ends_clause(system)
        for system in reading.all(*_SYSTEM)
        if reading.same_clause(system, user)
    )


def _is_answer(reading: Reading, customer: Mention) -> bool:
    """Whether the answer opens with it and the clause says no more: "cliente mesmo, a gente só usa"."""
    if reading.sentences[customer.start] or reading.has("partner") or reading.ends_asking(customer):
        return False
    clause = reading.clause(customer)
    around = [at for at in clause if at not in range(customer.start, customer.end)]
    around += [at for at in range(clause[0])]
    around = [at for at in around if reading.words[at][0].isalnum()]
    return not reading.denied(customer) and _are_small(reading, around, *_SMALL)


def _are_small(reading: Reading, places: list[int], *terms: str) -> bool:
    return (reading.under(*terms) | reading.once(_filling)).issuperset(places)


def _filling(reading: Reading) -> set[int]:
    return {at for at, word in enumerate(reading.words) if word in reading.lexicon.fillers or word[-1] in "'’"}
