"""The columns of the signs of each group that was met; `Weights` and `Network` look signs up in it."""

from __future__ import annotations

from collections.abc import Mapping

from bot.understanding.facts.learned.groups import Group, spelled

_KEPT = 50_000  # groups; there are more than a memory should keep


class Known(dict[Group, tuple[int, ...]]):
    """The columns of a group, found when it is first asked for; signs that were not learned have none."""

    def __init__(self, columns: Mapping[str, int]) -> None:
        super().__init__()
        self._columns = columns

    def __missing__(self, group: Group) -> tuple[int, ...]:
        if len(self) >= _KEPT:
            self.clear()
        self[group] = known = tuple(self._columns[sign] for sign in spelled([group]) if sign in self._columns)
        return known
