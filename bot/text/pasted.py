"""Tells what a person wrote from the log lines they pasted into the same message.

Language, intent and facts are read from the prose only; the pasted part is kept as an attachment and
mined for a version and SIP codes. A sentence must never be taken for a log line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.text.identifiers import Version, find_versions

_DATE = r"(?:\d{4}[-/]\d\d[-/]\d\d|\d\d[-/.]\d\d[-/.]\d{2,4})"
_TIME = r"\d{1,2}:\d\d:\d\d(?:[.,]\d+)?(?: [AP]M)?"
_STATUS_LINE = r"SIP/2\.0 (?P<status>\d{3})\b"
# What ends a status line: "Not Acceptable Here", "Busy here", but not "Busy Here as soon as two call".
_REASON = r"(?:\s+[A-Z][\w/'()-]*(?:\s+(?:[A-Z][\w/'()-]*|[a-z()]+(?=\W*$))){0,6})?\W*$"
# Shapes of domain.md section 5.4, of SIP messages (RFC 3261), SDP (RFC 8866), XML and stack traces.
_LOG_LINE = re.compile(
    rf"^\W{{0,3}}(?:"
    rf"{_DATE}[ T]{_TIME}|{_TIME}\s*[|\[]|\[?{_TIME}\]?[ |]|"  # any line that opens with a moment
    rf"(?:[^,;]{{0,40}}[,;]){{1,3}}\"?{_DATE}[ T]{_TIME}\"?[,;]|"  # exported events
    r"\w+=\S+ +\w+=\S|ERR(?::|\s*\|)\s*\S|"
    r"[A-Z][a-z]{2}\s+\d{1,2}\s+\d\d:\d\d:\d\d\s|"  # syslog
    r".{0,40}\|\d{4}\|(?:Info|Warn|Erro|Crit|Fatal|Trac|Dbug|Verb)\||"
    r"(?:Info|Warn|Erro|Crit|Fatal|Trac|Dbug|Verb|INFO|WARN(?:ING)?|ERROR|DEBUG|FATAL|TRACE)\s*[|\[]\s*\S|"
    r"\[CM\d{6}\]|=Total:\s|"
    rf"{_STATUS_LINE}{_REASON}|"
    r"(?:INVITE|REGISTER|ACK|BYE|CANCEL|OPTIONS|NOTIFY|SUBSCRIBE|REFER|PRACK|UPDATE|INFO) sips?:|"
    r"(?:Via|Call-ID|CSeq|Max-Forwards|User-Agent|Content-(?:Type|Length)|Record-Route|Session-Expires|Diversion|"
    r"(?:WWW|Proxy)-Authenticate|(?:Proxy-)?Authorization|P-Asserted-Identity|Remote-Party-ID): ?\S|"
    r"(?:From|To|Contact|Route|Allow|Supported|Expires|Reason|Warning): ?"
    r"(?:.*(?:sips?:|tag=|SIP;)|\d+$|[A-Z]{3,}(?:, ?[A-Z]{3,})+)|"
    r"[vosctmabi]=(?:\d|-|\S+ \S|audio|video|rtpmap|fmtp|sendrecv|recvonly|sendonly|inactive|crypto|ptime|SIP|session)|"
    r"at [\w.<>`]+\([^)]*\)|System\.\w+(?:\.\w+)*Exception|</?\w[\w.-]*(?:\s[^<>]*)?>.*$|[{}\[\]]{1,2},?$)"
)
_MARKED = re.compile(
    r"\[CM\d{6}\]|\|\d{4}\|(?:Info|Warn|Erro|Crit|Fatal|Trac|Dbug|Verb)\||\bLeg L:\d+\.\d+|\bCall\(C:\d+\.\d+\)"
)
_FENCE = re.compile(r"^\s*(?:```|~~~)")
_STATUS = re.compile(
    _STATUS_LINE + r"|(?:code|status|reason|error)\W{1,3}(?P<code>[456]\d\d)\b|\b(?P<phrase>[456]\d\d)"
    r"(?= (?:Unauthorized|Forbidden|Not Found|Request Timeout|Proxy Auth|Temporarily|"
    r"Busy Here|Request Term|Not Acceptable|Service Unav|Server Internal|Decline))",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Pasted:
    """A message in two parts. `log` is empty and `prose` the whole message where nothing was pasted."""

    prose: str
    log: str
    version: Version | None = None
    sip_codes: tuple[int, ...] = ()

    @property
    def lines(self) -> int:
        """How many lines were pasted."""
        return len(self.log.splitlines())


def split(text: str) -> Pasted:
    """`text` with log lines, SIP messages and fenced blocks taken out of the prose, in order."""
    prose: list[str] = []
    log: list[str] = []
    fenced = False
    for line in text.splitlines():
        if _FENCE.match(line):
            fenced = not fenced
        elif fenced or is_log_line(line):
            log.append(line)
        else:
            prose.append(line)
    if not log:
        return Pasted(text, "")
    pasted = "\n".join(log)
    versions = [found.version for found in find_versions(_without_moments(pasted)) if found.version.update is not None]
    return Pasted("\n".join(prose).strip(), pasted, versions[0] if versions else None, _codes(pasted))


def prose(text: str) -> str:
    """What somebody wrote himself, or all of `text` where that is nothing."""
    return split(text).prose or text


def is_log_line(line: str) -> bool:
    """Whether one line has the shape of a log, a SIP message, SDP, XML or a stack trace."""
    return bool(_LOG_LINE.match(line) or _MARKED.search(line))


def _without_moments(log: str) -> str:
    return re.sub(rf"{_DATE}|{_TIME}", " ", log)


def _codes(log: str) -> tuple[int, ...]:
    found = [next(group for group in match.groups() if group) for match in _STATUS.finditer(log)]
    return tuple(dict.fromkeys(int(code) for code in found if int(code) >= 400))
