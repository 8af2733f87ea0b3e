"""Whether remote phones are connected over STUN."""

from __future__ import annotations

from bot.understanding.facts.validity.stated import asks_support
from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.reading import Reading
from bot.understanding.facts.words.topics import answered


def uses_stun(reading: Reading) -> bool | None:
    """STUN is in use where somebody uses it or a phone is named beside it; the bare word says nothing."""
    for mention in reading.all("stun"):
        if asks_support(reading, mention):
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
