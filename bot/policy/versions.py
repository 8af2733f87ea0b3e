"""Version texts such as "V20 Update 8 (Build 1121)" and whether they are the newest one.

The facts reader turns a `version` into a `version_status` with the dated entries of
`policy_kb/versions.yml`. Builds are not compared: their numbers do not rise from update to update.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Optional, Sequence

# <major>.0.<update>.<build>, as the system itself writes it
_DOTTED = re.compile(r"(?<![\d.])(1[0-9]|2[0-9])\.0\.(\d{1,2})(?:\.\d+)?(?![\d.])")
_MAJOR = re.compile(r"(?<![\d.])[vV]?\.?\s*(1[0-9]|2[0-9])(?:\.0)?(?![\d.]*\d)")
# the update's number comes after its word; words of the eight languages, "SP" for the older versions
_UPDATE = re.compile(
    r"(?:(?<![^\W\d_])(?:update|upd|up|u|sp|service\s*pack|hotfix\s+of\s+update|aktualisierung|aggiornamento|mise\s+à\s+jour|maj"
    r"|actualizaci[oó]n|atualiza[cç][aã]o|обновлени[ея]|апдейт|ενημέρωση))\s*\.?\s*(\d{1,2})(?!\d)",
    re.IGNORECASE,
)
_CANDIDATE = re.compile(r"\b(?:rc\s*\d*|release\s+candidate|alpha|beta|preview)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Version:
    """Major version and update; `update` is None where only the major version was said."""

    major: int
    update: Optional[int]
    candidate: bool = False


@dataclass(frozen=True)
class Release:
    """`major` and `update` became the newest version on the day `since`."""

    major: int
    update: int
    since: date


def parse(text: str) -> Version | None:
    """The version in `text`, or None where there is none. See domain section 4 for the spellings."""
    candidate = bool(_CANDIDATE.search(text))
    if dotted := _DOTTED.search(text):
        return Version(int(dotted.group(1)), int(dotted.group(2)), candidate)
    major = _MAJOR.search(text)
    if major is None:
        return None
    update = _UPDATE.search(text, major.end())
    return Version(int(major.group(1)), int(update.group(1)) if update else None, candidate)


def status(version: Version, releases: Sequence[Release], day: date) -> str | None:
    """`latest`, `outdated` or `release_candidate` on `day`; None where the update decides and is not known."""
    newest = latest(releases, day)
    if newest is None:
        return None
    if version.update is None:
        if version.major == newest.major:
            return None
        return "outdated" if version.major < newest.major else "release_candidate"
    own, best = (version.major, version.update), (newest.major, newest.update)
    if own < best:
        return "outdated"
    return "release_candidate" if own > best or version.candidate else "latest"


def latest(releases: Sequence[Release], day: date) -> Release | None:
    """The newest release on `day`, None before the first one."""
    return max(
        (item for item in releases if item.since <= day), key=lambda item: (item.major, item.update), default=None
    )
