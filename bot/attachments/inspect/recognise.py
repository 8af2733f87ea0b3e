"""Says what a file is, from its first bytes.

Called once for each file and each member of an archive. The content decides; a name is a hint only
between kinds that read alike (an SBC log is a text like others, a binary server log is known by its
ending alone). Programs and archives we can not look into are refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.attachments.finding import TEXT_KINDS, Kind, Refused
from bot.attachments.inspect.encoding import HEAD, encoding_of, is_text
from bot.attachments.inspect.formats import CSV, FORMATS, Format

ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
GZIP = b"\x1f\x8b"

_CAPTURES = (b"\xd4\xc3\xb2\xa1", b"\xa1\xb2\xc3\xd4", b"\x4d\x3c\xb2\xa1", b"\xa1\xb2\x3c\x4d", b"\x0a\x0d\x0d\x0a")
_IMAGES = re.compile(
    rb"\x89PNG\r\n\x1a\n|\xff\xd8\xff|GIF8[79]a|RIFF....WEBP|BM....\0\0\0\0"
    rb"|II\*\0|MM\0\*|....ftyp(?:heic|heix|mif1|avif)",
    re.DOTALL,
)
# Programs: Windows, Linux, macOS, Java; shortcuts. All hold bytes no text has.
_PROGRAMS = re.compile(
    rb"MZ|\x7fELF|\xfe\xed\xfa[\xce\xcf]|[\xce\xcf]\xfa\xed\xfe|\xca\xfe\xba\xbe|L\0\0\0\x01\x14\x02\0", re.DOTALL
)
# Archives that can not be looked into: RAR, 7z, xz, bzip2, zstd, cabinet, LZ4; tar has its mark at 257.
_ARCHIVES = re.compile(
    rb"Rar!\x1a\x07|7z\xbc\xaf\x27\x1c|\xfd7zXZ\0|BZh[1-9]1AY|\x28\xb5\x2f\xfd|MSCF\0\0\0\0|\x04\x22\x4d\x18"
)

_SBC = re.compile(
    rb"\b3cxsbc\b|secure tunnel|\btunnel (?:to|with|connection)\b.{0,80}\bpbx\b|\bsbc\b.{0,40}\btunnel\b", re.I
)
_SBC_CONFIG = re.compile(rb"^[ \t]*(?:ProvLink|PbxAddr|TunnelAddr|LocalSipAddr|PbxSipIP)[ \t]*=", re.I | re.M)
_QUEUE = re.compile(rb"=Total: \d+ requests / \d+ active")
_ACTIVITY = re.compile(rb"\[CM\d{6}\]")
_TEMPLATE = re.compile(rb"<doc>.{0,400}<header\b[^>]*\btype=\"(provider|phone)\"", re.I | re.S)
_CSV_COLUMN = re.compile(
    r"\b(?:event|evento?|ereignis|id|source|quelle|type|typ|tipo|level|date|datum|fecha|data|time|zeit|hora|ora|message|"
    r"nachricht|mensaje|description|group|группа|событие|время|сообщение|μήνυμα|ώρα)\b",
    re.I,
)
_CSV_ROW = re.compile(rb"(?:^|[,;\t])\"?\d{3,5}\"?[,;\t]")


@dataclass(frozen=True)
class Recognised:
    """A kind, the name of the shape, and the shape itself where lines have one."""

    kind: Kind
    format: str | None = None
    lines: Format | None = None

    @property
    def is_text(self) -> bool:
        """Whether lines can be read and redacted."""
        return self.kind in TEXT_KINDS and self.format != "binary"


def container(head: bytes) -> str | None:
    """`zip`, `gzip` or None."""
    if head.startswith(ZIP):
        return "zip"
    return "gzip" if head.startswith(GZIP) else None


def recognise(head: bytes, name: str) -> Recognised:
    """What a file is, given its first 64 KB. Raises Refused(`wrong_type`) for programs and foreign archives."""
    if _PROGRAMS.match(head) and not is_text(head):
        raise Refused("wrong_type", "program")
    if _ARCHIVES.match(head) or head[257:262] == b"ustar":
        raise Refused("wrong_type", "archive")
    if head.startswith(_CAPTURES):
        return Recognised("capture", "pcapng" if head.startswith(_CAPTURES[-1]) else "pcap")
    if _IMAGES.match(head):
        return Recognised("image")
    if is_text(head):
        return _text(_plain(head), name.lower())
    if name.lower().endswith((".bldef", ".blrec")):
        return Recognised("service_log", "binary")
    # A log after a power failure may hold runs of zeros: its lines still tell what it is.
    text = _text(_plain(head), name.lower())
    return text if text.lines else Recognised("unknown")


def _plain(head: bytes) -> bytes:
    encoding, mark = encoding_of(head)
    return head[mark:] if encoding == "ascii" else head[mark:].decode(encoding, "replace").encode()


def _text(head: bytes, name: str) -> Recognised:
    if _is_event_table(head):
        return Recognised("event_csv", "csv", CSV)
    if _SBC_CONFIG.search(head):
        return Recognised("text", "sbc_config")
    if template := _TEMPLATE.search(head):
        return Recognised("text", "trunk_template" if template[1].lower() == b"provider" else "phone_template")
    lines = best_format(head)
    if lines and lines.kind != "text":
        if lines.kind == "service_log" and name.startswith("3cxsbc.log"):
            return Recognised("sbc_log", lines.name, lines)
        return Recognised(lines.kind, lines.name, lines)
    if _SBC.search(head) or (lines and "3cxsbc.log" in name):
        return Recognised("sbc_log", "sbc", lines)
    if _QUEUE.search(head):
        return Recognised("service_log", "queue", lines)
    if _ACTIVITY.search(head):
        return Recognised("service_log", "activity", lines)
    return Recognised("text", lines.name if lines else None, lines)


def best_format(head: bytes) -> Format | None:
    """The shape that fits most lines of `head`; the more special one where two fit as many."""
    start = b"\n" + head[:HEAD]
    counted = [(sum(1 for _ in form.line.finditer(start)), form) for form in FORMATS]
    best = max(counted, key=lambda item: item[0] * (2 if item[1].kind != "text" else 1))
    return best[1] if best[0] else None


def _is_event_table(head: bytes) -> bool:
    """A header row with the columns of events, or rows of a moment and an event id."""
    rows = [row for row in head[:8192].splitlines() if row.strip()][:6]
    if not rows:
        return False
    delimiter = max((b",", b";", b"\t"), key=rows[0].count)
    columns = rows[0].count(delimiter)
    if columns < 2:
        return False
    if len(_CSV_COLUMN.findall(rows[0].decode("utf-8", "replace"))) >= 2 and b"|" not in rows[0]:
        return len(rows[0]) < 400 and not CSV.line.search(b"\n" + rows[0])
    return all(
        row.count(delimiter) >= columns and CSV.line.search(b"\n" + row) and _CSV_ROW.search(row) for row in rows
    )
