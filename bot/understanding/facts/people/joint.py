"""Calls together with a firm: "a conference with Gamma", "the three of us on one line", "can you ring Gamma for us".

`requests` calls `joint_calls`.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.reading import Reading

_FIRM = "firm"
_FIRM_WORDS = 4  # words of the name of a firm: "with the people of BT"
_OWN = ("one_line", "three_way", "conference", "call_verb", "a_ring", "callback")  # words that mean the call itself
_CALLED = ("call_verb", "conference", "one_line", "three_way", "together", "request.phone_support")


def firms(reading: Reading) -> list[Mention]:
    """Vendors, and "them" behind a vendor that was named."""
    named = reading.all("vendor")
    return named + [them for them in reading.all("them") if any(one.end <= them.start for one in named)]


def joint_calls(reading: Reading) -> list[Mention]:
    """The words with which a call together with a firm is asked for."""
    logged = reading.under("contact")
    calls = [call for call in reading.all("conference") if call.start not in logged]  # "we logged a call with them"
    calls = [
        call for call in calls if not any(map(str.isdecimal, reading.words[call.end : call.end + 1]))
    ]  # "with 503"
    with_firm = [call for call in calls if any(reading.same_clause(firm, call) for firm in firms(reading))]
    return [
        *with_firm,
        *(call for call in reading.all("three_way", "one_line") if _is_wanted(reading, call)),
        *_of_all_three(reading),
        *_with_us_and(reading),
        *_sent_to_firm(reading),
    ]


def _is_wanted(reading: Reading, call: Mention) -> bool:
    """Whether a call of three is asked for or a firm is named for it; "the three-way call drops" is a fault."""
    if reading.negated(call) or reading.asks(call) or _fails(reading, call):
        return False
    if call.term == "three_way" and reading.in_sentence(call, "arranges") and not reading.in_clause(call, "users"):
        joint = reading.in_sentence(call, "one_line", "conference", "them_word", "vendor", "maker_name")
        if joint or reading.ends_asking(call):
            return True
    desk = reading.in_sentence(call, "desk_people", "desk_self")
    if reading.in_clause(call, "callers") and not desk:
        return False
    if call.term == "three_way" and reading.ends_asking(call) and _may_we(reading, call):
        return True  # "can we all three get on one call?"
    if any(reading.same_sentence(firm, call) for firm in firms(reading)):
        return call.term != "one_line" or desk or reading.in_sentence(call, "please", "wants", "wishes", "me_us")
    if call.term == "one_line":
        return desk or reading.in_sentence(call, "maker_name")
    return reading.in_sentence(call, "please", "wants", "wishes")


def _may_we(reading: Reading, call: Mention) -> bool:
    """Whether the writer asks whether the three may talk, not what a program can do."""
    return reading.in_clause(call, "can_we") and not reading.in_clause(call, "client_side", "phone_word")


def _fails(reading: Reading, call: Mention) -> bool:
    """Whether the clause says that something fails, in other words than those of the call ("ligação")."""
    own = {at for one in reading.all(*_OWN) for at in range(one.start, one.end)}
    return any(verb.start not in own and reading.same_clause(verb, call) for verb in reading.all("fault_verb"))


def _of_all_three(reading: Reading) -> list[Mention]:
    """Lists of the desk, the writer and a firm beside a word of calling: "you, our provider and me on the phone"."""
    parties = sorted(
        [
            *((one, "desk") for one in reading.all("desk_self", "desk_people")),
            *((one, "own") for one in reading.all("me_us", "self_word")),
            *((one, _FIRM) for one in [*reading.all("vendor", "maker_name", "them", "them_word")]),
        ],
        key=lambda party: (party[0].start, -party[0].end),
    )
    runs: list[list[tuple[Mention, str]]] = [parties[:1]]
    for before, after in pairwise(parties):
        if after[0].start < before[0].end or _is_listed(reading, before[0], after[0]):
            runs[-1].append(after)
        else:
            runs.append([after])
    return [
        run[0][0]
        for run in runs
        if len({party for _, party in run}) == 3
        and reading.in_sentence(run[0][0], *_CALLED)
        and not (reading.asks(run[0][0]) or reading.in_sentence(run[0][0], "fault_verb"))
    ]


def _with_us_and(reading: Reading) -> list[Mention]:
    """The desk is asked onto a line "with us and Telekom" or "with BT and us", whether the firm is known or not."""
    leads = {one.end for one in reading.all("along_with")}
    ours = [Mention("self_word", one.start, one.end) for one in reading.all("self_word", "me_us", "with_us")]
    found = []
    for us in ours:
        behind, before = reading.words[us.end : us.end + 1], reading.words[us.start - 1 : us.start]
        and_firm = us.start in leads or reading.under("with_us").issuperset(range(us.start, us.end))
        listed = (and_firm and _is_joiner(reading, behind)) or (
            _is_joiner(reading, before) and any(1 <= us.start - 1 - lead <= _FIRM_WORDS for lead in leads)
        )
        if listed and reading.in_sentence(us, *_CALLED, "call_verb", "joins_line"):
            found.append(us)
    return [
        us
        for us in found
        if not (reading.negated(us) or reading.asks(us) or reading.in_clause(us, "fault_verb", "callers", "condition"))
        and reading.in_sentence(us, "please", "wants", "wishes", "joins_line", "enter_asked", "enter", "desk_self")
    ]


def _is_joiner(reading: Reading, words: Sequence[str]) -> bool:
    return any(word in reading.lexicon.joiners for word in words)


def _is_listed(reading: Reading, before: Mention, after: Mention) -> bool:
    """Whether nothing but commas, "and", articles and "our" stands between the two parties of a list."""
    small = reading.under("article", "my_own", "ourselves")
    return reading.same_sentence(before, after) and all(
        at in small
        or reading.words[at] == ","
        or reading.words[at] in reading.lexicon.joiners
        or reading.words[at].endswith("'")  # "l'opérateur"
        for at in range(before.end, after.start)
    )


def _sent_to_firm(reading: Reading) -> list[Mention]:
    """Calls of a vendor to which "can you" leads, not of the speaker: "can you ring Gamma for us"."""
    taken = {at for firm in firms(reading) for at in range(firm.start, firm.end)}
    return [
        call
        for ask in reading.all("please")
        for call in reading.all("call_verb")
        if reading.same_clause(ask, call)
        and 0 <= call.start - ask.end <= 2
        and all(at in taken or reading.words[at] in reading.lexicon.fillers for at in range(ask.end, call.start))
        and any(firm.gap(call) <= 2 and reading.same_clause(firm, call) for firm in firms(reading))
        and not any(me.start == call.end or me.end == call.start for me in reading.all("me_us"))
    ]
