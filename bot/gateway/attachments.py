"""Files on their way in: what the gateway needs of the attachments package, and names fit to be shown.

Called by the inbox and the endpoints. A name from outside is for show only and never becomes a path.
"""

from __future__ import annotations

import multiprocessing
import os
import re
import shutil
import signal
import tempfile
import threading
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import connection
from typing import Any, BinaryIO, Callable, Mapping, Protocol

from bot.gateway.cleaning import clean


class Receiver(Protocol):
    """Takes a file and says what it is (contract section 6); called in a thread, reads the stream once."""

    def receive(self, conversation_id: str, name: str, stream: BinaryIO) -> Mapping[str, Any]:
        """The finding, for an accepted file with `storage_path`, the place where the file is kept."""


class IsolatedReceiver:
    """Lets a receiver work in a process of its own.

    Reading a large log keeps an interpreter busy for a second; in this process every conversation
    would wait. A file that brings its reader down takes nothing else with it.
    """

    def __init__(self, make: Callable[[], Receiver]) -> None:
        self._make = make
        self._pool: ProcessPoolExecutor | None = None
        self._lock = threading.Lock()

    def receive(self, conversation_id: str, name: str, stream: BinaryIO) -> Mapping[str, Any]:
        """As the receiver's own; a file that no reader survives is refused as unreadable."""
        with tempfile.NamedTemporaryFile() as file:
            shutil.copyfileobj(stream, file)
            file.flush()
            for _ in range(2):
                pool = self._started()
                try:
                    return pool.submit(_receive, conversation_id, name, file.name).result()
                except BrokenProcessPool:
                    self.close(pool)
            size = file.tell()
        finding = {"file": name, "kind": "unknown", "bytes": size, "accepted": False, "reason": "unreadable"}
        return {**finding, "sha256": None}

    def close(self, pool: ProcessPoolExecutor | None = None) -> None:
        """Ends the process, if it is still `pool`; the next file starts a new one."""
        with self._lock:
            if self._pool is not None and pool in (None, self._pool):
                self._pool.shutdown(wait=False, cancel_futures=True)
                self._pool = None

    def _started(self) -> ProcessPoolExecutor:
        with self._lock:
            if self._pool is None:
                # Spawned, because a fork of a process with threads can stop in the middle of one.
                context = multiprocessing.get_context("spawn")
                self._pool = ProcessPoolExecutor(1, context, initializer=_start, initargs=(self._make,))
            return self._pool


_receivers: list[Receiver] = []  # of the process of its own: the one it works with


def _start(make: Callable[[], Receiver]) -> None:
    os.nice(5)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the gateway, which ends us
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _receivers.append(make())


def _end_with_parent() -> None:
    """Ends this process with the gateway, also when that was killed and could not say so."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(0)


def _receive(conversation_id: str, name: str, path: str) -> Mapping[str, Any]:
    with open(path, "rb") as stream:
        return dict(_receivers[0].receive(conversation_id, name, stream))


def shown_name(name: str | None) -> str:
    """The last part of a file's name, without anything invisible, at most 120 characters."""
    last = re.split(r"[/\\]", clean(name or ""))[-1].replace("\n", " ").strip(" .")
    return last[-120:] or "file"
