"""Whether other software runs on the machine of 3CX (P1), and whether checks asked together hold but for one."""

from __future__ import annotations

from bot.understanding.facts.validity.pairs import pairs
from bot.understanding.facts.validity.stated import stated
from bot.understanding.facts.words.reading import Reading

# Asked for in one question (P2, P8), where a word on one of them may be the exception.
AGREED_TOGETHER = ("configured_per_manual", "hardware_meets_minimum")


def third_party_software(reading: Reading) -> bool | None:
    """Foreign software on the system (P1); products count where they are said to run or to be installed."""
    if reading.has("client_side"):
        return None
    if (said := stated(reading, "third_party", unless="switched_off")) is not None:
        return said
    if any(not reading.is_question(alone) for alone in reading.all("sole_use")):
        return False
    for outside in reading.all("except"):  # "apart from 3CX nothing is installed"
        named = any(0 <= maker.start - outside.end <= 2 for maker in reading.all("maker", "instance"))
        if named and reading.denied(outside) and not reading.is_question(outside):
            return False
    for product, host in pairs(reading, "other_software", "runs", "host_word", "own_machine", "doubles"):
        inside = host.start in range(product.start, product.end + 1)
        named = inside or any(host.start == maker.start for maker in reading.all("maker"))
        part = named and host.term == "host_word"  # "web server", "rules for 3CX"
        if not part and not reading.beside(product, "network", "switched_off"):
            return not reading.negated(product)
    for product, beside in pairs(reading, "program_kind", "same_machine"):  # "the cameras run on the same box"
        if not reading.in_clause(product, "switched_off", "formerly", "pending"):
            return not (reading.negated(product) or reading.negated(beside))
    return None


def all_but_one(reading: Reading) -> bool:
    """Whether checks that are asked for together hold with an exception: "all except the manual".

    "Nothing but 3CX runs there" is an answer to one of them.
    """
    return reading.has("except") and third_party_software(reading) is None
