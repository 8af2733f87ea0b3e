"""Version texts as people write them (domain section 4)."""

from __future__ import annotations

from datetime import date

import pytest

from bot.policy.versions import Release, Version, parse, status

RELEASES = (Release(20, 8, date(2025, 9, 1)), Release(20, 9, date(2026, 1, 1)), Release(20, 10, date(2026, 6, 1)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("V20", Version(20, None)),
        ("v20 U8", Version(20, 8)),
        ("V20U9", Version(20, 9)),
        ("V20 Update 8", Version(20, 8)),
        ("20.0 Update 8 (Build 1121)", Version(20, 8)),
        ("20.0.8.1121", Version(20, 8)),
        ("18 SP9", Version(18, 9)),
        ("V18 Update 9", Version(18, 9)),
        ("version 20 upd 8 hotfix", Version(20, 8)),
        ("3CX V20 Update 11 RC1", Version(20, 11, candidate=True)),
        ("V20 обновление 8", Version(20, 8)),
        ("V20 ενημέρωση 8", Version(20, 8)),
        ("V20 mise à jour 8", Version(20, 8)),
        ("newest", None),
        ("", None),
        ("Update 8", None),
        ("192.168.20.8", None),
    ],
)
def test_a_text_is_read_as_major_version_and_update(text: str, expected: Version | None) -> None:
    assert parse(text) == expected


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
        (Version(20, 10, candidate=True), date(2026, 6, 1), "release_candidate"),
        (Version(20, 9, candidate=True), date(2026, 6, 1), "outdated"),
        (Version(20, 8), date(2020, 1, 1), None),
    ],
)
def test_a_version_is_compared_with_the_newest_of_its_day(version: Version, day: date, expected: str | None) -> None:
    assert status(version, RELEASES, day) == expected
