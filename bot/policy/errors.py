"""What can be wrong: a fact of the caller, or a file of the knowledge base.

Raised by the loader and by `Policy.decide`; shown to people by the command line and the dialogue.
An error always says what is wrong, where, what is allowed, and what to do; it never carries a trace.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Sequence


class PolicyError(ValueError):
    """Anything that the policy refuses to work with."""


class FactError(PolicyError):
    """A fact has a value that no decision can use."""

    def __init__(self, key: str, value: Any, allowed: Sequence[Any] | str) -> None:
        self.key = key
        self.value = value
        self.allowed = allowed
        words = allowed if isinstance(allowed, str) else ", ".join(_plain(item) for item in allowed)
        super().__init__(f"{key}: {value!r} can not be used; allowed: {words}")


class ReadingError(PolicyError):
    """A reading or a date was asked for that the knowledge base does not have."""


@dataclass(frozen=True)
class Finding:
    """One fault of the knowledge base. `key` is the path inside the file, dots between the names."""

    file: str
    key: str
    expected: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}: {self.key}: expected {self.expected}. {self.remedy}"


class KnowledgeError(PolicyError):
    """The knowledge base can not be used; carries every fault that was found."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(str(item) for item in self.findings))


def _plain(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
