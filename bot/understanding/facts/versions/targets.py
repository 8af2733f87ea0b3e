"""Whether an update leads to a version: one that is planned or failed, one that was made, one that led away.

`versions` asks this of every version that is named.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.facts.versions.ordering import is_named_update
from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.numbers import number
from bot.understanding.facts.words.reading import BESIDE, Reading


def is_target(reading: Reading, version: Mention, others: Sequence[int]) -> bool:
    """An update that was planned or failed should lead there; "since the upgrade to V20" was done."""
    if _is_scheduled(reading, version, others) or _is_aimed_at(reading, version):
        return True
    if is_own(reading, version):
        return False
    moved = reading.all("upgrading", "moved", "resized")
    if any(  # "we have not moved to V20 yet"
        0 <= move.start - no.end <= 1 and move.end <= version.start and reading.same_clause(no, version)
        for no in reading.all("negation")
        for move in moved
    ):
        return _is_led_to(reading, version)
    if any(on.end == version.start for on in reading.all("now", "still_on", "for_now")):
        return False
    moves = _moves(reading, version)
    near = [move for move in moves if 0 <= version.start - move.end <= BESIDE]
    if not _is_led_to(reading, version):
        coming = reading.in_clause(version, "later") and not reading.in_clause(version, "since", "newly", "when_done")
        return coming and any(version.start - move.end <= 1 for move in near)  # "tomorrow we install V20 Update 8"
    if is_reached(reading, version):
        return False
    wanted = any(want.start - version.start <= BESIDE for want in _plans(reading, version))
    if moves and (wanted or reading.is_asked(version) or _is_unfinished(reading, version)):
        return True
    done = reading.in_sentence(version, "since")
    return bool(near) and reading.in_sentence(version, "failing") and not done


def is_reached(reading: Reading, version: Mention) -> bool:
    """Whether the update there is said to have ended, or that something broke or changed with it.

    "The update to V20 went through last night", "it broke going to V20", "ever since going to V20".
    """
    before = [move for move in _moves(reading, version) if move.end <= version.start]
    if not before or not _is_led_to(reading, version):
        return False
    move = before[-1]
    if reading.is_question(version):
        return not reading.is_asked(version) and _wont_since(reading, move, version)
    if any(not one.start <= move.start < one.end for one in _plans(reading, version)):
        return _wont_since(reading, move, version)
    if _ended(reading, version):
        return not _is_unfinished(reading, version)
    led = [one for one in reading.all("broke") if reading.same_clause(one, move) and one.end <= move.start]
    led += [one for one in reading.all("since") if 0 <= move.start - one.end <= 1 and one.start != move.start]
    return any(not reading.negated(one) for one in led)


def _wont_since(reading: Reading, move: Mention, version: Mention) -> bool:
    """Whether something will not any more since the update: "wollen nach dem Update auf V20 nicht mehr"."""
    tried = {one.start for one in reading.all("attempt", "pending")}
    since = any(
        0 <= move.start - one.end <= 1 and one.start != move.start and tried.isdisjoint(range(one.end, move.end))
        for one in reading.all("since")
    )
    return since and any(
        version.end <= no.start and reading.same_clause(no, version) for no in reading.all("negation", "fault_verb")
    )


def is_left(reading: Reading, version: Mention, others: Sequence[int]) -> bool:
    """The V18 of "since we went from V18 to V20", unless the way there is still to be gone."""
    if not any(away.end == version.start for away in reading.all("from")):
        return False
    goals = [
        Mention("version", at, at + 1)
        for at in others
        if version.start < at < len(reading.words) and at - version.start <= 2 * BESIDE
    ]
    return any(
        reading.same_sentence(other, version) and _is_led_to(reading, other) and not is_target(reading, other, others)
        for other in goals
    )


def _is_scheduled(reading: Reading, version: Mention, others: Sequence[int]) -> bool:
    """Whether the clause dates it ahead: "V20 is pencilled in for May"; of several versions the one that is led to."""
    if not reading.in_clause(version, "scheduled") or reading.in_clause(version, "since", "newly", "completed"):
        return False
    rivals = [at for at in others if at != version.start and at < len(reading.words)]
    alone = not any(reading.same_clause(Mention("version", at, at + 1), version) for at in rivals)
    return alone or _is_led_to(reading, version)


def _is_aimed_at(reading: Reading, version: Mention) -> bool:
    """Whether its clause opens with a goal: "the goal is V20 U9, for now V18"."""
    return any(
        0 <= version.start - goal.end <= BESIDE
        and reading.same_clause(goal, version)
        and goal.start - reading.clause(goal)[0] <= 2
        for goal in reading.all("goal")
    )


def is_own(reading: Reading, version: Mention) -> bool:
    """Whether "our" stands right at it: "U9 on our V20 U6", "στο V20 U6 μας"."""
    speaking = reading.under("own_voice")
    return any(
        our.end == version.start
        or (version.end <= our.start and all(_is_figure(word) for word in reading.words[version.end : our.start]))
        for our in reading.all("ours")
        if our.start in speaking and reading.same_clause(our, version)
    )


def _is_figure(word: str) -> bool:
    return any(sign.isdecimal() for sign in word) or is_named_update(word)


def is_refused(reading: Reading, version: Mention) -> bool:
    """Whether somebody does not want it: "V20 U10 will ich nicht", "I won't touch V20 U10"."""
    return any(
        reading.same_clause(refusal, version)
        and (
            0 <= version.start - refusal.end <= 2
            or (refusal.start >= version.end and reading.ends_clause(refusal) and refusal.gap(version) <= BESIDE)
        )
        for refusal in reading.all("unwanted")
    )


def _plans(reading: Reading, version: Mention) -> list[Mention]:
    """What says in its clause that something is still to be done; the "quando" of "da quando" does not."""
    since = reading.under("since")
    plans = (one for one in reading.all("attempt", "pending", "afraid") if one.start not in since)
    return [one for one in plans if reading.same_clause(one, version)]


def _moves(reading: Reading, version: Mention) -> list[Mention]:
    """The updates of its clause that lead somewhere; the one of "V18 update 9" is part of its name."""
    moves = (move for move in reading.all("upgrading") if reading.same_clause(move, version))
    return [move for move in moves if move.start != version.end or number(reading, move.end) is None]


def _is_led_to(reading: Reading, version: Mention) -> bool:
    return any(toward.end == version.start for toward in reading.all("toward"))


def _ended(reading: Reading, version: Mention) -> list[Mention]:
    """The words behind a version that say that something ended."""
    return [one for one in reading.all("completed") if one.start > version.start and reading.same_clause(one, version)]


def _is_unfinished(reading: Reading, version: Mention) -> bool:
    """Whether the update is said not to have ended, or what is to come once it has."""
    ended = _ended(reading, version)
    waits = (one for one in reading.all("condition") if one.end <= version.start and reading.same_clause(one, version))
    return bool(ended) and (any(map(reading.negated, ended)) or any(waits))
