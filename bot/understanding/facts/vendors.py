"""Whether the provider or the maker was asked (P7).

`FactExtractor` calls `vendor_contacted`. A vendor is named by a word such as "provider", by the name of a provider or
of a maker of phones, or by any name beside "support" ("Vodafone support").
"""

from __future__ import annotations

import re

from bot.understanding.facts.mentions import Mention
from bot.understanding.facts.pairs import pairs
from bot.understanding.facts.reading import BESIDE, Reading
from bot.understanding.facts.scopes import of_stranger
from bot.understanding.facts.topics import answered
from bot.understanding.normal import spelled

_NAME = re.compile(r"(?<![.!?])(?<!^)\b[^\W\d_a-zа-яα-ω][\w&]{2,}")
_ELLIPTIC = 5  # words of a clause that goes on about the vendor without naming it ("..., not contacted them yet")
_CODE = 3  # figures of a SIP code
_PRONOUN = 3  # words between "them" and what was done
_REACH = 3  # words between "support" and the name of the firm


def vendor_contacted(reading: Reading) -> bool | None:
    """Whether the maker or the provider was asked; what is planned for later has not happened.

    The bare intention to ask says nothing; a provider that says something has been asked.
    """
    noted = [*_desks(reading), *_asked_makers(reading)]
    for firm in noted:
        reading.note("vendor", firm.start, firm.end)
    at = {firm.start for firm in noted}
    if (spoken := _spoken_with_them(reading)) is not None:
        return spoken
    for vendor, contact in pairs(reading, "vendor", "contact"):
        if of_stranger(reading, vendor):
            continue
        apart = not reading.same_clause(vendor, contact)
        if apart and (vendor.start in at or len(reading.clause(contact)) > _ELLIPTIC):
            continue
        if apart and reading.in_clause(contact, "callers"):
            continue  # "the trunk says 486 although nobody is on the phone"
        if _is_plugged(reading, vendor, contact) or _is_joint(reading, vendor, contact):
            continue
        if reading.denied(vendor, contact, before=max(vendor.start, contact.start)) or _denied_behind(reading, contact):
            return False
        if not reading.in_clause(contact, "pending"):
            return True
    for technicians in reading.all("desk"):
        joint = reading.in_clause(technicians, "with_us")
        theirs = any(vendor.gap(technicians) <= 2 for vendor in reading.all("vendor"))
        if joint and theirs and not reading.is_question(technicians) and not reading.denied(technicians):
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
            and not _reports_code(reading, says, vendor)
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


def _spoken_with_them(reading: Reading) -> bool | None:
    """What is said of "them", a firm that was named before: "Gamma gives 403, haven't called them yet"."""
    named = [one.end for one in reading.all("vendor", "maker_name") if not reading.is_question(one)]
    for them in reading.all("them"):
        for contact in reading.all("contact"):
            if not reading.same_clause(them, contact) or them.gap(contact) > _PRONOUN:
                continue
            if reading.is_question(contact) or not any(end <= min(them.start, contact.start) for end in named):
                continue
            if reading.denied(them, contact, before=max(them.start, contact.start)) or _denied_behind(reading, contact):
                return False
            if not any(
                reading.same_clause(other, contact) and other.start <= contact.start
                for other in reading.all("pending", "callers", "condition")
            ):
                return True
    return None


def _denied_behind(reading: Reading, contact: Mention) -> bool:
    """Whether what opens the clause is denied at its end ("angerufen haben wir dort noch nicht")."""
    if any(0 <= no.start - contact.end <= 1 and reading.same_clause(no, contact) for no in reading.all("negation")):
        return True  # "заявку не оставляли"
    further = any(reading.words[at] in reading.lexicon.joiners for at in reading.clause(contact))
    return reading.clause(contact)[0] == contact.start and reading.denied_at_end(contact) and not further


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


def _reports_code(reading: Reading, says: Mention, vendor: Mention | None = None) -> bool:
    """A trunk that reports 403 is no provider that was asked, nor is "the Gamma trunk" that answers with one."""
    after = [reading.words[at] for at in reading.clause(says) if at >= says.end]
    line = vendor is not None and any(vendor.end <= one.start < says.start for one in reading.all("trunk_word"))
    acts = any(act.start == says.start for act in reading.all("trunk_acts"))
    coded = acts and any(word.isdecimal() and len(word) == _CODE for word in after)
    return coded or any(word.isdecimal() for word in (after if line else after[:2]))


def _asked_makers(reading: Reading) -> list[Mention]:
    """Makers of phones that are spoken with or speak; "the Yealink says 403" is about a phone."""
    found = []
    for maker in reading.all("maker_name"):
        after = [other for other in reading.all("phone_word") if other.start == maker.end]
        if after or any(word.isdecimal() for word in reading.words[maker.end : maker.end + 1]):
            continue
        spoken_with = any(0 <= maker.start - contact.end <= 1 for contact in reading.all("contact"))
        answered = any(0 <= contact.start - maker.end <= 2 for contact in reading.all("contact_done"))
        speaks = any(
            0 <= says.start - maker.end <= 1 and not _reports_code(reading, says) for says in reading.all("speaks")
        )
        if spoken_with or answered or speaks:
            found.append(maker)
    return found


def _desks(reading: Reading) -> list[Mention]:
    """Support desks of a firm that is named beside them."""
    desks = reading.all("desk")
    if not desks:
        return []
    names = {spelled(match.group(), reading.lexicon.language) for match in _NAME.finditer(reading.text)}
    named = {at for at, word in enumerate(reading.typed) if word in names and not reading.lexicon.lists(word)}
    named |= {at for one in reading.all("vendor", "maker_name") for at in range(one.start, one.end)}
    return [
        desk
        for desk in desks
        if desk.start - 1 - (reading.words[desk.start - 1] == "'s") in named
        or any(at in named and reading.same_clause(desk, Mention("name", at, at + 1)) for at in _after(desk, reading))
    ]


def _after(desk: Mention, reading: Reading) -> range:
    return range(desk.end, min(desk.end + _REACH, len(reading.words)))
