"""Versions, SIP codes, sizes, keys and thread addresses as users write them."""

from __future__ import annotations

import pytest

from bot.text.identifiers import (
    Version,
    find_sip_codes,
    find_sizes,
    find_thread_url,
    normalise_licence_key,
    parse_version,
)

VERSIONS = {
    "V20": Version(20),
    "v20 U8": Version(20, 8),
    "V20U8": Version(20, 8),
    "V20 Update 8": Version(20, 8),
    "20.0 Update 8 (Build 1121)": Version(20, 8, 1121),
    "20.0.8.1121": Version(20, 8, 1121),
    "20.0.9.995": Version(20, 9, 995),
    "20.0.8": Version(20, 8),
    "18 SP3": Version(18, 3),
    "V18 Update 9": Version(18, 9),
    "version 20 upd 8 hotfix": Version(20, 8),
    "V20 Update 9 RC1": Version(20, 9, None, True),
    "v20 beta": Version(20, None, None, True),
    "V15.5 SP6": Version(15, 6),
    "версия 20 обновление 8": Version(20, 8),
    "έκδοση 20 ενημέρωση 8": Version(20, 8),
    "mise à jour 8 de la v20": Version(20, 8),
    "U8 on V20": Version(20, 8),
    "v20 mit Update 8": Version(20, 8),
    "upgrade to v20, build 1121": Version(20, None, 1121),
    "20": Version(20),
}


@pytest.mark.parametrize(("text", "version"), VERSIONS.items())
def test_reads_version(text: str, version: Version) -> None:
    """Every spelling of domain.md section 4 gives the same version."""
    assert parse_version(text) == version


@pytest.mark.parametrize("version", VERSIONS.values(), ids=str)
def test_version_text_reads_back(version: Version) -> None:
    """The text form of a version is a spelling of that version."""
    assert parse_version(str(version)) == version


@pytest.mark.parametrize(
    "text", ["20SC", "20 Nebenstellen", "20 updates", "20 Uhr", "20%", "24/7", "20.01.2026", "", "firmware 66.86.0.15"]
)
def test_other_twenties_are_no_version(text: str) -> None:
    """A number of calls, extensions or hours is never a version."""
    assert parse_version(text) is None


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Trunk registriert nicht, 403", (403,)),
        ("408 request timeout", (408,)),
        ("SIP 486", (486,)),
        ("401/407 in the log", (401, 407)),
        ("транк не регистрируется, 408", (408,)),
        ("503er vom Provider", (503,)),
        ("error 500", (500,)),
        ("488 Not Acceptable Here", (488,)),
        ("extension 404 has no audio", ()),
        ("Nebenstelle 404 klingelt nicht", ()),
        ("we have 500 phones on that trunk", ()),
        ("drops after 480 seconds, trunk is fine", ()),
        ("call 401", ()),
    ],
)
def test_reads_sip_codes(text: str, codes: tuple[int, ...]) -> None:
    """Response codes are read where the text speaks of calls; extensions and amounts are not codes."""
    assert find_sip_codes(text) == codes


def test_reads_sizes() -> None:
    """The trade's short forms of a size are read with their place."""
    assert [size for _, _, size in find_sizes("16SC, SC8, 24-SC or PRO 32; 16 users, V20")] == [16, 8, 24, 32]


@pytest.mark.parametrize(
    "text",
    [
        "abcd-1234-efgh-5678",
        " ABCD 1234 EFGH 5678 ",
        "ABCD1234EFGH5678",
        "АВCD–1234–EFGH–5678",
        "AB\u200bCD-1234-EFGH-5678",
    ],
)
def test_licence_key_has_one_form(text: str) -> None:
    """A key typed in any way becomes AAAA-BBBB-CCCC-DDDD."""
    assert normalise_licence_key(text) == "ABCD-1234-EFGH-5678"


@pytest.mark.parametrize(
    "text", ["", "no key", "ABCD-1234-EFGH", "ABCD-1234-EFGH-56789", "the key ABCD-1234-EFGH-5678"]
)
def test_other_text_is_no_licence_key(text: str) -> None:
    """Only a text that is a key and nothing else is normalised."""
    assert normalise_licence_key(text) is None


def test_reads_thread_address() -> None:
    """An address of a forum thread gives the thread's number; other addresses do not."""
    found = find_thread_url("see https://www.3cx.com/community/threads/no-audio.136600/#post-612345")
    assert found is not None and found.thread == 136600
    german = find_thread_url("https://www.3cx.de/forum/threads/kein-ton.98765/page-2")
    assert german is not None and german.thread == 98765
    assert find_thread_url("https://www.example.com/threads/no-audio.136600/") is None
