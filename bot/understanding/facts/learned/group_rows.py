"""Rows of groups of signs: `TermRows` that spell a group once, since most stand in many rows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bot.understanding.facts.learned.groups import AS_TOLD, Group, spelled
from bot.understanding.term_rows import TermRows


class GroupRows(TermRows):
    """One row a text, each sign of its groups once."""

    def __init__(self) -> None:
        super().__init__()
        self._met: dict[Group, tuple[int, ...]] = {}

    def add_groups(self, groups: Iterable[Group]) -> None:
        """Adds a row."""
        met = self._met
        row: set[int] = set()
        for group in groups:
            if (signs := met.get(group)) is None:
                signs = tuple(self.numbered(spelled([group])))
                if group[0] != AS_TOLD:  # those hardly come again
                    met[group] = signs
            row.update(signs)
        self.append(row)

    def __getstate__(self) -> dict[str, Any]:
        """What goes to another process: all but what is only kept to be fast."""
        return self.__dict__ | {"_met": {}}
