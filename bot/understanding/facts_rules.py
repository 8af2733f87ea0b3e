"""What mentions say about the yes/no facts of contract section 4 and about a version, alike in all languages.

Each rule takes a Reading and returns the value it is sure of, or None.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.understanding.facts_reading import BESIDE, Mention, Reading

_NEAR = 8  # words between two terms that belong together
BOOLEANS = (
    "uses_stun",
    "custom_template",
    "vendor_contacted",
    "third_party_software",
    "network_suspected",
    "reproduced_on_hosted",
    "hardware_meets_minimum",
    "configured_per_manual",
)


def uses_stun(reading: Reading) -> bool | None:
    """STUN is in use where somebody uses it or a phone is named beside it; the bare word says nothing."""
    for mention in reading.all("stun"):
        if any(reading.same_clause(other, mention) for other in reading.all("support")):
            continue  # "why don't you support STUN" is a question about the policy
        switched_off = any(
            mention.gap(other) <= BESIDE and reading.same_clause(other, mention)
            for other in reading.all("switched_off")
        )
        doubted = any(reading.same_sentence(other, mention) for other in reading.all("uncertain"))
        if doubted:
            continue
        if reading.negated(mention) or switched_off:
            return False
        linked = any(reading.same_clause(other, mention) for other in reading.all("use", "phone_word"))
        if linked and not reading.is_question(mention):
            return True
    return None


def custom_template(reading: Reading) -> bool | None:
    """A template of their own for phones or trunks (X13); "all templates are stock ones" denies it."""
    if reading.has("template"):
        for template, standard in _pairs(reading, "template_word", "standard"):
            return reading.denied(template, standard)
        return _stated(reading, "template")
    for template, edited in _pairs(reading, "template_word", "edited"):
        return not reading.denied(template, edited, before=max(template.start, edited.start))
    for template, standard in _pairs(reading, "template_word", "standard"):
        return reading.denied(template, standard)
    stock = _stated(reading, "stock_template")
    return None if stock is None else not stock


def third_party_software(reading: Reading) -> bool | None:
    """Foreign software on the system (P1)."""
    return _stated(reading, "third_party")


def vendor_contacted(reading: Reading) -> bool | None:
    """Whether the maker or the provider was asked (P7).

    The intention to ask is none; a provider that says something has been asked.
    """
    for vendor, contact in _pairs(reading, "vendor", "contact"):
        if reading.denied(vendor, contact, before=max(vendor.start, contact.start)):
            return False
        if not any(reading.same_clause(other, contact) for other in reading.all("pending")):
            return True
    for vendor, says in _pairs(reading, "vendor", "says"):
        if (
            vendor.end <= says.start
            and vendor.gap(says) <= BESIDE
            and not reading.denied(vendor, says, before=says.start)
        ):
            return True
    return None


def network_suspected(reading: Reading) -> bool | None:
    """Whether their own network or operating system is blamed, or ruled out (P4, X03)."""
    if reading.has("network.no") and not reading.has("uncertain"):
        return False
    for network, excluded in _pairs(reading, "network", "excluded"):
        return None if reading.denied(network, excluded) else False
    for network, cause in _pairs(reading, "network", "cause"):
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
    for hosted, fault in _pairs(reading, "hosting.", "reproduce"):
        if hosted.value in ("hosted", "hosted_by_3cx"):
            return not reading.denied(hosted, fault)
    for test, shows in _pairs(reading, "test_system", "shows"):
        if reading.beside(test, "hosting.hosted", "hosting.hosted_by_3cx", "maker"):
            return not reading.denied(test, shows)
    return None


def hardware_meets_minimum(reading: Reading) -> bool | None:
    """Whether the machine is as strong as recommended (P8)."""
    if (weaker := _stated(reading, "short_of")) is not None:
        return False if weaker else None
    for hardware, meets in _pairs(reading, "hardware", "meets"):
        return not reading.denied(hardware, meets)
    return None


def configured_per_manual(reading: Reading) -> bool | None:
    """Whether the installation follows the manuals (P2)."""
    for configured, manual in _pairs(reading, "configured", "manual"):
        return not reading.denied(configured, manual)
    return None


def _stated(reading: Reading, term: str) -> bool | None:
    said = [mention for mention in reading.all(term) if not reading.is_question(mention)]
    return not any(reading.negated(mention) for mention in said) if said else None


def _pairs(reading: Reading, one: str, other: str) -> Iterable[tuple[Mention, Mention]]:
    """Mentions of both terms in one clause, near each other, in a sentence that neither asks nor doubts."""
    for first in reading.all(one):
        for second in reading.all(other):
            near = reading.same_clause(first, second) and first.gap(second) <= _NEAR
            doubted = any(reading.same_sentence(first, doubt) for doubt in reading.all("uncertain"))
            if near and not doubted and not reading.is_question(first):
                yield first, second


def is_target(reading: Reading, at: int) -> bool:
    """Whether the version at word `at` is only where an update that was planned or failed should lead.

    "Since the upgrade to V20" is an update that was done.
    """
    version = Mention("version", at, at + 1)
    if at >= len(reading.words) or not any(toward.end == at for toward in reading.all("toward")):
        return False
    moves = [move for move in reading.all("upgrading") if reading.same_clause(move, version)]
    wanted = any(reading.same_clause(want, version) and want.start < at for want in reading.all("attempt", "pending"))
    if moves and wanted:
        return True
    done = any(reading.same_sentence(since, version) for since in reading.all("since"))
    failed = any(reading.same_sentence(failure, version) for failure in reading.all("failing"))
    return failed and not done and any(0 <= at - move.end <= BESIDE for move in moves)
