"""What the words of a message mean, whatever its language: a sequence of concepts.

A lexicon (`data/concepts/`) maps words, stems and phrases of each language to concepts, so that a
sentence learned in one language helps in the seven others. Called by the features; it never sees labels.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import Any, Collection, Mapping, Sequence

import yaml

from bot.understanding import tokens
from bot.understanding.alphabets import latin
from bot.understanding.misspellings import Misspellings, Ordinary
from bot.understanding.normal import spelled
from bot.understanding.phrases import Phrases
from bot.understanding.words import Words

SHARED = "shared"
# An English word counts in every language (people mix), unless it is so short that it may be another word there.
_SHORTEST_MIXED = 4
_CACHED = 20_000

Entries = Mapping[str, Mapping[str, Sequence[str]]]


class LexiconError(ValueError):
    """A lexicon file can not be used; the message names the file, the concept and the remedy."""


class _Again(ValueError):
    """Names that a file holds twice."""


class _Once(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Refuses a concept that a file names twice, of which YAML would keep the last list alone."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        names = [key.value for key, _ in node.value]
        if again := sorted({name for name in names if names.count(name) > 1}):
            raise _Again(", ".join(again))
        return dict(super().construct_mapping(node, deep))


def read(folder: Path) -> Entries:
    """The lexicon: `{language or "shared": {concept: entries}}` of all files in `folder`.

    An entry is a word (all its inflections follow from spaCy's lemma tables), a stem with a star at its
    end, a part of compounds with a star at both ends, or a phrase of words and stems. Raises LexiconError.
    """
    found: dict[str, dict[str, list[str]]] = {}
    for path in sorted(folder.glob("*.yml")):
        try:
            content = yaml.load(path.read_text(encoding="utf-8"), Loader=_Once)
        except _Again as again:
            raise LexiconError(f"{path}: {again} stands there twice; join the lists") from None
        concepts = found[path.stem] = {}
        for concept, entries in content.items():
            if not isinstance(entries, str):
                raise LexiconError(f"{path}: {concept} must be one text, entries separated by commas")
            concepts[concept] = [entry.strip() for entry in entries.split(",") if entry.strip()]
    return found


def inflected(entries: Entries) -> Entries:
    """`entries` with the inflected forms of all single words, from spaCy's lemma tables; takes seconds."""
    result: dict[str, dict[str, list[str]]] = {}
    for language, concepts in entries.items():
        words = {spelled(item, language) for items in concepts.values() for item in items if item.isalpha()}
        forms: dict[str, list[str]] = defaultdict(list)
        for form, lemma in tokens.lemmas(language, frozenset(words)).items():
            forms[lemma].append(form)
        result[language] = {
            concept: [*items, *(form for item in items for form in forms.get(spelled(item, language), ()))]
            for concept, items in concepts.items()
        }
    return result


class ConceptMatcher:
    """Finds concepts in text; a matcher of each language is built when the language is first met.

    A word that is neither in the lexicon nor among the `ordinary` ones may be a misspelling.
    """

    def __init__(self, entries: Entries, ordinary: Ordinary) -> None:
        self.entries = entries
        self.ordinary = ordinary
        self._languages: dict[str, _LanguageMatcher] = {}

    def concepts(self, text: str, language: str) -> list[str]:
        """The concepts in normalised `text`, in the order of their words."""
        if language not in self._languages:
            self._languages[language] = _LanguageMatcher(self.entries, language, self.ordinary.get(language, ()))
        return self._languages[language].concepts(text)


class _LanguageMatcher:
    """The lexicon of one language over shared and English entries."""

    def __init__(self, entries: Entries, language: str, ordinary: Collection[str]) -> None:
        self._language = language
        self._own = Words()
        self._mixed = Words()
        phrases: list[tuple[str, list[str]]] = []
        for source in dict.fromkeys((SHARED, language, tokens.FALLBACK)):
            foreign = source == tokens.FALLBACK != language
            for concept, items in entries.get(source, {}).items():
                for entry in items:
                    words = self._words(latin(spelled(entry, language), language))
                    if len(words) > 1:
                        phrases.append((concept, words))
                    elif not foreign:
                        self._own.add(words[0], concept)
                    elif len(words[0].strip("*")) >= _SHORTEST_MIXED:
                        self._mixed.add(words[0], concept)
        self._parts = Words()
        for _, words in phrases:
            for word in words:
                self._parts.add(word, word)
        self._phrases = self._phrases_of(phrases)
        self._meaning = lru_cache(maxsize=_CACHED)(self._found)
        known = (self._own, self._mixed, self._parts)
        self._misspellings = Misspellings(
            (word for words in known for word in words.exact),
            (stem for words in known for stem in words.stems),
            ordinary,
        )

    def _words(self, entry: str) -> list[str]:
        """The words of an entry as the tokenizer will cut them in a message, stars kept."""
        found: list[str] = []
        for word in _unhyphenated(entry).split():
            bare = word.strip("*")
            pieces = [bare] if bare.isalpha() else tokens.tokenize(bare, self._language)
            pieces[0] = "*" * word.startswith("*") + pieces[0]
            pieces[-1] += "*" * word.endswith("*")
            found += pieces
        return found

    def _phrases_of(self, phrases: Sequence[tuple[str, list[str]]]) -> Phrases[str]:
        """The phrases by their parts, as the words of a message fit those best."""
        found: Phrases[str] = Phrases()
        known = sorted({word for _, words in phrases for word in words})
        for concept, words in phrases:
            for parts in product(*(_fitting(word, known) for word in words)):
                found.add(concept, parts)
        return found

    def concepts(self, text: str) -> list[str]:
        found: list[tuple[int, str]] = []
        parts: list[str] = []
        for at, word in enumerate(tokens.tokenize(_unhyphenated(text), self._language)):
            meanings, part = self._meaning(word)
            found += [(at, concept) for concept in meanings]
            parts.append(part or word)
        found += [(start, concept) for concept, start, _ in self._phrases.find(parts)]
        return [concept for _, concept in sorted(found)]

    def _found(self, word: str) -> tuple[Sequence[str], str]:
        """The concepts of `word`, and the part of phrases that it is; of what it was meant to be, if misspelt."""
        meanings, part = self._own.of(word) or self._mixed.of(word), self._parts.best(word)
        if not meanings and not part and (meant := self._misspellings.meant(word)):
            return self._own.of(meant) or self._mixed.of(meant), self._parts.best(meant)
        return meanings, part


def _unhyphenated(text: str) -> str:
    """`text` with hyphens as spaces: people write sip-trunk and sip trunk."""
    return text.replace("-", " ").replace("_", " ")


def _fitting(word: str, known: Sequence[str]) -> list[str]:
    """The phrase parts that a token fitting `word` may be given as its best."""
    if not word.endswith("*"):
        return [word]
    return [other for other in known if other.strip("*").startswith(word[:-1])]
