"""A clamd that speaks INSTREAM and knows one virus, for tests without ClamAV."""

from __future__ import annotations

import socket
import socketserver
import struct
import threading
from contextlib import contextmanager
from typing import Iterator

from attachments.files import EICAR


class _Session(socketserver.BaseRequestHandler):
    request: socket.socket
    server: FakeClamd

    def handle(self) -> None:
        command = self._take(10)
        content = b""
        while command == b"zINSTREAM\0" and (size := struct.unpack(">I", self._take(4))[0]):
            content += self._take(size)
            if len(content) > self.server.limit:
                self.request.sendall(b"INSTREAM size limit exceeded. ERROR\0")
                return
        self.server.seen.append(content)
        if self.server.answer is not None:
            self.request.sendall(self.server.answer)
        elif EICAR in content:
            self.request.sendall(b"stream: Eicar-Test-Signature FOUND\0")
        else:
            self.request.sendall(b"stream: OK\0")

    def _take(self, size: int) -> bytes:
        data = b""
        while len(data) < size:
            piece = self.request.recv(size - len(data))
            if not piece:
                raise ConnectionError
            data += piece
        return data


class FakeClamd(socketserver.ThreadingMixIn, socketserver.TCPServer):
    """`seen` holds what was scanned; `answer` replaces the verdict; `limit` is StreamMaxLength."""

    allow_reuse_address = True
    daemon_threads = True
    limit = 10_000_000
    answer: bytes | None = None

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.seen: list[bytes] = []

    @property
    def address(self) -> str:
        return f"tcp://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is no error of the server."""


class FakeUnixClamd(FakeClamd):
    """The same on a Unix socket at `path`."""

    address_family = socket.AF_UNIX

    def __init__(self, path: str) -> None:
        socketserver.BaseServer.__init__(self, path, _Session)
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.socket.bind(path)
        self.server_activate()
        self.seen = []
        self.path = path

    def server_bind(self) -> None:
        """Bound in __init__: the address is a path."""

    @property
    def address(self) -> str:
        return f"unix://{self.path}"


@contextmanager
def running(server: FakeClamd) -> Iterator[FakeClamd]:
    """`server`, answering in a thread."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
