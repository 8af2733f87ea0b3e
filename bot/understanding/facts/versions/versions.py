"""Which of the versions in a message is the one that runs.

`FactExtractor` calls `told`. Versions that somebody wants to reach, asks about or
left behind are none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.text import identifiers, pasted
from bot.text.versions import UPDATE_ALONE
from bot.understanding.facts.validity.changes import is_gone, settled
from bot.understanding.facts.validity.scopes import is_bygone, is_of_old_system, of_stranger
from bot.understanding.facts.versions.back import returned
from bot.understanding.facts.versions.bare import contrasted, figures, lone_build, lone_update, reached, stayed
from bot.understanding.facts.versions.targets import is_left, is_own, is_reached, is_refused, is_target
from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.reading import Reading

# The update that a change led to: "from V20 U3 to U6".
_MOVE = re.compile(
    r"\s+(?:to|auf|zur?|a\s+la|à\s+la|alla|para\s+a|pra|на|до|στο|σε|στην)\s+(?:the\s+)?(?:u|upd?|update|апдейт)\s?(\d{1,2})\b",
    re.IGNORECASE,
)
_ON = {"still_on": 0, "for_now": 2}  # words from one of these terms to the version: "for now on the V18"
_NUMBER = re.compile(r"(?<![\w.,])\d+(?![\w.,]*\d)")


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
    staying = reading.all("still_on", "for_now")
    still = {name for one, name in candidates if any(0 <= one.start - word.end <= _ON[word.term] for word in staying)}
    held = still.pop() if len(still) == 1 else settled(reading, candidates)
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
    if of_stranger(reading, version) or is_refused(reading, version):
        return False
    if is_reached(reading, version):
        return not is_left(reading, version, others)
    not_theirs = is_bygone(reading, version) or _is_asked_about(reading, version)
    return not (not_theirs or is_target(reading, version, others) or is_left(reading, version, others))


def _is_asked_about(reading: Reading, version: Mention) -> bool:
    """ "Is V20 Update 9 the newest?" asks about a version that need not be theirs."""
    if not reading.is_question(version) or reading.in_clause(version, "since") or is_own(reading, version):
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
        if question == "version" and version.build is None and standing and not reading.has("os", "sbc"):
            version = replace(version, build=lone_build(prose[standing[-1].end :]))  # "V20 U6 I think, build 724"
        return _reached(reading, version, found)
    worded = _worded(reading, prose, version, question) or version
    return worded or reached(reading) or contrasted(reading) or stayed(reading) or parts.version


def _standing(
    reading: Reading, found: Sequence[identifiers.FoundVersion]
) -> tuple[str, Sequence[identifiers.FoundVersion]]:
    """The text of `reading` without those of the versions `found` there that do not run, and what is found in it."""
    at = [reading.words_before(one.start) for one in found]
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
    if one is not None and (update := returned(reading, one)) is not None:
        return replace(version, update=update, build=None, release_candidate=False)
    move = _MOVE.match(reading.text, one.end) if one is not None and reading.has("since") else None
    return replace(version, update=int(move[1]), build=None) if move else version


def _worded(
    reading: Reading, prose: str, version: identifiers.Version | None, question: str | None
) -> identifiers.Version | None:
    """A version told in words, or the update in words of one whose number is known ("V20, the second update")."""
    told = figures(prose, reading)
    if question != "version" and told == prose:
        return None
    found = identifiers.find_versions(told)
    if question != "version" and not found:
        return None
    told, standing = _standing(Reading(told, reading.lexicon), found)
    spelled = identifiers.fullest(told, standing)
    if spelled is None and question == "version" and len(alone := _NUMBER.findall(UPDATE_ALONE.sub(" ", told))) == 1:
        spelled = identifiers.parse_version(alone[0])  # "it's the twenty, no idea which update"
        spelled = spelled and replace(spelled, update=lone_update(told))
    return spelled if spelled and (version is None or spelled.major == version.major) else None
