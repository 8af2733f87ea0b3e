"""Fresh systems at 3CX on which a fault was tried, and what came out there.

`trials` asks `fresh_trials` where such a system is named ("an empty instance in your cloud") and `outcome` for what the
sentence says of it, in whatever words: a system that works there, that fails there, or that does the same.
"""

from __future__ import annotations

from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.reading import BESIDE, Reading

_NEAR = 6  # words between "fresh" and who hosts it
_ATTACHED = 2  # words between "fresh" and the system that it describes
_FINDINGS = ("alike", "works_there", "fails", "succeeds", "shows", "same", "reproduce")  # the most telling first
_ALIKE = ("same", "alike", "shows")
_PARTS = ("phone_word", "trunk_word", "unit.extensions", "network")


def fresh_trials(reading: Reading) -> list[tuple[Mention, Mention]]:
    """Fresh systems, each with the words that say that 3CX hosts it; "our new system" is the one in use."""
    houses = reading.all("hosting.hosted_by_3cx", "hosting.hosted", "at_maker")
    return [
        (fresh, house)
        for fresh in reading.all("fresh", "new_one")
        if not _is_in_use(reading, fresh) and (fresh.term == "fresh" or _is_tried(reading, fresh))
        for house in houses
        if fresh.gap(house) <= _NEAR and reading.same_sentence(fresh, house) and _is_system(reading, fresh, house)
    ]


def _is_tried(reading: Reading, new: Mention) -> bool:
    """Whether a new system is there to try something: it was put up, or things happen "on a new one"."""
    if reading.in_sentence(new, "set_up", "tested"):
        return True
    starts = {voice.end for voice in reading.all("own_voice", "has")}
    return any(
        0 <= new.start - into.end <= 2 and reading.same_clause(into, new) and into.start not in starts
        for into in reading.all("locative")
    )


def _is_in_use(reading: Reading, fresh: Mention) -> bool:
    """Whether it is the own system that is new ("our new instance", "moved to a new one")."""
    own = any(0 <= fresh.start - voice.end <= 1 or voice.start == fresh.end for voice in reading.all("ours"))
    put_up = {one.start for one in reading.all("set_up")}  # "subimos uma nova"
    since = any(one.gap(fresh) > 0 and reading.same_clause(one, fresh) for one in reading.all("since"))
    return (
        own
        or (since and not put_up)
        or any(
            reading.same_sentence(move, fresh) and move.start < fresh.start and move.start not in put_up
            for move in reading.all("moved", "upgrading")
        )
    )


def _is_system(reading: Reading, fresh: Mention, house: Mention) -> bool:
    """Whether "fresh" describes a system: "a blank instance", "una centralita nueva", "fired up an empty one"."""
    low, high = min(fresh.start, house.start), max(fresh.end, house.end)
    if any(low <= part.start < high for part in reading.all(*_PARTS)):
        return False
    systems = reading.all("instance", "test_system", "hosting.hosted", "hosting.hosted_by_3cx")
    named = any(fresh.gap(system) <= _ATTACHED and reading.same_sentence(fresh, system) for system in systems)
    return named or fresh.gap(house) <= 1 or reading.in_sentence(fresh, "set_up")


def outcome(reading: Reading, place: Mention) -> bool | None:
    """Whether the fault shows at `place`, where a sentence tells how it went there; None where none does.

    "on a clean one it rings at once" and "there it never drops" say no, "there it does not ring" says yes.
    """
    found = reading.once(_told)
    inside = [one for one in found if reading.same_sentence(one, place) and one.start >= place.start]
    inside = [one for one in inside if reading.same_clause(one, place) or not reading.in_clause(one, "ours")]
    after = inside or _in_next_sentence(reading, place)
    before = [one for one in found if reading.linked(one, place) and one.start < place.start]
    if any(
        one.term == "reproduce" and reading.same_clause(one, place) and reading.denied(one, before=one.start)
        for one in before
    ):
        after = []  # "could not reproduce it on the clean one, it only happens here"
    around = after or before
    if not around:
        return None
    first = around[0] if after else around[-1]
    told = [one for one in around if reading.same_clause(one, first)]
    return _verdict(reading, place, min(told, key=lambda one: _FINDINGS.index(one.term)))


def _told(reading: Reading) -> list[Mention]:
    """Words of what came out, and SIP codes, which say that it shows."""
    codes = [Mention("shows", at, at + 1) for at, word in enumerate(reading.words) if word in reading.codes]
    kept = {one.start - 1 for one in reading.all("settings_word")}  # "with the same config" tells of no fault
    found = [one for one in reading.all(*_FINDINGS) if one.term not in _ALIKE or one.end - 1 not in kept]
    return sorted([*found, *codes], key=lambda one: one.start)


def _in_next_sentence(reading: Reading, place: Mention) -> list[Mention]:
    """Findings of the sentence that goes on with "there": "Put up an empty one at 3CX. There it rings"."""
    theres = [one for one in reading.all("there") if one.start > place.start and reading.opens_sentence(one)]
    return [one for one in reading.once(_told) for there in theres[:1] if reading.same_sentence(one, there)]


def _verdict(reading: Reading, place: Mention, finding: Mention) -> bool:
    """What a finding says of the fault: it works there or does not, it fails there or does not."""
    if finding.term == "alike":
        return True
    denied = reading.denied(finding)
    if finding.term in ("works_there", "succeeds"):
        return denied
    return not denied or _is_there_too(reading, place)


def _is_there_too(reading: Reading, place: Mention) -> bool:
    """Whether "also" leads to the place: "auch auf einer leeren Instanz ist nichts zu sehen"."""
    return any(
        0 <= place.start - also.end <= BESIDE - 1 and reading.same_clause(also, place)
        for also in reading.all("doubles")
    )
