"""Finds identifiers in text that mean the same in every language.

Licence keys, versions, SIP codes, sizes such as 16SC and addresses of forum threads: the facts, the
masking and the log readers share these functions, so that one spelling is read in one way.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.text.licence_keys import FoundKey
from bot.text.licence_keys import find as find_licence_keys
from bot.text.licence_keys import normalise as normalise_licence_key
from bot.text.sip_codes import find_sip_codes
from bot.text.versions import FoundVersion, Version, find_versions, fullest, parse_version

__all__ = [
    "ADDRESS",
    "NO_TICKET",
    "TICKET_SHAPED",
    "FoundKey",
    "FoundVersion",
    "ThreadUrl",
    "Version",
    "find_licence_keys",
    "find_sip_codes",
    "find_sizes",
    "find_thread_url",
    "find_versions",
    "fullest",
    "normalise_licence_key",
    "parse_version",
]

# Series of devices, standards and errors have the shape of a ticket id, and are none but behind its word.
NO_TICKET = (
    r"(?!(?:SIP|RFC|ISO|UTC|DIN|IEC|ITU|VVX|SPA|HDV|UDS|TGP|TPA|DPH|OIP|ERR|USB|LAN|TLS|RTP|UDP|TCP|PRI|BRI|"
    r"IPX|PBX|CTI|ATA|KXT|HTS|CVE|EAP)[- ])"
)
# What has the shape of a ticket id, whatever its letters.
TICKET_SHAPED = re.compile(r"(?<![\w-])(?!(?:SIP|RFC|ISO|UTC)-)[A-Za-z]{3}-\d{3,5}(?![\w-])", re.IGNORECASE)
_SIZE = re.compile(
    r"(?<![\w.])(?:(\d{1,4})[ -]?(?:SC|СК|ΣΚ)s?|SC[ :=-]{0,2}(\d{1,4})"
    r"|(?-i:PRO|ENT)[ -](4|8|16|24|32|48|64|96|128|192|256|512|1024)(?!\s*[Bb]it)(?![\d.])"
    r"|(?<!V)(4|8|16|24|32|48|64|96|128|192|256|512|1024)(?:άρ[αη]ς?|αρ[αη]ς?|άρι|αρι)(?=\s+(?:pro\b|ent|άδει|αδει))"
    r"|(?:PRO|ENT|ENTERPRISE|AI)[ -](\d{1,4})"
    r"(?!\s*(?!annual|licen|lizen|лиценз|άδει|αδει|edition|key|jahres)\w))(?![\w])",
    re.IGNORECASE,
)
# An address of a web page: what stands in it says nothing of the case but where to look.
ADDRESS = re.compile(r"(?:https?://|\bwww\.)\S+|(?<![\w.@/-])(?:[\w-]+\.)+[a-z]{2,6}/\S+", re.IGNORECASE)
_THREAD = re.compile(
    r"(?<![\w.@/-])(?:https?://)?(?:(?:www|forum|community)\.)?3cx\.[a-z]{2,3}(?:\.[a-z]{2,3})?/(?:[\w-]+/)*(?:threads/|t/[\w-]+/)(?:[^/\s]+\.)?(?P<id>\d+)/?"
    r"(?:#?(?:post|page)-\d+|post-\d+)?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class ThreadUrl:
    """An address of a forum thread (domain.md section 7) and the thread's number."""

    url: str
    thread: int


def find_thread_url(text: str) -> ThreadUrl | None:
    """The first address of a thread in one of the vendor's forums, or None."""
    match = _THREAD.search(text)
    return ThreadUrl(match.group(), int(match["id"])) if match else None


def find_sizes(text: str) -> list[tuple[int, int, int]]:
    """Sizes in the trade's short form (16SC, SC16, PRO 8) as (start, end, simultaneous calls)."""
    return [
        (match.start(), match.end(), int(next(group for group in match.groups() if group)))
        for match in _SIZE.finditer(text)
    ]
