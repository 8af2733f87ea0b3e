"""Somebody of the desk is asked onto the machine in plain words: "can one of yours get on the box".

`requests` calls `asked_in`. Words of remote sessions (TeamViewer, "Fernwartung") need no rule of their own.
"""

from __future__ import annotations

from bot.understanding.facts.people.calling import comes_first
from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.reading import BESIDE, Reading

_TOWARDS = 2  # words between "on" and the machine: "on our poor server"


def asked_in(reading: Reading) -> list[Mention]:
    """The verbs, or the people, with which somebody is asked onto the machine."""
    places = _places(reading)
    acts = [
        act
        for act in reading.all("enter", "enter_asked")
        if any(_reaches(reading, act, place) for place in places)
        and (_is_asked_for(reading, act) if act.term == "enter" else _is_told(reading, act))
    ]
    people = [
        one
        for one in reading.all("desk_people", "somebody_there")
        if any(0 <= place.start - one.end <= 1 and reading.same_clause(one, place) for place in places)
        and any(want.end <= one.start and reading.same_clause(want, one) for want in reading.all("wants"))
    ]
    return [one for one in acts + people + _logging_in(reading) if not _is_barred(reading, one)]


def _logging_in(reading: Reading) -> list[Mention]:
    """Verbs that need no machine beside another wish: "call me and have someone log in"."""
    told = [act for act in reading.all("logs_in") if _follows_call(reading, act)]
    return told + [
        act
        for act in reading.all("logs_in")
        if any(
            0 <= act.start - one.end <= _TOWARDS and reading.same_clause(one, act)
            for one in reading.all("somebody_there", "desk_people")
        )
        and _wishes_more(reading, act)
        and not reading.in_clause(act, "conference", "three_way", "one_line")
    ]


def _follows_call(reading: Reading, act: Mention) -> bool:
    """Whether "then" leads to it from a call that comes first: "first ring me, then you may log in"."""
    calls = [
        call
        for call in reading.all("request.phone_support", "call_verb", "a_ring", "by_phone")
        if comes_first(reading, call)
        and not any(
            reading.same_clause(one, call) and one.gap(call) for one in reading.all("callers", "users", "phone_word")
        )
    ]
    return any(
        call.end <= then.start
        and 0 <= act.start - then.end <= BESIDE + 1
        and reading.same_sentence(call, act)
        and not any(then.end <= me.start < act.start for me in reading.all("self_word", "own_voice", "pending"))
        for call in calls
        for then in reading.all("then")
    )


def _wishes_more(reading: Reading, act: Mention) -> bool:
    """Whether a call or a person is asked for in the same sentence."""
    return any(
        reading.same_sentence(wish, act)
        and not reading.negated(wish)
        and not (wish.start < act.end and act.start < wish.end)
        for wish in reading.all("request.phone_support", "request.human")
    ) or (
        reading.in_sentence(act, "please", "wants")
        and any(
            call.start > act.end and reading.same_sentence(call, act) and me.gap(call) <= 1
            for call in reading.all("call_verb")
            for me in reading.all("me_us")
        )
    )


def _places(reading: Reading) -> list[Mention]:
    """The machine behind "on" or "into", and words such as "inside" that say as much alone."""
    machines = [
        Mention("machine_word", upon.start, machine.end)
        for machine in reading.all("machine_word")
        for upon in reading.all("upon")
        if 0 <= machine.start - upon.end <= _TOWARDS and reading.same_clause(upon, machine)
    ]
    return [*machines, *reading.all("inside")]


def _reaches(reading: Reading, act: Mention, place: Mention) -> bool:
    """Whether the place follows the verb, or stands right before one that ends the clause ("auf den Server schaut")."""
    behind = place.end <= act.start <= place.end + 1 and reading.ends_clause(act)
    return (act.start <= place.start or behind) and act.gap(place) <= BESIDE + 1 and reading.same_clause(act, place)


def _is_told(reading: Reading, act: Mention) -> bool:
    """Whether the form that tells the desk what to do opens its clause or follows "please" or "and then"."""
    leads = {one.end for one in reading.all("please", "then", "wants")}
    before = reading.words[act.start - 1] if act.start else ""
    opens = act.start == reading.clause(act)[0] or before in reading.lexicon.joiners
    return opens or act.start in leads


def _is_asked_for(reading: Reading, act: Mention) -> bool:
    """Whether the desk is to do it: "can you", "one of yours", "I want somebody to"; "I need to log on" is none."""
    if any(ask.start <= act.start and reading.same_clause(ask, act) for ask in reading.all("please", "desk_people")):
        return True
    wanted = _wishes_more(reading, act) or any(
        want.start < act.start and reading.same_sentence(want, act) for want in reading.all("wants")
    )
    return (wanted and reading.in_clause(act, "somebody_there")) or _follows_person(reading, act)


def _follows_person(reading: Reading, act: Mention) -> bool:
    """Whether "then" leads from a person who is asked for to what that one does: "a human, then let him get on"."""
    return any(
        wish.end <= then.start
        and then.end <= act.start
        and reading.same_sentence(wish, act)
        and not any(then.end <= me.start < act.start for me in reading.all("self_word", "own_voice", "pending"))
        for wish in reading.all("request.human")
        for then in reading.all("then")
    )


def _is_barred(reading: Reading, mention: Mention) -> bool:
    """Whether it is denied, asked how, or what others can not do ("users can't log on to the system")."""
    before = (one for one in reading.all("condition", "callers") if one.start < mention.start)
    return (
        reading.negated(mention)
        or reading.asks(mention)
        or reading.wonders(mention)
        or any(reading.same_clause(one, mention) for one in before)
    )
