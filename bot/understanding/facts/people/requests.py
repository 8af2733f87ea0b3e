"""What somebody asks for beside the ticket: a call, a remote session, the forum, a person, a call with the provider.

`FactExtractor` calls `requests` and `declined`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from operator import attrgetter

from bot.understanding.facts.people.calling import calls, calls_added
from bot.understanding.facts.people.entering import asked_in
from bot.understanding.facts.people.joint import firms, joint_calls
from bot.understanding.facts.people.people import is_close
from bot.understanding.facts.people.somebody import persons
from bot.understanding.facts.people.withdrawn import withdrawn
from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.reading import BESIDE, Reading

_TO = 2  # words between "talk" and with whom: "talk to an actual person"


def requests(reading: Reading) -> list[str]:
    """What is asked for beside the ticket, in the order of the text."""
    return [*dict.fromkeys(mention.value for mention in _wanted(reading))]


def declined(reading: Reading, wanted: Collection[str]) -> tuple[str, ...]:
    """What is said not to be wanted, and what the words of a request only speak of, beside what is `wanted`."""
    refused = [one for one in reading.all("request.") if reading.negated(one) or _declined(reading, one)]
    spoken_of = [one.value for one in reading.all("product.")]
    spoken_of += [
        "forum"
        for one in reading.all("forum_word")
        if _is_read(reading, one) and not reading.in_sentence(one, "let_in", "posting")
    ]
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
        and not _speaks_of(reading, mention)
    ]
    found = [mention for mention in asked if not _only_serves(reading, mention, asked)]
    for value, rule in _RULES.items():
        found += [Mention(f"request.{value}", mention.start, mention.end) for mention in rule(reading)]
    found += [Mention("request.phone_support", one.start, one.end) for one in calls_added(reading, found)]
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
    """Whether the clause says that it is not needed: "una sessione remota non ci serve", "no need to connect"."""
    return any(
        reading.same_clause(need, mention) and reading.denied(need, before=need.end) for need in reading.all("needed")
    )


def _forum_posts(reading: Reading) -> list[Mention]:
    """Where somebody wants to write in the forum, or to be let in: "my login for the partner forum is missing"."""
    posts = [
        post for post in reading.all("posting") if is_close(reading, post, "forum_word") and not _is_read(reading, post)
    ]
    entries = [
        forum
        for forum in reading.all("forum_word")
        if any(reading.linked(forum, entry) for entry in reading.all("let_in")) and not _is_read(reading, forum)
    ]
    return posts + entries


_RULES: dict[str, Callable[[Reading], list[Mention]]] = {
    "phone_support": calls,
    "remote_session": asked_in,
    "third_party_call": joint_calls,
    "forum": _forum_posts,
    "human": persons,
}


def _only_serves(reading: Reading, person: Mention, asked: list[Mention]) -> bool:
    """Whether a person is named only as the one who calls or connects: "a TeamViewer session with a technician"."""
    if person.value != "human" or _bots(reading):
        return False
    return any(
        other.value in ("phone_support", "remote_session")
        and person.gap(other) <= 1
        and not (person.start <= other.start and other.end <= person.end)
        and reading.same_clause(person, other)
        for other in asked
    )


def _is_read(reading: Reading, mention: Mention) -> bool:
    return reading.in_clause(mention, "read")


def _speaks_of(reading: Reading, mention: Mention) -> bool:
    """Words of a request in another sense: "I read in the forum", "am I talking to a human or a machine?"."""
    if any(feature.start < mention.end and mention.start < feature.end for feature in reading.all("product.")):
        return True  # "the callback from the queue"
    others = {"forum": reading.all("read"), "human": [*_bots(reading), *reading.all("are_you")]}.get(mention.value, [])
    if any(reading.same_clause(one, mention) for one in others if not mention.start <= one.start < mention.end):
        return True
    if mention.value == "human" and _is_receiver(reading, mention):
        return True
    if mention.value == "phone_support" and (_is_of_callers(reading, mention) or _is_of_machine(reading, mention)):
        return True
    if mention.value == "human" and _is_feature(reading, mention):
        return True
    if reading.words[mention.end : mention.end + 1] and reading.words[mention.end].isdecimal():
        return True  # "dial 800"
    talk = any(mention.start <= word.start < mention.end for word in reading.all("would_talk"))
    if talk and any(0 <= one.start - mention.end <= _TO for one in reading.all("request.human")):
        return True  # "I would rather talk to an actual person"
    joint = mention.value == "phone_support" and any(mention.gap(call) <= 1 for call in reading.all("conference"))
    if joint and any(reading.same_clause(firm, mention) for firm in firms(reading)):
        return True
    return mention.value == "phone_support" and any(
        mention.gap(call) == 0 for call in reading.all("three_way", "one_line")
    )


def _bots(reading: Reading) -> list[Mention]:
    """Words for a machine that speaks, not for the one that somebody is asked onto ("hop on the machine")."""
    entered = reading.all("enter", "enter_asked", "logs_in", "request.remote_session")
    return [
        one
        for one in reading.all("machine")
        if not any(0 <= one.start - act.end <= BESIDE and reading.same_clause(act, one) for act in entered)
    ]


def _is_receiver(reading: Reading, person: Mention) -> bool:
    """Whether mails or calls go to somebody: "the recovery mail goes to an employee who left"."""
    staff = any(person.start <= one.start < person.end for one in reading.all("staff"))
    sent = (one for one in reading.all("letter", "calls") if reading.same_clause(one, person))
    goes = [one for one in reading.all("travels", "move_to", "succeeds") if 0 <= person.start - one.end <= BESIDE]
    return staff and any(one.end <= act.start for one in sent for act in goes)


def _is_of_callers(reading: Reading, mention: Mention) -> bool:
    """Whether others call: "customers ring us and it drops", "when somebody calls me"."""
    callers = [one for one in reading.all("callers") if one.start < mention.start and not _is_desk(reading, one)]
    for when in reading.all("condition"):
        callers += [one for one in reading.all("anybody") if when.end <= one.start < mention.end and one.end > when.end]
    return any(reading.same_clause(one, mention) for one in callers)


def _is_desk(reading: Reading, one: Mention) -> bool:
    """Whether "they" are those who were asked for something before: "log on by AnyDesk and they call me"."""
    asked = reading.all("request.remote_session", "request.human", "desk_people", "somebody_there")
    return one.start in reading.under("them_word") and any(
        wish.end <= one.start and reading.same_sentence(wish, one) for wish in asked
    )


def _is_of_machine(reading: Reading, mention: Mention) -> bool:
    """Whether a machine calls, named right before or before brackets: "die Gegensprechanlage (2N) ruft an"."""
    subjects = [one for one in reading.all("other_machine", "loudspeaker", "analogue") if one.end <= mention.start]
    bracket = reading.words[mention.start - 1 : mention.start] == [")"]
    return any(
        reading.same_clause(one, mention)
        and one.end == mention.start
        or (bracket and reading.same_sentence(one, mention) and reading.words[one.end : one.end + 1] == ["("])
        for one in subjects
    )


def _is_feature(reading: Reading, mention: Mention) -> bool:
    """Whether the one word names what the system does and nobody asks: "one-way audio when transferring"."""
    single = mention.end - mention.start == 1
    feature = single and any(one.start == mention.start for one in reading.all("call_sign"))
    return feature and not reading.in_sentence(mention, "please", "wants", "wishes", "me_us", "desk_self")
