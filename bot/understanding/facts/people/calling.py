"""A phone call in free words: "someone on the line, now", "a person, ideally by phone", "log on and ring me then".

`requests` calls `calls`, `calls_added` and `calls_before`.
"""

from __future__ import annotations

from collections.abc import Collection

from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.reading import BESIDE, Reading

_SOMEBODY = ("anybody", "somebody_there", "desk_people", "desk_self")
_OTHERS = ("vendor", "callers", "conference", "with_us", "maker_name", "users")
_NEAR = 2  # words between a verb and what it gives, or between "and then" and what follows


def calls(reading: Reading) -> list[Mention]:
    """Calls that are asked for in whatever order of words."""
    return [*_own_calls(reading), *_by_phone(reading), *_rings(reading), *_callbacks(reading), *_told(reading)]


def _own_calls(reading: Reading) -> list[Mention]:
    """Verbs of calling with "please" and the writer in one clause: "könnt ihr mich dazu bitte anrufen"."""
    return [
        call
        for call in reading.all("call_verb")
        for me in reading.all("me_us")
        if reading.same_clause(me, call)
        and me.gap(call) <= 2 * BESIDE
        and any(reading.same_clause(ask, call) and ask.start <= call.start for ask in reading.all("please"))
        and not reading.in_clause(call, *_OTHERS[:-1], "phone_word", "condition")
        and not reading.negated(call)
        and not any(me.start == cause.end for cause in reading.all("on_behalf"))  # "call them for us"
    ]


def _by_phone(reading: Reading) -> list[Mention]:
    """ "By phone" and "on the line" beside a person who is asked for, or as the way that is liked best."""
    return [
        way
        for way in reading.all("by_phone")
        if not (reading.negated(way) or reading.asks(way) or reading.in_clause(way, *_OTHERS))
        and (_is_of_person(reading, way) or _is_preferred(reading, way))
    ]


def _is_of_person(reading: Reading, way: Mention) -> bool:
    """Whether a person is asked for shortly before or behind: "need someone on the line", "a human, by phone"."""
    if any(
        one.gap(way) <= BESIDE and reading.same_sentence(one, way) and not reading.negated(one)
        for one in reading.all("request.human")
    ):
        return reading.in_sentence(way, "wants", "please", "wishes")
    return any(
        one.gap(way) <= 1
        and reading.same_clause(one, way)
        and any(want.start <= one.start and reading.same_clause(want, one) for want in reading.all("wants", "please"))
        for one in reading.all(*_SOMEBODY)
    )


def _is_preferred(reading: Reading, way: Mention) -> bool:
    return any(one.gap(way) <= 1 and reading.same_clause(one, way) for one in reading.all("preferably"))


def _rings(reading: Reading) -> list[Mention]:
    """What is to be given to the writer: "give me a bell", "κάντε μου ένα call"."""
    return [
        giving
        for giving in reading.all("gives_me")
        for ring in reading.all("a_ring")
        if 0 <= ring.start - giving.end <= _NEAR
        and reading.same_clause(giving, ring)
        and not (reading.negated(giving) or reading.asks(giving))
    ]


def _callbacks(reading: Reading) -> list[Mention]:
    """Calls back as a noun that is wanted or urgent: "brauche dringend Rückruf", "rappel urgent svp"."""
    return [
        call
        for call in reading.all("callback")
        if _is_wanted(reading, call)
        and _is_whole(reading, call)
        and not (reading.negated(call) or reading.is_question(call) or reading.in_clause(call, *_OTHERS, "condition"))
        and not any(call.start < one.end and one.start < call.end for one in reading.all("product."))
    ]


def _is_wanted(reading: Reading, call: Mention) -> bool:
    """Whether a word of wanting stands shortly before a call, or one of haste beside one that opens its clause."""
    urgent = reading.all("urgently", "please")
    small = reading.under("article", "urgently", "filler")
    opening = small.issuperset(at for at in reading.clause(call) if at < call.start)
    if opening and any(one.gap(call) <= 1 and reading.same_clause(one, call) for one in urgent):
        return True
    return any(
        0 <= call.start - want.end <= _NEAR + 1
        and reading.same_clause(want, call)
        and (call.start == want.end or any(at in small for at in range(want.end, call.start)))
        for want in reading.all("wants")
    )


def _is_whole(reading: Reading, call: Mention) -> bool:
    """Whether nothing follows of which the call is only the name: "the callback button" is none."""
    follows = (
        "urgently",
        "please",
        "later",
        "now",
        "upon",
        "by_phone",
        "when_done",
        "before_number",
        "me_us",
        "locative",
    )
    return (
        reading.ends_clause(call)
        or reading.words[call.end] in reading.lexicon.joiners
        or any(one.start == call.end for one in reading.all(*follows))
    )


def _told(reading: Reading) -> list[Mention]:
    """Verbs of calling beside "please" that are all of what the desk is told: "bitte anrufen und dann ..."."""
    return [
        call
        for call in reading.all("call_verb")
        if any(one.gap(call) == 0 and _opens(reading, one, call) for one in reading.all("please"))
        and (
            reading.ends_clause(call)
            or reading.words[call.end] in reading.lexicon.joiners
            or any(one.start == call.end for one in reading.all("then", "urgently", "later", "now"))
        )
        and not (reading.negated(call) or reading.is_question(call) or reading.in_clause(call, *_OTHERS, "condition"))
    ]


def _opens(reading: Reading, one: Mention, other: Mention) -> bool:
    """Whether the earlier of two opens its clause."""
    return min(one.start, other.start) == reading.clause(one)[0]


def calls_added(reading: Reading, wishes: Collection[Mention]) -> list[Mention]:
    """Calls that follow another wish with "and" or "then": "somebody logs on and calls me", "... and a callback"."""
    return [
        call
        for call in reading.all("call_verb", "a_ring")
        if any(wish.end <= call.start and reading.near_sentence(wish, call) for wish in wishes)
        and _is_joined(reading, call)
        and not (reading.negated(call) or reading.in_clause(call, "vendor", "callers", "maker_name"))
        and not any(call.end <= one.start and reading.same_clause(one, call) for one in reading.all("fault_verb"))
    ]


def calls_before(reading: Reading, wishes: Collection[Mention]) -> list[Mention]:
    """Calls that are to come before another wish: "first a phone call, then you may remote in"."""
    return [
        call
        for call in reading.all("call_verb", "a_ring", "callback", "by_phone")
        if comes_first(reading, call)
        and any(call.end <= wish.start and reading.near_sentence(call, wish) for wish in wishes)
        and not (
            reading.negated(call) or reading.in_clause(call, "vendor", "callers", "maker_name", "users", "phone_word")
        )
    ]


def comes_first(reading: Reading, call: Mention) -> bool:
    """Whether "first" leads to a call that is asked for or is all that its clause says: "first a phone call, ..."."""
    led = any(
        0 <= call.start - first.end <= _NEAR and reading.same_clause(first, call)
        for first in reading.all("first_of_all")
    )
    return led and (reading.ends_clause(call) or reading.in_clause(call, "please", "wants", "me_us"))


def _is_joined(reading: Reading, call: Mention) -> bool:
    """Whether "and" or "then" leads to the call and nobody but the writer is called."""
    leads = [at + 1 for at in range(call.start) if reading.words[at] in reading.lexicon.joiners]
    leads += [one.end for one in reading.all("then")]
    near = [
        at for at in leads if 0 <= call.start - at <= _NEAR + 1 and reading.sentences[at] == _sentence(reading, call)
    ]
    if not near:
        return False
    mine = any(me.gap(call) <= 1 and reading.same_clause(me, call) for me in reading.all("me_us"))
    return mine or reading.ends_clause(call) or any(one.start == call.end for one in reading.all("upon"))


def _sentence(reading: Reading, call: Mention) -> int:
    return reading.sentences[call.start]
