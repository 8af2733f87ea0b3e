"""What somebody asks for beside the ticket: a call, a remote session, the forum, a person, a call with the provider.

`FactExtractor` calls `requests` and `declined`.
"""

from __future__ import annotations

from bot.understanding.facts.mentions import Mention
from bot.understanding.facts.people import is_close
from bot.understanding.facts.reading import BESIDE, Reading


def requests(reading: Reading) -> list[str]:
    """What is asked for beside the ticket, sorted."""
    asked = [
        mention
        for mention in reading.all("request.")
        if not (reading.negated(mention) or _declined(reading, mention) or reading.asks(mention))
        and not _speaks_of(reading, mention)
    ]
    wanted = {mention.value for mention in asked if not _only_serves(reading, mention, asked)}
    if _asks_to_be_called(reading):
        wanted.add("phone_support")
    logged = {at for contact in reading.all("contact") for at in range(contact.start, contact.end)}
    calls = [call for call in reading.all("conference") if call.start not in logged]  # "we logged a call with them"
    if any(reading.same_clause(firm, call) for firm in _firms(reading) for call in calls) or _sends_to_firm(reading):
        wanted.add("third_party_call")
    if any(is_close(reading, post, "forum_word") and not _is_read(reading, post) for post in reading.all("posting")):
        wanted.add("forum")
    return sorted(wanted)


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


def _sends_to_firm(reading: Reading) -> bool:
    """Whether "can you" leads to a call of a vendor, not of the speaker: "can you ring Gamma for us"."""
    firms = _firms(reading)
    taken = {at for firm in firms for at in range(firm.start, firm.end)}
    return any(
        0 <= call.start - ask.end <= 2
        and all(at in taken or reading.words[at] in reading.lexicon.fillers for at in range(ask.end, call.start))
        and any(firm.gap(call) <= 2 and reading.same_clause(firm, call) for firm in firms)
        and not any(me.start == call.end or me.end == call.start for me in reading.all("me_us"))
        for ask in reading.all("please")
        for call in reading.all("call_verb")
        if reading.same_clause(ask, call)
    )


def _asks_to_be_called(reading: Reading) -> bool:
    """Whether they ask for a call in whatever order of words: "könnt ihr mich dazu bitte anrufen"."""
    return any(
        reading.same_clause(me, call)
        and me.gap(call) <= 2 * BESIDE
        and any(reading.same_clause(ask, call) and ask.start <= call.start for ask in reading.all("please"))
        and not reading.in_clause(
            call, "vendor", "callers", "conference", "with_us", "phone_word", "condition", "maker_name"
        )
        and not reading.negated(call)
        for call in reading.all("call_verb")
        for me in reading.all("me_us")
        if not any(me.start == cause.end for cause in reading.all("on_behalf"))  # "call them for us"
    )


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
    if reading.in_clause(mention, *others):
        return True
    called = mention.value == "phone_support" and any(
        caller.start < mention.start and reading.same_clause(caller, mention) for caller in reading.all("callers")
    )
    if called or reading.words[mention.end : mention.end + 1] and reading.words[mention.end].isdecimal():
        return True  # "customers ring us and it drops", "dial 800"
    joint = mention.value == "phone_support" and any(mention.gap(call) <= 1 for call in reading.all("conference"))
    return joint and reading.in_clause(mention, "vendor")
