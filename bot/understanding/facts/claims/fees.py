"""Whether the fee for a case is agreed to or refused.

`FactExtractor` calls `fee_accepted`. The fee is named by a word ("the charge") or by its sum ("take your 75 euros").
"""

from __future__ import annotations

from bot.understanding.facts.claims import consents
from bot.understanding.facts.claims.sums import fees_told, speaks_of_other
from bot.understanding.facts.validity.pairs import pairs
from bot.understanding.facts.validity.stated import stated
from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.reading import BESIDE, Reading
from bot.understanding.facts.words.topics import answered

_REPLY = 4  # words between the mark of a question and what it is answered with
_MARKS = ("?", ";", "\N{GREEK QUESTION MARK}")
_VERDICTS = (("declines", False), ("fee_refused", False), ("accepts", True), ("fee_agreed", True), ("pays", True))


def fee_accepted(reading: Reading) -> bool | None:
    """Whether the fee is agreed to or refused; nothing that is typed makes it a consent."""
    for refused in reading.all("fee_refused"):
        if refused.start not in reading.under("paid_nothing") and not reading.is_question(refused):
            return not _is_worded(reading, refused) and reading.negated(refused)
    if (said := _said_of_sum(reading)) is not None:
        return said
    unpaid = reading.under("paid_nothing")  # "a trial, we have paid nothing yet" refuses nothing
    fees = [fee for fee in reading.all("fee") if not speaks_of_other(reading, fee) and fee.start not in unpaid]
    for fee, _ in pairs(reading, "fee", "declines"):
        if fee in fees:
            return False
    for fee, accepts in pairs(reading, "fee", "accepts"):
        if fee in fees and fee.start not in range(accepts.start, accepts.end):
            last = max(fee.start, accepts.start)
            at_end = reading.denied_at_end(accepts) and not _is_worded(reading, accepts)
            return not (reading.denied(fee, accepts, before=last) or at_end)
    for fee in fees:
        said = answered(reading, fee)
        if said is not None and not reading.in_sentence(fee, "uncertain"):  # "do I have to pay? no idea"
            return said
    if any(that.end == paid.start for paid in reading.all("fee_agreed") for that in reading.all("relative")):
        return None  # "a VPS that we pay"
    if (said := consents.said_of_case(reading)) is not None:
        return said
    agreed = stated(reading, "fee_agreed")
    return False if agreed and reading.denied_at_end(*reading.all("fee_agreed")) else agreed


def _said_of_sum(reading: Reading) -> bool | None:
    """What is said of the sum in its clause, in the one that adds to it, or in answer to it ("75 for that? no way")."""
    for fee in fees_told(reading):
        verdicts = [(said, value) for term, value in _VERDICTS for said in reading.all(term)]
        # What stands in the clause of the sum comes before what only adds to it: "we don't pay the 75, so be it".
        for said, value in sorted(verdicts, key=lambda verdict: not reading.same_clause(fee, verdict[0])):
            if not _belongs(reading, fee, said) or reading.is_asked(said):
                continue
            return value if not _is_denied(reading, fee, said) else not value
    return None


def _belongs(reading: Reading, fee: Mention, said: Mention) -> bool:
    """Whether `said` stands beside the sum, or answers the question that names it."""
    if reading.linked(fee, said) and fee.gap(said) <= 2 * BESIDE:
        return not reading.is_question(fee) or not reading.same_sentence(fee, said)
    marks = [at for at in range(fee.end, said.start) if reading.words[at] in _MARKS]
    replies = bool(marks) and reading.ends_asking(fee) and said.start - marks[-1] <= _REPLY
    return replies and not reading.is_question(said)


def _is_denied(reading: Reading, fee: Mention, said: Mention) -> bool:
    """Whether a negation stands right beside the verdict, right before the sum or at the end."""
    for no in reading.all("negation", "absence"):
        if any(one.start <= no.start < one.end for term, _ in _VERDICTS for one in reading.all(term)):
            continue
        if not reading.same_clause(no, said):
            continue
        if 0 <= said.start - no.end <= 1 or 0 <= no.start - said.end <= 1 or no.end == fee.start:
            return True
        if reading.ends_clause(no) and no.start >= said.end:
            return True
    return False


def _is_worded(reading: Reading, mention: Mention) -> bool:
    """Whether the words of `mention` hold the negation themselves."""
    return any(mention.start <= no.start < mention.end for no in reading.all("negation", "absence"))
