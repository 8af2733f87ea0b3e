"""Whether a version is the newest one, by the dated list of newest versions.

The facts reader turns a `version` into a `version_status` with the entries of `policy_kb/versions.yml`;
`bot.text.versions` reads the text. Builds are not compared: their numbers do not rise from update to update.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Sequence

from bot.text.versions import Version


@dataclass(frozen=True)
class Release:
    """`major` and `update` became the newest version on the day `since`."""

    major: int
    update: int
    since: date


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
    return "release_candidate" if own > best or version.release_candidate else "latest"


def latest(releases: Sequence[Release], day: date) -> Release | None:
    """The newest release on `day`, None before the first one."""
    known = (release for release in releases if release.since <= day)
    return max(known, key=lambda release: (release.major, release.update), default=None)
