"""Where the system runs, read from mentions of hosting, platforms and places.

`FactExtractor` calls `hosting`, and the rules of amounts share `settled`. Two values that contradict each
other are no fact, unless the person corrects himself.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.understanding.facts_reading import Mention, Reading

# How much a word says about hosting: an explicit one more than a platform ("Hetzner", "Hyper-V"), a
# platform more than a bare "hosted" (domain facts 3.5; partner-hosted counts as self-hosted, D23).
_EXPLICIT, _PLATFORM, _BARE = 3, 2, 1


def hosting(reading: Reading) -> tuple[str | None, tuple[str, ...]]:
    """Where the system runs, and the values that the person ruled out."""
    ranked: list[tuple[int, Mention, str]] = []
    for mention in reading.all("hosting.", "platform."):
        if _is_elsewhere(reading, mention):
            continue
        rank = _PLATFORM if mention.family == "platform" else _BARE if mention.value == "hosted" else _EXPLICIT
        ranked.append((rank, mention, "hosted_by_3cx" if mention.value == "hosted" else mention.value))
    for maker in _hosting_makers(reading):
        ranked.append((_EXPLICIT, maker, "hosted_by_3cx"))
    denied = tuple(dict.fromkeys(value for _, mention, value in ranked if reading.negated(mention)))
    said = [item for item in ranked if not reading.negated(item[1])]
    best = max((rank for rank, _, _ in said), default=0)
    candidates = [(mention, value) for rank, mention, value in said if rank == best and value not in denied]
    return settled(reading, candidates), denied


def _hosting_makers(reading: Reading) -> list[Mention]:
    """3CX as the one who hosts ("3CX takes care of the hosting"), unless the clause speaks of its writers."""
    return [
        maker
        for maker in reading.all("maker")
        if not _is_elsewhere(reading, maker)
        and reading.beside(maker, "hosting_act", reach=3)
        and not any(reading.same_clause(own, maker) for own in reading.all("ourselves"))
        and not reading.is_question(maker)
    ]


def _is_elsewhere(reading: Reading, mention: Mention) -> bool:
    """Words of hosting that speak of something else.

    SMB as a file protocol, a host's name as a trunk, the machine of an SBC, "where is it hosted?", and
    the system on which a fault was reproduced.
    """
    if mention.value == "smb" and any(mention.gap(other) == 0 for other in reading.all("file_protocol")):
        return True
    if mention.family == "platform":
        if reading.beside(mention, "trunk_word", reach=1) or reading.beside(mention, "sbc"):
            return True
    if mention.value == "hosted" and reading.is_question(mention):
        return True
    return reading.beside(mention, "test_system") or any(
        reading.same_clause(other, mention) for other in reading.all("reproduce")
    )


def settled(reading: Reading, candidates: Sequence[tuple[Mention, Any]]) -> Any:
    """The one value, or the last one after a correction or a move; None where values contradict each other."""
    values = list(dict.fromkeys(value for _, value in candidates))
    if len(values) == 1:
        return values[0]
    if set(values) == {"smb", "hosted_by_3cx"}:  # SMB runs on 3CX's own servers too and says more
        return "smb"
    last, value = max(candidates, key=lambda item: item[0].start, default=(None, None))
    if last and any(reading.same_sentence(other, last) for other in reading.all("moved")):
        return value
    after = [value for mention, value in candidates if reading.corrected_before(mention)]
    return after[-1] if after else None
