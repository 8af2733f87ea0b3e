"""The verdict of a rulebook, and the fingerprint by which a rulebook is known again.

A verdict is a decision without its date, so it can be kept and given again. The fingerprint is the
same in every process and changes with every rule.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from typing import Any, Iterable, Mapping, Optional


@dataclass(frozen=True)
class Verdict:
    """A decision without its date: see `Decision` for the names."""

    outcome: str
    alternatives: tuple[str, ...] = ()
    level: Optional[int] = None
    priority: str = "normal"
    phone: bool = False
    clauses: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()


def fingerprint(content: Any) -> str:
    """Ten hexadecimal digits that stand for `content`: dataclasses, mappings, lists and plain values."""
    return hashlib.sha256(json.dumps(_plain(content)).encode()).hexdigest()[:10]


def unique(items: Iterable[str]) -> tuple[str, ...]:
    """Each item once, in the order of its first appearance."""
    return tuple(dict.fromkeys(items))


def _plain(value: Any) -> Any:
    """A JSON value that is the same in every process."""
    if is_dataclass(value):
        return [type(value).__name__, *(_plain(getattr(value, item.name)) for item in fields(value))]
    if isinstance(value, Mapping):
        return [[_plain(name), _plain(item)] for name, item in sorted(value.items())]
    if isinstance(value, frozenset):
        return sorted(map(str, value))
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value
