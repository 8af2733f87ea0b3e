"""Instances that 3CX runs for one customer, told in everyday words: "a dedicated one of yours", "the one you rent us".

`hosting` calls `dedicated`. That something is dedicated says who runs it only beside a word for the vendor:
a "dedicated server" is anybody's.
"""

from __future__ import annotations

from bot.understanding.facts.hosting.elsewhere import is_elsewhere
from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.reading import BESIDE, Reading

_HOSTED = "hosting.hosted_by_3cx"
_OTHERS = ("phone_word", "trunk_word", "network", "computer", "own_machine", "sbc", "other_service", "other_software")
_TRIAL = ("fresh", "new_one", "test_system", "tested", "reproduce", "works_there", "condition", "uncertain")
_WISHES = ("price_asked", "asked_for")
_THINGS = ("hosted_thing", "instance", "dedicated", "dedicated_lead", "thing")
_LINKS = (
    "article",
    "definite",
    "aux",
    "has",
    "locative",
    "upon",
    "of",
    "relative",
    "itself",
    "me_us",
    "maker",
    "at_house",
)
_NEAR = 5  # words between "dedicated" and who runs it
_SMALL = 2  # words between an instance and "that you run"


def dedicated(reading: Reading) -> list[Mention]:
    """Stretches from an instance or "dedicated" to the word that says that 3CX runs it."""
    found = [_stretch(head, vendor) for head, vendor in (*_dedicated_by_vendor(reading), *_run_by_vendor(reading))]
    return [
        one
        for one in found
        if not (reading.is_question(one) or reading.in_sentence(one, *_TRIAL, *_WISHES))
        and not any(one.start <= other.start < one.end for other in reading.all(*_OTHERS, "platform."))
        and not any(one.end <= there.start and reading.same_sentence(there, one) for there in reading.all("there"))
        and not (reading.in_clause(one, *_OTHERS, "platform.") or reading.denied(one) or is_elsewhere(reading, one))
    ]


def _stretch(first: Mention, second: Mention) -> Mention:
    return Mention(_HOSTED, min(first.start, second.start), max(first.end, second.end))


def _dedicated_by_vendor(reading: Reading) -> list[tuple[Mention, Mention]]:
    """ "A dedicated instance of yours", "dedicated, at 3CX", "the dedicated 3CX instance"."""
    vendors = reading.all("vendors_own", "vendor_runs", "at_yours", "at_maker")
    heads = [head for head in reading.all("dedicated") if _is_of_system(reading, head)]
    found = [
        (head, one)
        for head in heads
        for one in vendors
        if _is_near(reading, head, one, _NEAR) and _joins(reading, head, one)
    ]
    return found + [
        (head, thing)
        for head in heads
        for thing in reading.all("hosted_thing")
        for maker in reading.all("maker")
        if _is_near(reading, head, thing, BESIDE)
        and min(head.start, thing.start) < maker.start < max(head.end, thing.end) + 1
    ]


def _is_of_system(reading: Reading, head: Mention) -> bool:
    """Whether "dedicated" describes a system or stands alone: no "dedicated team", no "técnico dedicado"."""
    small = reading.once(_small)
    return all(at in small for at in (head.start - 1, head.end) if 0 <= at < len(reading.words))


def _joins(reading: Reading, head: Mention, vendor: Mention) -> bool:
    """Whether nothing but small words and systems stands between "dedicated" and the word for the vendor."""
    between = range(min(head.end, vendor.end), max(head.start, vendor.start))
    return reading.once(_small).issuperset(between)


def _small(reading: Reading) -> set[int]:
    """The places of words that name a system or the vendor, or say nothing."""
    told = reading.under(*_THINGS, *_LINKS, "vendors_own", "vendor_runs", "at_yours", "at_maker", "hosts")
    plain = reading.lexicon.fillers | set(reading.lexicon.joiners)
    return {at for at, word in enumerate(reading.words) if at in told or word in plain or not word[0].isalnum()}


def _run_by_vendor(reading: Reading) -> list[tuple[Mention, Mention]]:
    """ "An instance that you rent out to us", "an own instance run by 3CX"."""
    return [
        (thing, runs)
        for thing in reading.all("hosted_thing")
        for runs in reading.all("vendor_runs")
        if _is_near(reading, thing, runs, _SMALL)
    ]


def _is_near(reading: Reading, head: Mention, other: Mention, reach: int) -> bool:
    return head.gap(other) <= reach and reading.same_sentence(head, other)
