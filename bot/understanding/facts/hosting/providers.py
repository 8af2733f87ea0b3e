"""Who gave the system or rents it out: "an instance 3CX set up for us", "the cloud that 3CX runs", "a rented server".

`hosting` calls these.
"""

from __future__ import annotations

from bot.understanding.facts.hosting.elsewhere import is_elsewhere
from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.reading import Reading

_SYSTEMS = ("instance", "host_word", "own_machine")
_ACTS = ("administers", "does_it", "hosts", "cares", "keeps_it")
_SMALL = ("relative", "article", "me_us", "aux", "has", "perfect", "agent_by", "itself", "for_others", "that", "upon")
_WHOSE = ("ourselves", "others", "of_yours", "them", "after_code", "locative", "at_house")
_OTHERS = ("sbc", "other_service", "other_machine", "phone_word", "trunk_word", "client_side")
_TRIAL = ("fresh", "new_one", "test_system", "reproduce", "same", "uncertain", "condition")
_LONGEST = 7  # words from the system to the end of "which 3CX has set up for us"
_CLOUD = 5  # words between 3CX and "from its cloud"
_BESIDE = 2  # words between a server and "rented"


def providers(reading: Reading) -> list[Mention]:
    """3CX as the one who gave the system, or in whose cloud it runs."""
    return [
        maker
        for maker in reading.all("maker")
        if not (reading.is_question(maker) or reading.in_sentence(maker, *_TRIAL) or reading.denied(maker))
        and not reading.in_clause(maker, "keeper", "partner", "firm")
        and (_gave(reading, maker) or _runs_cloud(reading, maker) or _gives_from_cloud(reading, maker))
    ]


def rented(reading: Reading) -> list[Mention]:
    """Servers that are rented, from whomever but 3CX: "server virtuale in affitto da aruba"."""
    return [
        machine
        for machine in reading.all("computer", "own_machine", "os_word")
        if any(_is_beside(reading, rent, machine) for rent in reading.all("rented"))
        and not reading.in_clause(machine, "maker", *_OTHERS)
        and not any(room.start <= machine.start < room.end for room in reading.all("place"))  # "rented server room"
        and not (reading.is_question(machine) or is_elsewhere(reading, machine) or reading.denied(machine))
    ]


def _is_beside(reading: Reading, rent: Mention, machine: Mention) -> bool:
    return rent.gap(machine) <= _BESIDE and reading.same_clause(rent, machine)


def _gave(reading: Reading, maker: Mention) -> bool:
    """Whether a system stands right before words that say nothing but that 3CX gave it to "us"."""
    return any(
        _is_chain(reading, system, maker, ("provided", "set_up", "put_up"), needed="me_us")
        for system in reading.all(*_SYSTEMS)
        if not any(one.start == system.start for one in reading.all("maker"))
    )


def _runs_cloud(reading: Reading, maker: Mention) -> bool:
    """Whether a cloud is what 3CX is said to run: "the cloud that 3CX runs", "nel cloud gestito da 3CX"."""
    return any(_is_chain(reading, cloud, maker, _ACTS) for cloud in reading.all("cloud_word"))


def _gives_from_cloud(reading: Reading, maker: Mention) -> bool:
    """Whether it gives something out of its cloud: "το δίνει η 3CX από το cloud της", or has it there."""
    acts = [
        one
        for one in reading.all("provided", "keeps", *_ACTS)
        if one.gap(maker) <= 1 and reading.same_clause(one, maker)
    ]
    gives = any(one.term != "keeps" for one in acts)
    machines, small = reading.under("host_word"), reading.under(*_SMALL, *_WHOSE, "keeps")
    return bool(acts) and any(
        0 < cloud.start - maker.end <= _CLOUD
        and reading.same_clause(cloud, maker)
        and cloud.start not in machines
        and (gives or small.issuperset(range(maker.end, cloud.start)))  # not "3CX has a fault in its cloud"
        and any(maker.end <= into.start < cloud.start for into in reading.all("from", "locative", "based_in"))
        for cloud in reading.all("cloud_word")
    )


def _is_chain(reading: Reading, head: Mention, maker: Mention, acts: tuple[str, ...], needed: str = "") -> bool:
    """Whether 3CX, one of `acts` and small words are all that follows `head` up to the end of its clause."""
    last = min(head.end + _LONGEST, len(reading.words))
    if not head.end <= maker.start < last or not reading.same_sentence(head, maker):
        return False
    small, verbs = reading.under(*_SMALL, "maker"), reading.under(*acts)
    end = next(
        (
            at
            for at in range(head.end, last)
            if at not in small | verbs and not (at == head.end and reading.words[at] == ",")
        ),
        last,
    )
    inside = range(head.end, end)
    told = verbs.intersection(inside) and maker.start in inside
    closes = (
        end == len(reading.words)
        or not reading.words[end][0].isalnum()
        or reading.clauses[end] != reading.clauses[end - 1]
    )
    return bool(told) and closes and (not needed or bool(reading.under(needed).intersection(inside)))
