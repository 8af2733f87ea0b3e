"""Whether their own network or operating system is blamed, or ruled out (P4, X03)."""

from __future__ import annotations

from bot.understanding.facts.mentions import Mention
from bot.understanding.facts.pairs import pairs
from bot.understanding.facts.reading import BESIDE, Reading


def network_suspected(reading: Reading) -> bool | None:
    """Whether their own network or operating system is blamed, or ruled out (P4, X03)."""
    if reading.has("network.no") and not reading.has("uncertain"):
        return False
    for network, healthy in pairs(reading, "network", "healthy"):
        if network.start < healthy.start and network.gap(healthy) <= BESIDE:
            return None if reading.denied(network, healthy) else False
    for network, excluded in pairs(reading, "network", "excluded"):
        return None if reading.denied(network, excluded) else False
    for network, cause in pairs(reading, "network", "cause"):
        last = max(network, cause, key=lambda mention: mention.start)
        told = _conditional(reading, network) or reading.beside(network, "template_word")
        if told or not reading.same_clause(network, cause):
            continue
        if not reading.denied(network, cause):
            return True
        if reading.denied(network, cause, before=last.start) or reading.denied_at_end(network, cause):
            return False  # else something does not work because of it
    for network, certain in pairs(reading, "network", "certain"):  # "the router drops UDP, I am sure"
        if not reading.same_clause(network, certain) and not reading.denied(network, certain):
            return True
    for network, works in pairs(reading, "network_whole", "works"):
        if works.start == network.end and reading.ends_clause(works):
            return False
    for network in reading.all("network"):  # "we suspect, that the router ..." crosses a comma
        for suspects in reading.all("suspects", "certain"):
            follows = 0 <= network.start - suspects.end <= BESIDE and reading.same_sentence(network, suspects)
            doubted = reading.in_sentence(network, "uncertain")
            if follows and not doubted and not reading.is_question(network):
                return None if reading.denied(network, suspects) else True
    return None


def _conditional(reading: Reading, mention: Mention) -> bool:
    """Whether the sentence of `mention` opens with "when" or "if"."""
    return any(
        reading.opens_sentence(one)
        and reading.same_sentence(one, mention)
        and reading.words[one.end : one.end + 1] != [","]
        for one in reading.all("condition")
    )
