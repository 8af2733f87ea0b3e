"""Whether the fault shows on a system hosted by 3CX, where somebody tried it (P4).

`FactExtractor` calls `reproduced_on_hosted`; the rules of hosting ask `is_trial`, because the system on which a fault
was tried is not the one that has it.
"""

from __future__ import annotations

from bot.understanding.facts.hosting.fresh import fresh_trials, outcome
from bot.understanding.facts.validity.pairs import pairs
from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.reading import BESIDE, Reading

_INSTANCE = ("instan", "istanz", "инстанс")  # "an instance hosted by 3CX", in all languages
_HOSTED = ("hosted", "hosted_by_3cx")


def is_trial(reading: Reading, hosting: Mention) -> bool:
    """Whether a word of hosting names the system on which a fault was tried, not the one in use.

    Who tries 3CX before buying has no other: "we are testing, the demo runs in your cloud".
    """
    found = reading.in_sentence(
        hosting, "reproduce", "works_there", "same", "alike", "fresh", "tested", "shows", "there", "negation"
    )
    if found and reading.beside(hosting, "test_system") and reading.in_clause(hosting, "desk_self"):
        found = reading.in_sentence(hosting, "reproduce", "works_there", "alike", "shows")  # "the demo you host"
    if reading.has("requester.evaluation") and not (found and (hosting.value in _HOSTED or hosting.term == "maker")):
        return False
    if reading.in_clause(hosting, "reproduce") or _is_fresh(reading, hosting):
        return True
    if any(reading.same_clause(test, hosting) and test.gap(hosting) <= BESIDE for test in _tests(reading, hosting)):
        return True
    if hosting.value not in _HOSTED and hosting.term != "maker":
        return False
    if any(reading.same_sentence(test, hosting) for test in _tests(reading, hosting)):
        return True
    results = reading.all("works_there", "shows", "reproduce")
    instance = any(word.startswith(_INSTANCE) for word in reading.words[max(0, hosting.start - 2) : hosting.end])
    emphatic = {one.start for one in reading.all("itself")}
    same = [one for one in reading.all("same") if one.start not in emphatic]  # not "3CX même"
    if instance and any(reading.same_sentence(hosting, one) for one in (*results, *same)):
        return True
    return reading.in_clause(hosting, "tested") and any(reading.same_sentence(hosting, one) for one in results)


def _is_fresh(reading: Reading, hosting: Mention) -> bool:
    """Whether it is said of a fresh system on which something was tried."""
    return any(
        (hosting.gap(house) == 0 or (hosting.term == "maker" and reading.same_clause(hosting, house)))
        and (
            outcome(reading, fresh) is not None
            or (fresh.term == "fresh" and reading.in_sentence(fresh, "tested", "there"))
        )
        for fresh, house in reading.once(fresh_trials)
    )


def _tests(reading: Reading, hosting: Mention) -> list[Mention]:
    """Words for a test system; "hosted instance" by itself is one where something was tried, else the one in use."""
    tried = reading.has("reproduce", "tested", "works_there", "shows", "same")
    return [
        test
        for test in reading.all("test_system")
        if tried or not (test.start < hosting.end and hosting.start < test.end)
    ]


def reproduced_on_hosted(reading: Reading) -> bool | None:
    """Whether the fault shows on a system hosted by 3CX; None where nobody says that it was tried there."""
    for fresh, _ in reading.once(fresh_trials):
        if reading.is_question(fresh) or reading.in_sentence(fresh, "uncertain"):
            continue
        if (shown := outcome(reading, fresh)) is not None:
            return shown
    for hosted, fault in pairs(reading, "hosting.", "reproduce"):
        if hosted.value in _HOSTED:
            return not (reading.denied(hosted, fault) or _fails_later(reading, fault))
    for place in _trials(reading):
        for works in reading.all("works_there"):
            if reading.same_sentence(place, works):
                return reading.denied(works)
        for shows in reading.all("shows"):
            if reading.linked(place, shows):
                return not reading.denied(place, shows)
        for same in reading.all("same"):  # "same dropouts on the NFR that 3CX hosts"
            if reading.linked(place, same):
                return not reading.denied(place, same)
    if any(_is_spared(reading, place) for place in _trials(reading)):
        return False
    for hosted, shows in pairs(reading, "hosting.", "shows"):
        if hosted.value in _HOSTED and reading.denied(hosted, shows):
            return False
    return None


def _is_spared(reading: Reading, place: Mention) -> bool:
    """Whether "not" ends a clause that names nothing but the place: "... on our VPS, on a test instance at 3CX not"."""
    ends = any(reading.ends_clause(no) and no.start >= place.end for no in _denials(reading, place))
    told = (
        "works",
        "succeeds",
        "has",
        "keeps",
        "let_in",
        "uncertain",
        "put_up",
        "set_up",
        "wants",
        "tested",
        "reproduce",
    )
    return ends and not reading.in_clause(place, *told) and not reading.opens_sentence(place)


def _denials(reading: Reading, place: Mention) -> list[Mention]:
    return [no for no in reading.all("negation") if reading.same_clause(no, place)]


def _fails_later(reading: Reading, fault: Mention) -> bool:
    """Whether the sentence goes on to deny it: "tried to reproduce it, it does not happen there"."""
    return any(
        one.start >= fault.end and reading.same_sentence(one, fault) and reading.denied(one)
        for one in reading.all("reproduce", "shows")
    )


def _trials(reading: Reading) -> list[Mention]:
    """Hosted systems on which something was tried, in sentences that neither ask nor doubt."""
    hosted = [one for one in reading.all("hosting.") if one.value in _HOSTED and is_trial(reading, one)]
    makers = [
        test
        for test in reading.all("test_system")
        if any(reading.linked(test, maker) for maker in reading.all("maker"))
    ]
    return [
        place
        for place in (*hosted, *makers)
        if not reading.is_question(place) and not reading.in_sentence(place, "uncertain")
    ]
