"""Partners by a paper or a signature: "we signed the partner agreement", "authorised 3CX reseller in Leeds".

`people.requester` calls `told`.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.reading import BESIDE, Reading

_REACH = BESIDE + 2  # words between the signing and the paper
_SHORT = 9  # words of a clause that is a signature
_STRANGERS = ("others", "stranger", "callers", "bystander", "vendor")
_HOPES = ("wishes", "wants", "attempt", "condition", "interrogative")


def told(reading: Reading) -> Iterator[tuple[Mention, str]]:
    """Mentions that make the writer a partner."""
    for joining in reading.all("joined"):
        papers = (paper for paper in reading.all("partner", "partner_papers") if _is_signed(reading, joining, paper))
        if any(papers) and not _is_hoped(reading, joining):
            yield joining, "partner"
    for partner in reading.all("partner"):
        if _is_signature(reading, partner):
            yield partner, "partner"


def _is_signed(reading: Reading, joining: Mention, paper: Mention) -> bool:
    return joining.gap(paper) <= _REACH and reading.same_clause(joining, paper)


def _is_hoped(reading: Reading, joining: Mention) -> bool:
    """Whether it is denied, asked for, still wished, or somebody else's ("their reseller signed it")."""
    before = (one for one in reading.all(*_STRANGERS, *_HOPES) if one.start < joining.start)
    return (
        reading.negated(joining)
        or reading.is_asked(joining)
        or any(reading.same_clause(one, joining) and not _is_inside(one, joining) for one in before)
    )


def _is_inside(one: Mention, other: Mention) -> bool:
    return other.start <= one.start < other.end


def _is_signature(reading: Reading, partner: Mention) -> bool:
    """Whether a short clause opens with it and goes on with a place or a time, or says that it is authorised.

    "3CX reseller in Leeds" and "certified integrator, customer is a dentist" sign; "the reseller in Leeds" is another.
    """
    clause = reading.clause(partner)
    small = reading.under("maker", "accredited")
    if _is_of_desk(reading, partner):
        return True
    opening = [at for at in clause if at < partner.start]
    if not small.issuperset(opening) or len(clause) > _SHORT:
        return False
    speaks = [one for one in reading.all("says") if one.start not in small and one.start >= partner.end]
    if any(reading.same_clause(one, partner) for one in speaks) or reading.is_question(partner):
        return False
    if reading.in_clause(partner, "interrogative", "stranger", "others"):
        return False
    behind = partner.end
    while behind in clause and behind in small:
        behind += 1
    named = behind > partner.end or bool(opening)
    if behind not in clause:
        return named and _opens_message(reading, partner) and bool(reading.under("accredited") & {*clause})
    leads = {one.start for one in reading.all("from", "since", "based_in")}
    placed = behind in leads and (named or behind in {one.start for one in reading.all("from")})
    return placed and not reading.in_clause(partner, "installs", "trades_in", "fault_verb", "contact_done")


def _is_of_desk(reading: Reading, partner: Mention) -> bool:
    """Whether a clause says no more than "your partner from Nicosia", with one word or names for the town."""
    clause = [at for at in reading.clause(partner) if reading.words[at][0].isalnum()]
    ours = reading.under("of_yours")
    head = {at for at in clause if at in ours or at in range(partner.start, partner.end)}
    if not ours.intersection(clause) or clause[0] not in head or reading.is_question(partner):
        return False
    leads = [one for one in reading.all("from", "based_in", "locative") if one.start in clause]
    placed = [lead for lead in leads if max(head) + 1 == lead.start]
    return any(len([at for at in clause if at >= lead.end]) == 1 for lead in placed)


def _opens_message(reading: Reading, partner: Mention) -> bool:
    """Whether it stands in the first sentence, or behind a greeting that is a clause by itself."""
    return reading.sentences[partner.start] <= 1 and reading.clauses[partner.start] <= 2
