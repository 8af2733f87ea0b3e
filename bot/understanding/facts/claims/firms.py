"""Whom a message means when it speaks of the maker or the provider.

`vendors` asks these: support desks beside a name ("Vodafone support"), "their support", the people of a firm ("the
Gamma guys"), and makers of phones or programs that are spoken with or speak.
"""

from __future__ import annotations

import re

from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.reading import Reading
from bot.understanding.normal import spelled

_NAME = re.compile(r"(?<![.!?])(?<!^)\b[^\W\d_a-zа-яα-ω][\w&]{2,}")
_CODE = 3  # figures of a SIP code
_REACH = 3  # words between "support" and the name of the firm


def noted(reading: Reading) -> list[Mention]:
    """Firms that are no provider by name but are meant as somebody to be asked."""
    return [*_desks(reading), *_asked_makers(reading), *reading.all("their_desk"), *_people(reading)]


def reports_code(reading: Reading, says: Mention, vendor: Mention | None = None) -> bool:
    """A trunk that reports 403 is no provider that was asked, nor is "the Gamma trunk" that answers with one."""
    if any(says.start < that.start <= says.end for that in reading.all("relative")):
        return False  # "SFR dit que le 603 vient de nous"
    after = [reading.words[at] for at in reading.clause(says) if at >= says.end]
    line = vendor is not None and any(vendor.end <= one.start < says.start for one in reading.all("trunk_word"))
    acts = any(act.start == says.start for act in reading.all("trunk_acts"))
    coded = acts and any(word.isdecimal() and len(word) == _CODE for word in after)
    return coded or any(word.isdecimal() for word in (after if line else after[:2]))


def _asked_makers(reading: Reading) -> list[Mention]:
    """Makers of phones or programs that are spoken with or speak; "the Yealink says 403" is about a phone."""
    found = []
    for maker in reading.all("maker_name"):
        after = [other for other in reading.all("phone_word") if other.start == maker.end]
        if after or any(word.isdecimal() for word in reading.words[maker.end : maker.end + 1]):
            continue
        spoken_with = any(0 <= maker.start - contact.end <= 1 for contact in reading.all("contact"))
        answered = any(0 <= contact.start - maker.end <= 2 for contact in reading.all("contact_done"))
        speaks = any(
            0 <= says.start - maker.end <= 1 and not reports_code(reading, says) for says in reading.all("speaks")
        )
        if spoken_with or answered or speaks or _is_object(reading, maker):
            found.append(maker)
    for maker in reading.all("maker_name", "program_name"):  # "turned to Salesforce"; a program says much by itself
        if maker not in found and any(0 <= maker.start - one.end <= 2 for one in reading.all("contact.addressed")):
            found.append(maker)
        elif maker not in found and maker.term == "program_name" and _is_told(reading, maker):
            found.append(maker)
    return found


def _is_object(reading: Reading, firm: Mention) -> bool:
    """Whether the firm opens the clause and is who was asked: "Snom hab ich angepingt", "τη Fanvil την ειδοποίησα"."""
    small = reading.under("own_voice", "self_word", "perfect", "aux", "article", "has", "ourselves")
    before = [at for at in reading.clause(firm) if at < firm.start]
    own = reading.all("own_voice", "self_word")
    return small.issuperset(before) and any(
        0 < contact.start - firm.end <= _REACH
        and reading.same_clause(firm, contact)
        and len(small.intersection(range(firm.end, contact.start))) >= max(contact.start - firm.end - 1, 1)
        and (contact.term != "contact" or any(firm.end <= me.start < contact.start for me in own))
        and not reading.denied(contact, before=contact.start)
        for contact in reading.all("contact", "contact.addressed")
    )


def _is_told(reading: Reading, program: Mention) -> bool:
    """Whether the makers of a program know of it: "Opera have been told", "we rang Bnovo themselves"."""
    told = [one for one in reading.all("contact_done") if one.end - one.start > 1 and one.start == program.end]
    themselves = any(itself.end == program.start or itself.start == program.end for itself in reading.all("itself"))
    contacts = reading.all("contact", "contact.addressed") if themselves else []
    return bool(told) or any(
        0 <= contact.start - program.end <= 1 and reading.same_clause(contact, program) for contact in contacts
    )


def _people(reading: Reading) -> list[Mention]:
    """Makers and programs whose people are spoken of: "the guys at Patton"."""
    return [
        name
        for name in reading.all("maker_name", "program_name")
        if any(0 <= name.start - people.end <= 1 for people in reading.all("people_of"))
    ]


def _desks(reading: Reading) -> list[Mention]:
    """Support desks of a firm that is named beside them."""
    desks = reading.all("desk")
    if not desks:
        return []
    names = {spelled(match.group(), reading.lexicon.language) for match in _NAME.finditer(reading.text)}
    named = {at for at, word in enumerate(reading.typed) if word in names and not reading.lexicon.lists(word)}
    named |= reading.under("vendor", "maker_name", "program_name")
    return [
        desk
        for desk in desks
        if desk.start - 1 - (reading.words[desk.start - 1] == "'s") in named
        or any(at in named and reading.same_clause(desk, Mention("name", at, at + 1)) for at in _after(desk, reading))
    ]


def _after(desk: Mention, reading: Reading) -> range:
    return range(desk.end, min(desk.end + _REACH, len(reading.words)))
