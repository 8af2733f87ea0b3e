"""Which of the versions in a message is the one that runs.

`FactExtractor` calls `told`. Versions that somebody wants to reach, asks about or
left behind are none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.text import identifiers, pasted
from bot.understanding.facts.validity.changes import is_gone, is_planned, settled
from bot.understanding.facts.validity.scopes import is_bygone, is_of_old_system, of_stranger
from bot.understanding.facts.versions import updates
from bot.understanding.facts.versions.ordering import MAJORS
from bot.understanding.facts.words import numbers
from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.numbers import number
from bot.understanding.facts.words.reading import BESIDE, Reading

# The update that a change led to: "from V20 U3 to U6".
_MOVE = re.compile(
    r"\s+(?:to|auf|zur?|a\s+la|à\s+la|alla|para\s+a|pra|на|до|στο|σε|στην)\s+(?:the\s+)?(?:u|upd?|update|апдейт)\s?(\d{1,2})\b",
    re.IGNORECASE,
)
_UPDATED = re.compile(r"\bupdate (\d{1,2})\b")  # as `updates.named` writes it
_NUMBER = re.compile(r"(?<![\w.,])\d+(?![\w.,]*\d)")
_MOVES = ("upgrading", "moved")


def running(reading: Reading, at: Sequence[int], named: Sequence[str]) -> list[bool]:
    """Which of the versions `named` at the words `at` may be the one that runs.

    Of several that may, only the one that holds after a change ("until yesterday V18, now V20"), if that is said.
    """
    may = [_may_run(reading, place, at) for place in at]
    candidates = [
        (Mention("version", place, place + 1), name)
        for place, name, counts in zip(at, named, may, strict=True)
        if counts and place < len(reading.words)
    ]
    if len({name for _, name in candidates}) < 2:
        return may
    if all(reading.ends_asking(one) and not reading.in_sentence(one, "own_voice", "since") for one, _ in candidates):
        return [False for _ in may]  # "what is better in V20 than in V18?"
    held = settled(reading, candidates)
    return [counts and (held is None or name == held) for name, counts in zip(named, may, strict=True)]


def _may_run(reading: Reading, at: int, others: Sequence[int]) -> bool:
    if at >= len(reading.words):
        return True
    version = Mention("version", at, at + 1)
    if is_gone(reading, version) or any(
        0 <= at - no.end <= 1 and reading.same_clause(no, version) for no in reading.all("negation")
    ):
        return False  # "no, not V18"
    if is_of_old_system(reading, version) or any(0 <= at - old.end <= 1 for old in reading.all("old_system")):
        return False  # "on the old V16"
    not_theirs = of_stranger(reading, version) or is_bygone(reading, version) or _is_asked_about(reading, version)
    return not (not_theirs or _is_target(reading, version) or _is_left(reading, version, others))


def _is_target(reading: Reading, version: Mention) -> bool:
    """An update that was planned or failed should lead there; "since the upgrade to V20" was done."""
    at = version.start
    moved = reading.all("upgrading", "moved", "resized")
    if any(  # "we have not moved to V20 yet"
        0 <= move.start - no.end <= 1 and move.end <= at and reading.same_clause(no, version)
        for no in reading.all("negation")
        for move in moved
    ):
        return any(toward.end == at for toward in reading.all("toward"))
    wanted = any(
        reading.same_clause(want, version) and want.start - at <= BESIDE for want in reading.all("attempt", "pending")
    )
    moves = [move for move in reading.all("upgrading") if reading.same_clause(move, version)]
    if not any(toward.end == at for toward in reading.all("toward")):
        return False
    if moves and wanted:
        return True
    done = reading.in_sentence(version, "since")
    failed = reading.in_sentence(version, "failing")
    return failed and not done and any(0 <= at - move.end <= BESIDE for move in moves)


def _is_left(reading: Reading, version: Mention, others: Sequence[int]) -> bool:
    """The V18 of "since we went from V18 to V20", unless the way there is still to be gone."""
    if not any(away.end == version.start for away in reading.all("from")):
        return False
    reached = [
        Mention("version", at, at + 1)
        for at in others
        if version.start < at < len(reading.words) and at - version.start <= 2 * BESIDE
    ]
    return any(
        reading.same_sentence(other, version)
        and any(toward.end == other.start for toward in reading.all("toward"))
        and not _is_target(reading, other)
        for other in reached
    )


def _is_asked_about(reading: Reading, version: Mention) -> bool:
    """ "Is V20 Update 9 the newest?" asks about a version that need not be theirs."""
    if not reading.is_question(version) or reading.in_clause(version, "since"):
        return False
    return reading.in_clause(version, "asks_version")


def told(parts: pasted.Pasted, reading: Reading, question: str | None) -> identifiers.Version | None:
    """The version in the prose, else in the log. A bare "20" counts only where the version was asked for.

    A version that somebody wants to reach ("the update to V20 fails"), asks about or left behind is not the
    one that runs.
    """
    found = identifiers.find_versions(reading.text)
    prose, standing = _standing(reading, found)
    left = question == "version" or bool(standing)
    if found and not left:
        return parts.version
    version = identifiers.fullest(prose, standing) if left else None
    if version is not None and version.update is not None:
        return _reached(reading, version, found)
    return _worded(reading, prose, version, question) or version or _moved(reading) or parts.version


def _standing(
    reading: Reading, found: Sequence[identifiers.FoundVersion]
) -> tuple[str, Sequence[identifiers.FoundVersion]]:
    """The text of `reading` without those of the versions `found` there that do not run, and what is found in it."""
    at = [len(reading.lexicon.tokenize(reading.text[: one.start])) for one in found]
    runs = running(reading, at, [str(one.version) for one in found])
    if all(runs):
        return reading.text, found
    prose = reading.text
    for one, counts in reversed(list(zip(found, runs, strict=True))):
        if not counts:
            prose = f"{prose[: one.start]} {prose[one.end :]}"
    return prose, identifiers.find_versions(prose)


def _reached(
    reading: Reading, version: identifiers.Version, found: Sequence[identifiers.FoundVersion]
) -> identifiers.Version:
    """The update that a change which was made led to: "since we went from V20 U3 to U6"."""
    one = next((one for one in found if one.version == version), None)
    move = _MOVE.match(reading.text, one.end) if one is not None and reading.has("since") else None
    return replace(version, update=int(move[1]), build=None) if move else version


def _moved(reading: Reading) -> identifiers.Version | None:
    """The number that an update led to where only the numbers are named: "we went from 18 to 20 at the weekend"."""
    for away in reading.all("from"):
        left = number(reading, away.end)
        step = away.end + left[1] if left else 0
        toward = [one for one in reading.all("toward") if one.start == step]
        reached = number(reading, toward[0].end) if toward else None
        if left is None or reached is None or left[0] not in MAJORS or reached[0] not in MAJORS:
            continue
        end = toward[0].end + reached[1]
        move = Mention("version", away.start, end)
        counts = any(unit.start - end in (0, 1) for unit in reading.all("unit.", "users", "size_word"))
        timed = any(word.start == end for word in reading.all("since", "now", "later", "locative", "month", *_MOVES))
        ends = timed or end == len(reading.words) or not reading.words[end][0].isalnum()
        ends = ends or reading.words[end] in reading.lexicon.joiners
        if not counts and (ends or reading.in_clause(move, "own_voice")) and left[0] < reached[0]:
            if reading.in_sentence(move, *_MOVES) and not is_planned(reading, move):
                return identifiers.Version(reached[0], _lone_update(_figures(reading.text, reading)))
    return None


def _figures(text: str, reading: Reading) -> str:
    return updates.named(numbers.in_figures(text, reading.lexicon), reading.lexicon)


def _lone_update(figures: str) -> int | None:
    """The one update of a text that names its version apart from it."""
    told = set(_UPDATED.findall(figures))
    return int(told.pop()) if len(told) == 1 else None


def _worded(
    reading: Reading, prose: str, version: identifiers.Version | None, question: str | None
) -> identifiers.Version | None:
    """A version told in words, or the update in words of one whose number is known ("V20, the second update")."""
    figures = _figures(prose, reading)
    if question != "version" and figures == prose:
        return None
    found = identifiers.find_versions(figures)
    if question != "version" and not found:
        return None
    figures, standing = _standing(Reading(figures, reading.lexicon), found)
    spelled = identifiers.fullest(figures, standing)
    if spelled is None and question == "version" and len(alone := _NUMBER.findall(_UPDATED.sub(" ", figures))) == 1:
        spelled = identifiers.parse_version(alone[0])  # "it's the twenty, no idea which update"
        spelled = spelled and replace(spelled, update=_lone_update(figures))
    return spelled if spelled and (version is None or spelled.major == version.major) else None
