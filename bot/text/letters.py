"""Spells texts letter by letter, each letter looked up once.

Licence keys and words of correction are looked for in such a spelling and pointed out in the text as it was typed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

_KEPT = 10_000  # letters; a text in all scripts of the world must not fill the memory


class Letters(dict[int, str]):
    """The spelling of every letter met, for `str.translate`; `spell` gives that of one letter, which may be empty."""

    def __init__(self, spell: Callable[[str], str]) -> None:
        super().__init__()
        self._spell = spell

    def __missing__(self, ordinal: int) -> str:
        if len(self) >= _KEPT:
            self.clear()
        self[ordinal] = spelling = self._spell(chr(ordinal))
        return spelling

    def spelled(self, text: str) -> tuple[str, Sequence[int]]:
        """`text` in this spelling, and the place in `text` of each of its letters."""
        plain = text.translate(self)
        if len(plain) == len(text) and all(map(self._is_one, set(text))):
            return plain, range(len(text))
        places = [place for place, letter in enumerate(text) for _ in self[ord(letter)]]
        return plain, places

    def _is_one(self, letter: str) -> bool:
        return len(self[ord(letter)]) == 1
