"""Ticket ids can be spoken, typed badly, and recognised."""

from __future__ import annotations

import pytest

from bot.tickets.ids import PATTERN, new_id, normalise_id


def test_an_id_is_three_consonants_and_three_digits() -> None:
    """No vowel makes a word of it, no character has a double."""
    for _ in range(500):
        id = new_id()
        assert PATTERN.fullmatch(id) and not set(id) & set("AEIOULSZBVWY015")


@pytest.mark.parametrize("typed", ["KDT-472", "kdt472", " kdt 472 ", "KDT–472", "КDТ-472", "ＫＤＴ-472"])
def test_an_id_is_read_however_it_is_typed(typed: str) -> None:
    """Small letters, no dash, another dash, Cyrillic or full-width letters."""
    assert normalise_id(typed) == "KDT-472"


@pytest.mark.parametrize("typed", ["", "KDT", "KDT-4722", "ABC-472", "KDT-105", "ticket KDT-472", "KDT-472' OR 1=1"])
def test_anything_else_is_no_id(typed: str) -> None:
    """A sentence with an id in it is searched with PATTERN instead."""
    assert normalise_id(typed) is None
