"""Moving windows in the memory of one process, for the `limits` package.

Its own memory storage starts a thread for nearly every hit, to look through all hits for old ones: with
one message a second that is a third of what the gateway spends on a turn. Here old hits of a name are
dropped when it is asked for again, and names that were quiet when a thousand others have come.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from typing import Any, Callable

from limits.storage.base import MovingWindowSupport, Storage

SWEEP_EVERY = 1000


class Windows(Storage, MovingWindowSupport):  # type: ignore[misc]  # the package comes without types
    """Hits by name, newest last; safe to call from threads."""

    STORAGE_SCHEME = ["windows"]

    def __init__(self, uri: str = "", clock: Callable[[], float] = time.time, **_: Any) -> None:
        super().__init__(uri)
        self._clock = clock
        self._hits: dict[str, tuple[int, deque[float]]] = {}
        self._guard = threading.Lock()
        self._until_sweep = SWEEP_EVERY

    def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        """Notes a hit unless there were `limit` within the last `expiry` seconds."""
        now = self._clock()
        with self._guard:
            self._until_sweep -= 1
            if self._until_sweep <= 0:
                self._sweep(now)
            _, hits = self._hits.setdefault(key, (expiry, deque()))
            self._drop(hits, now - expiry)
            if len(hits) + amount > limit:
                return False
            hits.extend([now] * amount)
            return True

    def get_moving_window(self, key: str, limit: int, expiry: int) -> tuple[int, int]:
        """When the oldest hit of the window was, and how many there are."""
        now = self._clock()
        with self._guard:
            hits = self._hits.get(key, (expiry, deque()))[1]
            self._drop(hits, now - expiry)
            return int(hits[0] if hits else now), len(hits)

    def _sweep(self, now: float) -> None:
        for key, (expiry, hits) in list(self._hits.items()):
            self._drop(hits, now - expiry)
            if not hits:
                del self._hits[key]
        self._until_sweep = max(SWEEP_EVERY, len(self._hits))

    @staticmethod
    def _drop(hits: deque[float], since: float) -> None:
        while hits and hits[0] <= since:
            hits.popleft()

    def check(self) -> bool:
        """Memory is always there."""
        return True

    def reset(self) -> int | None:
        """Forgets everything."""
        with self._guard:
            count = len(self._hits)
            self._hits.clear()
        return count

    def clear(self, key: str) -> None:
        """Forgets one name."""
        with self._guard:
            self._hits.pop(key, None)

    # Fixed windows are not kept here.

    def incr(self, key: str, expiry: int, elastic_expiry: bool = False, amount: int = 1) -> int:
        raise NotImplementedError

    def get(self, key: str) -> int:
        raise NotImplementedError

    def get_expiry(self, key: str) -> int:
        raise NotImplementedError
