"""What the words of a message mean, whatever its language: a sequence of concepts.

A lexicon (`data/concepts/`) maps words, stems and phrases of each language to concepts, so that a
sentence learned in one language helps in the seven others. Called by the features; it never sees labels.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import product
from pathlib import Path
from typing import Any, Mapping, Sequence

import yaml

from bot.understanding import tokens
from bot.understanding.normal import spelled

SHARED = "shared"
# An English word counts in every language (people mix), unless it is so short that it may be another word there.
_SHORTEST_MIXED = 4
_SHORTEST_INFIX = 4

Entries = Mapping[str, Mapping[str, Sequence[str]]]


class LexiconError(ValueError):
    """A lexicon file can not be used; the message names the file, the concept and the remedy."""


def read(folder: Path) -> Entries:
    """The lexicon: `{language or "shared": {concept: entries}}` of all files in `folder`.

    An entry is a word (all its inflections follow from spaCy's lemma tables), a stem with a star at its
    end, a part of compounds with a star at both ends, or a phrase of words and stems. Raises LexiconError.
    """
    found: dict[str, dict[str, list[str]]] = {}
    for path in sorted(folder.glob("*.yml")):
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
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
    """Finds concepts in text; a matcher of each language is built when the language is first met."""

    def __init__(self, entries: Entries) -> None:
        self.entries = entries
        self._languages: dict[str, _LanguageMatcher] = {}

    def concepts(self, text: str, language: str) -> list[str]:
        """The concepts in normalised `text`, in the order of their words."""
        if language not in self._languages:
            self._languages[language] = _LanguageMatcher(self.entries, language)
        return self._languages[language].concepts(text)


class _LanguageMatcher:
    """The lexicon of one language over shared and English entries."""

    def __init__(self, entries: Entries, language: str) -> None:
        self._nlp = tokens.pipeline(language)
        self._own = _Words()
        self._mixed = _Words()
        phrases: list[tuple[str, list[str]]] = []
        for source in dict.fromkeys((SHARED, language, tokens.FALLBACK)):
            foreign = source == tokens.FALLBACK != language
            for concept, items in entries.get(source, {}).items():
                for entry in items:
                    words = self._words(spelled(entry, language))
                    if len(words) > 1:
                        phrases.append((concept, words))
                    elif not foreign:
                        self._own.add(words[0], concept)
                    elif len(words[0].strip("*")) >= _SHORTEST_MIXED:
                        self._mixed.add(words[0], concept)
        self._parts = _Words()
        for _, words in phrases:
            for word in words:
                self._parts.add(word, word)
        self._phrases = self._phrase_matcher(phrases)

    def _words(self, entry: str) -> list[str]:
        """The words of an entry as the tokenizer will cut them in a message, stars kept."""
        found: list[str] = []
        for word in _unhyphenated(entry).split():
            bare = word.strip("*")
            pieces = [bare] if bare.isalpha() else [token.text for token in self._nlp.make_doc(bare)]
            pieces[0] = "*" * word.startswith("*") + pieces[0]
            pieces[-1] += "*" * word.endswith("*")
            found += pieces
        return found

    def _phrase_matcher(self, phrases: Sequence[tuple[str, list[str]]]) -> Any:
        """A PhraseMatcher over token norms, each norm being the phrase part that the token fits best."""
        from spacy.matcher import PhraseMatcher
        from spacy.tokens import Doc

        matcher = PhraseMatcher(self._nlp.vocab, attr="NORM")
        patterns: dict[str, list[Any]] = defaultdict(list)
        known = sorted({word for _, words in phrases for word in words})
        for concept, words in phrases:
            for parts in product(*(_fitting(word, known) for word in words)):
                doc = Doc(self._nlp.vocab, words=list(parts))
                for token, part in zip(doc, parts, strict=True):
                    token.norm_ = part
                patterns[concept].append(doc)
        for concept, docs in patterns.items():
            matcher.add(concept, docs)
        return matcher

    def concepts(self, text: str) -> list[str]:
        doc = self._nlp.make_doc(_unhyphenated(text))
        found: list[tuple[int, str]] = []
        for token in doc:
            word = token.text
            for concept in self._own.of(word) or self._mixed.of(word):
                found.append((token.i, concept))
            part = self._parts.best(word)
            token.norm_ = part if part else word
        for name, start, _ in self._phrases(doc):
            found.append((start, self._nlp.vocab.strings[name]))
        return [concept for _, concept in sorted(found)]


class _Words:
    """Exact words, stems and parts of compounds, each with what it stands for."""

    def __init__(self) -> None:
        self._exact: dict[str, list[str]] = defaultdict(list)
        self._stems: dict[str, list[str]] = defaultdict(list)
        self._parts: dict[str, list[str]] = defaultdict(list)
        self._lengths: list[int] = []  # of stems, longest first

    def add(self, entry: str, meaning: str) -> None:
        if entry.startswith("*"):
            table = self._parts
        else:
            table = self._stems if entry.endswith("*") else self._exact
        meanings = table[entry.strip("*")]
        if meaning not in meanings:
            meanings.append(meaning)
        if table is self._stems and len(entry) - 1 not in self._lengths:
            self._lengths = sorted({*self._lengths, len(entry) - 1}, reverse=True)

    def of(self, word: str) -> list[str]:
        """All meanings of `word`: its own, or its longest stem's, and those of parts within it."""
        found = list(self._exact.get(word, ()))
        if not found:
            found = list(self._stems.get(self._stem(word), ()))
        if len(word) > _SHORTEST_INFIX:
            for part, meanings in self._parts.items():
                if part in word:
                    found += [meaning for meaning in meanings if meaning not in found]
        return found

    def best(self, word: str) -> str:
        """The one entry that fits `word` best; empty where none does."""
        if word in self._exact:
            return word
        stem = self._stem(word)
        return f"{stem}*" if stem else ""

    def _stem(self, word: str) -> str:
        return next((word[:length] for length in self._lengths if word[:length] in self._stems), "")


def _unhyphenated(text: str) -> str:
    """`text` with hyphens as spaces: people write sip-trunk and sip trunk."""
    return text.replace("-", " ").replace("_", " ")


def _fitting(word: str, known: Sequence[str]) -> list[str]:
    """The phrase parts that a token fitting `word` may be given as its best."""
    if not word.endswith("*"):
        return [word]
    return [other for other in known if other.strip("*").startswith(word[:-1])]
