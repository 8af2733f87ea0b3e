"""Opens archives that may be hostile.

A zip is judged by its directory before anything of it is unpacked: sizes, ratio, number and places of
entries, names, links, encryption. Nothing is ever written to disk, and what is read is counted.
"""

from __future__ import annotations

import gzip
import re
import stat
import struct
import zipfile
import zlib
from contextlib import contextmanager
from typing import BinaryIO, Iterator

from bot.attachments.finding import Refused
from bot.attachments.limits import Limits

_END = b"PK\x05\x06"
_LOCATOR = b"PK\x06\x07"
_ENTRY, _LOCAL = 46, 30  # the least an entry takes in the directory, and before its data
_ENCRYPTED, _STRONG, _MASKED = 0x1, 0x40, 0x2000
_AES = 99
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_UNSAFE = re.compile(r"^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)|[\x00-\x1f\x7f]")
_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    struct.error,
    RuntimeError,
    NotImplementedError,
)


@contextmanager
def readable() -> Iterator[None]:
    """Turns the faults of damaged archives into Refused(`unreadable`)."""
    try:
        yield
    except _FAULTS as error:
        raise Refused("unreadable", "damaged") from error


def open_zip(file: BinaryIO, limits: Limits) -> zipfile.ZipFile:
    """The archive, safe to be read member by member. Raises Refused."""
    with readable():
        _check_directory_size(file, limits)
        archive = zipfile.ZipFile(file)
    members = archive.infolist()
    if len(members) > limits.entries:
        raise Refused("archive_bomb", "entries", limits.entries)
    if all(member.is_dir() for member in members):
        raise Refused("empty", "archive")
    names: set[str] = set()
    for member in members:
        _check_entry(member, limits)
        name = member.filename.replace("\\", "/")
        if name in names:
            raise Refused("unsafe_path", "duplicate")
        names.add(name)
    _check_total(archive, members, limits)
    return archive


def _check_directory_size(file: BinaryIO, limits: Limits) -> None:
    """Reads the end record by hand: the library would load a directory of any size."""
    size = file.seek(0, 2)
    start = max(0, size - 65557)
    file.seek(start)
    tail = file.read()
    at = tail.rfind(_END)
    if at < 0 or at + 22 > len(tail):
        raise Refused("unreadable", "damaged")
    entries, directory = struct.unpack("<HI", tail[at + 10 : at + 16])
    if tail[at - 20 : at - 16] == _LOCATOR and at >= 20:
        (offset,) = struct.unpack("<Q", tail[at - 12 : at - 4])
        file.seek(min(offset, size))
        record = file.read(56)
        if len(record) == 56:
            entries, directory = struct.unpack("<QQ", record[32:48])
    file.seek(0)
    if entries > limits.entries or directory > limits.entries * (_ENTRY + 256):
        raise Refused("archive_bomb", "entries", limits.entries)


def _check_entry(member: zipfile.ZipInfo, limits: Limits) -> None:
    # The library cuts names at a zero byte, so the name as it stands is judged.
    if _UNSAFE.search(member.orig_filename) or _UNSAFE.search(member.filename):
        raise Refused("unsafe_path", "path")
    mode = stat.S_IFMT(member.external_attr >> 16)
    if mode not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise Refused("unsafe_path", "link")
    if member.flag_bits & (_ENCRYPTED | _STRONG | _MASKED) or member.compress_type == _AES:
        raise Refused("encrypted", "password")
    if member.compress_type not in _METHODS:
        raise Refused("unreadable", "method")
    if member.file_size > limits.ratio_from and member.file_size > member.compress_size * limits.ratio:
        raise Refused("archive_bomb", "ratio", limits.ratio)


def _check_total(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], limits: Limits) -> None:
    if sum(member.file_size for member in members) > limits.unpacked_bytes:
        raise Refused("archive_bomb", "total", limits.unpacked_bytes)
    # Entries that share bytes unpack to far more than the file holds, at an innocent ratio each.
    places = sorted((member.header_offset, _least_end(member)) for member in members)
    ends = [offset for offset, _ in places[1:]] + [archive.start_dir]
    if any(end > following for (_, end), following in zip(places, ends, strict=True)):
        raise Refused("archive_bomb", "overlap")


def _least_end(member: zipfile.ZipInfo) -> int:
    return member.header_offset + _LOCAL + len(member.orig_filename) + member.compress_size


class GzipMember:
    """The content of a gzip file as a stream that refuses to grow beyond the limits."""

    def __init__(self, file: BinaryIO, limits: Limits) -> None:
        self._file = file
        self._limits = limits
        self._content = gzip.GzipFile(fileobj=file, mode="rb")
        self._read = 0

    def read(self, size: int = -1, /) -> bytes:
        """As any stream. Raises Refused(`archive_bomb`) as soon as the content outgrows its file."""
        with readable():
            data = self._content.read(min(size, 1 << 20) if size >= 0 else 1 << 20)
        self._read += len(data)
        if self._read > self._limits.unpacked_bytes:
            raise Refused("archive_bomb", "total", self._limits.unpacked_bytes)
        if self._read > self._limits.ratio_from and self._read > self._file.tell() * self._limits.ratio:
            raise Refused("archive_bomb", "ratio", self._limits.ratio)
        return data
