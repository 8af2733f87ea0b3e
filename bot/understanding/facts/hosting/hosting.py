"""Where the system runs, read from mentions of hosting, platforms and places.

`FactExtractor` calls `hosting`. A word counts only where it speaks of the phone system itself: not of a website, a
trunk, a phone or the machine on which a fault was reproduced.
"""

from __future__ import annotations

from itertools import compress

from bot.understanding.facts.hosting.dedicated import dedicated
from bot.understanding.facts.hosting.denials import is_denied
from bot.understanding.facts.hosting.elsewhere import is_elsewhere
from bot.understanding.facts.hosting.indoors import carriers, floors
from bot.understanding.facts.hosting.keepers import at_yours, hosting_makers, hosting_partners
from bot.understanding.facts.hosting.moves import standing
from bot.understanding.facts.hosting.providers import providers, rented
from bot.understanding.facts.hosting.sites import runs_there, sites
from bot.understanding.facts.hosting.stayed import stayed
from bot.understanding.facts.validity.changes import settled
from bot.understanding.facts.validity.neighbours import own_systems
from bot.understanding.facts.validity.scopes import is_unreal
from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.reading import BESIDE, Reading

# How much a word says about hosting: who hosts it most, an explicit one more than a platform ("Hetzner", "Hyper-V"), a
# platform more than a bare "hosted" (domain facts 3.5; partner-hosted counts as self-hosted, D23).
_SUBJECT, _EXPLICIT, _PLATFORM, _BARE = 4, 3, 2, 1


def hosting(reading: Reading, of_trial: bool = False) -> tuple[str | None, tuple[str, ...]]:
    """Where the system runs, and the values that the person ruled out.

    In the answer to whether a fault shows on a hosted system (`of_trial`), what 3CX hosts is that one.
    """
    if (place := stayed(reading)) is not None:
        return place, ()
    ranked: list[tuple[int, Mention, str]] = []
    for mention in reading.all("hosting.", "platform."):
        if is_elsewhere(reading, mention) or _is_inside(reading, mention):
            continue
        rank, value = _meaning(reading, mention)
        ranked.append((rank, mention, value))
    ranked += [(_EXPLICIT, answer, answer.value.removeprefix("hosting_")) for answer in _labelled(reading)]
    makers = [*hosting_makers(reading), *providers(reading), *dedicated(reading)]
    ranked = [  # "3CX runs it in its data centre"
        item
        for item in ranked
        if item[2] != "self_hosted"
        or not any(reading.same_clause(item[1], maker) or maker.start <= item[1].start < maker.end for maker in makers)
    ]
    ranked += [(_EXPLICIT, maker, "hosted_by_3cx") for maker in (*makers, *at_yours(reading))]
    ranked += [(_EXPLICIT, machine, "self_hosted") for machine in rented(reading)]
    ranked += [(_SUBJECT, host, "self_hosted") for host in hosting_partners(reading)]
    ranked += [(_PLATFORM, place, "on_premise") for place in (*sites(reading), *carriers(reading), *floors(reading))]
    ranked += [
        (_BARE, machine, "on_premise")
        for machine in reading.all("own_machine")
        if runs_there(reading, machine)
        and (reading.in_sentence(machine, "maker") or not reading.in_clause(machine, "pc"))  # "the PC has Windows 10"
        and not reading.beside(machine, "sole_use", "third_party", "other_software", "that")
    ]
    ruled_out = [is_denied(reading, mention) for _, mention, _ in ranked]
    denied = tuple(dict.fromkeys(value for _, _, value in compress(ranked, ruled_out)))
    said = [one for one, no in zip(ranked, ruled_out, strict=True) if not no and not is_unreal(reading, one[1])]
    said = standing(reading, [item for item in said if not _is_to_come(reading, item[1])])
    said = _own_side(reading, said)
    best = max((rank for rank, _, _ in said), default=0)
    candidates = [(mention, value) for rank, mention, value in said if rank == best and value not in denied]
    if of_trial:
        candidates = [one for one in candidates if one[1] != "hosted_by_3cx"]
    return settled(reading, candidates), denied


def _is_to_come(reading: Reading, mention: Mention) -> bool:
    """Whether it is what an advert promises or what will stand there one day: "a mini PC will go into the rack"."""
    told = [one for one in reading.all("advert") if reading.same_sentence(one, mention) and one.start < mention.start]
    coming = [
        one for one in reading.all("coming") if one.start - mention.end <= 1 and reading.same_clause(one, mention)
    ]
    later = reading.in_clause(mention, "later_on")  # "next month it goes on a NUC"
    return bool(told or coming or later) and not reading.in_clause(mention, "now")


def _is_inside(reading: Reading, mention: Mention) -> bool:
    """Whether it is part of a platform's name: the "V-Server" of "Hyper-V Server"."""
    return any(
        one.start < mention.start and mention.end <= one.end
        for one in reading.all("platform.")
        if mention.family == "hosting"
    )


def _meaning(reading: Reading, mention: Mention) -> tuple[int, str]:
    """How much a mention says and what: "hosted" alone means by 3CX, "hosted by us" does not."""
    if mention.family == "platform":
        return _PLATFORM, mention.value
    if mention.value == "self_hosted" and _is_of_house(reading, mention):
        return _EXPLICIT, "on_premise"
    if mention.value == "on_premise" and any(
        0 <= there.start - mention.end <= BESIDE + 1 and reading.same_clause(there, mention)
        for there in reading.all("platform.self_hosted", "hosting.self_hosted")
    ):
        return _EXPLICIT, "self_hosted"  # "our own server at Hetzner"
    if mention.value != "hosted":
        return _EXPLICIT, mention.value
    emphatic = reading.beside(mention, "maker", reach=3) and reading.in_clause(mention, "itself")
    if reading.beside(mention, "by_us", reach=3) and not emphatic:
        return _EXPLICIT, "self_hosted"
    return _BARE, "hosted_by_3cx"


def _is_of_house(reading: Reading, centre: Mention) -> bool:
    """Whether a data centre is that of the house: "el CPD de la fábrica", "im Rechenzentrum unseres Werks"."""
    if not reading.under("data_centre").intersection(range(centre.start, centre.end)):
        return False
    small = reading.under("of", "article", "ours", "definite")
    leads = {one.start for one in reading.all("locative", "upon")}
    return any(
        centre.end <= house.start
        and small.issuperset(range(centre.end, house.start))
        and (reading.ends_clause(house) or house.end in leads)
        for house in reading.all("own_house")
        if house.start > centre.end or reading.under("ours").intersection(range(centre.start, centre.end))
    )


def _labelled(reading: Reading) -> list[Mention]:
    """The answer in "hosting: self"."""
    labels = [label for label in reading.all("hosting_label") if reading.words[label.end : label.end + 1] == [":"]]
    return [answer for label in labels for answer in reading.all("answer.") if answer.start == label.end + 1]


def _own_side(reading: Reading, said: list[tuple[int, Mention, str]]) -> list[tuple[int, Mention, str]]:
    """What is said of the own system, where two are set side by side: "his is on AWS. Ours is a VM in the office"."""
    voices = [voice for voice in reading.all("own_voice") if reading.opens_sentence(voice)] + reading.once(own_systems)
    ours = [
        item
        for item in said
        if any(voice.start <= item[1].start and reading.same_sentence(voice, item[1]) for voice in voices)
    ]
    others = [item for item in said if item not in ours]
    apart = all(
        not reading.in_clause(mention, "own_voice") and all(mention.end <= mine.start for _, mine, _ in ours)
        for _, mention, _ in others
    )
    return ours if ours and apart else said
