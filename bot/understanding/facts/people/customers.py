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
_OF = 3  # words between a user and what he uses


def told(reading: Reading, question: str | None) -> Iterator[tuple[Mention, str]]:
    """Mentions that make the writer a customer."""
    for partner in reading.all("partner"):
        if not reading.is_asked(partner) and (_is_topic(reading, partner) or _is_ruled_out(reading, partner)):
            yield partner, "end_customer"
    for user in reading.all("user_self"):
        if _is_merely(reading, user):
            yield user, "end_customer"
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
    small = reading.under(*terms)
    return all(at in small or at in _filling(reading) for at in places)


def _filling(reading: Reading) -> set[int]:
    return {at for at, word in enumerate(reading.words) if word in reading.lexicon.fillers or word[-1] in "'’"}
