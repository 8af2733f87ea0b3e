"""What was said between the writer and a firm: "their chat told me to restart", "nothing said to snom yet".

`vendors` calls these.
"""

from __future__ import annotations

from bot.understanding.facts.claims.them import FIRMS
from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.reading import Reading

_NEAR = 3  # words between who speaks and the verb, or between "rang" and the firm
_TOWARDS = ("toward", "upon")


def advised(reading: Reading) -> bool:
    """Whether a firm said what to do: by "their chat", or as those who were rung up ("rang X and they said ...")."""
    chats = [chat for chat in reading.all("their_chat") if any(one.end <= chat.start for one in reading.all(*FIRMS))]
    return any(_speaks(reading, chat, says) for chat in chats for says in reading.all("advises", "says")) or any(
        _is_rung(reading, contact) for contact in reading.all("contact")
    )


def told_nothing(reading: Reading) -> bool:
    """Whether the firm was told nothing: "snom haben wir noch nichts gesagt", not "snom hat uns nichts gesagt"."""
    return any(
        reading.same_clause(firm, tells)
        and any(_denies(reading, no, tells) for no in reading.all("negation"))
        and not (reading.is_question(tells) or reading.in_clause(tells, "me_us", "callers", "condition"))
        and _is_to_firm(reading, firm, tells)
        for firm in reading.all("vendor", "maker_name")
        for tells in reading.all("tells")
    )


def _denies(reading: Reading, no: Mention, tells: Mention) -> bool:
    before = no.start < tells.start
    return reading.same_clause(no, tells) and (before or 0 <= no.start - tells.end <= 1)


def _speaks(reading: Reading, chat: Mention, says: Mention) -> bool:
    asked = reading.is_question(says) or reading.in_clause(says, "condition", "uncertain")
    return 0 <= says.start - chat.end <= _NEAR and reading.same_clause(chat, says) and not asked


def _is_rung(reading: Reading, contact: Mention) -> bool:
    """Whether a firm, if only by a name that no list knows, follows, and behind "and" what "they" said."""
    names = reading.under(*FIRMS)
    for says in reading.all("advises"):
        between = range(contact.end, says.start)
        turn = next((at for at in between if reading.words[at] in reading.lexicon.joiners), None)
        if turn is None or turn - contact.end > _NEAR or says.start - turn > _NEAR:
            continue
        named = any(
            0 <= contact.start - one.end <= 2 and reading.same_clause(one, contact) for one in reading.all(*FIRMS)
        )
        named = named or any(
            at in names or not reading.lexicon.lists(reading.words[at]) for at in range(contact.end, turn)
        )
        other = reading.in_sentence(contact, "condition", "uncertain", "pending") or reading.denied(contact)
        people = any(
            contact.end <= one.start < says.start for one in reading.all("callers", "users", "maker", "partner")
        )
        if named and not other and not people and reading.same_sentence(contact, says):
            return not reading.is_question(says)
    return False


def _is_to_firm(reading: Reading, firm: Mention, tells: Mention) -> bool:
    """Whether the writer is who speaks, or "to" leads to the firm."""
    led = any(0 <= firm.start - to.end <= 1 and reading.same_clause(to, firm) for to in reading.all(*_TOWARDS))
    return led or any(
        reading.same_clause(own, tells) and own.start not in range(firm.start, firm.end)
        for own in reading.all("own_voice")
    )
