"""Whether something is said of the system that has the fault: not of an old one, a wished-for one, somebody else's.

The rules of hosting, amounts, versions and names ask these before they take a value for a fact.
"""

from __future__ import annotations

from bot.understanding.facts.validity.neighbours import is_whereabouts, neighbours
from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.reading import BESIDE, Reading

_FAR = 2 * BESIDE  # words between a person and what that person has
_YEAR = range(1990, 2100)


def is_unreal(reading: Reading, mention: Mention) -> bool:
    """Whether the value is somebody else's, only thought about, or that of a system they once had."""
    return (
        of_stranger(reading, mention)
        or is_considered(reading, mention)
        or is_of_old_system(reading, mention)
        or _is_offered(reading, mention)
    )


def _is_offered(reading: Reading, mention: Mention) -> bool:
    """Whether it is what somebody offers, or a platform they have a quote for; "the SMB offer" is a product."""
    offers = [*reading.all("offering"), *(reading.all("offer") if mention.family == "platform" else ())]
    return any(
        0 <= mention.start - offer.end <= 2 * _FAR and reading.same_sentence(offer, mention)
        if offer.term == "offering"
        else 0 <= mention.start - offer.end <= _FAR and reading.same_clause(offer, mention)
        for offer in offers
    ) or any(0 <= offer.start - mention.end <= 1 and reading.ends_clause(offer) for offer in reading.all("offering"))


def of_stranger(reading: Reading, mention: Mention) -> bool:
    """Whether it belongs to a friend, a neighbour or a former supplier, and nobody says "our" in between."""
    others = reading.once(_strangers)
    if not others:
        return False
    own = reading.all("own_voice")
    led = any(
        0 <= mention.start - other.end <= _FAR
        and (reading.same_clause(other, mention) or _leads_in(reading, other, mention))
        and not any(other.end < one.start < mention.start for one in own)  # "um amigo meu com 64SC"
        for other in others
    )
    return led or any(  # "a shop with 64SC at another customer"
        0 <= other.start - mention.end <= BESIDE
        and reading.same_clause(other, mention)
        and not any(reading.same_clause(one, mention) and one.start < mention.start for one in own)
        and any(0 <= other.start - into.end <= 1 for into in reading.all("locative"))
        for other in others
    )


def _strangers(reading: Reading) -> list[Mention]:
    """Those who are spoken of beside the writer."""
    strangers = [one for one in reading.all("stranger") if not is_whereabouts(reading, one)]
    return [*strangers, *neighbours(reading)]


def _leads_in(reading: Reading, other: Mention, mention: Mention) -> bool:
    """Whether the clause before is nothing but where it is: "at another customer, 64SC and no trouble"."""
    where = reading.clause(other)
    if reading.in_clause(other, "was", "had_then"):
        return False  # "that was another customer, this one has 64SC"
    if where[-1] - other.end > 1:
        return False
    told = any(
        relative.start in range(where[-1] + 1, where[-1] + 4) and reading.same_clause(relative, mention)
        for relative in reading.all("relative")
    )
    return (told or other.start - where[0] <= 2) and reading.linked(other, mention)


def is_considered(reading: Reading, mention: Mention) -> bool:
    """Whether it is only thought of or wished for ("we are considering Azure", "my boss wants to take it there")."""
    thought_of = any(
        0 <= mention.start - thought.end <= _FAR and reading.same_clause(thought, mention)
        for thought in reading.all("considers", "advised")
    )
    thought_of = thought_of or any(  # "Azure was suggested"
        0 <= thought.start - mention.end <= BESIDE - 1 and reading.same_clause(thought, mention)
        for thought in reading.all("advised")
    )
    return thought_of or any(
        0 <= move.start - wish.end <= _FAR
        and (0 <= mention.start - move.end <= BESIDE or (move.start >= mention.end and reading.ends_clause(move)))
        and wish.end <= mention.start
        and reading.same_clause(wish, move)
        and reading.same_clause(move, mention)
        for wish in reading.all("wishes")
        for move in reading.all("move_to")
    )


def is_of_old_system(reading: Reading, mention: Mention) -> bool:
    """Whether it was the measure of an old system ("the old Hicom had 80 extensions")."""
    then = reading.in_clause(mention, "had_then")
    return then and any(
        0 <= mention.start - old.end <= _FAR and reading.same_clause(old, mention) for old in reading.all("old_system")
    )


def is_wished(reading: Reading, amount: Mention) -> bool:
    """Whether a size is asked for, not had: an offer for it, a wish to buy it or to grow to it."""
    if any(0 <= amount.start - offer.end <= 2 and reading.same_clause(offer, amount) for offer in reading.all("offer")):
        return True
    wishes = [wish for wish in reading.all("wishes") if reading.same_clause(wish, amount)]
    thoughts = [thought for thought in reading.all("considers") if reading.linked(thought, amount)]
    return any(
        wish.end == amount.start or (wish.end < amount.start and _leads(reading, wish, amount))
        for wish in (*wishes, *thoughts)
    )


def is_priced(reading: Reading, unit: Mention) -> bool:
    """Whether a question asks what such a licence costs, and nobody says to have it."""
    asked = reading.ends_asking(unit) and reading.in_clause(unit, "fee")
    return asked and not any(own.start < unit.start for own in reading.all("own_voice"))


def _leads(reading: Reading, wish: Mention, amount: Mention) -> bool:
    """Whether "buy" or "go up to" stands between the wish and the amount, right before the number."""
    return any(
        wish.end <= step.start and 0 <= amount.start - step.end <= 1 and reading.same_clause(step, amount)
        for step in reading.all("acquire", "toward")
    )


def is_bygone(reading: Reading, version: Mention) -> bool:
    """Whether a version ran once: "back on V18", "V18 until March", "on V18 it worked", "in those days, on V18"."""
    if any(prior.end == version.start for prior in reading.all("prior_to")):
        return False  # "all was well before V20 Update 8"
    if _ran_until(reading, version) or _is_after_past(reading, version):
        return True
    if reading.beside(version, "now", "since"):
        return False
    if reading.beside(version, "formerly"):
        return True
    if reading.in_sentence(version, "until"):
        return False  # "it worked on V20 until yesterday"
    return any(
        reading.same_sentence(worked, version)
        and worked.gap(version) <= BESIDE
        and (reading.same_clause(worked, version) or _opens_with_past(reading, version))
        for worked in reading.all("worked_then")
    )


def _is_after_past(reading: Reading, version: Mention) -> bool:
    """Whether the sentence opens with a clause that is nothing but a word of the past: "in those days, on V18, ..."."""
    if reading.in_sentence(version, "now", "since"):
        return False
    return any(
        (reading.opens_sentence(past) or (past.term == "years_ago" and past.start - reading.clause(past)[0] <= 1))
        and reading.same_sentence(past, version)
        and reading.ends_clause(past)
        and version.start - past.end <= BESIDE
        for past in reading.all("formerly", "before", "years_ago")
    )


def _ran_until(reading: Reading, version: Mention) -> bool:
    """Whether they had it until a month or year, or before something that is told in the same sentence."""
    if not any(reading.same_sentence(had, version) and had.gap(version) <= BESIDE for had in reading.all("ran_then")):
        return False
    months = {month.start for month in reading.all("month")}
    dated = any(
        reading.same_sentence(until, version)
        and any(
            at in months or _is_year(reading.words[at])
            for at in range(until.end, until.end + 2)
            if at < len(reading.words)
        )
        for until in reading.all("until")
    )
    return dated or _opens_with_past(reading, version)


def _opens_with_past(reading: Reading, version: Mention) -> bool:
    """Whether the sentence opens with "before"."""
    return any(
        reading.same_sentence(before, version) and reading.opens_sentence(before)
        for before in reading.all("formerly", "before")
    )


def _is_year(word: str) -> bool:
    return word.isdecimal() and int(word) in _YEAR
