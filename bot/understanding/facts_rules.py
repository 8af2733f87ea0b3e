"""What mentions say about the facts of contract section 4, the same rules for all languages.

Each rule takes a Reading and returns the value it is sure of, or None. Two values that contradict each
other are no fact, unless the person corrects himself. A claimed partner level is never a fact (D14).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from bot.understanding.facts_reading import Mention, Reading

# How much a word says about hosting: an explicit one more than a platform ("Hetzner", "Hyper-V"), a
# platform more than a bare "hosted" (domain facts 3.5; partner-hosted counts as self-hosted, D23).
_EXPLICIT, _PLATFORM, _BARE = 3, 2, 1
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


def hosting(reading: Reading) -> tuple[str | None, tuple[str, ...]]:
    """Where the system runs, and the values that the person ruled out."""
    ranked: list[tuple[int, Mention, str]] = []
    for mention in reading.all("hosting.", "platform."):
        if _is_elsewhere(reading, mention):
            continue
        rank = _PLATFORM if mention.family == "platform" else _BARE if mention.value == "hosted" else _EXPLICIT
        ranked.append((rank, mention, "hosted_by_3cx" if mention.value == "hosted" else mention.value))
    denied = tuple(dict.fromkeys(value for _, mention, value in ranked if reading.negated(mention)))
    said = [item for item in ranked if not reading.negated(item[1])]
    best = max((rank for rank, _, _ in said), default=0)
    candidates = [(mention, value) for rank, mention, value in said if rank == best and value not in denied]
    return settled(reading, candidates), denied


def _is_elsewhere(reading: Reading, mention: Mention) -> bool:
    """Words of hosting that speak of something else.

    SMB as a file protocol, a host's name as a trunk, the machine of an SBC, "where is it hosted?", and
    the system on which a fault was reproduced.
    """
    if mention.value == "smb" and any(mention.gap(other) == 0 for other in reading.all("file_protocol")):
        return True
    if mention.family == "platform":
        for term, reach in (("trunk_word", 1), ("sbc", 4)):
            if any(mention.gap(other) <= reach and reading.same_clause(other, mention) for other in reading.all(term)):
                return True
    if mention.value == "hosted" and reading.is_question(mention):
        return True
    return any(reading.same_clause(other, mention) for other in reading.all("reproduce"))


def settled(reading: Reading, candidates: Sequence[tuple[Mention, Any]]) -> Any:
    """The one value, or the last one after a correction or a move; None where values contradict each other."""
    values = list(dict.fromkeys(value for _, value in candidates))
    if len(values) == 1:
        return values[0]
    if set(values) == {"smb", "hosted_by_3cx"}:  # SMB runs on 3CX's own servers too and says more
        return "smb"
    last, value = max(candidates, key=lambda item: item[0].start, default=(None, None))
    if last and any(reading.same_sentence(other, last) for other in reading.all("moved")):
        return value
    after = [value for mention, value in candidates if reading.corrected_before(mention)]
    return after[-1] if after else None


def uses_stun(reading: Reading) -> bool | None:
    """STUN is in use where somebody uses it or a phone is named beside it; the bare word says nothing."""
    for mention in reading.all("stun"):
        if any(reading.same_clause(other, mention) for other in reading.all("support")):
            continue  # "why don't you support STUN" is a question about the policy
        if reading.negated(mention):
            return False
        linked = any(reading.same_clause(other, mention) for other in reading.all("use", "phone_word"))
        if linked and not reading.is_question(mention):
            return True
    return None


def custom_template(reading: Reading) -> bool | None:
    """A template of their own for phones or trunks (X13); "all templates are stock ones" denies it."""
    for template, standard in _pairs(reading, "template_word", "standard"):
        return reading.denied(template, standard)
    return _stated(reading, "template")


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
        if vendor.end <= says.start and vendor.gap(says) <= 2 and not reading.denied(vendor, says, before=says.start):
            return True
    return None


def network_suspected(reading: Reading) -> bool | None:
    """Whether their own network or operating system is blamed, or ruled out (P4, X03)."""
    if reading.has("network.no") and not reading.has("uncertain"):
        return False
    for network, cause in _pairs(reading, "network", "cause"):
        return not reading.denied(network, cause)
    return None


def reproduced_on_hosted(reading: Reading) -> bool | None:
    """Whether the fault shows on a system hosted by 3CX (P4)."""
    for hosted, fault in _pairs(reading, "hosting.", "reproduce"):
        if hosted.value in ("hosted", "hosted_by_3cx"):
            return not reading.denied(hosted, fault)
    return None


def hardware_meets_minimum(reading: Reading) -> bool | None:
    """Whether the machine is as strong as recommended (P8)."""
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


def requester(reading: Reading) -> str | None:
    """Who writes, where they say so of themselves."""
    for mention in reading.all("requester."):
        own = mention.value != "end_customer" or _introduced(reading, mention) or len(reading.words) <= _NEAR // 2
        if own and not reading.negated(mention) and not reading.is_question(mention):
            return mention.value
    for partner in reading.all("partner"):
        leveled = any(
            partner.gap(level) <= 2 and reading.same_clause(level, partner) for level in reading.all("level.")
        )
        said = _introduced(reading, partner) or leveled
        if said and not reading.negated(partner) and not reading.is_question(partner):
            return "partner"
    return None


def _introduced(reading: Reading, mention: Mention) -> bool:
    """Whether "we are" stands shortly before `mention` or opens it."""
    return any(
        reading.same_clause(other, mention) and other.start <= mention.start and mention.gap(other) <= _NEAR // 2
        for other in reading.all("we_are")
    )


def claimed_level(reading: Reading) -> str | None:
    """The partner level that somebody claims for themselves; an entity, never a fact."""
    for level in reading.all("level."):
        beside = any(level.gap(other) <= 2 and reading.same_clause(level, other) for other in reading.all("partner"))
        if beside and not reading.negated(level) and not reading.is_question(level):
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
