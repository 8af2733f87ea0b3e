"""Archives made to harm: each is refused with its reason, before it is unpacked."""

from __future__ import annotations

import gzip
import io
import stat
import struct
import zipfile
from dataclasses import replace

import pytest
from attachments.files import PROGRAM, SERVICE, encrypted, look, overlapping, packed, patched

from bot.attachments.inspect.sources import Budget, Budgeted
from bot.attachments.limits import DEFAULT

ZEROS = bytes(20_000_000)


def zip_of(*members: tuple[zipfile.ZipInfo, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for info, content in members:
            archive.writestr(info, content)
    return target.getvalue()


def link() -> bytes:
    info = zipfile.ZipInfo("logs")
    info.create_system = 3
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return zip_of((info, b"/etc/shadow"))


def twice() -> bytes:
    with pytest.warns(UserWarning, match="Duplicate name"):
        return zip_of((zipfile.ZipInfo("a.log"), SERVICE), (zipfile.ZipInfo("a.log"), b"other"))


def nested(levels: int, content: bytes = SERVICE) -> bytes:
    archive = packed({"a.log": content})
    for _ in range(levels):
        archive = packed({"inner.zip": archive})
    return archive


def huge_directory() -> bytes:
    """An end record that speaks of millions of entries, with a directory to match."""
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 200_000_000, 4, 0)
    return b"PK\x03\x04" + end


def zip64_directory() -> bytes:
    """The same by the fields for large archives."""
    record = struct.pack("<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, 10**9, 10**9, 46 * 10**9, 4)
    locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, 4, 1)
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return b"PK\x03\x04" + record + locator + end


def lying() -> bytes:
    """A member that says it is ten bytes and is twenty million."""
    archive = packed({"a.log": ZEROS})
    size = archive.rindex(struct.pack("<I", len(ZEROS)))
    return archive[:size] + struct.pack("<I", 10) + archive[size + 4 :]


@pytest.mark.parametrize(
    ("reason", "detail", "content"),
    [
        ("archive_bomb", "ratio", packed({"a.log": ZEROS})),
        ("archive_bomb", "ratio", gzip.compress(ZEROS)),
        ("archive_bomb", "ratio", packed({"a.log.gz": gzip.compress(ZEROS)}, zipfile.ZIP_STORED)),
        ("archive_bomb", "ratio", packed({"inner.zip": packed({"a": ZEROS})}, zipfile.ZIP_STORED)),
        ("archive_bomb", "entries", packed({f"{number}.log": b"" for number in range(6000)})),
        ("archive_bomb", "entries", huge_directory()),
        ("archive_bomb", "entries", zip64_directory()),
        ("archive_bomb", "overlap", overlapping(3000, 50_000)),
        ("unsafe_path", "path", packed({"../../etc/cron.d/x": b"x"})),
        ("unsafe_path", "path", packed({"a/../../x": b"x"})),
        ("unsafe_path", "path", packed({"/etc/passwd": b"x"})),
        ("unsafe_path", "path", packed({"C:\\Windows\\x.dll": b"x"})),
        ("unsafe_path", "path", packed({"c:x": b"x"})),
        ("unsafe_path", "path", packed({"\\\\host\\share\\x": b"x"})),
        ("unsafe_path", "path", packed({"logs\\..\\..\\x": b"x"})),
        ("unsafe_path", "path", packed({"a.log\n.exe": b"x"})),
        ("unsafe_path", "link", link()),
        ("unsafe_path", "duplicate", twice()),
        ("encrypted", "password", encrypted(packed({"a.log": SERVICE}))),
        ("encrypted", "password", patched(packed({"a.log": SERVICE}), 10, b"\x63\x00")),
        ("nested_too_deep", "archive", nested(2)),
        ("nested_too_deep", "archive", nested(40)),
        ("nested_too_deep", "archive", gzip.compress(gzip.compress(SERVICE))),
        ("nested_too_deep", "archive", gzip.compress(nested(1))),
        ("wrong_type", "program", packed({"logs/readme.txt": PROGRAM})),
        ("wrong_type", "program", gzip.compress(PROGRAM)),
        ("unreadable", "method", packed({"a.log": SERVICE}, zipfile.ZIP_LZMA)),
        ("unreadable", "damaged", packed({"a.log": SERVICE * 99})[:300]),
        ("unreadable", "damaged", gzip.compress(SERVICE)[:-20]),
        ("unreadable", "damaged", lying()),
        ("unreadable", "damaged", b"PK\x03\x04 not a zip at all"),
        ("empty", "file", b""),
        ("empty", "file", gzip.compress(b"")),
        ("empty", "archive", packed({})),
        ("empty", "archive", packed({"folder/": b""})),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{len(value)} bytes",
)
def test_a_hostile_file_is_refused_with_its_reason(reason: str, detail: str, content: bytes) -> None:
    """And nothing is said about what is inside."""
    finding = look(content, "support.zip")
    assert (finding["accepted"], finding["reason"], finding["detail"]) == (False, reason, detail)
    assert finding["findings"] == [] and finding["members"] == []


def test_a_damaged_byte_is_noticed_also_in_what_is_not_searched() -> None:
    """A picture whose checksum is wrong makes the package unreadable."""
    archive = packed({"a.log": SERVICE, "b.bin": bytes(range(256)) * 40}, zipfile.ZIP_STORED)
    at = archive.index(bytes(range(100, 200))) + 10
    assert look(archive[:at] + b"\x00" + archive[at + 1 :])["reason"] == "unreadable"


def test_many_inner_archives_count_as_one_large_one() -> None:
    """Entries and sizes of inner archives add up with those of the outer one."""
    inner = packed({f"{number}.txt": b"x" for number in range(300)})
    assert look(packed({f"{number}.zip": inner for number in range(20)}))["detail"] == "entries"
    small = replace(DEFAULT, unpacked_bytes=30_000)
    inner = packed({"a.log": SERVICE * 10})
    assert look(packed({f"{number}.zip": inner for number in range(20)}), limits=small)["detail"] == "total"


def test_an_inner_archive_larger_than_memory_allows_is_refused() -> None:
    """Only inner archives are held in memory, so they have a limit of their own."""
    small = replace(DEFAULT, nested_bytes=100)
    finding = look(packed({"inner.zip": packed({"a.log": SERVICE})}), limits=small)
    assert (finding["reason"], finding["detail"], finding["limit"]) == ("too_large", "nested", 100)


def test_a_file_over_the_limit_is_too_large() -> None:
    """By one byte; at the limit it is taken."""
    assert look(b"x" * 101, limits=replace(DEFAULT, file_bytes=100))["reason"] == "too_large"
    assert look(b"x" * 100, limits=replace(DEFAULT, file_bytes=100))["accepted"]


def test_repetitive_logs_are_no_bombs() -> None:
    """A log shrinks a lot, for its lines are alike; its moments keep it from shrinking like zeros."""
    log = b"".join(
        b"2026/01/31 %02d:%02d:%02d.%03d|0007|Info| [Flow] state changed from Dialing to Ringing\n"
        % (n // 3600 % 24, n // 60 % 60, n % 60, n * 7919 % 1000)
        for n in range(40_000)
    )
    finding = look(packed({"a.log": log}), "support.zip")
    assert (finding["accepted"], finding["kind"]) == (True, "support_package")


def test_beyond_its_budget_a_file_is_taken_and_marked_as_partly_read() -> None:
    """Very large packages are not refused, and not read for minutes."""
    finding = look(SERVICE * 3000, limits=replace(DEFAULT, read_bytes=200_000))
    assert finding["accepted"] and finding["partial"]
    assert 0 < finding["errors"] < 6000


def test_a_file_of_the_size_of_the_budget_is_read_to_its_end() -> None:
    """The mark is for what was not read."""
    budget = Budget(10)
    source = Budgeted(io.BytesIO(b"0123456789"), budget)
    assert source.read(20) == b"0123456789" and source.read(20) == b""
    assert not budget.exhausted
