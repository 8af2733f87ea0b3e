"""What somebody asks for beside the ticket: a call, a remote session, the forum, a person, a call with the provider.

`FactExtractor` calls `requests` and `declined`.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.understanding.facts.entering import asked_in
from bot.understanding.facts.mentions import Mention
from bot.understanding.facts.people import is_close
from bot.understanding.facts.reading import BESIDE, Reading


def requests(reading: Reading) -> list[str]:
    """What is asked for beside the ticket, in the order of the text."""
    asked = [
        mention
        for mention in reading.all("request.")
        if not (reading.negated(mention) or _declined(reading, mention) or reading.asks(mention))
        and not _speaks_of(reading, mention)
    ]
    found = [(mention.start, mention.value) for mention in asked if not _only_serves(reading, mention, asked)]
    for value, rule in _RULES.items():
        found += [(mention.start, value) for mention in rule(reading)]
    return list(dict.fromkeys(value for _, value in sorted(found)))


def declined(reading: Reading) -> tuple[str, ...]:
    """What is said not to be wanted."""
    refused = (one for one in reading.all("request.") if reading.negated(one) or _declined(reading, one))
    return tuple(dict.fromkeys(one.value for one in refused))


def _declined(reading: Reading, mention: Mention) -> bool:
    """Whether the clause says that it is not needed: "una sessione remota non ci serve", "no need to connect"."""
    return any(
        reading.same_clause(need, mention) and reading.denied(need, before=need.end) for need in reading.all("needed")
    )


def _firms(reading: Reading) -> list[Mention]:
    """Vendors, and "them" behind a vendor that was named."""
    named = reading.all("vendor")
    return named + [them for them in reading.all("them") if any(one.end <= them.start for one in named)]


def _joint_calls(reading: Reading) -> list[Mention]:
    """Calls together with a firm: "a conference with Gamma", "the three of us on one line", "can you ring Gamma"."""
    logged = {at for contact in reading.all("contact") for at in range(contact.start, contact.end)}
    calls = [call for call in reading.all("conference") if call.start not in logged]  # "we logged a call with them"
    with_firm = [call for call in calls if any(reading.same_clause(firm, call) for firm in _firms(reading))]
    return [
        *with_firm,
        *(call for call in reading.all("three_way") if _is_wanted(reading, call)),
        *_sent_to_firm(reading),
    ]


def _is_wanted(reading: Reading, call: Mention) -> bool:
    """Whether a call of three is asked for or a firm is named for it; "the three-way call drops" is a fault."""
    if reading.negated(call) or reading.asks(call) or reading.in_clause(call, "fault_verb", "callers"):
        return False
    if any(reading.same_sentence(firm, call) for firm in _firms(reading)):
        return True
    if call.term == "one_line":
        return reading.in_sentence(call, "desk_people", "maker_name")
    return reading.in_sentence(call, "please", "wants", "wishes")


def _sent_to_firm(reading: Reading) -> list[Mention]:
    """Calls of a vendor to which "can you" leads, not of the speaker: "can you ring Gamma for us"."""
    firms = _firms(reading)
    taken = {at for firm in firms for at in range(firm.start, firm.end)}
    return [
        call
        for ask in reading.all("please")
        for call in reading.all("call_verb")
        if reading.same_clause(ask, call)
        and 0 <= call.start - ask.end <= 2
        and all(at in taken or reading.words[at] in reading.lexicon.fillers for at in range(ask.end, call.start))
        and any(firm.gap(call) <= 2 and reading.same_clause(firm, call) for firm in firms)
        and not any(me.start == call.end or me.end == call.start for me in reading.all("me_us"))
    ]


def _own_calls(reading: Reading) -> list[Mention]:
    """Calls that are asked for in whatever order of words: "könnt ihr mich dazu bitte anrufen"."""
    return [
        call
        for call in reading.all("call_verb")
        for me in reading.all("me_us")
        if reading.same_clause(me, call)
        and me.gap(call) <= 2 * BESIDE
        and any(reading.same_clause(ask, call) and ask.start <= call.start for ask in reading.all("please"))
        and not reading.in_clause(
            call, "vendor", "callers", "conference", "with_us", "phone_word", "condition", "maker_name"
        )
        and not reading.negated(call)
        and not any(me.start == cause.end for cause in reading.all("on_behalf"))  # "call them for us"
    ]


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
    "phone_support": _own_calls,
    "remote_session": asked_in,
    "third_party_call": _joint_calls,
    "forum": _forum_posts,
}


def _only_serves(reading: Reading, person: Mention, asked: list[Mention]) -> bool:
    """Whether a person is named only as the one who calls or connects: "a TeamViewer session with a technician"."""
    if person.value != "human" or reading.has("machine"):
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
    others = {"forum": ("read",), "human": ("machine", "are_you")}.get(mention.value, ())
    other = (one for one in reading.all(*others) if not mention.start <= one.start < mention.end) if others else ()
    if any(reading.same_clause(one, mention) for one in other):
        return True
    called = mention.value == "phone_support" and any(
        caller.start < mention.start and reading.same_clause(caller, mention) for caller in reading.all("callers")
    )
    if called or reading.words[mention.end : mention.end + 1] and reading.words[mention.end].isdecimal():
        return True  # "customers ring us and it drops", "dial 800"
    joint = mention.value == "phone_support" and any(mention.gap(call) <= 1 for call in reading.all("conference"))
    if joint and any(reading.same_clause(firm, mention) for firm in _firms(reading)):
        return True
    return mention.value == "phone_support" and any(
        mention.gap(call) == 0 for call in reading.all("three_way", "one_line")
    )
