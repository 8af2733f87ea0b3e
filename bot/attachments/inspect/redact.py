"""Takes secrets and personal data out of text, and counts them by kind.

The log reader counts with it, the receiver strips secrets from what it keeps, and all that leaves the
house goes through level ALL. A secret never survives; a mark never tells what it stands for.
"""

from __future__ import annotations

import io
import re
import secrets as random
from collections import Counter
from enum import Enum
from hashlib import blake2b
from typing import Callable, Iterator

from bot.attachments.inspect.encoding import Source, blocks
from bot.attachments.inspect.sensitive import SECRET_KINDS, Found, addresses, emails, numbers, secrets

# A key in PEM spans lines. Its end may be missing: all that looks like a key is one.
_KEY_BLOCK = re.compile(
    rb"-----BEGIN (?:[A-Z]+ ){0,3}PRIVATE KEY-----(?:[A-Za-z0-9+/=\s:,]+|-(?!-))*(?:-----END [A-Z ]{0,40}-----)?"
)


class Level(Enum):
    """`SECRETS` for what we keep, `ALL` for what leaves."""

    SECRETS = "secrets"
    ALL = "all"


class Redactor:
    """Redacts one file, or all members of one archive, so that equal values get equal marks.

    A secret becomes `[password:removed]`. Personal data becomes `[ip:x1f83d2c7a0]`: the mark is the same
    for the same value within one redactor, so that a reader can still follow an address through a
    log, and its key is thrown away with the redactor, so that nobody can go back.
    """

    def __init__(self, level: Level = Level.ALL) -> None:
        self.counts: Counter[str] = Counter()
        self._level = level
        self._key = random.token_bytes(16)

    def block(self, data: bytes) -> bytes:
        """`data`, a block of whole lines, redacted."""
        data = self._without_secrets(data)
        if self._level is Level.SECRETS:
            return data
        for find in (emails, numbers, addresses):
            data = self._replace(data, find)
        return data

    def count(self, data: bytes) -> None:
        """Counts what `block` would take out at level ALL, without building the result."""
        data = self._replace(self._without_secrets(data), emails)
        for find in (numbers, addresses):
            self.counts.update(kind for kind, _, _ in find(data))

    def _without_secrets(self, data: bytes) -> bytes:
        if b"PRIVATE KEY-----" in data:
            data, found = _KEY_BLOCK.subn(b"[token:removed]", data)
            self.counts["token"] += found
        return self._replace(data, secrets)

    def _replace(self, data: bytes, find: Callable[[bytes], Iterator[Found]]) -> bytes:
        pieces: list[bytes] = []
        position = 0
        for kind, start, end in find(data):
            pieces += [data[position:start], self._mark(kind, data[start:end])]
            self.counts[kind] += 1
            position = end
        return b"".join([*pieces, data[position:]]) if pieces else data

    def _mark(self, kind: str, value: bytes) -> bytes:
        if kind in SECRET_KINDS:
            return f"[{kind}:removed]".encode()
        # The x keeps a mark of digits alone from being taken for a number.
        return f"[{kind}:x{blake2b(value.lower(), digest_size=5, key=self._key).hexdigest()}]".encode()


def redact(source: Source, redactor: Redactor | None = None) -> io.BufferedReader:
    """A stream of the text `source` without secrets and personal data, made while it is read.

    UTF-16 comes out as UTF-8. For text only: what is no text is not for this function.
    """
    worker = redactor or Redactor()
    return io.BufferedReader(_Stream(worker.block(block) for block in blocks(source)), 64 * 1024)


class _Stream(io.RawIOBase):
    """Bytes from an iterator, as a raw stream."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._rest = memoryview(piece)
        size = min(len(buffer), len(self._rest))
        buffer[:size] = self._rest[:size]
        self._rest = self._rest[size:]
        return size
