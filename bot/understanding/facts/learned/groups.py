"""Groups of signs that belong together: those of a word, of a term, of what stands beside a number.

`Signs` names them by kind; `Weights` spells a group once and knows it from then on, since a message has thousands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

# A kind and what the signs are of, as `_SPELLED` takes it. Plain values, which the garbage collector passes over.
Group = tuple[Any, ...]
AS_TOLD, WORD, TERM, KIND, NEIGHBOUR, TERM_BESIDE, ENTITY, SPELLING, UNDERWAY = range(9)
BESIDE = 4  # words and terms beside a number
_STEM = 5  # letters of a word that carry its meaning
_TOUCHING = 1
_ENDING, _PIECE, _PIECES = 3, 3, 10  # letters of an ending and of a piece of a word; so many pieces are told apart


def spelled(groups: Iterable[Group]) -> Iterator[str]:
    """The signs of these groups."""
    for kind, *told in groups:
        yield from _SPELLED[kind](*told)


def _as_told(*signs: str) -> tuple[str, ...]:
    return signs


def _of_word(word: str, language: str, question: str | None) -> tuple[str, ...]:
    signs = [f"{language}|{word}"]
    signs += [f"q={question}&{language}|{word}"] if question else []
    signs += [f"{language}|{word[:_STEM]}"] if len(word) > _STEM else []
    return (*signs, word) if word.isascii() else tuple(signs)


def _of_term(term: str, question: str | None) -> tuple[str, ...]:
    return (f"t={term}", f"q={question}&t={term}") if question else (f"t={term}",)


def _of_kind(entity: str, looks: str, bar: str | None) -> tuple[str, ...]:
    return f"K={entity}", f"M={looks}", f"K={entity}&M={looks}", f"B={bar}", f"K={entity}&B={bar}"


def _of_neighbour(word: str, side: str, step: int, language: str) -> tuple[str, ...]:
    """The signs of a word so many words beside a number or a name."""
    signs = [f"{side}{step}={word}", f"{side}={word}"]
    signs += [f"{side}={word[:_STEM]}-", f"{side}={word[: _STEM - 1]}-"] if len(word) >= _STEM else []
    signs += [f"{side}{step}={word[: _STEM - 1]}-"] if len(word) >= _STEM - 1 and step < 3 else []
    return (*signs, *(f"{language}|{sign}" for sign in signs))


def _of_term_beside(term: str, side: str, gap: int) -> tuple[str, ...]:
    """The signs of a term of the clause with so many words between."""
    signs = [f"C{side}={term}", f"C={term}"]
    signs += [f"T{side}{gap}={term}"] if gap <= _TOUCHING else []
    return (*signs, f"T{side}={term}") if gap <= BESIDE else tuple(signs)


def _of_entity(entity: str, group: Group) -> tuple[str, ...]:
    """What stands beside a name of this kind, but for what is of one language."""
    return tuple(f"{entity}&{sign}" for sign in spelled([group]) if "|" not in sign)


def _of_spelling(word: str) -> tuple[str, ...]:
    """The signs of a word of whatever language, that a slip of the fingers leaves some of."""
    if word.isdecimal():
        return "#", f"#{len(word)}"
    padded = f"<{word}>"
    pieces = dict.fromkeys(padded[at : at + _PIECE] for at in range(len(padded) - _PIECE + 1))
    signs = [word, *(f"..{piece}" for piece in [*pieces][:_PIECES])]
    signs += [f"{word[:_STEM]}-"] if len(word) > _STEM else []
    return (*signs, f"-{word[-_ENDING:]}") if len(word) > _ENDING + 1 else tuple(signs)


def _of_underway(term: str) -> tuple[str, ...]:
    """The sign of a word that goes on with a term."""
    return (f"t+{term}",)


_SPELLED: Mapping[int, Callable[..., tuple[str, ...]]] = {
    AS_TOLD: _as_told,
    WORD: _of_word,
    TERM: _of_term,
    KIND: _of_kind,
    NEIGHBOUR: _of_neighbour,
    TERM_BESIDE: _of_term_beside,
    ENTITY: _of_entity,
    SPELLING: _of_spelling,
    UNDERWAY: _of_underway,
}
