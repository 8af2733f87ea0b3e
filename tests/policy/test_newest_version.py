"""A version is compared with the newest one of its day (domain section 4)."""

from __future__ import annotations

from datetime import date

import pytest

from bot.policy.versions import Release, status
from bot.text.versions import Version

RELEASES = (Release(20, 8, date(2025, 9, 1)), Release(20, 9, date(2026, 1, 1)), Release(20, 10, date(2026, 6, 1)))


@pytest.mark.parametrize(
    ("version", "day", "expected"),
    [
        (Version(20, 10), date(2026, 11, 23), "latest"),
        (Version(20, 9), date(2026, 5, 31), "latest"),
        (Version(20, 9), date(2026, 6, 1), "outdated"),
        (Version(18, None), date(2026, 6, 1), "outdated"),
        (Version(20, None), date(2026, 6, 1), None),
        (Version(21, None), date(2026, 6, 1), "release_candidate"),
        (Version(20, 11), date(2026, 6, 1), "release_candidate"),
        (Version(20, 10, release_candidate=True), date(2026, 6, 1), "release_candidate"),
        (Version(20, 9, release_candidate=True), date(2026, 6, 1), "outdated"),
        (Version(20, 8), date(2020, 1, 1), None),
    ],
)
def test_a_version_is_compared_with_the_newest_of_its_day(version: Version, day: date, expected: str | None) -> None:
    assert status(version, RELEASES, day) == expected
