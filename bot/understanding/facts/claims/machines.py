"""Whether the machine is as strong as recommended (P8) and set up as the manuals say (P2)."""

from __future__ import annotations

from bot.understanding.facts.validity.pairs import pairs
from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.reading import BESIDE, Reading

_REACH = 6  # words between a comparison and what is compared
_HALF = 8  # words between the manual and how far it was followed
_CLAUSE = 10  # words between the manual and the part of it that was left out


def hardware_meets_minimum(reading: Reading) -> bool | None:
    """Whether the machine is as strong as recommended (P8)."""
    if (compared := _compared(reading)) is not None:
        return compared
    for _, weaker in pairs(reading, "hardware", "short_of"):
        if not reading.beside(weaker, "manual"):
            return None if reading.negated(weaker) else False
    if any(_is_below(reading, below) for below in reading.all("short_of")):
        return False
    for hardware, meets in pairs(reading, "hardware", "meets"):
        is_setup = any(meets.start == other.start for other in reading.all("configured"))
        if not (is_setup and reading.beside(meets, "manual")):  # "configuration conforme au manuel"
            return not reading.denied(hardware, meets)
    return None


def configured_per_manual(reading: Reading) -> bool | None:
    """Whether the installation follows the manuals (P2)."""
    if any(_is_half_done(reading, manual) for manual in reading.all("manual")):
        return False
    if _is_own_way(reading) or _is_unread(reading):
        return False
    for deviates, _ in pairs(reading, "deviates", "manual"):
        return reading.denied(deviates, before=deviates.start)
    for to_the_letter, manual in pairs(reading, "by_letter", "manual"):
        if to_the_letter.gap(manual) <= BESIDE and not _leaves_out(reading, manual):
            return not reading.denied(to_the_letter, before=to_the_letter.start) or None
    for configured, manual in pairs(reading, "configured", "manual"):
        if _leaves_out(reading, manual):
            return False
        return not reading.denied(configured, manual)
    for by_eye, _ in pairs(reading, "by_eye", "put_up"):
        if reading.has("instance", "maker") and not reading.in_sentence(by_eye, "phone_word", "template_word"):
            return reading.denied(by_eye, before=by_eye.start)
    return None


def _is_own_way(reading: Reading) -> bool:
    """Whether it was done in a way of one's own, with the manual named before: "by the manual? no, I did it my way"."""
    return any(
        manual.end <= way.start
        and (reading.same_sentence(manual, way) or reading.near_sentence(manual, way))
        and not any(no.end == way.start for no in reading.all("negation"))
        for manual in reading.all("manual")
        for way in reading.all("own_way")
    )


def _is_unread(reading: Reading) -> bool:
    """Whether nobody looked at the vendor's manual: "we did not read your docs, I admit"."""
    return any(
        looked.gap(manual) <= BESIDE
        and reading.same_clause(looked, manual)
        and reading.negated(looked)
        and not (reading.is_question(manual) or reading.in_clause(manual, "left_out", "condition"))
        for manual in reading.all("manual")
        for looked in reading.all("looked_at")
        if max(looked.end, manual.end) >= reading.clause(manual)[-1] - 2
    )


def _compared(reading: Reading) -> bool | None:
    """What is demanded of a machine and how much of it there is: "half the RAM you ask for", "twice what you want"."""
    for demanded in reading.all("demanded"):
        apart = reading.is_asked(demanded) or reading.in_sentence(demanded, "uncertain", "currency", "fee")
        if apart or not _is_of_machine(reading, demanded):
            continue
        for term, meets in (("fraction", False), ("multiple", True)):
            for measure in reading.all(term):
                follows = 0 <= demanded.start - measure.end <= _REACH and reading.same_sentence(measure, demanded)
                if follows:
                    return meets is not reading.denied(measure, before=measure.start)
    return None


def _is_below(reading: Reading, below: Mention) -> bool:
    """Whether parts told before are below the minimum, whatever stands between: "1 core, yes, I know, below it"."""
    if below.end - below.start == 1 or reading.is_question(below) or reading.denied(below, before=below.start):
        return False
    parts = [one for one in reading.all("hardware") if one.end <= below.start and reading.same_sentence(one, below)]
    return bool(parts) and not reading.in_clause(below, "manual", "condition", "uncertain")


def _is_of_machine(reading: Reading, demanded: Mention) -> bool:
    """Whether a machine or a part of one is spoken of in that sentence or the one before."""
    return any(
        reading.same_sentence(one, demanded) or reading.near_sentence(one, demanded)
        for one in reading.all("hardware", "machine_word")
    )


def _is_half_done(reading: Reading, manual: Mention) -> bool:
    """Whether it was followed in part only: "el manual lo hicimos a medias", "skipped the part on permissions"."""
    if reading.is_question(manual):
        return False
    done = reading.in_clause(manual, "configured", "by_letter", "put_up", "set_up")
    half = any(
        reading.same_clause(half, manual) and half.gap(manual) <= _HALF and (done or half.start >= manual.end)
        for half in reading.all("halfway")
    )
    return half or any(
        0 <= part.start - skipped.end <= BESIDE and reading.same_clause(skipped, part)
        for skipped in reading.all("skipped_it")
        for part in reading.all("left_out")
        if reading.same_sentence(skipped, manual) and skipped.start >= manual.end
    )


def _leaves_out(reading: Reading, manual: Mention) -> bool:
    """Whether a part of the manual was not followed: "by the book, except for the chapter on certificates"."""
    return any(
        0 <= part.start - outside.end <= 2 and 0 <= outside.start - manual.end <= _CLAUSE
        for outside in reading.all("except", "but")
        for part in reading.all("left_out")
    )
