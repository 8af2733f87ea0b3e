"""What mentions say about the yes/no facts of contract section 4, alike in all languages.

Each rule takes a Reading and returns the value it is sure of, or None.
"""

from __future__ import annotations

from bot.understanding.facts.mentions import Mention
from bot.understanding.facts.pairs import pairs
from bot.understanding.facts.reading import BESIDE, Reading
from bot.understanding.facts.topics import answered

BOOLEANS = (
    "uses_stun",
    "custom_template",
    "third_party_software",
    "network_suspected",
    "hardware_meets_minimum",
    "configured_per_manual",
    "fee_accepted",
)
# Asked for in one question (P2, P8), where a word on one of them may be the exception.
AGREED_TOGETHER = ("configured_per_manual", "hardware_meets_minimum")


def uses_stun(reading: Reading) -> bool | None:
    """STUN is in use where somebody uses it or a phone is named beside it; the bare word says nothing."""
    for mention in reading.all("stun"):
        if _asks_support(reading, mention):
            continue  # "why don't you support STUN" is a question about the policy
        doubted = reading.in_sentence(mention, "uncertain")
        if doubted:
            continue
        off = reading.negated(mention) or reading.beside(mention, "switched_off")
        if off or _is_used_by_none(reading, mention) or _plays_no_part(reading, mention):
            return False
        if answered(reading, mention):
            return True
        linked = reading.in_sentence(mention, "use", "phone_word", "switched_on")
        if linked and not reading.is_question(mention):
            return True
    return None


def _asks_support(reading: Reading, mention: Mention) -> bool:
    """Whether the clause says what is supported; "the snom support" is a desk."""
    desks = {at for desk in reading.all("desk") for at in range(desk.start, desk.end)}
    return any(
        one.start not in desks or reading.is_question(mention)
        for one in reading.all("support")
        if reading.same_clause(one, mention)
    )


def _is_used_by_none(reading: Reading, mention: Mention) -> bool:
    """Whether the verb right before it is denied: "none of our phones use STUN"."""
    return any(use.end == mention.start and reading.denied(mention, before=use.start) for use in reading.all("employ"))


def _plays_no_part(reading: Reading, subject: Mention) -> bool:
    """Whether the clause opens with `subject` and denies it, unless it is a fault: "STUN isn't involved"."""
    if subject.start - reading.clause(subject)[0] > 1:
        return False
    faults = [fault.start for fault in reading.all("fault_verb", "sbc")]  # "STUN instead of an SBC"
    return any(
        negation.start == subject.end
        and reading.same_clause(negation, subject)
        and not any(0 <= fault - negation.end <= 2 for fault in faults)
        for negation in reading.all("negation")
    )


def custom_template(reading: Reading) -> bool | None:
    """A template of their own for phones or trunks (X13); "all templates are stock ones" denies it."""
    templates = reading.all("template", "template_word")
    asked = any(_asks_support(reading, one) or reading.in_clause(one, "integration_word") for one in templates)
    asked = asked or any(reading.beside(one, "other_service", reach=2) for one in templates)  # "template of the e-mail"
    if asked:
        return None  # whether they are supported, or the template of a CRM
    if reading.has("template"):
        made = [one for one in reading.all("template") if reading.beside(one, "edited", reach=2)]
        if any(not reading.negated(one) and not reading.is_question(one) for one in made):
            return True  # "we wrote our own template because the stock one lacked the keys"
        for template, standard in pairs(reading, "template_word", "standard"):
            return reading.denied(template, standard)
        return _stated(reading, "template")
    for template, edited in pairs(reading, "template_word", "edited"):
        return not (reading.negated(edited) or reading.negated(template))
    for template, standard in pairs(reading, "template_word", "standard"):
        return reading.denied(template, standard)
    stock = _stated(reading, "stock_template")
    return None if stock is None else not stock


def third_party_software(reading: Reading) -> bool | None:
    """Foreign software on the system (P1); products count where they are said to run or to be installed."""
    if reading.has("client_side"):
        return None
    if (said := _stated(reading, "third_party", unless="switched_off")) is not None:
        return said
    if any(not reading.is_question(alone) for alone in reading.all("sole_use")):
        return False
    for outside in reading.all("except"):  # "apart from 3CX nothing is installed"
        named = any(0 <= maker.start - outside.end <= 2 for maker in reading.all("maker"))
        if named and reading.denied(outside) and not reading.is_question(outside):
            return False
    for product, host in pairs(reading, "other_software", "runs", "host_word", "own_machine", "doubles"):
        inside = host.start in range(product.start, product.end + 1)
        named = inside or any(host.start == maker.start for maker in reading.all("maker"))
        part = named and host.term == "host_word"  # "web server", "rules for 3CX"
        if not part and not reading.beside(product, "network", "switched_off"):
            return not reading.negated(product)
    return None


def all_but_one(reading: Reading) -> bool:
    """Whether checks that are asked for together hold with an exception: "all except the manual".

    "Nothing but 3CX runs there" is an answer to one of them.
    """
    return reading.has("except") and third_party_software(reading) is None


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


def hardware_meets_minimum(reading: Reading) -> bool | None:
    """Whether the machine is as strong as recommended (P8)."""
    for _, weaker in pairs(reading, "hardware", "short_of"):
        if not reading.beside(weaker, "manual"):
            return None if reading.negated(weaker) else False
    for hardware, meets in pairs(reading, "hardware", "meets"):
        is_setup = any(meets.start == other.start for other in reading.all("configured"))
        if not (is_setup and reading.beside(meets, "manual")):  # "configuration conforme au manuel"
            return not reading.denied(hardware, meets)
    return None


def configured_per_manual(reading: Reading) -> bool | None:
    """Whether the installation follows the manuals (P2)."""
    for deviates, _ in pairs(reading, "deviates", "manual"):
        return reading.denied(deviates, before=deviates.start)
    for configured, manual in pairs(reading, "configured", "manual"):
        return not reading.denied(configured, manual)
    return None


def fee_accepted(reading: Reading) -> bool | None:
    """Whether the fee is agreed to or refused; nothing that is typed makes it a consent."""
    for refused in reading.all("fee_refused"):
        if not reading.is_question(refused):
            worded = any(refused.start <= no.start < refused.end for no in reading.all("negation"))
            return not worded and reading.negated(refused)
    for _ in pairs(reading, "fee", "declines"):
        return False
    for fee, accepts in pairs(reading, "fee", "accepts"):
        if fee.start not in range(accepts.start, accepts.end):
            last = max(fee.start, accepts.start)
            worded = any(accepts.start <= no.start < accepts.end for no in reading.all("negation", "absence"))
            return not (reading.denied(fee, accepts, before=last) or (reading.denied_at_end(accepts) and not worded))
    for fee in reading.all("fee"):
        if (said := answered(reading, fee)) is not None:
            return said
    if any(that.end == paid.start for paid in reading.all("fee_agreed") for that in reading.all("relative")):
        return None  # "a VPS that we pay"
    agreed = _stated(reading, "fee_agreed")
    return False if agreed and reading.denied_at_end(*reading.all("fee_agreed")) else agreed


def _stated(reading: Reading, term: str, unless: str = "") -> bool | None:
    """Whether `term` is said (true) or denied (false) outside of questions and away from words of `unless`."""
    said = [one for one in reading.all(term) if not reading.is_question(one) and not reading.beside(one, unless)]
    return not any(reading.negated(mention) for mention in said) if said else None
