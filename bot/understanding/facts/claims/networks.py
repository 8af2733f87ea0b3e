"""Whether their own network or operating system is blamed, or ruled out (P4, X03)."""

from __future__ import annotations

from bot.understanding.facts.validity.pairs import pairs
from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.reading import BESIDE, Reading

_PARTS = ("network", "os_word")
# What else may be to blame: a pronoun behind one of these means it, not the router named before.
_OTHERS = ("phone_word", "trunk_word", "template_word", "vendor", "maker_name", "program_name", "version_word")
_NEAR = 20  # words between the router and what is said of it in the next sentence
_STEP = 8  # words between the way around it and what came of that


def network_suspected(reading: Reading) -> bool | None:
    """Whether their own network or operating system is blamed, or ruled out (P4, X03)."""
    if any(not reading.is_asked(no) for no in reading.all("network.no")) and not reading.has("uncertain"):
        return False
    if _leans(reading):
        return True
    if _is_another(reading) or _is_vouched_for(reading):
        return False
    for network, healthy in pairs(reading, "network", "healthy"):
        over = _is_used(reading, network) or _holds_phones(
            reading, network
        )  # "on the office wifi it is fine" says where calls work
        if network.start < healthy.start and network.gap(healthy) <= BESIDE and not over:
            return None if reading.denied(network, healthy, before=healthy.start) else False
    for network, excluded in pairs(reading, "network", "excluded"):
        last = max(network.start, excluded.start)
        if reading.denied(network, excluded, before=last) or reading.denied_at_end(excluded):
            return None
        return False
    if (tried := _led_around(reading)) is not None:
        return tried
    for network, cause in pairs(reading, "network", "cause"):
        last_word = max(network, cause, key=lambda mention: mention.start)
        told = _conditional(reading, network) or reading.beside(network, "template_word")
        told = told or (_is_used(reading, network) and reading.in_clause(network, "healthy"))
        if told or not reading.same_clause(network, cause):
            continue
        if not reading.denied(network, cause):
            return True
        if reading.denied(network, cause, before=last_word.start) or reading.denied_at_end(network, cause):
            return False  # else something does not work because of it
    if _is_meant(reading, "culprit"):
        return True
    if _is_meant(reading, "acquitted"):
        return False
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


def _is_another(reading: Reading) -> bool:
    """Whether a clause says nothing but what it is not: "it's not the switch, it's not Debian"."""
    for part in reading.all(*_PARTS):
        if not reading.ends_clause(part) or reading.is_question(part) or reading.in_clause(part, "uncertain"):
            continue
        first = reading.clause(part)[0]
        if any(first <= no.start <= first + 1 and 0 <= part.start - no.end <= 1 for no in reading.all("is_not")):
            return True
    return False


def _is_vouched_for(reading: Reading) -> bool:
    """Whether somebody vouches for it: "for the LAN I put my hand in the fire", "das Netz ist aus dem Schneider"."""
    for part in reading.all(*_PARTS):
        for vouched in reading.all("vouched"):
            if not reading.same_clause(part, vouched) or part.gap(vouched) > _STEP or reading.is_question(part):
                continue
            if part.start > vouched.end + 1 or reading.denied(vouched, before=vouched.start):
                continue  # "I put my hand in the fire that it is the router"
            return True
    return False


def _led_around(reading: Reading) -> bool | None:
    """What a way around it showed: ruled out where the fault stays, to blame where another one cures it."""
    for way in reading.all("bypass"):
        if reading.is_question(way) or reading.in_clause(way, "uncertain", "pending", "later"):
            continue
        for same in reading.all("unchanged"):
            follows = 0 <= same.start - way.end <= _STEP and reading.near_sentence(way, same)
            if follows and not reading.is_question(same) and _stands_alone(reading, same):
                return False
    return None


def _stands_alone(reading: Reading, same: Mention) -> bool:
    """Whether the clause ends with it or holds little else: "igual", not "igual mañana lo quitamos"."""
    return reading.ends_clause(same) or len(reading.clause(same)) <= same.end - same.start + 1


def _is_used(reading: Reading, network: Mention) -> bool:
    """Whether it is the wifi somebody is on, or told beside the mobile network: "no sound on 4G, fine on wifi"."""
    if not any(network.start <= one.start < network.end for one in reading.all("wireless")):
        return False
    before = reading.all("locative", "upon", "use", "of", "agent_by", "by_way_of")
    return reading.in_sentence(network, "mobile_data") or any(0 <= network.start - one.end <= 1 for one in before)


def _holds_phones(reading: Reading, network: Mention) -> bool:
    """Whether it is only where the phones are that are well: "the other phones on the same switch are fine"."""
    return any(
        phone.end <= into.start
        and 0 <= network.start - into.end <= 2
        and reading.same_clause(phone, network)
        and reading.same_clause(into, network)
        for phone in reading.all("phone_word", "them_word", "others", "affected")
        for into in reading.all("locative", "upon")
    )


def _leans(reading: Reading) -> bool:
    """Whether the writer leans towards the network or the routing: "je penche pour le routage"."""
    return any(
        0 <= part.start - leans.end <= 2
        and reading.same_clause(leans, part)
        and not (reading.negated(leans) or reading.is_question(leans) or reading.in_clause(part, "call_route"))
        for leans in reading.all("leans_to")
        for part in reading.all(*_PARTS, "routing")
    )


def _is_meant(reading: Reading, term: str) -> bool:
    """Whether `term` is said of what was named last: "the switch was replaced and no audio since, it's him"."""
    for said in reading.all(term):
        if reading.is_question(said) or reading.in_sentence(said, "uncertain"):
            continue
        inside = range(said.start, said.end)
        if any(said.start - 2 <= no.start < said.start for no in reading.all("negation") if no.start not in inside):
            continue
        named = [
            part for part in reading.all(*_PARTS) if part.start <= said.start and reading.near_sentence(part, said)
        ]
        inside_it = [part for part in reading.all(*_PARTS) if part.start in inside]
        if inside_it:
            return True
        if not named or named[-1].gap(said) > _NEAR:
            continue
        others = (one for one in reading.all(*_OTHERS) if not reading.same_clause(one, named[-1]))
        if not any(named[-1].end <= other.start < said.start for other in others):
            return True
    return False


def _conditional(reading: Reading, mention: Mention) -> bool:
    """Whether the sentence of `mention` opens with "when" or "if"."""
    return any(
        reading.opens_sentence(one)
        and reading.same_sentence(one, mention)
        and reading.words[one.end : one.end + 1] != [","]
        for one in reading.all("condition")
    )
