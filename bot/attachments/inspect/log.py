"""Reads a log of any size in one pass: times, levels, version, rules, verbose, what is sensitive.

Called for every text file and every text member of an archive. It holds counts and no lines, and it
works on blocks of bytes, for a loop over the lines would take most of a minute for 100 MB.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Iterable

from bot.attachments.finding import LOG_KINDS, Verbose
from bot.attachments.inspect.formats import level_group
from bot.attachments.inspect.matcher import matcher
from bot.attachments.inspect.recognise import Recognised
from bot.attachments.inspect.redact import Redactor
from bot.attachments.inspect.sensitive import compile_bytes
from bot.text.identifiers import Version, find_versions

_CALL = re.compile(rb"Call\(C?:?(\d+)")
_CALLS_READ = 8 * 1024 * 1024
# Messages as they were on the wire: start lines and headers that only verbose logs hold.
_RAW_SIP = compile_bytes(
    rb"(?m)^(?:Via: SIP/2\.0/|CSeq: \d+ [A-Z]|Max-Forwards: \d)"
    rb"|(?:INVITE|REGISTER|OPTIONS|SUBSCRIBE|NOTIFY|ACK|BYE) sips?:\S+ SIP/2\.0",
    fold=False,
)
_VERSION = compile_bytes(
    rb"(?:(?:\bv|vers\w{0,8}(?: is)?|3cx[\w ]{0,20}|pbx|build|system)\W{0,6}(?:1[2-9]|2\d)"
    rb"(?:\.0\b|[ ,.]{1,3}(?:u|upd|update|sp|service pack)[ .]{0,2}\d)"
    rb"|\b(?:1[2-9]|2\d)\.0\.\d{1,2}\.(?:25[6-9]|2[6-9]\d|[3-9]\d\d|\d{4})\b)[\w .,:#()]{0,40}"
)
# A version that stands on every line need not be read on every line.
_VERSIONS_READ = 500
# Versions of other things, and versions that one could have.
_OTHER_VERSION = re.compile(
    rb"available|newer|latest|minimum|requir|firmware|chrome|debian|android|ios|client|app\b|upgrad\w+ to|updat\w+ to",
    re.I,
)

_FEW_LINES = 10
# A call leaves some ten lines at Medium and hundreds at Verbose ([K]: an estimate, no source gives numbers).
_LINES_OF_A_CALL = 30
_SHARE_BELOW_INFO = 0.3


@dataclass
class Reading:
    """What was counted so far, in one file or in all members of an archive."""

    first: datetime | None = None
    last: datetime | None = None
    versions: Counter[Version] = field(default_factory=Counter)
    levels: Counter[str] = field(default_factory=Counter)
    hits: Counter[str] = field(default_factory=Counter)
    redacted: Counter[str] = field(default_factory=Counter)
    verbose: Verbose = "unknown"
    raw_sip: bool = False
    calls: set[bytes] = field(default_factory=set)
    lines_with_calls: int = 0

    def span(self, moments: Iterable[datetime | None]) -> None:
        """Widens the time range."""
        for moment in moments:
            if moment is not None:
                plain = moment.replace(tzinfo=None)
                self.first = moment if self.first is None or plain < self.first.replace(tzinfo=None) else self.first
                self.last = moment if self.last is None or plain > self.last.replace(tzinfo=None) else self.last

    def add(self, other: Reading) -> None:
        """Takes the counts of a member over. One verbose member makes a package verbose."""
        self.span((other.first, other.last))
        self.versions += other.versions
        self.levels += other.levels
        self.hits += other.hits
        self.redacted += other.redacted
        order: list[Verbose] = ["unknown", "unlikely", "likely"]
        self.verbose = max(self.verbose, other.verbose, key=order.index)

    @property
    def version(self) -> Version | None:
        """The newest version that was named: an update in the middle of a log ends with it."""
        return max(self.versions, key=lambda known: (known.major, known.update or 0, known.build or 0), default=None)


def read_log(blocks: Iterable[bytes], what: Recognised, rules: Path, *, sensitive: bool = True) -> Reading:
    """The reading of a file that was recognised as `what`, with the rules of the folder `rules`.

    `sensitive` is off for files that are not text, where redaction does not apply.
    """
    reading = Reading()
    redactor = Redactor()
    search = matcher(rules, what.kind)
    size = 0
    for block in blocks:
        # In front of every line, also the first, stands a line feed: patterns begin with it.
        block = block if block.startswith(b"\n") else b"\n" + block
        search.count(block, reading.hits)
        if what.lines:
            _read_lines(block, what, reading)
        if sensitive:
            redactor.count(block)
            _read_versions(block, reading)
        if what.kind in LOG_KINDS:
            reading.raw_sip = reading.raw_sip or bool(_RAW_SIP.search(block))
            if size < _CALLS_READ:
                calls = _CALL.findall(block)
                reading.calls.update(calls)
                reading.lines_with_calls += len(calls)
        size += len(block)
    reading.redacted = +redactor.counts
    if what.kind in LOG_KINDS:
        reading.verbose = verbose(reading)
    return reading


def verbose(reading: Reading) -> Verbose:
    """Whether the log was verbose: facts 5.4. A code such as [CM504001] proves nothing, it is always there."""
    lines = sum(reading.levels.values())
    below = reading.levels["below"]
    known = reading.levels["verbose"]
    if reading.raw_sip or known or (below and below > lines * _SHARE_BELOW_INFO):
        return "likely"
    if not lines:
        return "unknown"
    if reading.calls:
        per_call = reading.lines_with_calls / len(reading.calls)
        return "unlikely" if per_call < _LINES_OF_A_CALL else "unknown"
    return "unlikely" if lines >= _FEW_LINES else "unknown"


def _read_lines(block: bytes, what: Recognised, reading: Reading) -> None:
    form = what.lines
    assert form is not None
    groups = form.line.groupindex
    found = form.line.findall(block)
    if not found:
        return
    if "level" in groups:
        place = groups["level"] - 1
        for level, count in Counter(item[place] for item in found).items():
            if level:
                reading.levels[level_group(level)] += count
        place = groups["moment"] - 1
        ends = (found[0][place], found[-1][place])
    else:
        ends = (found[0], found[-1])
    reading.span(form.moment(end) for end in ends)


def _read_versions(block: bytes, reading: Reading) -> None:
    for match in islice(_VERSION.finditer(block), _VERSIONS_READ):
        start = max(0, match.start() - 120)
        start = block.rfind(b"\n", start, match.start()) + 1 or start
        if not _OTHER_VERSION.search(block, start, match.end()):
            text = match.group().decode("utf-8", "replace")
            reading.versions.update(item.version for item in find_versions(text) if item.version.update is not None)
