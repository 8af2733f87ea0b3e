"""The shapes of log lines: how each writes the moment and the level.

The log reader chooses the shape that fits most lines at the beginning of a file, and reads times and
levels with it. Shapes come from public parsers and guides (domain facts 5.4); a file of no known
shape is read as plain text and never refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from bot.attachments.finding import Kind


@dataclass(frozen=True)
class Format:
    """A shape of log lines.

    `line` starts with the line feed before the line, a fixed byte the search can jump to; the
    group `moment` is the time, the group `level` (if any) the level. `moments` are strptime formats or `iso`.
    """

    name: str
    kind: Kind
    line: re.Pattern[bytes]
    moments: tuple[str, ...]

    def moment(self, text: bytes) -> datetime | None:
        """The moment, without zone unless the log names one, or None where it is no valid date."""
        plain = text.decode("ascii").replace(",", ".")
        for form in self.moments:
            if form == "iso" and (moment := _iso(plain)):
                return moment
            try:
                return datetime.strptime(plain, form)
            except ValueError:
                continue
        return None


def _iso(text: str) -> datetime | None:
    text = re.sub(r"([+-]\d\d)(\d\d)$", r"\1:\2", text.replace("Z", "+00:00"))
    # Python 3.10 reads three or six digits of a second, logs write up to nine.
    text = re.sub(r"\.(\d+)", lambda match: "." + match[1][:6].ljust(6, "0"), text)
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


_LEVEL = (
    rb"(?P<level>ERR(?:OR?)?|WARN(?:ING)?|CRIT(?:ICAL)?|FATAL|ALERT|EMERG|INFO(?:RMATION)?|NOTICE"
    rb"|DEBUG|TRACE|VERBOSE|STACK)"
)
_NEAR_LEVEL = rb"[^\n]{0,48}?[\s|\[<:;,\"]" + _LEVEL + rb"[\s|\]>:;,\"]"
_ISO_MOMENT = rb"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?"


def _lines(pattern: bytes) -> re.Pattern[bytes]:
    return re.compile(rb"\n" + pattern, re.IGNORECASE)


FORMATS: tuple[Format, ...] = (
    Format(
        "service",
        "service_log",
        _lines(rb"(?P<moment>\d{4}/\d\d/\d\d \d\d:\d\d:\d\d\.\d{3})\|\d+\|(?P<level>[A-Z]{3,9})\|"),
        ("%Y/%m/%d %H:%M:%S.%f",),
    ),
    Format(
        "ivr",
        "service_log",
        _lines(rb"(?P<moment>\d\d/\d\d/\d{4} \d\d:\d\d:\d\d\.\d{3}) \[[0-9A-F]+\]"),
        ("%d/%m/%Y %H:%M:%S.%f",),
    ),
    Format(
        "activity",
        "service_log",
        _lines(
            rb"(?P<moment>\d{4}/\d\d/\d\d \d\d:\d\d:\d\d\.\d{3}|\d\d-[A-Z]{3}-\d{4} \d\d:\d\d:\d\d\.\d{3})"
            rb"[ \t|]+(?:\[CM\d{6}\]|[^\n]*(?:Call\(|Leg |Extn:))"
        ),
        ("%Y/%m/%d %H:%M:%S.%f", "%d-%b-%Y %H:%M:%S.%f"),
    ),
    Format(
        "dialer",
        "service_log",
        _lines(rb"(?P<moment>\d\d/\d\d/\d\d \d\d:\d\d:\d\d)\b[^\n]*(?:Call\(|DN=|EP=)"),
        ("%d/%m/%y %H:%M:%S",),
    ),
    Format(
        "sbc",
        "sbc_log",
        _lines(_LEVEL + rb" *\| *(?P<moment>\d{8}-\d{6}\.\d{3}) *\|"),
        ("%Y%m%d-%H%M%S.%f",),
    ),
    Format("iso", "text", _lines(rb"\[?(?P<moment>" + _ISO_MOMENT + rb")(?:" + _NEAR_LEVEL + rb")?"), ("iso",)),
    Format(
        "slashes",
        "text",
        _lines(rb"\[?(?P<moment>\d{4}/\d\d/\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})?)(?:" + _NEAR_LEVEL + rb")?"),
        ("%Y/%m/%d %H:%M:%S.%f", "%Y/%m/%d %H:%M:%S"),
    ),
)

# Exported events are a table: the moment stands in any column.
CSV = Format(
    "csv",
    "event_csv",
    re.compile(
        rb"(?:\n|[,;\t])\"?(?P<moment>\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?"
        rb"|\d{1,2}[./]\d{1,2}[./]\d{4},? \d{1,2}:\d\d:\d\d(?: [AP]M)?)"
        rb"(?:[^\n]{0,200}?[,;\t]\"?(?P<level>error|warning|critical|fatal|information|info)\"?(?=[,;\t\r\n]))?",
        re.IGNORECASE,
    ),
    (
        "iso",
        "%Y/%m/%d %H:%M:%S",
        "%d/%m/%Y %H:%M:%S",
        "%d.%m.%Y %H:%M:%S",
        "%m/%d/%Y %H:%M:%S",
        "%m/%d/%Y %I:%M:%S %p",
        "%d/%m/%Y %I:%M:%S %p",
    ),
)

_LEVEL_GROUPS = {
    **dict.fromkeys((b"err", b"cri", b"fat", b"ale", b"eme"), "error"),
    b"war": "warning",
    **dict.fromkeys((b"inf", b"not"), "info"),
    # Candidates for the words of V20, [K], and the usual words of others.
    **dict.fromkeys((b"tra", b"trc", b"dbu", b"dbg", b"deb", b"ver", b"sta"), "verbose"),
}


def level_group(level: bytes) -> str:
    """`error`, `warning`, `info`, `verbose`, or `below`.

    How the services of V20 write the level of verbose lines is not documented: a word that is none of
    the known ones counts as `below` Info, a weaker sign.
    """
    return _LEVEL_GROUPS.get(level[:3].lower(), "below")
