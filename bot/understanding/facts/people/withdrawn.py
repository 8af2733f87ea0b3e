"""Wishes that are taken back in the same message: "call me, no, forget it, just log on".

`requests` calls `withdrawn`.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.reading import Reading

_REACH = 8  # words between a wish and what takes it back


def withdrawn(reading: Reading, asked: Sequence[Mention]) -> list[Mention]:
    """Which of what is `asked` is taken back right behind it, in favour of what follows or of nothing."""
    return [wish for wish in asked if any(_takes_back(reading, word, wish, asked) for word in reading.all("take_back"))]


def _takes_back(reading: Reading, word: Mention, wish: Mention, asked: Sequence[Mention]) -> bool:
    behind = 0 <= word.start - wish.end <= _REACH and reading.near_sentence(wish, word)
    nearer = any(wish.start < other.start < word.start for other in asked)
    return behind and not nearer and (reading.ends_clause(word) or any(one.start >= word.end for one in asked))
