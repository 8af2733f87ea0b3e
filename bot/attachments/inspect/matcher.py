"""Counts on how many lines each log rule is found.

One search walks a block for all rules at once and stops only at lines that some rule finds; a second
look at that line says which. Where most lines are found, every line gets that second look at once.
Made once for each kind of file and shared; it holds no state.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from pathlib import Path

import re2  # type: ignore[import-untyped]

from bot.attachments.inspect.rules import compile_pattern, load_rules, options

# Files without lines, such as captures, are looked at in a window around the place, and in stretches,
# so that a search looks no further ahead than that at every match.
_WINDOW = 2048
_STRETCH = 64 * 1024
# Stopping at a line costs twice the look at it: from a third of all lines on, looking at each is faster.
_DENSE = 1 / 3


class Matcher:
    """The rules of `folder` that search in files of `kind`."""

    def __init__(self, folder: Path, kind: str) -> None:
        rules = [rule for rule in load_rules(folder).values() if kind in rule.kinds]
        expressions = [rule.expression(kind) for rule in rules]
        self._ids = [rule.id for rule in rules]
        # No rules find nothing: a pattern that can not match.
        self._any = compile_pattern("(?m)" + "|".join(expressions or [r"\z."]))
        self._each = re2.Set.SearchSet(options())
        for expression in expressions:
            self._each.Add(("(?m)" + expression).encode())
        self._each.Compile()

    def count(self, block: bytes, into: Counter[str]) -> None:
        """Adds the lines of `block` on which each rule is found."""
        hits: list[int] = []
        start, dense = 0, False
        while start < len(block):
            end = block.rfind(b"\n", start, start + _STRETCH)
            end = end if end > start else min(start + _STRETCH, len(block))
            lines = block.count(b"\n", start, end)
            found = (self._look if dense and lines else self._collect)(block, start, end, hits)
            dense = found > lines * _DENSE
            start = end
        for index, count in Counter(hits).items():
            into[self._ids[index]] += count

    def _look(self, block: bytes, start: int, stop: int, hits: list[int]) -> int:
        """Looks at every line; returns on how many something was found."""
        found = 0
        for line in block[start:stop].split(b"\n"):
            if len(line) > _WINDOW:
                found += self._collect(line, 0, len(line), hits)
            elif indexes := self._each.Match(line):
                hits += indexes
                found += 1
        return found

    def _collect(self, block: bytes, start: int, stop: int, hits: list[int]) -> int:
        """Stops where something is found and looks there; returns how often."""
        count = 0
        seen = start  # the end of the line that was judged last
        for match in self._any.finditer(block, start, stop):
            found, found_end = match.span()
            if found < seen:
                continue
            line = max(seen, found - _WINDOW)
            line = block.rfind(b"\n", line, found) + 1 or line
            limit = min(found_end + _WINDOW, stop)
            seen = block.find(b"\n", found_end, limit)
            seen = limit if seen < 0 else seen
            hits += self._each.Match(block[line:seen]) or ()
            count += 1
        return count


@lru_cache(maxsize=32)
def matcher(folder: Path, kind: str) -> Matcher:
    """The matcher for files of `kind`, compiled at its first use."""
    return Matcher(folder, kind)
