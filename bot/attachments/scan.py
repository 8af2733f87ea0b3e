"""Asks ClamAV about a file, over its socket.

The receiver calls it while a file is in quarantine. It fails closed: a scanner that is configured and
does not give a clear answer is an error, never a clean file.
"""

from __future__ import annotations

import socket
import struct
from dataclasses import dataclass
from typing import BinaryIO, Literal, Protocol
from urllib.parse import urlsplit

_PIECE = 64 * 1024


class ScanFailed(Exception):
    """The scanner gave no verdict; the file must not be taken."""


@dataclass(frozen=True)
class Verdict:
    """`infected` comes with the name of the signature."""

    status: Literal["clean", "infected", "unscanned"]
    signature: str | None = None


class Scanner(Protocol):
    """Judges a file."""

    def scan(self, file: BinaryIO) -> Verdict:
        """The verdict on `file`, read from its beginning. Raises ScanFailed."""


class Unscanned:
    """No scanner is configured: files are taken and marked."""

    def scan(self, file: BinaryIO) -> Verdict:
        """Always `unscanned`."""
        return Verdict("unscanned")


class ClamAV:
    """clamd at `tcp://host:port` or `unix:///path`, by its command INSTREAM (clamd(8)).

    clamd's StreamMaxLength must not be smaller than the largest file we take, else large files fail.
    """

    def __init__(self, address: str, timeout: float = 60.0) -> None:
        parts = urlsplit(address)
        if parts.scheme not in ("tcp", "unix") or not (parts.path if parts.scheme == "unix" else parts.hostname):
            raise ValueError(f"{address!r}: expected tcp://host:port or unix:///path")
        self._parts = parts
        self._timeout = timeout

    def scan(self, file: BinaryIO) -> Verdict:
        """The verdict on `file`. Raises ScanFailed when clamd is away, slow, or complains."""
        file.seek(0)
        try:
            with self._connect() as connection:
                reply = _stream(connection, file)
        except OSError as error:
            raise ScanFailed(f"clamd: {error}") from error
        if reply == "stream: OK":
            return Verdict("clean")
        if reply.startswith("stream: ") and reply.endswith(" FOUND"):
            return Verdict("infected", reply[len("stream: ") : -len(" FOUND")])
        raise ScanFailed(f"clamd answered {reply!r}")

    def _connect(self) -> socket.socket:
        if self._parts.scheme == "tcp":
            return socket.create_connection((self._parts.hostname or "", self._parts.port or 3310), self._timeout)
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(self._timeout)
        connection.connect(self._parts.path)
        return connection


def _stream(connection: socket.socket, file: BinaryIO) -> str:
    try:
        connection.sendall(b"zINSTREAM\0")
        while data := file.read(_PIECE):
            connection.sendall(struct.pack(">I", len(data)) + data)
        connection.sendall(struct.pack(">I", 0))
    except (BrokenPipeError, ConnectionResetError):
        pass  # clamd hangs up on files that are too long for it; its reason may still be there to read
    reply = b""
    while not reply.endswith(b"\0") and (data := connection.recv(4096)):
        reply += data
    return reply.rstrip(b"\0\n").decode("utf-8", "replace")


def scanner_for(address: str) -> Scanner:
    """The scanner of a setting: empty for none. Raises ValueError for an address of another form."""
    return ClamAV(address) if address else Unscanned()
