"""Who was spoken with, as told without a word for it: blame that goes back and forth, letters that were sent.

`vendors` asks these.
"""

from __future__ import annotations

from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.reading import Reading

_FIRMS = ("vendor", "maker_name", "program_name", "their_desk")
_BESIDE = 2  # words between a verb of sending and who gets it
_LETTER = 8  # words between what was sent and whom it was sent to


def is_passed_on(reading: Reading) -> bool:
    """Whether a firm and somebody else blame each other, so that both were asked: "Gamma blames you, you blame them".

    The firm is named in that sentence or beside it.
    """
    for blame in reading.all("blame_shifted"):
        if reading.is_asked(blame) or reading.in_clause(blame, "condition", "uncertain", "pending"):
            continue
        if reading.denied(blame, before=blame.start):
            continue
        if any(reading.near_sentence(firm, blame) or reading.near_sentence(blame, firm) for firm in _firms(reading)):
            return True
    return False


def letter_sent(reading: Reading) -> bool:
    """Whether something was written to a firm: "dropped their support an email", "chucked a mail at Gamma"."""
    for sent in reading.all("sends_letter"):
        if reading.is_question(sent) or reading.denied(sent) or reading.in_clause(sent, "pending", "condition"):
            continue
        if is_ours(reading, sent):
            continue
        letters = [one for one in reading.all("letter") if _reached(reading, sent, one)]
        if letters and any(_reached(reading, sent, firm) for firm in _firms(reading)):
            return True
    return False


def is_ours(reading: Reading, sent: Mention) -> bool:
    """Whether a letter came to the writer or went to 3CX: "Gamma sent us an email", "opened a ticket with you"."""
    beside = reading.beside(sent, "me_us", "desk_self", reach=_BESIDE)
    return beside and reading.in_clause(sent, "letter") and not reading.beside(sent, "their_desk")


def _firms(reading: Reading) -> list[Mention]:
    return reading.all(*_FIRMS)


def _reached(reading: Reading, sent: Mention, one: Mention) -> bool:
    return reading.same_clause(sent, one) and sent.end <= one.start <= sent.end + _LETTER
