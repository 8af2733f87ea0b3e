"""What somebody asks for beside the ticket: a call, a remote session, the forum, a person, a call with the provider.

`FactExtractor` calls `requests` and `declined`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from operator import attrgetter

from bot.understanding.facts.people.calling import calls, calls_added, calls_before
from bot.understanding.facts.people.entering import asked_in
from bot.understanding.facts.people.forum import is_only_used, posts
from bot.understanding.facts.people.joined import is_whole, joined
from bot.understanding.facts.people.joint import joint_calls
from bot.understanding.facts.people.refused import refused
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
    unwanted = [one.value for one in [*reading.all("request."), *reading.once(_by_rules)] if refused(reading, one)]
    unwanted += [one.value for one in reading.all("wish.") if _is_brief(reading, one) and refused(reading, one)]
    unwanted += [one.value for one in reading.all("product.")]
    unwanted += ["forum" for one in reading.all("forum_word") if is_only_used(reading, one)]
    unwanted += ["phone_support" for one in reading.all("call_verb") if rings_already(reading, one)]
    if reading.has("anyone_there"):
        unwanted.append("human")  # "is anybody there?" wants an answer, whoever gives it
    return tuple(dict.fromkeys(value for value in unwanted if value not in wanted))


def _wanted(reading: Reading) -> list[Mention]:
    """What is asked for and not taken back, in the order of the text, each with the name of the request as value."""
    asked = [
        mention
        for mention in reading.all("request.")
        if not (refused(reading, mention) or reading.asks(mention) or speaks_of(reading, mention))
    ]
    found = [mention for mention in asked if not _only_serves(reading, mention, asked)]
    found += [mention for mention in reading.once(_by_rules) if not refused(reading, mention)]
    further = [*calls_added(reading, found), *calls_before(reading, found)]
    found += [Mention("request.phone_support", one.start, one.end) for one in further]
    found += joined(reading, found)
    found = [mention for mention in found if not _is_sent(reading, mention, found)]
    found.sort(key=attrgetter("start"))
    taken_back = withdrawn(reading, found)
    joint = [mention for mention in found if mention.value == "third_party_call"]
    return [
        mention
        for mention in found
        if mention not in taken_back and not (mention.value == "phone_support" and _is_joint(reading, mention, joint))
    ]


def _is_brief(reading: Reading, one: Mention) -> bool:
    """Whether a brief wish, not the device ("we have no telephone"), is spoken of."""
    device = any(phone.start < one.end and one.start < phone.end for phone in reading.all("phone_word"))
    return is_whole(reading, one) and not (device or reading.ends_asking(one))


def _by_rules(reading: Reading) -> list[Mention]:
    """What is asked for in free words, whether it is refused or not."""
    return [
        Mention(f"request.{value}", mention.start, mention.end)
        for value, rule in _RULES.items()
        for mention in rule(reading)
    ]


def _is_joint(reading: Reading, call: Mention, joint: list[Mention]) -> bool:
    """Whether the call is the one with the firm; "call me" beside it is a call of its own."""
    mine = any(me.gap(call) == 0 for me in reading.all("me_us"))
    return not mine and any(reading.same_sentence(call, one) for one in joint)


_RULES: dict[str, Callable[[Reading], list[Mention]]] = {
    "phone_support": calls,
    "remote_session": asked_in,
    "third_party_call": joint_calls,
    "forum": posts,
    "human": persons,
}


def _is_sent(reading: Reading, person: Mention, found: list[Mention]) -> bool:
    """Whether a person is asked for only to get on the machine: "I need a technician who connects to the server"."""
    named = any(one.start < person.end and person.start < one.end for one in reading.all("wish.human"))
    if person.value != "human" or named or bots(reading):
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
