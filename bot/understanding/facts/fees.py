"""Whether the fee for a case is agreed to or refused."""

from __future__ import annotations

from bot.understanding.facts.pairs import pairs
from bot.understanding.facts.reading import Reading
from bot.understanding.facts.stated import stated
from bot.understanding.facts.topics import answered


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
    agreed = stated(reading, "fee_agreed")
    return False if agreed and reading.denied_at_end(*reading.all("fee_agreed")) else agreed
