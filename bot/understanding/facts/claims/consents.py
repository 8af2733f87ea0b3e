"""Plain consent to paying for a case and plain refusal: "we pay the diagnosis", "not to pay anything extra".

The rule of the fee asks `said_of_case`, the reading of short answers asks `opens`.
"""

from __future__ import annotations

from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.reading import Reading

_NEAR = 5  # words between paying and what is paid for
_OPENING = 6  # words of a clause that consents and says little else
_REPLY = 5  # words of the clauses that answer the writer's own question
# Whose clause speaks of something else that is paid for, or of what was paid before.
_ELSE = ("recurring", "vendor", "licence_word", "a_licence", "pack", "paid_anyway", "uncertain", "hosts")


def said_of_case(reading: Reading) -> bool | None:
    """Whether the writer pays for the case or will not; None where he asks, must, or leaves it to somebody."""
    if reading.has("undecided"):
        return None
    for paid in reading.all("to_pay"):
        if _is_of_case(reading, paid, "on_top", "chargeable") and _is_denied(reading, paid):
            return False
    for pays in reading.all("we_pay"):
        if _is_of_case(reading, pays, "chargeable") and not _is_denied(reading, pays):
            return True
    for paid in reading.all("we_pay", "is_paid"):
        due = any(reading.linked(one, paid) and one.start != paid.start for one in reading.all("if_due"))
        if due and not reading.is_question(paid) and not reading.denied(paid):
            return True
    return _answers_himself(reading)


def opens(reading: Reading) -> bool:
    """Whether an answer opens with a short clause of consent, whatever follows: "fine. but call me today".

    Whether the consent is put off is asked of the whole answer (`answers.is_left_open`).
    """
    for said in reading.all("plain_ok"):
        clause = reading.clause(said)
        if said.start > 2 or 0 not in clause or len(clause) > _OPENING:
            continue
        named = reading.in_clause(said, "fee", "chargeable")
        asked = reading.in_clause(said, "interrogative") or (reading.is_question(said) and not named)
        doubted = reading.denied(said) or reading.in_clause(said, "uncertain")
        doubted = doubted or any(one.start >= said.end for one in reading.within(said, "condition"))
        return not (asked or doubted or _asks_for_price(reading))
    return False


def _is_of_case(reading: Reading, pays: Mention, *things: str) -> bool:
    """Whether `pays` speaks of the case or of something on top, without being asked, obliged or long settled."""
    if reading.is_question(pays) or reading.wonders(pays) or reading.in_clause(pays, "obliged"):
        return False
    own = reading.under("we_pay", "to_pay", *things)  # "forfait" is a pack as well
    if any(one.start not in own for one in reading.within(pays, *_ELSE)):
        return False
    if any(that.end == pays.start for that in reading.all("relative")):
        return pays.term == "to_pay" and _is_denied(reading, pays)
    if any(one.start < pays.start for one in reading.within(pays, "condition")):
        return False
    return any(one.gap(pays) <= _NEAR for one in reading.within(pays, *things))


def _is_denied(reading: Reading, pays: Mention) -> bool:
    """Whether a negation stands in the clause of `pays` that is no part of "without a problem"."""
    return reading.denied(pays, *reading.within(pays, "gladly", "accepts"))


def _answers_himself(reading: Reading) -> bool | None:
    """What the writer says to his own question: "you want money for it? oh well, yes"."""
    for wanted in reading.all("money_wanted"):
        marks = (
            at
            for at in range(wanted.end, min(wanted.end + _REPLY, len(reading.words)))
            if reading.words[at] in reading.asking
        )
        first = next(marks, len(reading.words)) + 1
        if reading.asks(wanted) or first >= len(reading.words):
            continue
        reply = range(first, reading.ends[reading.sentences[first]] + 1)
        words = [reading.words[at] for at in reply]
        if sum(word[0].isalnum() for word in words) > _REPLY or words[-1] in reading.asking:
            continue
        if any(said.start in reply for said in reading.all("declines", "negation", "absence", "no")):
            return None
        if any(said.start in reply for said in reading.all("yes", "plain_ok")):
            return True
    return None


def _asks_for_price(reading: Reading) -> bool:
    """Whether a question names the fee: "ok. but what does it cost?"."""
    return any(reading.is_question(fee) and fee.start > _OPENING // 2 for fee in reading.all("fee"))
