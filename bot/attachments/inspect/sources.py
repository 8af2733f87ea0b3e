"""Streams over streams, for content that can be read once only.

The inspector looks at the first bytes of a member before it knows who is to read it, and it reads no
more than its budget allows.
"""

from __future__ import annotations

from bot.attachments.inspect.encoding import Source


class Budget:
    """How many bytes may still be read, over all members of a file."""

    def __init__(self, size: int) -> None:
        self.left = size
        self.exhausted = False


class Budgeted:
    """A stream that ends when the budget is used up, and notes that it did."""

    def __init__(self, source: Source, budget: Budget) -> None:
        self._source = source
        self._budget = budget

    def read(self, size: int = -1, /) -> bytes:
        """As any stream."""
        size = 1 << 20 if size < 0 else size
        data = self._source.read(min(size, max(self._budget.left, 1)))
        if data and self._budget.left <= 0:
            self._budget.exhausted = True
            return b""
        self._budget.left -= len(data)
        return data


class Prefixed:
    """A stream whose first bytes were read already."""

    def __init__(self, head: bytes, source: Source) -> None:
        self._head = head
        self._source = source

    def read(self, size: int = -1, /) -> bytes:
        """As any stream."""
        if self._head:
            size = len(self._head) if size < 0 else size
            data, self._head = self._head[:size], self._head[size:]
            return data
        return self._source.read(size)


def read_head(source: Source, size: int) -> bytes:
    """The first `size` bytes, also from streams that give less than asked; fewer at the end."""
    head = source.read(size)
    while len(head) < size and (more := source.read(size - len(head))):
        head += more
    return head
