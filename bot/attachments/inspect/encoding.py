"""Turns any text file into blocks of whole lines in an ASCII-compatible encoding.

The readers and the redaction search bytes, so UTF-16 and UTF-32 become UTF-8 here while all other
encodings stay as they are. It never holds more than a block, however long a line is.
"""

from __future__ import annotations

import codecs
from typing import Iterator, Protocol

BLOCK = 4 * 1024 * 1024
HEAD = 64 * 1024

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (codecs.BOM_UTF8, "utf-8"),
)
_CONTROL = bytes(set(range(32)) - set(b"\t\n\r\f\x1b")) + b"\x7f"
_KEY_BEGINS, _KEY_ENDS = b"-----BEGIN ", b"-----END "
_KEY_BYTES = 16 * 1024


class Source(Protocol):
    """What is read from: files, members of archives, other streams."""

    def read(self, size: int = -1, /) -> bytes: ...


def encoding_of(head: bytes) -> tuple[str, int]:
    """The encoding and the length of its mark: `ascii` stands for all that contain ASCII."""
    for mark, name in _MARKS:
        if head.startswith(mark):
            return ("ascii" if name == "utf-8" else name), len(mark)
    sample = head[:4096]
    if len(sample) >= 16:
        # Without a mark, every second byte of Latin text in UTF-16 is zero.
        even, odd = sample[0::2].count(0) / (len(sample) / 2), sample[1::2].count(0) / (len(sample) / 2)
        if odd > 0.4 and even < 0.05:
            return "utf-16-le", 0
        if even > 0.4 and odd < 0.05:
            return "utf-16-be", 0
    return "ascii", 0


def is_text(head: bytes) -> bool:
    """Whether the beginning of a file, as it was sent, reads as text."""
    encoding, mark = encoding_of(head)
    plain = head[mark:] if encoding == "ascii" else head[mark:].decode(encoding, "replace").encode()
    strange = len(plain) - len(plain.translate(None, _CONTROL))
    return bool(plain) and strange <= len(plain) * 0.02


def blocks(source: Source, block: int = BLOCK) -> Iterator[bytes]:
    """Blocks of about `block` bytes, each of whole lines; only the last may lack its line end.

    A line longer than a block is cut. A private key in PEM is not cut, so that it is seen whole.
    """
    data = source.read(HEAD)
    encoding, mark = encoding_of(data)
    decoder = codecs.getincrementaldecoder(encoding)("replace") if encoding != "ascii" else None
    pending = b""
    data = data[mark:]
    while True:
        piece = data if decoder is None else decoder.decode(data, not data).encode()
        pending += piece
        if len(pending) >= block:
            cut = _cut(pending)
            yield pending[:cut]
            pending = pending[cut:]
        if not data:
            break
        data = source.read(max(HEAD, block - len(pending)))
    if pending:
        yield pending


def _cut(data: bytes) -> int:
    end = data.rfind(b"\n") + 1 or len(data)
    begins = data.rfind(_KEY_BEGINS, max(1, end - _KEY_BYTES), end)
    return begins if begins > data.rfind(_KEY_ENDS, 0, end) else end
