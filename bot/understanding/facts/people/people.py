"""Who writes: a partner, an end customer, somebody who bought tickets or tries the system out.

`FactExtractor` calls `requester`; the rules of the partner level ask for `levels_at` and `of_others`.
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from bot.understanding.facts.people import customers, signed, trades, trying
from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.numbers import number
from bot.understanding.facts.words.reading import BESIDE, VOICES, Reading

_START = attrgetter("start")
_TRADES = ("profession", "business")


def requester(reading: Reading, question: str | None = None) -> str | None:
    """Who writes, where they say so of themselves; what is said behind a correction holds."""
    said = [*_said(reading), *trying.told(reading), *customers.told(reading, question)]
    denied = {one.start for one, _ in said}
    said += [*trades.told(reading, question), *signed.told(reading)]
    partners = [one for one in reading.all("partner") if one.start not in denied]
    said += [(partner, value) for partner in partners if (value := _as_partner(reading, partner))]
    said.sort(key=lambda one: one[1] == "end_customer" and one[0].term in _TRADES)
    if not said:
        return None
    first, value = said[0]
    later = [one for one in said if _is_corrected(reading, first, one[0])]
    return max(later, key=lambda one: one[0].start)[1] if later else value


def _said(reading: Reading) -> Iterator[tuple[Mention, str]]:
    """What is named outright: "end customer", "trial licence", "a pack of tickets", "we resell 3CX"."""
    for mention in reading.all("requester."):
        own = mention.value != "end_customer" or _introduced(reading, mention) or len(reading.words) <= BESIDE
        own = own or any(we.end == mention.start for we in reading.all("ourselves"))
        own = own or _stands_alone(reading, mention)
        own = own and not any(test.start <= mention.start < test.end for test in reading.all("test_system"))
        own = own and not any(platform.start == mention.end for platform in reading.all("platform."))
        other = mention.value == "evaluation" and (_weighs_move(reading, mention) or trying.of_fault(reading, mention))
        own = own and not other
        asked = (reading.ends_asking(mention) and reading.is_asked(mention)) or any(
            reading.opens_sentence(word) and reading.same_clause(word, mention) for word in reading.all("interrogative")
        )  # "who runs it I can't say, I am only an employee" asks nothing
        if mention.value == "package_holder" and reading.beside(mention, "own_voice", reach=1):
            asked = False  # "may it come out of our prepaid tickets?"
        if own and not reading.negated(mention) and not asked:
            yield mention, mention.value
    bought = [one for one in reading.all("bought") if is_close(reading, one, "bundle")]
    for one in bought or (reading.all("pack") if _has_pack(reading) else []):
        yield one, "package_holder"
    for one in reading.all("resells"):
        if not (reading.negated(one) or reading.is_asked(one)):
            yield one, "partner"


def _as_partner(reading: Reading, partner: Mention) -> str | None:
    """Who writes by a word such as "partner" or "reseller"; who says to be none is a customer."""
    said = _introduced(reading, partner) or levels_at(reading, partner) or _is_signature(reading, partner)
    said = said or _is_contrasted(reading, partner) or _is_topic(reading, partner)
    if (
        said
        and not of_others(reading, partner)
        and not reading.negated(partner)
        and not reading.is_asked(min([partner, *levels_at(reading, partner)], key=_START), *VOICES)
        and not reading.wonders(partner)
    ):
        return "partner"
    if _introduced(reading, partner) and reading.negated(partner):
        levels = [level for level in reading.all("level.") if not reading.negated(level)]
        if levels and levels_at(reading, partner):
            return "partner"  # "no longer a bronze partner, now we are gold"
        if not levels_at(reading, partner):
            return "end_customer"  # "I manage IT at a company with 3CX, we are no resellers"
    return None


def _is_corrected(reading: Reading, first: Mention, other: Mention) -> bool:
    return any(first.end <= turn.start and turn.end <= other.start for turn in reading.all("correction"))


def _weighs_move(reading: Reading, mention: Mention) -> bool:
    """Whether a move is what they evaluate: "we are evaluating to move it to Azure"."""
    return any(
        0 <= move.start - mention.end <= 2 and reading.same_clause(move, mention) for move in reading.all("move_to")
    )


def _stands_alone(reading: Reading, mention: Mention) -> bool:
    """Whether it is a clause by itself or all of the first one, and no label ("end customer: Miller")."""
    alone = reading.is_clause(mention) or reading.clause(mention) == [*range(mention.end)]
    return alone and reading.words[mention.end : mention.end + 1] != [":"]


def _has_pack(reading: Reading) -> bool:
    """Whether a "pack of ten tickets" is named; the "package" beside a ticket is a file."""
    of = reading.under("of")
    return any(
        0 < tickets.start - pack.end <= 3
        and pack.end in of
        and all(at in of or number(reading, at) or at == tickets.start - 1 for at in range(pack.end, tickets.start))
        and not reading.is_question(pack)
        and not reading.negated(pack)
        for pack in reading.all("pack")
        for tickets in reading.all("bundle")
    )


def levels_at(reading: Reading, partner: Mention) -> list[Mention]:
    """Levels near a partner, also behind a comma or colon ("partner level: gold", "partner (silver)")."""
    return [
        level for level in reading.all("level.") if level.gap(partner) <= 3 and reading.same_sentence(level, partner)
    ]


def _is_signature(reading: Reading, partner: Mention) -> bool:
    """Whether nothing but "3CX partner" stands there."""
    touching = {at for maker in reading.all("maker") if maker.gap(partner) == 0 for at in range(maker.start, maker.end)}
    return bool(touching) and set(reading.clause(partner)) == touching | {*range(partner.start, partner.end)}


def _is_contrasted(reading: Reading, partner: Mention) -> bool:
    """Whether being a customer or a user is denied beside it: "reseller here, not an end user"."""
    return any(
        one.gap(partner) <= BESIDE and reading.same_sentence(one, partner) and reading.negated(one)
        for one in reading.all("requester.end_customer", "user_self")
    )


def _is_topic(reading: Reading, partner: Mention) -> bool:
    """Whether it opens its clause and "we are" follows at once: "partner eimaste kanonika"."""
    opens = reading.clause(partner)[0] == partner.start
    return opens and any(
        me.start == partner.end and reading.same_clause(me, partner) for me in reading.all("am_behind")
    )


def introduces_itself(reading: Reading) -> bool:
    """Whether the message opens with a partner and a level, of whoever writes: "Platinum partner; licence 256SC"."""
    return any(
        min([partner, *levels], key=_START).start <= 1
        and not reading.in_clause(partner, "stranger", "others", "interrogative")
        for partner in reading.all("partner")
        if (levels := levels_at(reading, partner))
    )


def _introduced(reading: Reading, mention: Mention) -> bool:
    """Whether "we are" stands shortly before `mention` or opens it, or ends the clause just behind it."""
    return any(
        reading.same_clause(other, mention)
        and (
            (other.start <= mention.start and mention.gap(other) <= BESIDE)
            or (mention.gap(other) <= 1 and reading.ends_clause(other))
        )
        for other in reading.all("we_are")
    )


def of_others(reading: Reading, mention: Mention) -> bool:
    """Whether the sentence speaks of somebody else ("my neighbour is a gold partner", "our reseller is gold")."""
    others = any(
        reading.same_clause(other, mention) and other.start <= mention.start for other in reading.all("others")
    )
    others = others or _is_one_of_theirs(reading, mention)
    return (others or _is_of_bystander(reading, mention)) and not _introduced(reading, mention)


def _is_one_of_theirs(reading: Reading, mention: Mention) -> bool:
    """Whether "one of your" leads to it and the clause goes on: "one of your gold partners set it up"."""
    ends = [mention, *(one for one in reading.all("partner", "desk_self") if 0 <= one.start - mention.end <= 1)]
    return not any(map(reading.ends_clause, ends)) and any(
        one.start <= mention.start <= one.end + 1 and reading.same_clause(one, mention)
        for one in reading.all("one_of_yours")
    )


def _is_of_bystander(reading: Reading, mention: Mention) -> bool:
    """Whether a person without part in this was named last: "an acquaintance says platinum partners have ..."."""
    own = reading.all("i_am")
    return any(
        (reading.same_clause(one, mention) and one.start > mention.start)
        or (
            one.start < mention.start
            and reading.same_sentence(one, mention)
            and not any(one.end <= me.start < mention.start for me in own)
        )
        for one in reading.all("bystander")
    )


def is_close(reading: Reading, mention: Mention, other: str) -> bool:
    """Whether `other` stands within three words in the clause, and nothing is asked or denied."""
    near = reading.beside(mention, other, reach=3)
    return near and not reading.is_asked(mention) and not reading.negated(mention)
