"""Reads the time range of a packet capture, in the formats of tcpdump and Wireshark.

Only the heads of packets are looked at; what they carry is searched by the log rules elsewhere. A
capture that is cut off is read as far as it goes.
"""

from __future__ import annotations

import struct
from datetime import datetime, timedelta, timezone
from typing import Callable, Iterator

from bot.attachments.inspect.encoding import Source

_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
_PIECE = 1024 * 1024
# https://www.ietf.org/archive/id/draft-ietf-opsawg-pcap-04.html: magic -> byte order, units of a second
_PCAP = {
    b"\xd4\xc3\xb2\xa1": ("<", 10**6),
    b"\xa1\xb2\xc3\xd4": (">", 10**6),
    b"\x4d\x3c\xb2\xa1": ("<", 10**9),
    b"\xa1\xb2\x3c\x4d": (">", 10**9),
}
# https://www.ietf.org/archive/id/draft-ietf-opsawg-pcapng-02.html
_SECTION, _INTERFACE, _PACKET = 0x0A0D0D0A, 1, 6
_RESOLUTION = 9


class _Window:
    """The stream, a piece at a time, with positions that stay valid."""

    def __init__(self, source: Source, tap: Callable[[bytes], None]) -> None:
        self._source = source
        self._tap = tap
        self._data = b""
        self._start = 0

    def take(self, position: int, size: int) -> bytes:
        """`size` bytes at `position`, which never goes back; fewer at the end."""
        while position + size > self._start + len(self._data):
            piece = self._source.read(_PIECE)
            if not piece:
                break
            self._tap(piece)
            kept = self._data[max(0, position - self._start) :]
            self._start = max(self._start, min(position, self._start + len(self._data)))
            self._data = kept + piece
        offset = position - self._start
        return self._data[offset : offset + size]


def time_range(source: Source, tap: Callable[[bytes], None]) -> tuple[datetime | None, datetime | None]:
    """The first and the last moment of a capture, in UTC; `tap` sees each piece that is read."""
    window = _Window(source, tap)
    magic = window.take(0, 4)
    moments = _pcap(window, *_PCAP[magic]) if magic in _PCAP else _pcapng(window)
    first = last = None
    for seconds in moments:
        first = seconds if first is None else min(first, seconds)
        last = seconds if last is None else max(last, seconds)
    return _moment(first), _moment(last)


def _moment(seconds: float | None) -> datetime | None:
    try:
        return None if seconds is None else _EPOCH + timedelta(seconds=seconds)
    except OverflowError:
        return None


def _pcap(window: _Window, order: str, units: int) -> Iterator[float]:
    head = struct.Struct(order + "IIII")
    position = 24
    while len(data := window.take(position, 16)) == 16:
        seconds, fraction, kept, _ = head.unpack(data)
        yield seconds + fraction / units
        position += 16 + kept


def _pcapng(window: _Window) -> Iterator[float]:
    position, order = 0, "<"
    units: list[float] = []
    while len(data := window.take(position, 28)) >= 12:
        if data[:4] == b"\x0a\x0d\x0d\x0a":
            order = "<" if data[8:12] == b"\x4d\x3c\x2b\x1a" else ">"
            units = []
        kind, size = struct.unpack(order + "II", data[:8])
        if size < 12 or size % 4:
            return
        if kind == _INTERFACE:
            units.append(_resolution(window.take(position, min(size, 4096)), order))
        elif kind == _PACKET and len(data) >= 20:
            interface, high, low = struct.unpack(order + "III", data[8:20])
            yield ((high << 32) + low) / (units[interface] if interface < len(units) else 10**6)
        position += size


def _resolution(block: bytes, order: str) -> float:
    """Units of a second of an interface: its option 9, a power of ten or, with the top bit, of two."""
    position = 16
    while position + 4 < len(block):
        code, size = struct.unpack(order + "HH", block[position : position + 4])
        if code == _RESOLUTION:
            value = block[position + 4]
            return float(2 ** (value & 127) if value & 128 else 10 ** min(value, 300))
        if code == 0:
            break
        position += 4 + (size + 3) // 4 * 4
    return 10.0**6
