"""What somebody asks for beside the ticket: a call, a remote session, the forum, a person, a call with the provider.

`FactExtractor` calls `requests` and `declined`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from operator import attrgetter

from bot.understanding.facts.people.calling import calls, calls_added, calls_before
from bot.understanding.facts.people.entering import asked_in
from bot.understanding.facts.people.forum import is_only_used, posts
from bot.understanding.facts.people.joint import joint_calls
from bot.understanding.facts.people.senses import bots, rings_already, speaks_of
from bot.understanding.facts.people.somebody import persons
from bot.understanding.facts.people.withdrawn import withdrawn
from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.reading import Reading

_SENT = 8  # words between a person and what that one is asked to do on the machine


def requests(reading: Reading) -> list[str]:
    """What is asked for beside the ticket, in the order of the text."""
    return [*dict.fromkeys(mention.value for mention in _wanted(reading))]


def declined(reading: Reading, wanted: Collection[str]) -> tuple[str, ...]:
    """What is said not to be wanted, and what the words of a request only speak of, beside what is `wanted`."""
    refused = [one for one in reading.all("request.") if reading.negated(one) or _declined(reading, one)]
    spoken_of = [one.value for one in reading.all("product.")]
    spoken_of += ["forum" for one in reading.all("forum_word") if is_only_used(reading, one)]
    spoken_of += ["phone_support" for one in reading.all("call_verb") if rings_already(reading, one)]
    if reading.has("anyone_there"):
        spoken_of.append("human")  # "is anybody there?" wants an answer, whoever gives it
    unwanted = [value for value in spoken_of if value not in wanted]
    return tuple(dict.fromkeys((*(one.value for one in refused), *unwanted)))


def _wanted(reading: Reading) -> list[Mention]:
    """What is asked for and not taken back, in the order of the text, each with the name of the request as value."""
    asked = [
        mention
        for mention in reading.all("request.")
        if not (reading.negated(mention) or _declined(reading, mention) or reading.asks(mention))
        and not speaks_of(reading, mention)
    ]
    found = [mention for mention in asked if not _only_serves(reading, mention, asked)]
    for value, rule in _RULES.items():
        found += [Mention(f"request.{value}", mention.start, mention.end) for mention in rule(reading)]
    further = [*calls_added(reading, found), *calls_before(reading, found)]
    found += [Mention("request.phone_support", one.start, one.end) for one in further]
    found = [mention for mention in found if not _is_sent(reading, mention, found)]
    found.sort(key=attrgetter("start"))
    taken_back = withdrawn(reading, found)
    joint = [mention for mention in found if mention.value == "third_party_call"]
    return [
        mention
        for mention in found
        if mention not in taken_back and not (mention.value == "phone_support" and _is_joint(reading, mention, joint))
    ]


def _is_joint(reading: Reading, call: Mention, joint: list[Mention]) -> bool:
    """Whether the call is the one with the firm; "call me" beside it is a call of its own."""
    mine = any(me.gap(call) == 0 for me in reading.all("me_us"))
    return not mine and any(reading.same_sentence(call, one) for one in joint)


def _declined(reading: Reading, mention: Mention) -> bool:
    """Whether the clause says that it is not needed: "una sessione remota non ci serve", "sesión remota no"."""
    if any(no.start == mention.end and reading.ends_clause(no) for no in reading.all("negation", "flat_no")):
        return not reading.ends_asking(mention)
    return any(
        reading.same_clause(need, mention) and reading.denied(need, before=need.end) for need in reading.all("needed")
    )


_RULES: dict[str, Callable[[Reading], list[Mention]]] = {
    "phone_support": calls,
    "remote_session": asked_in,
    "third_party_call": joint_calls,
    "forum": posts,
    "human": persons,
}


def _is_sent(reading: Reading, person: Mention, found: list[Mention]) -> bool:
    """Whether a person is asked for only to get on the machine: "I need a technician who connects to the server"."""
    if person.value != "human" or bots(reading):
        return False
    return any(
        act.value == "remote_session"
        and 0 <= act.start - person.end <= _SENT
        and reading.same_sentence(person, act)
        and not any(reading.words[at] in reading.lexicon.joiners for at in range(person.end, act.start))
        and not any(person.end <= then.start < act.start for then in reading.all("then"))
        for act in found
    )


def _only_serves(reading: Reading, person: Mention, asked: list[Mention]) -> bool:
    """Whether a person is named only as the one who calls or connects: "a TeamViewer session with a technician"."""
    if person.value != "human" or bots(reading):
        return False
    return any(
        other.value in ("phone_support", "remote_session")
        and person.gap(other) <= 1
        and not (person.start <= other.start and other.end <= person.end)
        and reading.same_clause(person, other)
        for other in asked
    )
