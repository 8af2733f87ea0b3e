"""What is the same for every gateway and slower to read than most tests run, read once."""

from __future__ import annotations

from functools import lru_cache

import pytest

from bot.gateway import health
from bot.gateway.words import Words

_WORDS, _DESCRIPTION = lru_cache(Words.load), lru_cache(health.description)


def read_once(patch: pytest.MonkeyPatch) -> None:
    """Lets gateways share the texts and the description of the calls, for as long as `patch` holds."""
    patch.setattr(Words, "load", _WORDS)
    patch.setattr(health, "description", _DESCRIPTION)
