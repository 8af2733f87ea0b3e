"""What the firm of the writer does: it sells and installs systems, or bakes, heals and teaches and only uses one.

`people.requester` calls `told`.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.reading import BESIDE, Reading

Told = tuple[Mention, str]


def told(reading: Reading, question: str | None) -> Iterator[Told]:
    """Mentions with who writes by their trade, the surest first."""
    yield from _sales(reading, question)
    yield from _users(reading, question)
    yield from _trades(reading, question)


def _sales(reading: Reading, question: str | None) -> Iterator[Told]:
    """ "We resell you" and "I install this for a living" are a partner's words, "I sell no phone systems" is not."""
    for sale in reading.all("trades_in", "installs"):
        if reading.is_asked(sale) or _is_of_wish(reading, sale):
            continue
        goods = [one for one in reading.all("goods") if sale.gap(one) <= BESIDE and reading.same_clause(one, sale)]
        if reading.negated(sale) or (sale.term == "trades_in" and any(map(reading.negated, goods))):
            if goods and sale.term == "trades_in":
                yield sale, "end_customer"
        elif sale.term == "trades_in" and (goods or question == "requester" or _both(reading, sale)):
            yield sale, "partner"
        elif sale.term == "installs" and reading.in_clause(sale, "for_others"):
            yield sale, "partner"


def _both(reading: Reading, sale: Mention) -> bool:
    """Whether the sentence tells of installing beside selling, whatever it is called: "we sell it and set it up"."""
    return reading.in_sentence(sale, "installs")


def _is_of_wish(reading: Reading, sale: Mention) -> bool:
    before = (one for one in reading.all("wishes", "attempt", "pending", "condition") if one.start <= sale.start)
    return any(reading.same_clause(one, sale) for one in before)


def _users(reading: Reading, question: str | None) -> Iterator[Told]:
    """ "We are the users ourselves", "we're the ones who use the phones", as an answer "the company that uses it"."""
    for user in reading.all("user_self", "ones_who_use"):
        if reading.negated(user) or reading.is_question(user) or reading.in_clause(user, "stranger"):
            continue
        as_answer = question == "requester" and user.term == "ones_who_use" and not reading.has("partner")
        if as_answer or _is_self(reading, user):
            yield user, "end_customer"


def _is_self(reading: Reading, user: Mention) -> bool:
    """Whether "I am" leads to it or ends its clause, with nothing but small words and pronouns between."""
    small = reading.under("article", "self_word", "ourselves", "itself", "user_beside", "i_am")
    before = any(
        one.end <= user.start
        and reading.same_sentence(one, user)
        and all(at in small or reading.words[at][-1] in ",'" for at in range(one.end, user.start))  # "l'utilisateur"
        for one in reading.all("i_am", "it_is_us")
    )
    behind = any(user.end == one.start and reading.ends_clause(one) for one in reading.all("i_am", "it_is_us"))
    return before or behind


def _trades(reading: Reading, question: str | None) -> Iterator[Told]:
    """ "I am a dentist", "I'm the IT guy of a school", "it's my shop"; of "we are a bakery" only beside its use."""
    for trade in reading.all("profession", "business"):
        if reading.negated(trade) or reading.is_question(trade) or _is_served(reading, trade):
            continue
        role = trade.term == "business" and _has_role(reading, trade)
        sure = trade.term == "profession" or question == "requester" or _uses_it(reading)
        if role or (sure and _is_own(reading, trade)):
            yield trade, "end_customer"


def _uses_it(reading: Reading) -> bool:
    """Whether the message speaks of using, buying or merely being something: a partner may name a trade too."""
    return reading.has("employ", "bought", "merely", "my_own")


def _is_own(reading: Reading, trade: Mention) -> bool:
    """Whether "I am" or "my" leads to it, with nothing but an article and the like between."""
    opening = ("i_am", "my_own") if trade.term == "business" else ("i_am",)
    small = reading.under("article")
    return any(
        one.end <= trade.start and reading.same_clause(one, trade) and small.issuperset(range(one.end, trade.start))
        for one in reading.all(*opening)
    )


def _has_role(reading: Reading, trade: Mention) -> bool:
    """Whether the writer has a post there: "soy el informático del sanatorio", "the school where I am a clerk"."""
    return any(
        any(
            (0 <= role.start - me.end <= 2 or (me.start >= trade.end and reading.ends_clause(me)))
            and reading.same_clause(me, role)
            for me in reading.all("i_am")
        )
        and role.gap(trade) <= BESIDE
        and reading.same_clause(role, trade)
        for role in reading.all("role")
    )


def _is_served(reading: Reading, trade: Mention) -> bool:
    """Whether the clause speaks of a customer or a partner, or of what belongs to the firm ("the hotel's supplier")."""
    owner = reading.words[trade.end : trade.end + 1] in (["'s"], ["\N{RIGHT SINGLE QUOTATION MARK}s"])
    return owner or reading.in_clause(trade, "partner", "installs", "callers", "stranger")
