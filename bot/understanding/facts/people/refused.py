"""Wishes that are refused: "no joint call with Telnyx", "remote is out", "Fernzugriff lehnt der Chef ab".

`requests` calls `refused`.
"""

from __future__ import annotations

from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.reading import Reading

_AHEAD = 5  # words between "no need" and what is not needed
_BEHIND = 6  # words between a wish and what rules it out
_NEED = 3  # words between "need" and the negation of it
_WISHED = ("request.", "wish.", "call_verb", "conference", "three_way", "forum_word")


def refused(reading: Reading, wish: Mention) -> bool:
    """Whether the words of a wish say that it is none, or what stands beside it does."""
    return (
        _is_denied(reading, wish)
        or _is_unneeded(reading, wish)
        or _is_answered(reading, wish)
        or not _is_lacking(reading, wish)
        and (reading.negated(wish) or _is_spared(reading, wish) or _is_ruled_out(reading, wish))
    )


def _is_lacking(reading: Reading, wish: Mention) -> bool:
    """Whether "not" is of what they lack or of a condition: "I can't get into the forum", "if not, the remote"."""
    if wish.value == "forum" and reading.in_sentence(wish, "let_in"):
        return True
    return any(one.end <= wish.start for one in reading.within(wish, "condition"))


def _is_denied(reading: Reading, wish: Mention) -> bool:
    """Whether a "no" behind it ends its clause: "sesión remota no"."""
    closed = any(no.start == wish.end and reading.ends_clause(no) for no in reading.all("negation", "flat_no"))
    return closed and not reading.ends_asking(wish)


def _is_unneeded(reading: Reading, wish: Mention) -> bool:
    """Whether it is said not to be needed: "una sessione remota non ci serve", "Fernwartung wollen wir nicht"."""
    for need in reading.within(wish, "needed", "wants"):
        for no in reading.within(wish, "negation", "absence"):
            if no.gap(need) > _NEED or no.start in range(wish.start, wish.end):
                continue
            if need.term == "needed" and no.start < need.end:
                return True
            if wish.end <= need.start and need.end <= no.start and _closes(reading, wish, no):
                return True
    return False


def _closes(reading: Reading, wish: Mention, no: Mention) -> bool:
    """Whether little follows a "not" behind a wish, and no question, no other wish stands between."""
    follows = [at for at in reading.clause(no) if at >= no.end]
    asked = any(reading.words[at] in reading.asking for at in range(wish.end, no.start))
    return len(follows) <= _NEED and not asked and not _is_between(reading, no, wish, "then")


def _is_spared(reading: Reading, wish: Mention) -> bool:
    """Whether a word that spares the desk something leads to it: "no need for", "don't bother", "keep it out of"."""
    return any(
        0 <= wish.start - word.end <= _AHEAD and not _is_between(reading, word, wish)
        for word in reading.within(wish, "spares")
    )


def _is_ruled_out(reading: Reading, wish: Mention) -> bool:
    """Whether the clause rules it out, or the next one, which names no other wish: "remoto no, la policy lo vieta"."""
    return any(
        0 <= word.start - wish.end <= _BEHIND
        and not _is_between(reading, wish, word)
        and (reading.same_clause(wish, word) or _adds(reading, wish, word))
        for word in reading.all("bars_wish")
    ) or any(
        0 <= wish.start - word.end <= _NEED and not _is_between(reading, word, wish) and _leads(reading, word)
        for word in reading.within(wish, "bars_wish")
    )


def _leads(reading: Reading, word: Mention) -> bool:
    """Whether no wish stands before a word of refusing in its clause: "vietato l'accesso remoto"."""
    return not any(one.end <= word.start for one in reading.within(word, *_WISHED))


def _adds(reading: Reading, wish: Mention, word: Mention) -> bool:
    """Whether the clause of a word of refusing only adds to that of the wish, which nothing asks for."""
    return (
        reading.same_sentence(wish, word)
        and reading.linked(wish, word)
        and not reading.in_clause(word, *_WISHED, "bot_word", "machine", "fault_verb")
        and not reading.in_clause(wish, "please", "wants")
    )


def _is_answered(reading: Reading, wish: Mention) -> bool:
    """Whether "no" alone follows it as a clause: "remote access - sorry no", "zur Fernsitzung: nein"."""
    for no in reading.all("flat_no", "negation"):
        step = reading.clauses[no.start] - reading.clauses[wish.start]
        alone = all(at in range(no.start, no.end) or at in _small(reading) for at in reading.clause(no))
        if step == 1 and alone and reading.words[reading.clause(no)[0] - 1] != "?":
            if no.start - wish.end <= _BEHIND and not reading.in_clause(wish, "please", "wants"):
                return not reading.ends_asking(no)
    return False


def _small(reading: Reading) -> frozenset[int]:
    return reading.under("article", "please", "polite")


def _is_between(reading: Reading, one: Mention, other: Mention, *terms: str) -> bool:
    """Whether another wish, or a word that asks for something, stands between the two."""
    first, last = sorted((one, other), key=lambda mention: mention.start)
    return reading.between(first, last, *_WISHED, *(terms or ("please", "then")))
