"""Who writes and what they ask for beside the ticket.

`FactExtractor` calls these rules; those of the partner level ask for `levels_at` and `of_others`.
"""

from __future__ import annotations

from bot.understanding.facts.mentions import Mention
from bot.understanding.facts.numbers import number
from bot.understanding.facts.reading import BESIDE, Reading

_OWN = ("own_voice", "we_are", "self_is")  # who speaks of himself


def requester(reading: Reading) -> str | None:
    """Who writes, where they say so of themselves."""
    for mention in reading.all("requester."):
        own = mention.value != "end_customer" or _introduced(reading, mention) or len(reading.words) <= BESIDE
        own = own or any(we.end == mention.start for we in reading.all("ourselves"))
        own = own or _stands_alone(reading, mention)
        own = own and not any(test.start <= mention.start < test.end for test in reading.all("test_system"))
        own = own and not any(platform.start == mention.end for platform in reading.all("platform."))
        own = own and not (mention.value == "evaluation" and _weighs_move(reading, mention))
        asked = (reading.ends_asking(mention) and reading.is_asked(mention)) or any(
            reading.opens_sentence(word) and reading.same_clause(word, mention) for word in reading.all("interrogative")
        )  # "who runs it I can't say, I am only an employee" asks nothing
        if own and not reading.negated(mention) and not asked:
            return mention.value
    if any(_close(reading, bought, "bundle") for bought in reading.all("bought")) or _has_pack(reading):
        return "package_holder"
    for partner in reading.all("partner"):
        said = _introduced(reading, partner) or levels_at(reading, partner) or _is_signature(reading, partner)
        if (
            said
            and not of_others(reading, partner)
            and not reading.negated(partner)
            and not reading.is_asked(min([partner, *levels_at(reading, partner)], key=_place), *_OWN)
            and not reading.wonders(partner)
        ):
            return "partner"
        if _introduced(reading, partner) and reading.negated(partner):
            levels = [level for level in reading.all("level.") if not reading.negated(level)]
            if levels and levels_at(reading, partner):
                return "partner"  # "no longer a bronze partner, now we are gold"
            if not levels_at(reading, partner):
                return "end_customer"  # "I manage IT at a company with 3CX, we are no resellers"
    return None


def _place(mention: Mention) -> int:
    return mention.start


def _weighs_move(reading: Reading, mention: Mention) -> bool:
    """Whether a move is what they evaluate: "we are evaluating to move it to Azure"."""
    return any(
        0 <= move.start - mention.end <= 2 and reading.same_clause(move, mention) for move in reading.all("move_to")
    )


def _stands_alone(reading: Reading, mention: Mention) -> bool:
    """Whether the mention is the whole first clause of the message, and no label ("end customer: Miller")."""
    clause = reading.clause(mention)
    return clause == [*range(mention.end)] and reading.words[mention.end : mention.end + 1] != [":"]


def _has_pack(reading: Reading) -> bool:
    """Whether a "pack of ten tickets" is named; the "package" beside a ticket is a file."""
    of = {at for word in reading.all("of") for at in range(word.start, word.end)}
    return any(
        0 < tickets.start - pack.end <= 3
        and pack.end in of
        and all(at in of or number(reading, at) or at == tickets.start - 1 for at in range(pack.end, tickets.start))
        and not reading.is_question(pack)
        and not reading.negated(pack)
        for pack in reading.all("pack")
        for tickets in reading.all("bundle")
    )


def levels_at(reading: Reading, partner: Mention) -> list[Mention]:
    """Levels near a partner, also behind a comma or colon ("partner level: gold", "partner (silver)")."""
    return [
        level for level in reading.all("level.") if level.gap(partner) <= 3 and reading.same_sentence(level, partner)
    ]


def _is_signature(reading: Reading, partner: Mention) -> bool:
    """Whether nothing but "3CX partner" stands there."""
    touching = {at for maker in reading.all("maker") if maker.gap(partner) == 0 for at in range(maker.start, maker.end)}
    return bool(touching) and set(reading.clause(partner)) == touching | {*range(partner.start, partner.end)}


def _introduced(reading: Reading, mention: Mention) -> bool:
    """Whether "we are" stands shortly before `mention` or opens it, or ends the clause just behind it."""
    return any(
        reading.same_clause(other, mention)
        and (
            (other.start <= mention.start and mention.gap(other) <= BESIDE)
            or (mention.gap(other) <= 1 and reading.ends_clause(other))
        )
        for other in reading.all("we_are")
    )


def of_others(reading: Reading, mention: Mention) -> bool:
    """Whether the sentence speaks of somebody else ("my neighbour is a gold partner", "our reseller is gold")."""
    return any(
        reading.same_clause(other, mention) and other.start <= mention.start for other in reading.all("others")
    ) and not _introduced(reading, mention)


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
    if any(_close(reading, post, "forum_word") and not _is_read(reading, post) for post in reading.all("posting")):
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


def _close(reading: Reading, mention: Mention, other: str) -> bool:
    """Whether `other` stands within three words in the clause, and nothing is asked or denied."""
    near = reading.beside(mention, other, reach=3)
    return near and not reading.is_asked(mention) and not reading.negated(mention)


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
