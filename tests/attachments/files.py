"""Files for the tests of attachments, made on the spot: logs, captures, archives and hostile archives."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Iterable, Mapping

from bot.attachments.finding import Finding
from bot.attachments.inspect.inspector import inspect
from bot.attachments.limits import DEFAULT, Limits

ROOT = Path(__file__).resolve().parents[2]
RULES = ROOT / "policy_kb" / "log_rules"

SERVICE = (
    b"2026/01/31 09:08:07.123|0007|Info| [Some.Component] 3CX Phone System 20.0.9.995 started\n"
    b"2026/01/31 09:08:08.000|0007|Warn| [Gateway.Trunk] slow answer from 203.0.113.7\n"
    b"2026/01/31 09:09:10.500|0011|Erro| [Gateway.Trunk] Registration of trunk 10001 failed: 408 Request Timeout\n"
    b"2026/01/31 09:10:11.750|0011|Crit| [Gateway.Trunk] giving up\n"
)
VERBOSE = SERVICE + b"2026/01/31 09:10:12.000|0011|Trac| [Wire] entering state 4\n"
SBC = b"ERR | 20260131-090807.123 | 3cxsbc | RESIP | 1234 | Tunnel connection to PBX lost\n"
EVENTS = b"Date,Event ID,Type,Source,Message\n2026-01-31 09:08:07,12290,Warning,Security,IP 203.0.113.7 was blocked\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)
PROGRAM = b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0" + bytes(100)
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"  # eicar.org, harmless


def look(content: bytes, name: str = "file", limits: Limits = DEFAULT) -> Finding:
    """The finding of `content`."""
    return inspect(io.BytesIO(content), name, rules=RULES, limits=limits)


def lines(texts: Iterable[str], level: str = "Info") -> bytes:
    """Lines of a service log, a second each."""
    return b"".join(
        f"2026/01/31 09:{number // 60:02}:{number % 60:02}.000|0007|{level}| {text}\n".encode()
        for number, text in enumerate(texts)
    )


def packed(members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return target.getvalue()


def capture(moments: Iterable[float], payload: bytes = b"x" * 20) -> bytes:
    """A pcap of packets at `moments`."""
    head = struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 1)
    packets = (
        struct.pack("<IIII", int(at), round(at % 1 * 1e6), len(payload), len(payload)) + payload for at in moments
    )
    return head + b"".join(packets)


def capture_ng(moments: Iterable[int]) -> bytes:
    """A pcapng of packets at `moments` (nanoseconds)."""

    def block(kind: int, body: bytes) -> bytes:
        size = 12 + len(body)
        return struct.pack("<II", kind, size) + body + struct.pack("<I", size)

    section = block(0x0A0D0D0A, struct.pack("<IHHq", 0x1A2B3C4D, 1, 0, -1))
    interface = block(1, struct.pack("<HHI", 1, 0, 65535) + struct.pack("<HHBxxx", 9, 1, 9) + bytes(4))
    packets = (block(6, struct.pack("<IIIII", 0, at >> 32, at & 0xFFFFFFFF, 4, 4) + b"abcd") for at in moments)
    return section + interface + b"".join(packets)


def overlapping(copies: int, size: int) -> bytes:
    """A zip whose many entries share one body: small on disk, `copies` times `size` when unpacked.

    The body is random enough that each entry by itself has an innocent ratio.
    """
    body = bytes(zlib.crc32(str(number).encode()) & 0xFF for number in range(size))
    deflater = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = deflater.compress(body) + deflater.flush()
    checksum = zlib.crc32(body)
    local = struct.pack("<4sHHHHHIIIHH", b"PK\x03\x04", 20, 0, 8, 0, 33, checksum, len(data), len(body), 1, 0) + b"a"
    directory = b"".join(
        struct.pack(
            "<4sHHHHHHIIIHHHHHII",
            b"PK\x01\x02",
            20,
            20,
            0,
            8,
            0,
            33,
            checksum,
            len(data),
            len(body),
            5,
            0,
            0,
            0,
            0,
            0,
            0,
        )
        + f"{number:05}".encode()
        for number in range(copies)
    )
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, copies, copies, len(directory), len(local + data), 0)
    return local + data + directory + end


def patched(archive: bytes, offset: int, value: bytes) -> bytes:
    """`archive` with `value` at `offset` of its first directory entry."""
    at = archive.index(b"PK\x01\x02") + offset
    return archive[:at] + value + archive[at + len(value) :]


def encrypted(archive: bytes) -> bytes:
    """`archive` with the mark of encryption on its first entry."""
    return patched(archive, 8, b"\x01\x00")
