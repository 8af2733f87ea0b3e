"""Copies of files without secrets, for our storage, and without personal data too, for what leaves.

The receiver stores `without_secrets`; the relay opens files through `open_redacted`. Text and archives
are redacted; a capture, an image or a binary can not be, so what it holds decides whether it may go.
"""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from contextlib import contextmanager
from typing import BinaryIO, Iterator

import fsspec

from bot.attachments.finding import Kind
from bot.attachments.inspect.archive import GzipMember, open_zip
from bot.attachments.inspect.encoding import HEAD, Source
from bot.attachments.inspect.recognise import container, recognise
from bot.attachments.inspect.redact import Level, Redactor, redact
from bot.attachments.inspect.sources import Prefixed, read_head
from bot.attachments.limits import DEFAULT, Limits

_PIECE = 1 << 20
# What may leave though nobody can take anything out of it: pictures that their sender chose to show.
LEAVING: frozenset[Kind] = frozenset({"image"})


class StaysHere(FileNotFoundError):
    """A file that can not be redacted and may not leave; for the outside it does not exist."""


def redacted_copy(file: BinaryIO, name: str, level: Level, limits: Limits = DEFAULT) -> BinaryIO:
    """`file`, which was accepted before, without secrets, and without personal data at level ALL.

    Archives come out as archives, gzip as plain text. At level ALL raises StaysHere for files that
    can not be redacted and leaves such members out of archives; at level SECRETS they are kept as they are.
    """
    file.seek(0)
    return _copy(file, file, name, Redactor(level), level, limits)


@contextmanager
def open_redacted(path: str) -> Iterator[BinaryIO]:
    """A stored file as it may leave. Raises OSError when it is gone, StaysHere when it may not leave."""
    with fsspec.open(path, "rb") as stored, redacted_copy(stored, path, Level.ALL) as copy:
        yield copy


def _copy(
    source: Source, file: BinaryIO | None, name: str, redactor: Redactor, level: Level, limits: Limits
) -> BinaryIO:
    """The copy of `source`; `file` is the same content, where it can be read again from its beginning."""
    head = read_head(source, HEAD)
    packed = container(head)
    if packed and file is None:
        file = _set_aside(Prefixed(head, source))
    if packed == "zip" and file is not None:
        return _zip(file, redactor, level, limits)
    if packed == "gzip" and file is not None:
        file.seek(0)
        return _copy(GzipMember(file, limits), None, name.removesuffix(".gz"), redactor, level, limits)
    what = recognise(head, name)
    if what.is_text:
        return redact(Prefixed(head, source), redactor)  # type: ignore[return-value]
    if level is Level.ALL and what.kind not in LEAVING:
        raise StaysHere(name)
    return _set_aside(Prefixed(head, source))


def _zip(file: BinaryIO, redactor: Redactor, level: Level, limits: Limits) -> BinaryIO:
    target = tempfile.TemporaryFile()
    with open_zip(file, limits) as archive, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as copy:
        for member in archive.infolist():
            if member.is_dir() or not member.file_size:
                continue
            try:
                with archive.open(member) as content:
                    clean = _copy(content, None, member.filename, redactor, level, limits)  # type: ignore[arg-type]
                    with clean, copy.open(_same_place(member), "w", force_zip64=True) as place:
                        shutil.copyfileobj(clean, place, _PIECE)
            except StaysHere:
                continue
    target.seek(0)
    return target


def _same_place(member: zipfile.ZipInfo) -> zipfile.ZipInfo:
    place = zipfile.ZipInfo(member.filename, member.date_time)
    place.compress_type = zipfile.ZIP_DEFLATED
    return place


def _set_aside(source: Source) -> BinaryIO:
    """The rest of `source` in a nameless temporary file."""
    target = tempfile.TemporaryFile()
    while data := source.read(_PIECE):
        target.write(data)
    target.seek(0)
    return target
