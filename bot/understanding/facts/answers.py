"""What a bare answer to the open question says: the question has named the thing, the answer need not.

`FactExtractor` calls `answer` where no rule found the fact that is asked for.
"""

from __future__ import annotations

from typing import Any

from bot.understanding.facts.amounts import amounts
from bot.understanding.facts.amounts.intended import intended
from bot.understanding.facts.claims import consents
from bot.understanding.facts.claims.claims import CLAIMS
from bot.understanding.facts.hosting.indoors import is_indoors
from bot.understanding.facts.learned.tasks import AMOUNTS
from bot.understanding.facts.words import brief
from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.numbers import number, standing_numbers
from bot.understanding.facts.words.reading import Reading

_SHORT = 12  # words; in a longer answer a leading "no" may belong to the sentence
_BRIEF = 8  # words of an answer that corrects itself
_BARE = 3  # words of a clause that is hardly more than a denial
# What affirms and what denies a fact once the question has named it ("rang them", "well above", "works there").
_AFFIRMS = {
    "vendor_contacted": ("contact", "contact_done", "contact.addressed", "when_done", "awaiting", "they_say"),
    "reproduced_on_hosted": ("shows", "same", "fails", "alike"),
    "hardware_meets_minimum": ("meets", "just_enough", "multiple"),
    "custom_template": ("edited",),
    "fee_accepted": ("accepts", "fee_agreed", "pays"),
    "uses_stun": ("switched_on",),
    "third_party_software": ("program_kind", "other_software", "same_machine"),
}
_DENIES = {
    "vendor_contacted": ("put_off",),
    "reproduced_on_hosted": ("works_there", "succeeds"),
    "hardware_meets_minimum": ("short_of", "fraction"),
    "custom_template": ("standard",),
    "configured_per_manual": ("deviates", "by_eye"),
    "fee_accepted": ("declines", "fee_refused"),
    "uses_stun": ("switched_off",),
    "third_party_software": ("sole_use",),
    "network_suspected": ("excluded", "healthy"),
}
_OPENING = 4  # words of a clause that refuses and says little else
_FEE = "fee_accepted"
_TRIED = "reproduced_on_hosted"  # "yes, tried it, works fine there": the result counts, not the yes


def answer(reading: Reading, question: str) -> Any:
    """The bare answer to `question`: a number, a place, who writes, yes or no."""
    if question in CLAIMS:
        supposed = {brief.PROBABLY: True, brief.HARDLY: False}.get(
            str(brief.read(reading.text, reading.lexicon).stance)
        )
        answered = yes_or_no(reading, question) if supposed is None else supposed
        return None if answered and is_left_open(reading, question) else answered
    if question == "requester":
        said = {mention.value for mention in reading.all("requester.")} or {one.term for one in reading.all("partner")}
        return said.pop() if len(said) == 1 and not reading.has("negation") else None
    if question == "hosting":
        standing = (mention for mention in reading.all("answer.") if not reading.negated(mention))
        places = {mention.value.removeprefix("hosting_") for mention in standing}
        if not places and is_indoors(reading):
            return "on_premise"
        return places.pop() if len(places) == 1 else None
    told = number_told(reading) if question in AMOUNTS else None
    return told if told is not None and told in amounts.allowed(reading, question) else None


def yes_or_no(reading: Reading, question: str) -> bool | None:
    """The answer to `question`, the name of a fact: a leading yes or no, or what is said of the thing."""
    told = _told(reading, question)
    if question == _TRIED and told is not None:
        return told
    words = len(reading.words)
    for term, value in (("no", False), ("yes", True)):
        for mention in reading.all(term):
            followed = reading.words[mention.end : mention.end + 1]
            if term == "yes" and any(no.start == mention.end for no in reading.all("negation")):
                continue  # "да не, всё чисто"
            if _leads(reading, mention) and (words <= _SHORT or followed in ([","], ["."], ["!"])):
                return value
    denial = [mention for mention in reading.all("negation") if mention.start <= 1]
    denial += [mention for mention in reading.all("no") if reading.is_clause(mention)]
    if denial and words <= _SHORT // 2 and told is None:
        return False
    if told is None and _refuses(reading, question):
        return False
    return True if told is None and question == _FEE and consents.opens(reading) else told


def is_left_open(reading: Reading, question: str) -> bool:
    """Whether a consent to pay is left to somebody or to later, which is none ("ok, I'll think about it")."""
    return question == _FEE and reading.has("undecided")


def number_told(reading: Reading) -> int | None:
    """The one number of a short answer; of several the last one where it corrects itself, or the leading one."""
    if (to_come := intended(reading)).goals:
        return next((value for _, value in to_come.own(reading)), None)  # "32 now, in autumn we want to take 64"
    found = standing_numbers(reading)
    corrected = reading.has("correction", "now") or (reading.has("no", "negation") and len(reading.words) <= _BRIEF)
    if len(found) > 1 and corrected and not reading.has("single"):
        turn = max((word.end for word in reading.all("correction", "apology", "no")), default=len(reading.words))
        led = (read for at in range(turn, len(reading.words)) if (read := number(reading, at)))
        return next((value for value, _ in led), found[-1])  # "no, 68, two of them are deleted"
    if len(found) == 2 and _is_counted(reading, *found):
        return found[1]
    opens = number(reading, 0)
    follows = reading.words[opens[1] : opens[1] + 1] if opens else []
    counted_in = any(opens and word.start == opens[1] for word in reading.all("counted_in"))
    if len(found) > 1 and follows and (counted_in or not follows[0][0].isalnum()):
        return found[0]  # "47, the two door phones included"
    return found[0] if len(found) == 1 else None


def _is_counted(reading: Reading, about: int, exact: int) -> bool:
    """Whether a round number gives way to the one that was counted then: "eighty-odd... went and counted, 84"."""
    ends = [at for at in range(len(reading.words)) if reading.words[at][0].isalnum()]
    closes = any(number(reading, at) == (exact, ends[-1] + 1 - at) for at in ends[-2:])
    paused = any(word[0] in ".,…" for word in reading.words[: ends[-1]])
    return closes and paused and about % 10 == 0 and 0 < abs(exact - about) < 10


def _leads(reading: Reading, said: Mention) -> bool:
    """Whether nothing but fillers and "I think" stands before a yes or no."""
    carried = reading.under("suspects", "certain", "now", "own_voice")
    return said.start <= 2 and all(
        at in carried or reading.words[at] in reading.lexicon.fillers for at in range(said.start)
    )


def _told(reading: Reading, question: str) -> bool | None:
    """What is said of the thing that the question named; None where it is asked, planned, or both are said."""
    if len(reading.words) > _SHORT:
        return None
    said = set()
    verdicts = ((_AFFIRMS.get(question, ()), True), (_DENIES.get(question, ()), False))
    worded = {at for terms, _ in verdicts for one in reading.all(*terms) for at in range(one.start, one.end)}
    for terms, value in verdicts:
        for mention in reading.all(*terms):
            planned = reading.in_clause(mention, "pending") and (value or reading.in_clause(mention, "will_contact"))
            if planned or reading.is_question(mention) or reading.in_clause(mention, "uncertain", "condition"):
                continue
            stands = mention.term == "alike" or not _denied(reading, mention, worded)
            said.add(value if stands else not value)
    return said.pop() if len(said) == 1 else None


def _refuses(reading: Reading, question: str) -> bool:
    """Whether a short clause of the first sentence denies it, whatever follows: "I don't accept, the bug is yours"."""
    denials, affirmations = _DENIES.get(question, ()), _AFFIRMS.get(question, ())
    for mention in reading.all(*denials, *affirmations):
        if reading.sentences[mention.start] or len(reading.clause(mention)) > _OPENING or reading.is_question(mention):
            continue
        if reading.in_clause(mention, "pending", "uncertain", "condition"):
            continue
        if reading.denied(mention) is (mention.term in affirmations):
            return True
    return False


def _denied(reading: Reading, mention: Mention, worded: set[int]) -> bool:
    """Whether its clause denies it, or the next one, which says hardly more than that ("I call them, not yet done").

    A denial in the next clause that is itself something said ("twice, no reply yet", places in
    `worded`) denies nothing.
    """
    worded_itself = any(no.start < mention.end and mention.start < no.end for no in reading.all("negation", "absence"))
    return (not worded_itself and reading.denied(mention)) or any(
        no.start >= mention.end
        and no.start not in worded
        and not reading.same_clause(no, mention)
        and reading.linked(mention, no)
        and len(reading.clause(no)) <= _BARE
        for no in reading.all("negation", "no")
    )
