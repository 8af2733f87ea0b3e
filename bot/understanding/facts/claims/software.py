"""Whether other software runs on the machine of 3CX (P1), and whether checks asked together hold but for one."""

from __future__ import annotations

from bot.understanding.facts.validity.pairs import pairs
from bot.understanding.facts.validity.stated import stated
from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.reading import Reading

_SHARED = 8  # words between a program and the machine that it shares
_PUT = ("put_up", "set_up", "stands", "configured", "own_voice")

# Asked for in one question (P2, P8), where a word on one of them may be the exception.
AGREED_TOGETHER = ("configured_per_manual", "hardware_meets_minimum")


def third_party_software(reading: Reading) -> bool | None:
    """Foreign software on the system (P1); products count where they are said to run or to be installed."""
    shared = reading.under("same_machine")  # "on the PC of the PBX" is no user's
    if any(one.start not in shared for one in reading.all("client_side")):
        return None
    if (said := stated(reading, "third_party", unless="switched_off")) is not None:
        return said
    if any(not reading.is_question(alone) for alone in reading.all("sole_use")):
        return False
    for outside in reading.all("except"):  # "apart from 3CX nothing is installed"
        if outside.start in reading.under("but"):
            continue  # "the machine boots but 3CX services won't start"
        named = any(0 <= maker.start - outside.end <= 2 for maker in reading.all("maker", "instance"))
        if named and reading.denied(outside) and not reading.is_question(outside):
            return False
    for product, host in pairs(reading, "other_software", "runs", "host_word", "own_machine", "doubles"):
        inside = host.start in range(product.start, product.end + 1)
        named = inside or any(host.start == maker.start for maker in reading.all("maker"))
        part = named and host.term == "host_word"  # "web server", "rules for 3CX"
        if not part and not reading.beside(product, "network", "switched_off"):
            return not reading.negated(product)
    for product in reading.all("program_kind", "third_party", "other_software"):
        if (beside := _beside_3cx(reading, product)) and _is_told(reading, product):
            return not (reading.negated(product) or reading.negated(beside))
    return None


def _beside_3cx(reading: Reading, product: Mention) -> Mention | None:
    """The words for the machine that it shares: "the same box", or "on the server" where it runs there as well."""
    there = [one for one in reading.all("on_machine") if reading.in_clause(one, "doubles", "runs")]
    there += [one for one in reading.all("computer", "platform.on_premise") if _is_put_there(reading, one)]
    shared = (one for one in (*reading.all("same_machine"), *there) if reading.same_clause(one, product))
    return next((one for one in shared if one.gap(product) <= _SHARED), None)


def _is_put_there(reading: Reading, machine: Mention) -> bool:
    """Whether more is put "on the NUC" than the system: "sul NUC ho messo anche un antivirus"."""
    led = any(0 <= machine.start - upon.end <= 1 and reading.same_clause(upon, machine) for upon in reading.all("upon"))
    return led and reading.in_clause(machine, "doubles") and reading.in_clause(machine, *_PUT)


def _is_told(reading: Reading, product: Mention) -> bool:
    """Whether its clause tells and does not ask: "there is an antivirus on the same server, could that be why?"."""
    if reading.in_clause(product, "switched_off", "formerly", "pending", "condition", "uncertain"):
        return False
    had = reading.under("has")  # "il y a un logiciel" is no place
    into = (one for one in reading.all("locative") if one.start not in had)
    if any(0 <= product.start - one.end <= 1 for one in into):
        return False  # "the VM at their accounting"
    if not reading.is_question(product):
        return True
    after = [cause for cause in reading.all("asks_cause") if cause.start > product.end]
    return not reading.is_asked(product) and any(
        reading.same_sentence(cause, product) and not reading.same_clause(cause, product) for cause in after
    )


def all_but_one(reading: Reading) -> bool:
    """Whether checks that are asked for together hold with an exception: "all except the manual".

    "Nothing but 3CX runs there" is an answer to one of them.
    """
    return reading.has("except") and third_party_software(reading) is None
