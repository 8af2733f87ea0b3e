"""What mentions say about the yes/no facts of contract section 4, alike in all languages.

Each rule takes a Reading and returns the value it is sure of, or None.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.understanding.facts_reading import BESIDE, Mention, Reading

_NEAR = 8  # words between two terms that belong together
BOOLEANS = (
    "uses_stun",
    "custom_template",
    "third_party_software",
    "network_suspected",
    "reproduced_on_hosted",
    "hardware_meets_minimum",
    "configured_per_manual",
    "fee_accepted",
)


def uses_stun(reading: Reading) -> bool | None:
    """STUN is in use where somebody uses it or a phone is named beside it; the bare word says nothing."""
    for mention in reading.all("stun"):
        if any(reading.same_clause(other, mention) for other in reading.all("support")):
            continue  # "why don't you support STUN" is a question about the policy
        switched_off = any(
            -1 <= other.start - mention.end <= BESIDE and reading.same_clause(other, mention)
            for other in reading.all("switched_off")
        )
        doubted = any(reading.same_sentence(other, mention) for other in reading.all("uncertain"))
        if doubted:
            continue
        if reading.negated(mention) or switched_off:
            return False
        linked = any(reading.same_sentence(other, mention) for other in reading.all("use", "phone_word", "switched_on"))
        if linked and not reading.is_question(mention):
            return True
    return None


def custom_template(reading: Reading) -> bool | None:
    """A template of their own for phones or trunks (X13); "all templates are stock ones" denies it."""
    templates = reading.all("template", "template_word")
    asked = any(
        reading.same_clause(other, one) for other in reading.all("support", "integration_word") for one in templates
    )
    if asked:
        return None  # whether they are supported, or the template of a CRM
    if reading.has("template"):
        for template, standard in pairs(reading, "template_word", "standard"):
            return reading.denied(template, standard)
        return _stated(reading, "template")
    for template, edited in pairs(reading, "template_word", "edited"):
        return not reading.denied(template, edited, before=max(template.start, edited.start))
    for template, standard in pairs(reading, "template_word", "standard"):
        return reading.denied(template, standard)
    stock = _stated(reading, "stock_template")
    return None if stock is None else not stock


def third_party_software(reading: Reading) -> bool | None:
    """Foreign software on the system (P1); products count where they are said to run or to be installed."""
    if (said := _stated(reading, "third_party")) is not None:
        return said
    if any(not reading.is_question(alone) for alone in reading.all("sole_use")):
        return False
    for outside in reading.all("except"):  # "apart from 3CX nothing is installed"
        named = any(0 <= maker.start - outside.end <= 2 for maker in reading.all("maker"))
        if named and reading.denied(outside) and not reading.is_question(outside):
            return False
    for product, _ in pairs(reading, "other_software", "runs"):
        return not reading.negated(product)
    return None


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
        return not reading.denied(network, cause)
    for network in reading.all("network"):  # "we suspect, that the router ..." crosses a comma
        for suspects in reading.all("suspects"):
            follows = 0 <= network.start - suspects.end <= BESIDE and reading.same_sentence(network, suspects)
            doubted = any(reading.same_sentence(network, doubt) for doubt in reading.all("uncertain"))
            if follows and not doubted and not reading.is_question(network):
                return None if reading.denied(network, suspects) else True
    return None


def reproduced_on_hosted(reading: Reading) -> bool | None:
    """Whether the fault shows on a system hosted by 3CX (P4)."""
    for hosted, fault in pairs(reading, "hosting.", "reproduce"):
        if hosted.value in ("hosted", "hosted_by_3cx"):
            return not reading.denied(hosted, fault)
    for test, shows in pairs(reading, "test_system", "shows"):
        if reading.beside(test, "hosting.hosted", "hosting.hosted_by_3cx", "maker"):
            return not reading.denied(test, shows)
    for hosted, shows in pairs(reading, "hosting.", "shows"):
        if hosted.value in ("hosted", "hosted_by_3cx") and reading.denied(hosted, shows):
            return False
    for works in reading.all("works_there"):
        tested = [test for test in reading.all("test_system", "tested") if reading.same_sentence(test, works)]
        hosted_there = any(
            reading.same_sentence(hosted, works) for hosted in reading.all("hosting.hosted", "hosting.hosted_by_3cx")
        )
        if tested and hosted_there and not reading.is_question(works):
            return reading.denied(works)
    return None


def hardware_meets_minimum(reading: Reading) -> bool | None:
    """Whether the machine is as strong as recommended (P8)."""
    for _, weaker in pairs(reading, "hardware", "short_of"):
        return False if not reading.negated(weaker) else None
    for hardware, meets in pairs(reading, "hardware", "meets"):
        return not reading.denied(hardware, meets)
    return None


def configured_per_manual(reading: Reading) -> bool | None:
    """Whether the installation follows the manuals (P2)."""
    for deviates, manual in pairs(reading, "deviates", "manual"):
        return reading.denied(deviates, manual)
    for configured, manual in pairs(reading, "configured", "manual"):
        return not reading.denied(configured, manual)
    return None


def fee_accepted(reading: Reading) -> bool | None:
    """Whether the fee is agreed to or refused; nothing that is typed makes it a consent."""
    for refused in reading.all("fee_refused"):
        if not reading.is_question(refused):
            worded = any(refused.start <= no.start < refused.end for no in reading.all("negation"))
            return not worded and reading.negated(refused)
    for fee, accepts in pairs(reading, "fee", "accepts"):
        return not reading.denied(fee, accepts)
    return _stated(reading, "fee_agreed")


def _stated(reading: Reading, term: str) -> bool | None:
    said = [mention for mention in reading.all(term) if not reading.is_question(mention)]
    return not any(reading.negated(mention) for mention in said) if said else None


def pairs(reading: Reading, one: str, other: str) -> Iterable[tuple[Mention, Mention]]:
    """Mentions of both terms in one clause, near each other, in a sentence that neither asks nor doubts."""
    for first in reading.all(one):
        for second in reading.all(other):
            near = reading.same_clause(first, second) and first.gap(second) <= _NEAR
            doubted = any(reading.same_sentence(first, doubt) for doubt in reading.all("uncertain"))
            if near and not doubted and not reading.is_question(first):
                yield first, second
