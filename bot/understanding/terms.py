"""The terms of a message: its words, the concepts behind them, its shape, and the pieces that features are made of.

`features` gives them columns and numbers. Character n-grams forgive typos, words carry what is said, concepts carry
it across languages.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Callable, Iterable, Iterator, Mapping, Sequence

from bot.understanding.concepts import ConceptMatcher
from bot.understanding.normal import normalise
from bot.understanding.term_rows import TermRows

Terms = Mapping[str, Sequence[str]]
CHARACTERS = range(2, 6)


def _characters(word: str) -> Iterator[str]:
    padded = f" {word} "
    for length in CHARACTERS:
        for start in range(max(1, len(padded) - length + 1)):
            yield padded[start : start + length]


@dataclass(frozen=True)
class Group:
    """One kind of feature: its share in the vector, in how many training texts it must stand, how terms are cut.

    Without a cut a term is a feature as it is.
    """

    weight: float
    least: int
    cut: Callable[[str], Iterator[str]] | None = None

    def pieces(self, terms: Iterable[str]) -> Iterable[str]:
        return terms if self.cut is None else (piece for term in terms for piece in self.cut(term))


GROUPS: Mapping[str, Group] = {
    "chars": Group(weight=2.0, least=3, cut=_characters),
    "words": Group(weight=1.2, least=2),
    "concepts": Group(weight=1.2, least=2),
    "coverage": Group(weight=0.4, least=2),
}
MEANING = "meaning"
# More concepts than this are a story; pairs of everything with everything would say nothing.
MOST_PAIRED = 14
# Concepts of this kind are about the world outside.
OFF_TOPIC = "OFF_"


def terms_of(text: str, language: str, matcher: ConceptMatcher) -> dict[str, list[str]]:
    """The terms of a text by group, and under MEANING the concepts that they come from, in their order."""
    normal = normalise(text, language)
    words = _words(normal)
    sequence = matcher.concepts(normal, language)
    return {
        "chars": normal.split(),
        "words": [*words, *(f"{one} {two}" for one, two in pairwise(["^", *words, "$"])), *_shape(text, words)],
        "concepts": list(_concepts(sequence, words)),
        "coverage": _coverage(set(sequence), len(words)),
        MEANING: sequence,
    }


def _words(normal: str) -> list[str]:
    cleaned = "".join(character if character.isalnum() else " " for character in normal)
    return cleaned.split()


def _shape(text: str, words: Sequence[str]) -> list[str]:
    """How long it is, whether it asks; names start with `#` so that no word can be one."""
    count = len(words)
    length = count if count < 4 else 5 if count < 6 else 8 if count < 10 else 16 if count < 20 else 40
    asks = ["#asks"] if "?" in text or ";" in text else []
    return [f"#long{length}", *asks]


def _concepts(sequence: Sequence[str], words: Sequence[str]) -> Iterable[str]:
    """Single concepts, the first and the last, pairs that stand together anywhere, neighbours in their order."""
    present = sorted(set(sequence))
    yield from present
    if sequence:
        yield from (f"^{sequence[0]}", f"${sequence[-1]}")
    if len(words) <= 3:
        yield from (f"{concept}!" for concept in present)
    yield from (f"{one}>{two}" for one, two in pairwise(sequence) if one != two)
    for one, two in combinations(present[:MOST_PAIRED], 2):
        yield f"{one}+{two}"


def _coverage(present: set[str], count: int) -> list[str]:
    """How much of it the lexicon knows, and from which of the two worlds: what nobody foresaw is off-topic."""
    known = [concept for concept in present if not concept.startswith(OFF_TOPIC)]
    outside = len(known) < len(present)
    share = min(5, len(present) * 6 // max(1, count))
    return [f"#share{share}", f"#known{min(6, len(known))}", f"#outside{outside:d}of{min(4, len(known))}"]


def pieces(texts: Iterable[Terms], groups: Mapping[str, Group] = GROUPS) -> dict[str, TermRows]:
    """The pieces of the terms of `texts` by group."""
    rows = {name: TermRows() for name in groups}
    for terms in texts:
        for name, group in groups.items():
            rows[name].add(group.pieces(terms[name]))
    return rows
