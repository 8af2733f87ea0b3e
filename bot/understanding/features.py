"""The features of a message: character n-grams, words, concepts and its shape, as one sparse vector.

Used by the model in training (many texts, one matrix) and in use (one text, a few hundred numbers).
Character n-grams forgive typos, words carry what is said, concepts carry it across languages.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any, Callable, Iterable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from bot.understanding.concepts import ConceptMatcher
from bot.understanding.normal import normalise
from bot.understanding.term_rows import TermRows

Floats = NDArray[np.float32]
Integers = NDArray[np.int64]
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
# A sentence is read again in its message and in its parts.
_CACHED = 50_000
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


class _Vocabulary:
    """The features of one group, where their columns start, and how telling each is."""

    def __init__(self, start: int, columns: Mapping[str, int], telling: Floats, group: Group) -> None:
        self.columns = columns
        self.telling = telling
        self.group = group
        self.start = start
        self._known = lru_cache(maxsize=_CACHED)(self._columns)

    def known(self, terms: Sequence[str]) -> Sequence[int]:
        """The columns of `terms`, each as often as it stands there."""
        whole = self.group.cut is None
        return self._columns(*terms) if whole else [column for term in terms for column in self._known(term)]

    def _columns(self, *terms: str) -> tuple[int, ...]:
        found = map(self.columns.get, self.group.pieces(terms))
        return tuple([self.start + column for column in found if column is not None])


@dataclass
class Features:
    """Turns texts into vectors; made by `fit`, kept with `save`."""

    matcher: ConceptMatcher
    vocabularies: dict[str, _Vocabulary] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """How many columns a vector has."""
        return sum(len(vocabulary.columns) for vocabulary in self.vocabularies.values())

    def terms(self, text: str, language: str) -> dict[str, list[str]]:
        return terms_of(text, language, self.matcher)

    def fit(self, rows: Mapping[str, TermRows]) -> Any:
        """Learns the vocabularies from the training texts, the pieces of their terms by group (`pieces`).

        Returns their vectors as a CSR matrix, one row a text.
        """
        from scipy.sparse import hstack
        from sklearn.preprocessing import normalize

        start, parts = 0, []
        for name, texts in rows.items():
            group = GROUPS[name]
            terms, counts = texts.counts(group.least)
            often = np.bincount(counts.indices, minlength=len(terms))
            telling = (np.log((1 + len(texts)) / (1 + often)) + 1).astype(np.float32)
            columns = {term: column for column, term in enumerate(terms)}
            self.vocabularies[name] = _Vocabulary(start, columns, telling, group)
            start += len(terms)
            counts.data = (1 + np.log(counts.data)) * telling[counts.indices]
            parts.append(normalize(counts) * group.weight)
        return hstack(parts, "csr", np.float32)

    def vector(self, terms: Terms) -> tuple[Integers, Floats]:
        """Columns and values of one text."""
        known = [column for name, one in self.vocabularies.items() for column in one.known(terms[name])]
        columns, counts = np.unique(np.array(known, np.int64), return_counts=True)
        values = (1 + np.log(counts.astype(np.float32))) * self._telling[columns]
        groups = [*self.vocabularies.values()]
        starts = np.searchsorted(columns, [one.start for one in groups]).tolist()
        for one, (first, last) in zip(groups, pairwise([*starts, len(columns)]), strict=True):
            part = values[first:last]  # each group has its length
            norm = float(np.sqrt(part @ part))
            part *= one.group.weight / norm if norm else 1
        return columns, values

    @cached_property
    def _telling(self) -> Floats:
        """How telling each column is."""
        return np.concatenate([vocabulary.telling for vocabulary in self.vocabularies.values()])

    def save(self, folder: Path) -> None:
        content = {
            "lexicon": self.matcher.entries,
            "ordinary": self.matcher.ordinary,
            "groups": {
                name: {"weight": vocabulary.group.weight, "terms": list(vocabulary.columns)}
                for name, vocabulary in self.vocabularies.items()
            },
        }
        (folder / "features.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        telling = {name: vocabulary.telling for name, vocabulary in self.vocabularies.items()}
        np.savez(folder / "features.npz", **telling)

    @classmethod
    def load(cls, folder: Path) -> Features:
        content = json.loads((folder / "features.json").read_text(encoding="utf-8"))
        features = cls(ConceptMatcher(content["lexicon"], content["ordinary"]))
        start = 0
        with np.load(folder / "features.npz") as telling:
            for name, group in content["groups"].items():
                columns = {term: column for column, term in enumerate(group["terms"])}
                known = replace(GROUPS[name], weight=group["weight"])
                features.vocabularies[name] = _Vocabulary(start, columns, telling[name], known)
                start += len(columns)
        return features
