"""Looks at a file and says what is in it: the finding of contract section 6.

The receiver calls it for uploads, `intake inspect` for files on disk. It goes into archives one level
deep, reads streams once, and refuses what is hostile; what it does not know it takes as it is.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from bot.attachments.finding import Finding, Hit, Kind, Member, Refused, blank, refuse
from bot.attachments.inspect.archive import GzipMember, open_zip, readable
from bot.attachments.inspect.capture import time_range
from bot.attachments.inspect.encoding import HEAD, Source, blocks
from bot.attachments.inspect.log import Reading, read_log
from bot.attachments.inspect.matcher import matcher
from bot.attachments.inspect.recognise import Recognised, container, recognise
from bot.attachments.inspect.rules import load_rules
from bot.attachments.inspect.sources import Budget, Budgeted, Prefixed, read_head
from bot.attachments.limits import DEFAULT, Limits
from bot.text.identifiers import Version

# More members are read and counted, but the finding does not name them.
_MEMBERS_NAMED = 100


def inspect(file: BinaryIO, name: str, *, rules: Path, limits: Limits = DEFAULT) -> Finding:
    """The finding of `file`, a seekable stream, which its sender calls `name`; `rules` is the rule folder.

    Never raises for what the file holds: a refused file has `accepted: false` and a `reason`.
    """
    finding = blank(name, file.seek(0, io.SEEK_END), "")
    file.seek(0)
    try:
        if finding["bytes"] > limits.file_bytes:
            raise Refused("too_large", "file", limits.file_bytes)
        finding["sha256"] = _sha256(file)
        if not finding["bytes"]:
            raise Refused("empty", "file")
        return _Inspection(limits, rules).run(file, name, finding)
    except Refused as refused:
        return refuse(finding, refused)


def _sha256(file: BinaryIO) -> str:
    digest = hashlib.sha256()
    while data := file.read(1 << 20):
        digest.update(data)
    file.seek(0)
    return digest.hexdigest()


class _Inspection:
    """One look at one file: what is left of the limits, and what was read so far."""

    def __init__(self, limits: Limits, rules: Path) -> None:
        self._limits = limits
        self._rules = rules
        self._budget = Budget(limits.read_bytes)
        self._total = Reading()
        self._members: list[Member] = []
        self._kinds: Counter[Kind] = Counter()
        self._entries = 0
        self._unpacked = 0

    def run(self, file: BinaryIO, name: str, finding: Finding) -> Finding:
        what = self._look(file, name, depth=0)
        reading = self._total
        known = load_rules(self._rules)
        finding = finding | Finding(  # type: ignore[typeddict-item, operator]
            kind=what.kind,
            format=what.format,
            version=_dotted(reading.version),
            verbose=reading.verbose,
            first=_iso(reading.first),
            last=_iso(reading.last),
            errors=reading.levels["error"],
            warnings=reading.levels["warning"],
            findings=[Hit(rule=id, count=count, problem=known[id].problem) for id, count in reading.hits.most_common()],
            redacted=dict(sorted(reading.redacted.items())),
            members=self._members,
        )
        if self._budget.exhausted or self._entries > _MEMBERS_NAMED:
            finding["partial"] = True
        return finding

    def _look(self, source: Source, name: str, depth: int) -> Recognised:
        """Reads one file or member into the total, and says what it is."""
        head = read_head(source, HEAD)
        packed = container(head)
        if packed == "zip":
            return self._zip(self._seekable(source, head), depth)
        if packed == "gzip":
            source = GzipMember(self._seekable(source, head), self._limits)
            head = read_head(source, HEAD)
            if not head and not depth:
                raise Refused("empty", "file")
            if container(head) == "gzip":
                raise Refused("nested_too_deep", "archive", self._limits.depth)
            if container(head) == "zip":
                return self._zip(self._seekable(source, head), depth + 1)
            name = name.removesuffix(".gz")
        what = recognise(head, name)
        self._read(Budgeted(Prefixed(head, source), self._budget), what)
        return what

    def _seekable(self, source: Source, head: bytes) -> BinaryIO:
        """`source` from its beginning: as it is where it can go back, else in memory."""
        if isinstance(source, io.IOBase) and not isinstance(source, zipfile.ZipExtFile):
            source.seek(0)
            return source  # type: ignore[return-value]
        limit = self._limits.nested_bytes
        data = head + read_head(source, limit + 1 - len(head))
        if len(data) > limit:
            raise Refused("too_large", "nested", limit)
        self._budget.left -= len(data)
        return io.BytesIO(data)

    def _zip(self, file: BinaryIO, depth: int) -> Recognised:
        if depth > self._limits.depth:
            raise Refused("nested_too_deep", "archive", self._limits.depth)
        with open_zip(file, self._limits) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            self._reserve(members)
            for member in members:
                what = Recognised("unknown")
                if member.file_size:
                    with readable(), archive.open(member) as content:
                        what = self._look(content, member.filename, depth + 1)  # type: ignore[arg-type]
                self._kinds[what.kind] += 1
                if len(self._members) < _MEMBERS_NAMED:
                    self._members.append(
                        Member(name=member.filename, kind=what.kind, format=what.format, bytes=member.file_size)
                    )
        return Recognised(self._package(), "zip")

    def _reserve(self, members: list[zipfile.ZipInfo]) -> None:
        """Counts inner archives together with the outer one, so that many small ones are one large one."""
        self._entries += len(members)
        self._unpacked += sum(member.file_size for member in members)
        if self._entries > self._limits.entries:
            raise Refused("archive_bomb", "entries", self._limits.entries)
        if self._unpacked > self._limits.unpacked_bytes:
            raise Refused("archive_bomb", "total", self._limits.unpacked_bytes)

    def _package(self) -> Kind:
        """What an archive is: a support package where it holds a log of the phone system."""
        if self._kinds["service_log"] or self._kinds["support_package"]:
            return "support_package"
        known = [kind for kind in self._kinds if kind != "unknown"]
        return known[0] if len(known) == 1 else "unknown"

    def _read(self, source: Source, what: Recognised) -> None:
        if what.is_text:
            self._total.add(read_log(blocks(source), what, self._rules))
        elif what.kind == "capture":
            reading = Reading()
            search = matcher(self._rules, "capture")
            reading.span(time_range(source, lambda piece: search.count(piece, reading.hits)))
            self._total.add(reading)
        else:
            # Read to the end all the same: a damaged member must not pass.
            while source.read(1 << 20):
                pass


def _dotted(version: Version | None) -> str | None:
    """`20.0.9.995`, the numeric spelling; without the build where it is not known."""
    if version is None:
        return None
    parts = [version.major, 0, version.update, version.build]
    return ".".join(str(part) for part in parts if part is not None)


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="milliseconds" if moment.microsecond else "seconds") if moment else None
