"""Whether the provider or the maker was asked (P7).

`FactExtractor` calls `vendor_contacted`. A vendor is named by a word such as "provider", by the name of a provider or
of a maker of phones, or by any name beside "support" ("Vodafone support").
"""

from __future__ import annotations

from bot.understanding.facts.claims import exchanges, firms
from bot.understanding.facts.claims.blame import is_ours, is_passed_on, letter_sent
from bot.understanding.facts.claims.them import ASKED, FIRMS, denied_behind, has_evidence, told_of_them
from bot.understanding.facts.validity.pairs import pairs
from bot.understanding.facts.validity.scopes import of_stranger
from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.reading import BESIDE, Reading
from bot.understanding.facts.words.topics import answered

_ELLIPTIC = 5  # words of a clause that goes on about the vendor without naming it ("..., not contacted them yet")


def vendor_contacted(reading: Reading) -> bool | None:
    """Whether the maker or the provider was asked; what is planned for later has not happened.

    The bare intention to ask says nothing; a provider that says something has been asked.
    """
    found = firms.noted(reading)
    for firm in found:
        reading.note("vendor", firm.start, firm.end)
    at = {firm.start for firm in found}
    if _is_taken_back(reading) or exchanges.told_nothing(reading):
        return False
    if exchanges.advised(reading):
        return True
    if _is_unreached(reading):
        return False
    if (spoken := told_of_them(reading)) is not None:
        return spoken
    for vendor, contact in pairs(reading, "vendor", *ASKED):
        inside = contact.start in range(vendor.start, vendor.end)  # "their hotline"
        if inside or of_stranger(reading, vendor) or _means_other(reading, contact):
            continue
        apart = not reading.same_clause(vendor, contact)
        if apart and (vendor.start in at or len(reading.clause(contact)) > _ELLIPTIC):
            continue
        if apart and reading.in_clause(contact, "callers"):
            continue  # "the trunk says 486 although nobody is on the phone"
        if _is_plugged(reading, vendor, contact) or _is_joint(reading, vendor, contact):
            continue
        if reading.denied(vendor, contact, before=max(vendor.start, contact.start)) or denied_behind(reading, contact):
            return False
        if not reading.in_clause(contact, "pending"):
            return True
    if is_passed_on(reading) or letter_sent(reading):
        return True
    for technicians in reading.all("desk"):
        joint = reading.in_clause(technicians, "with_us") and not reading.in_clause(technicians, "wants", "arranges")
        theirs = any(vendor.gap(technicians) <= 2 for vendor in reading.all("vendor"))
        if joint and theirs and not reading.is_question(technicians) and not reading.denied(technicians):
            return True
    if has_evidence(reading):
        return True
    if (did := _answer_to_own_question(reading)) is not None:
        return did
    for vendor in reading.all("vendor"):
        if (asked := answered(reading, vendor)) is not None:
            return asked
    for vendor, done in pairs(reading, "vendor", "contact_done"):
        if vendor.end <= done.start and not reading.denied(vendor, done):
            return True
    for vendor, says in pairs(reading, "vendor", "says"):
        if (
            vendor.end <= says.start
            and reading.same_clause(vendor, says)
            and not any(vendor.end <= one.start <= says.start for one in reading.all("condition", "other_service"))
            and vendor.gap(says) <= BESIDE
            and not firms.reports_code(reading, says, vendor)
            and not any(0 <= book.start - says.end <= 2 for book in reading.all("manual"))  # "as the guide says"
            and not reading.denied(vendor, says, before=says.start)
        ):
            return True
    for vendor, refuses in pairs(reading, "vendor", "refuses"):
        if vendor.start in at and 0 <= refuses.start - vendor.end <= 2 and reading.same_clause(vendor, refuses):
            return True
    for source in reading.all("according"):
        if any(-1 <= vendor.start - source.end <= 2 or vendor.end == source.start for vendor in reading.all("vendor")):
            return True
    for _, contact in pairs(reading, "vendor", "will_contact"):
        if reading.in_sentence(contact, "later"):
            return False
    for vendor, contact in pairs(reading, "vendor", "will_contact"):  # "we didn't think of asking the maker"
        if vendor.gap(contact) <= 1 and reading.denied(vendor, contact, before=contact.end + 2):
            return False
    return None


def _is_taken_back(reading: Reading) -> bool:
    """Whether it turned out that nobody asked: "we wrote to Zoho, no, in the end nobody contacted them"."""
    return any(
        reading.in_clause(contact, "in_the_end")
        and reading.denied(contact, before=contact.start)
        and not reading.is_question(contact)
        and any(reading.clauses[firm.start] <= reading.clauses[contact.start] for firm in reading.all(*FIRMS))
        for contact in reading.all(*ASKED)
    )


def _is_unreached(reading: Reading) -> bool:
    """Whether their hotline was not reached so far: "hotline jamais jointe pour l'instant"."""
    return any(
        reading.same_clause(desk, reached)
        and reading.in_clause(desk, *FIRMS)
        and reading.denied(reached)
        and not reading.is_question(reached)
        for desk in reading.all("desk")
        for reached in reading.all("reached_them")
    )


def _means_other(reading: Reading, contact: Mention) -> bool:
    """Whether they only wanted to sell something, or a template was written, not a letter."""
    if reading.in_sentence(contact, "sells") or is_ours(reading, contact):
        return True
    worded = any(contact.start == edited.start for edited in reading.all("edited"))
    return worded and reading.in_clause(contact, "template_word")


def _is_joint(reading: Reading, vendor: Mention, contact: Mention) -> bool:
    """Whether a joint call is asked for: it stands between the two."""
    first, last = sorted((vendor, contact), key=lambda one: one.start)
    return any(first.end <= call.start and call.end <= last.start for call in reading.all("conference"))


def _answer_to_own_question(reading: Reading) -> bool | None:
    """What a short sentence says after a question about the vendor: "should we ask the carrier? we haven't"."""
    for vendor in reading.all("vendor"):
        meant = reading.in_sentence(vendor, "contact", "will_contact", "pending")
        if not meant or not reading.is_question(vendor) or not (answer := reading.answer_after(vendor)):
            continue
        if any(no.start in answer for no in reading.all("negation", "no")):
            return False
        if any(yes.start == answer[0] for yes in reading.all("yes")):
            return True
    return None


def _is_plugged(reading: Reading, vendor: Mention, contact: Mention) -> bool:
    """Whether a phone was connected, not a firm called: "liguei o telefone no modem da operadora"."""
    return any(
        0 <= part.start - contact.end <= 1 and part.end < vendor.start
        for part in reading.all("phone_word", "network")
        if not any(part.start in range(firm.start, firm.end) for firm in reading.all("vendor", "maker_name"))
    )
