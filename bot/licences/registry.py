"""What every registry of licences can do; the actions know no more than this.

Implementations: `SqlRegistry` (our own table), `HttpRegistry` (somebody else's service) and
`MemoryRegistry` (tests). A registry never guesses: unknown is None, unreachable is an error.
"""

from __future__ import annotations

from typing import Protocol

from bot.licences.licence import Licence


class RegistryUnavailable(RuntimeError):
    """The registry can not answer now; the case goes on with questions and says so."""


class Registry(Protocol):
    """Both calls may raise RegistryUnavailable."""

    def find(self, key: str) -> Licence | None:
        """The licence of `key`, written in any way people write keys; None when there is none."""
        ...

    def larger_key_of_customer(self, licence: Licence) -> Licence | None:
        """The customer's largest other licence with more simultaneous calls (D3), or None."""
        ...
