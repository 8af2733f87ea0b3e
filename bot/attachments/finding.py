"""What is known about a file after a look at it, and the ways in which a file is refused.

The readers under `inspect/` make findings, the receiver and the report use them, and they go to the
help desk as they are: a finding never quotes the file, it counts and names.
"""

from __future__ import annotations

from typing import Literal, TypedDict, get_args

Kind = Literal["support_package", "service_log", "sbc_log", "event_csv", "capture", "image", "text", "unknown"]
Reason = Literal[
    "too_large",
    "empty",
    "encrypted",
    "archive_bomb",
    "unsafe_path",
    "nested_too_deep",
    "malware",
    "wrong_type",
    "unreadable",
]
Verbose = Literal["likely", "unlikely", "unknown"]

KINDS: frozenset[str] = frozenset(get_args(Kind))
REASONS: frozenset[str] = frozenset(get_args(Reason))
LOG_KINDS: frozenset[str] = frozenset({"service_log", "sbc_log"})
TEXT_KINDS: frozenset[str] = LOG_KINDS | {"event_csv", "text"}


class Hit(TypedDict):
    """A log rule that was found: on how many lines, and the problem code it points to, if any."""

    rule: str
    count: int
    problem: str | None


class Member(TypedDict):
    """A file inside an archive."""

    name: str
    kind: Kind
    format: str | None
    bytes: int


class _Contract(TypedDict):
    """Contract section 6. Times are ISO 8601, in the log's own zone, which logs do not name."""

    file: str
    kind: Kind
    accepted: bool
    reason: Reason | None
    bytes: int
    sha256: str
    version: str | None
    verbose: Verbose
    first: str | None
    last: str | None
    errors: int
    warnings: int
    findings: list[Hit]
    redacted: dict[str, int]
    members: list[Member]


class Finding(_Contract, total=False):
    """The contract's finding and what this project adds to it.

    `format` names the shape of the log (`service`, `activity`, `ivr`, ...); `detail` says which check
    refused the file and `limit` the number it met; `partial` is true where only the beginning of a
    very large file was read; `scan` is `clean` or `unscanned`.
    """

    format: str | None
    detail: str
    limit: int
    partial: bool
    scan: Literal["clean", "unscanned"]


class Refused(Exception):
    """The file is not taken. `detail` names the check, `limit` the number allowed where there is one."""

    def __init__(self, reason: Reason, detail: str, limit: int | None = None) -> None:
        super().__init__(f"{reason}: {detail}" + (f" (at most {limit})" if limit is not None else ""))
        self.reason: Reason = reason
        self.detail = detail
        self.limit = limit


def blank(file: str, size: int = 0, sha256: str = "") -> Finding:
    """The finding of a file about which nothing is known yet."""
    return Finding(
        file=file,
        kind="unknown",
        accepted=True,
        reason=None,
        bytes=size,
        sha256=sha256,
        version=None,
        verbose="unknown",
        first=None,
        last=None,
        errors=0,
        warnings=0,
        findings=[],
        redacted={},
        members=[],
    )


def refuse(finding: Finding, refused: Refused) -> Finding:
    """`finding` of a file that is not taken, and why."""
    refusal = finding | Finding(accepted=False, reason=refused.reason, detail=refused.detail)  # type: ignore[typeddict-item, operator]
    if refused.limit is not None:
        refusal["limit"] = refused.limit
    return refusal
