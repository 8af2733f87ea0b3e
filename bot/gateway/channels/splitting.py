"""Cuts a long reply into messages that a channel takes, where a reader would pause.

Called by the adapters. Nothing but white space at the cuts is lost.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from typing import Callable

# Between paragraphs, lines, sentences (";" and "·" end some in Greek), words.
_PAUSES = (("\n\n",), ("\n",), (". ", "! ", "? ", "; ", "· ", "… "), (" ",))
_JOINED = "\u200d\ufe0e\ufe0f"  # holds an emoji together


def split(text: str, limit: int, length: Callable[[str], int] = len) -> list[str]:
    """`text` in pieces of at most `limit`, measured by `length`, which must never be below `len`."""
    pieces = []
    while length(text) > limit:
        room = _fitting(text, limit, length)
        at = _pause(text, room) or _whole(text, room)
        pieces.append(text[:at].rstrip())
        text = text[at:].lstrip()
    return [piece for piece in (*pieces, text) if piece]


def utf16_length(text: str) -> int:
    """The length as Telegram counts it: in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _fitting(text: str, limit: int, length: Callable[[str], int]) -> int:
    ends = range(1, min(len(text), limit) + 1)
    return max(1, bisect_right(ends, limit, key=lambda end: length(text[:end])))


def _pause(text: str, room: int) -> int:
    """The last good place in the second half of the room, the better kinds first; 0 when there is none."""
    for kind in _PAUSES:
        ends = [at + len(mark) for mark in kind if (at := text.rfind(mark, room // 2, room)) >= 0]
        if ends:
            return max(ends)
    return 0


def _whole(text: str, room: int) -> int:
    """The end of the last sign that stays whole."""
    at = room
    while at > 1 and at < len(text) and _continues(text, at):
        at -= 1
    return at if at > 1 else room


def _continues(text: str, at: int) -> bool:
    return bool(unicodedata.combining(text[at])) or text[at] in _JOINED or text[at - 1] == _JOINED[0]
