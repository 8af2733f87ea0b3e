"""Who writes and what they ask for beside the ticket.

`FactExtractor` calls these rules. A claimed partner level is never a fact (D14): only a claim leaves here.
"""

from __future__ import annotations

from bot.understanding.facts_reading import BESIDE, Mention, Reading


def requester(reading: Reading) -> str | None:
    """Who writes, where they say so of themselves."""
    for mention in reading.all("requester."):
        own = mention.value != "end_customer" or _introduced(reading, mention) or len(reading.words) <= BESIDE
        if own and not reading.negated(mention) and not reading.is_question(mention):
            return mention.value
    for partner in reading.all("partner"):
        said = _introduced(reading, partner) or reading.beside(partner, "level.", reach=2)
        if said and not reading.negated(partner) and not reading.is_question(partner):
            return "partner"
    return None


def _introduced(reading: Reading, mention: Mention) -> bool:
    """Whether "we are" stands shortly before `mention` or opens it."""
    return any(
        reading.same_clause(other, mention) and other.start <= mention.start and mention.gap(other) <= BESIDE
        for other in reading.all("we_are")
    )


def claimed_level(reading: Reading) -> str | None:
    """The partner level that somebody claims for themselves; an entity, never a fact."""
    for level in reading.all("level."):
        if reading.beside(level, "partner", reach=2) and not reading.negated(level) and not reading.is_question(level):
            return level.value
    return None


def requests(reading: Reading) -> list[str]:
    """What is asked for beside the ticket, sorted."""
    wanted = {
        mention.value
        for mention in reading.all("request.")
        if not reading.negated(mention)
        # "Am I talking to a human or a machine?" asks who we are.
        and not (
            mention.value == "human" and any(reading.same_clause(mention, other) for other in reading.all("machine"))
        )
    }
    if any(reading.same_clause(vendor, call) for vendor in reading.all("vendor") for call in reading.all("conference")):
        wanted.add("third_party_call")
    return sorted(wanted)
