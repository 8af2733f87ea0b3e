"""Who keeps the system: 3CX itself, or a partner or another firm ("the server is looked after by 3CX").

`hosting` calls `hosting_makers` and `hosting_partners`.
"""

from __future__ import annotations

from bot.understanding.facts.hosting.denials import is_denied
from bot.understanding.facts.hosting.elsewhere import is_elsewhere
from bot.understanding.facts.hosting.indoors import is_of_machine
from bot.understanding.facts.validity.changes import is_past
from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.reading import BESIDE, Reading

_CLOUD = 3  # words behind "at 3CX": "in their cloud"
_FAR = 10  # words between what is denied and 3CX


def hosting_makers(reading: Reading) -> list[Mention]:
    """3CX as the one who hosts ("3CX takes care of the hosting", "not ours, 3CX runs it")."""
    found = []
    emphatic = {one.start for one in reading.all("itself")}  # "a própria 3CX"
    for maker in reading.all("maker"):
        if is_elsewhere(reading, maker) or reading.ends_asking(maker) or _is_sought(reading, maker):
            continue
        if reading.beside(maker, "keeper") or reading.beside(maker, "partner", reach=2):
            continue  # "our technician looks after the 3CX"
        hosts = reading.beside(maker, "hosting_act") or _is_said_to_host(reading, maker)
        speaks_of_own = any(
            reading.same_clause(own, maker) and own.start not in emphatic for own in reading.all("ourselves")
        )
        if (hosts and not speaks_of_own) or any(
            so(reading, maker) for so in (_keeps, _cares, _instead, _runs_at, _is_cleft)
        ):
            found.append(maker)
    return found


def at_yours(reading: Reading) -> list[Mention]:
    """Places at 3CX where the system is said to be: "instance at your end", "the server is with you"."""
    told = ("fresh", "test_system", "tested", "reproduce", "works_there", "same", "condition", "uncertain")
    verbs = reading.under("has", "runs", "stands", "level_beside")
    return [
        place
        for place in reading.all("at_yours")
        if not (reading.is_question(place) or reading.in_sentence(place, *told) or reading.denied(place))
        and any(
            0 <= place.start - host.end <= 1
            and all(at in verbs for at in range(host.end, place.start))
            and reading.same_clause(host, place)
            for host in reading.all("host_word")
        )
    ]


def hosting_partners(reading: Reading) -> list[Mention]:
    """A partner or another firm as the one who hosts ("our MSP hosts it", "3CX runs it? no, our MSP does")."""
    return [
        act
        for act in (*reading.all("hosts"), *(act for act in reading.all("does_it") if _replaces(reading, act)))
        if not reading.is_question(act)
        and not is_elsewhere(reading, act)
        and reading.beside(act, "partner", "firm", reach=3)
        and not reading.in_clause(act, "maker")
        and not reading.denied(act)
    ]


def _replaces(reading: Reading, act: Mention) -> bool:
    """Whether it answers, behind a "no", that 3CX was thought to host it."""
    denials = [no for no in reading.all("no", "negation") if no.end <= act.start and act.start - no.end <= BESIDE]
    return any(
        maker.end <= no.start
        and no.start - maker.end <= BESIDE
        and reading.beside(maker, "does_it", "hosts", "hosting.")
        for maker in reading.all("maker")
        for no in denials
    )


def _is_sought(reading: Reading, maker: Mention) -> bool:
    """Whether a word opens the sentence that only asks: "how does 3CX host it", not "quem hospeda é a 3CX"."""
    relatives = {one.start for one in reading.all("relative")}
    return any(
        word.start not in relatives and reading.opens_sentence(word) and reading.same_sentence(word, maker)
        for word in reading.all("interrogative")
    )


def _is_cleft(reading: Reading, maker: Mention) -> bool:
    """Whether 3CX is picked out as the one who runs it: "3CX that runs it", "the one 3CX looks after"."""
    led = any(0 <= maker.start - relative.end <= 1 for relative in reading.all("relative"))
    if led and any(
        0 <= act.start - maker.end <= 1 and reading.ends_clause(act)
        for act in reading.all("hosts", "cares", "keeps_it")
        if reading.same_clause(act, maker)
    ):
        return not reading.denied(maker)
    return any(
        relative.start == maker.end
        and any(0 <= act.start - relative.end <= 2 for act in reading.all("hosts", "does_it", "runs"))
        for relative in reading.all("relative")
    )


def _is_said_to_host(reading: Reading, maker: Mention) -> bool:
    """Whether 3CX stands beside a verb of hosting, which is no noun here ("on the 3CX host")."""
    nouns = {one.start for one in reading.all("host_word")}
    runs = [
        act
        for act in reading.all("does_it", "runs", "cares")
        if reading.same_clause(act, maker) and act.gap(maker) <= BESIDE
        if not (reading.denied(act) or is_of_machine(reading, act))
    ]
    if reading.in_clause(maker, "site", "place", "pc", "computer", "platform."):
        runs = [
            act for act in runs if act.term != "runs" or act.end <= maker.start
        ]  # "3CX itself runs in the workshop"
    if any(itself.gap(maker) == 0 and reading.same_clause(itself, maker) for itself in reading.all("itself")) and runs:
        return True  # "the system is run by 3CX itself"
    if any(act.end == maker.start and act.end - act.start > 1 and reading.ends_clause(maker) for act in runs):
        return True  # "la fa girare 3CX"
    return not reading.in_clause(maker, "platform.self_hosted") and any(
        not (act.start in nouns and act.start == maker.end) and act.gap(maker) <= 2 and reading.same_clause(act, maker)
        for act in reading.all("hosts")
    )


def _runs_at(reading: Reading, maker: Mention) -> bool:
    """Whether something runs "at 3CX", which ends the clause."""
    led = any(at.end == maker.start for at in reading.all("at_house"))
    runs = any(reading.same_clause(runs, maker) and runs.start < maker.start for runs in reading.all("runs", "stands"))
    led = led and not reading.beside(maker, "partner", "level.", reach=2)  # "gold partner chez 3CX"
    ends = len([at for at in reading.clause(maker) if at >= maker.end]) <= _CLOUD
    return led and runs and ends and not reading.denied(maker)


def _keeps(reading: Reading, maker: Mention) -> bool:
    """Whether the system is kept by 3CX ("it's all looked after by 3CX", "del servidor se encarga 3CX")."""
    if reading.denied(maker) or reading.in_clause(maker, "platform.self_hosted"):
        return False
    if reading.beside(maker, "partner", "firm", "level.", reach=2):  # "a 3CX partner looks after it"
        return False
    systems = [
        one
        for one in reading.all("host_word", "computer", "hosting_act", "by_us", "hosting.", "own_voice")
        if one.start != maker.start and reading.same_sentence(one, maker)
    ]
    by = any(0 <= maker.start - one.end <= 1 and reading.same_clause(one, maker) for one in reading.all("kept_by"))
    keeping = [keeps for keeps in reading.all("keeps_it") if reading.same_clause(keeps, maker)]
    return bool(systems) and (by or any(_is_kept(reading, maker, keeps, systems) for keeps in keeping))


def _is_kept(reading: Reading, maker: Mention, keeps: Mention, systems: list[Mention]) -> bool:
    """Whether 3CX is who keeps it, not what somebody keeps: "den Server betreut 3CX", not "er betreut die 3CX"."""
    if keeps.start == maker.end:
        others = [
            one
            for one in reading.all("ours")
            if one.start >= keeps.end and reading.same_clause(one, maker) and not reading.ends_clause(one)
        ]
        return keeps.end - keeps.start > 1 and not others
    if not (reading.ends_clause(maker) and 0 <= maker.start - keeps.end <= 1):
        return False
    return keeps.end - keeps.start > 1 or any(
        one.end <= keeps.start and reading.same_clause(one, keeps) and one.family != "own_voice" for one in systems
    )


def _cares(reading: Reading, maker: Mention) -> bool:
    """Whether 3CX is said to look after the server itself."""
    hosts = (host for host in reading.all("host_word") if host.start != maker.start)
    served = any(reading.same_clause(host, maker) for host in hosts)
    cares = any(
        reading.same_clause(one, maker) and one.gap(maker) <= 3 and not is_of_machine(reading, one)
        for one in reading.all("cares")
    )
    return served and cares and not reading.denied(maker)


def _instead(reading: Reading, maker: Mention) -> bool:
    """Whether 3CX does what others do not, or no longer: "not self hosted, 3CX does it"."""
    denied = [
        mention
        for mention in reading.all("hosting.", "by_us", "hosts", "platform.", "place")
        if mention.start < maker.start
        and not reading.same_clause(mention, maker)
        and maker.start - mention.end <= _FAR
        and (is_denied(reading, mention) or reading.denied(mention) or is_past(reading, mention))
    ]
    if not denied or reading.denied(maker):
        return False
    inside = [at for at in reading.clause(maker) if at not in range(maker.start, maker.end)]
    turns = reading.under("but", "toward", "from")
    alone = all(at in turns or reading.words[at] in reading.lexicon.fillers for at in inside)
    return alone or reading.beside(maker, "does_it", reach=3)
