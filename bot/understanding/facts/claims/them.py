"""What is told of a maker or provider as "they": asked, answering, in possession of the traces.

`vendors` asks these. A firm has to be named before, so that "they" are not callers or colleagues.
"""

from __future__ import annotations

from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.reading import Reading

ASKED = ("contact", "contact.addressed")  # what is done to somebody who is asked
FIRMS = ("vendor", "maker_name", "program_name")
_PRONOUN = 3  # words between "them" and what was done
_HANDED = 6  # words between a firm and the traces that it has


def told_of_them(reading: Reading) -> bool | None:
    """Whether "they" were asked, answered or let somebody wait: "Gamma gives 403, haven't called them yet"."""
    for them in reading.all("them", "with_them"):
        for contact in reading.all(*ASKED):
            reach = _PRONOUN + (them.start == reading.clause(them)[0])
            if not reading.same_clause(them, contact) or them.gap(contact) > reach:
                continue
            if contact.start in range(them.start, them.end) and them.term == "them":
                continue
            if reading.is_question(contact) or not _is_named(reading, them, contact):
                continue
            first = max(them.start, contact.start)
            if reading.denied(them, contact, before=first) or denied_behind(reading, contact):
                return False
            if not any(
                reading.same_clause(other, contact) and other.start <= contact.start
                for other in reading.all("pending", "callers", "condition")
            ):
                return True
    return True if any(_are_meant(reading, said) for said in reading.all("they_say", "awaiting")) else None


def has_evidence(reading: Reading) -> bool:
    """Whether a firm has the traces, or was sent them."""
    for traces in reading.all("evidence"):
        if reading.is_question(traces) or reading.denied(traces) or reading.in_clause(traces, "pending"):
            continue
        for firm in reading.all("vendor", "them"):
            if not reading.same_clause(firm, traces) or firm.gap(traces) > _HANDED:
                continue
            kept = any(firm.end <= has.start < traces.start for has in reading.all("keeps"))
            if (kept and firm.term == "vendor") or reading.in_clause(traces, "handed"):
                return firm.term == "vendor" or _is_named(reading, firm, traces)
    return False


def denied_behind(reading: Reading, contact: Mention) -> bool:
    """Whether what opens the clause is denied at its end ("angerufen haben wir dort noch nicht")."""
    for no in reading.all("negation"):
        if 0 <= no.start - contact.end <= 1 and reading.same_clause(no, contact):
            return not _denies_answer(reading, contact, no)  # "заявку не оставляли"
    if reading.denied_last(contact) and any(has.start == contact.end for has in reading.all("perfect")):
        return True
    further = any(reading.words[at] in reading.lexicon.joiners for at in reading.clause(contact))
    return reading.clause(contact)[0] == contact.start and reading.denied_at_end(contact) and not further


def _denies_answer(reading: Reading, contact: Mention, no: Mention) -> bool:
    """Whether the negation opens what they said: "τους ρώτησα δεν έχουν βλάβη"."""
    led = any(0 <= contact.start - them.end <= 1 for them in reading.all("them"))
    after = [at for at in reading.clause(contact) if at >= no.end]
    return led and len(after) > 1 and not any(no.end <= one.start for one in reading.all(*ASKED))


def _is_named(reading: Reading, them: Mention, contact: Mention) -> bool:
    """Whether a firm is named before; "with them" may do without one where no other people are spoken of."""
    first = min(them.start, contact.start)
    if any(one.end <= first for one in reading.all(*FIRMS)):
        return True
    people = any(one.start < first for one in reading.all("callers", "users", "phone_word"))
    return them.term == "with_them" and not people


def _are_meant(reading: Reading, said: Mention) -> bool:
    """Whether "they say" is about a firm (phones "answer" too) that was named in this sentence or the one before."""
    if reading.is_asked(said) or reading.in_clause(said, "condition", "uncertain"):
        return False
    if said.term == "awaiting" and any(
        reading.words[at] in reading.codes and reading.sentences[at] == reading.sentences[said.start]
        for at in range(len(reading.words))
    ):
        return False  # "INVITE goes out, 407 comes back, then silence"
    if said.term == "awaiting" and any(0 <= firm.start - said.end <= _PRONOUN for firm in reading.all("vendor")):
        return True  # "no answer yet from the carrier"
    firms = [
        one for one in reading.all("vendor", "conference") if one.end <= said.start and reading.near_sentence(one, said)
    ]
    if not firms:
        return False
    last = firms[-1]
    return not any(last.end <= one.start < said.start for one in reading.all("callers", "users", "maker", "stranger"))
