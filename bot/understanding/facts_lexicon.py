"""The words of facts (`data/facts/`) as spaCy phrase matchers, one a language, made on first use.

`FactExtractor` reads messages with them. English words count in every language, because technicians
mix, except words of grammar: the Portuguese "no" is no negation.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.text.identifiers import find_sizes
from bot.understanding import facts_numbers
from bot.understanding.concepts import LexiconError, read
from bot.understanding.facts_typos import Typos
from bot.understanding.normal import spelled
from bot.understanding.tokens import FALLBACK, pipeline

SHARED = "shared"
GRAMMAR = frozenset(
    """negation absence but correction yes no use pending we_are numbers number_joiner ordinary
    ourselves since toward from attempt uncertain by_us out_of affected interrogative
    read are_you fault_verb employ now was formerly no_more filler does_it later will_contact""".split()
)
# Lists of the shared file that are not words to be found by the phrase matcher.
_SETTINGS = frozenset({"needs_context", "no_typing_errors", "sizes", "numbers", "number_joiner", "ordinary"})
_JOINED = re.compile(r"(?<=\w)[-_/](?=\w)")
_GLUED = re.compile(r"(?<![\w.-])(\d{1,4})(?=(?:er|nst|exts?|ch|sim)\b)")  # 16er-Lizenz, 20nst
_INSIDE = re.compile(r"(?<=\w)!(?=\w)")


class Lexicon:
    """The words of one language (and the shared ones), by term."""

    def __init__(self, language: str, terms: Mapping[str, Sequence[str]]) -> None:
        self.language = language
        self._nlp = pipeline(language)
        phrases = {
            name: [words for entry in entries if (words := self.tokenize(entry))]
            for name, entries in terms.items()
            if name not in _SETTINGS
        }
        stems = {word[:-1] for entries in phrases.values() for words in entries for word in words if word.endswith("*")}
        self._stems = sorted(stems)
        self._phrases, self._patterns = self.phrase_matcher(), self._token_matcher()
        for name, entries in phrases.items():
            plain = [self.document(words) for words in entries if not _has_stem(words)]
            starred = [[self._pattern(word) for word in words] for words in entries if _has_stem(words)]
            if plain:
                self._phrases.add(name, plain)
            if starred:
                self._patterns.add(name, starred)
        self.joiners = frozenset(spelled(word, language) for word in terms.get("number_joiner", ()))
        simple = dict(_number(entry, language) for entry in terms.get("numbers", ()))
        self.numbers = facts_numbers.joined(simple, self.joiners)
        ordinary = {spelled(word, language) for word in terms.get("ordinary", ())}
        self._typos = Typos({word for entries in phrases.values() for words in entries for word in words}, ordinary)
        self.known = {word for entries in phrases.values() for words in entries for word in words}

    def tokenize(self, text: str) -> list[str]:
        """Words and signs of `text` in the spelling of the lexicon; sizes such as 16SC become two words."""
        plain = text
        for start, end, size in reversed(find_sizes(text)):
            plain = f"{plain[:start]} {size} sc {plain[end:]}"
        plain = _GLUED.sub(r"\1 ", _INSIDE.sub("", _JOINED.sub(" ", spelled(plain, self.language))))
        words = [token.text for token in self._nlp.make_doc(plain) if token.text.strip(" ")]
        return [word for word in _stars(words)]

    def find(self, words: Sequence[str]) -> list[tuple[str, int, int]]:
        """Terms in `words` as (name, first word, word after the last one)."""
        document = self.document([self._typos.mended(word) for word in words])
        for token in document:
            if stem := self._stem(token.text):
                token.norm_ = f"{stem}*"
        strings = self._nlp.vocab.strings
        matches = (*self._phrases(document), *self._patterns(document))
        return [(strings[match], start, end) for match, start, end in matches]

    def document(self, words: Sequence[str]) -> Any:
        """A spaCy document of these words as they are, for other matchers of this vocabulary."""
        from spacy.tokens import Doc

        return Doc(self._nlp.vocab, words=list(words))

    def phrase_matcher(self) -> Any:
        """An empty phrase matcher over this language's vocabulary."""
        # Imported here because `pipeline` imports spaCy in a way of its own, without TensorFlow.
        from spacy.matcher import PhraseMatcher

        return PhraseMatcher(self._nlp.vocab)

    def _token_matcher(self) -> Any:
        from spacy.matcher import Matcher

        return Matcher(self._nlp.vocab)

    def _pattern(self, word: str) -> dict[str, Any]:
        """spaCy's pattern for one word: as it is, or by the stem in its norm, which may be a longer one."""
        if not word.endswith("*"):
            return {"ORTH": word}
        return {"NORM": {"IN": [f"{stem}*" for stem in self._stems if stem.startswith(word[:-1])]}}

    def _stem(self, word: str) -> str | None:
        """The longest stem that begins `word`.

        All stems that begin a word stand before it in the order of the alphabet, the longest last.
        """
        at = bisect_right(self._stems, word)
        while at and self._stems[at - 1][:1] == word[:1]:
            at -= 1
            if word.startswith(self._stems[at]):
                return self._stems[at]
        return None


def _has_stem(words: Sequence[str]) -> bool:
    return any(word.endswith("*") for word in words)


class Lexicons:
    """The lexicons of all languages; each is compiled when it is first asked for."""

    def __init__(self, entries: Mapping[str, Mapping[str, Sequence[str]]]) -> None:
        self._entries = entries
        self._made: dict[str, Lexicon] = {}
        shared = entries[SHARED]
        self.sizes = frozenset(int(size) for size in shared["sizes"])

    @classmethod
    def load(cls, folder: Path) -> Lexicons:
        """Reads `folder/<language>.yml` and `folder/shared.yml`; raises LexiconError on an unusable file."""
        entries = read(folder)
        if SHARED not in entries or FALLBACK not in entries:
            raise LexiconError(f"{folder}: {SHARED}.yml and {FALLBACK}.yml are needed")
        for language, terms in entries.items():
            for entry in terms.get("numbers", ()):
                if not re.fullmatch(r"[^=]+=\d+", entry):
                    raise LexiconError(f"{folder / language}.yml: numbers has {entry!r}; expected word=number")
        return cls(entries)

    def shared(self, name: str) -> frozenset[str]:
        """A list of the shared file."""
        return frozenset(self._entries[SHARED].get(name, ()))

    def of(self, language: str) -> Lexicon:
        """The lexicon of `language`, English where there is none."""
        code = language if language in self._entries else FALLBACK
        if code not in self._made:
            terms: dict[str, list[str]] = {name: list(words) for name, words in self._entries[SHARED].items()}
            for name, words in self._entries[FALLBACK].items():
                if code == FALLBACK or name not in GRAMMAR:
                    terms.setdefault(name, []).extend(words)
            if code != FALLBACK:
                for name, words in self._entries[code].items():
                    terms.setdefault(name, []).extend(words)
            self._made[code] = Lexicon(code, terms)
        return self._made[code]


def _stars(words: Sequence[str]) -> Iterator[str]:
    """Joins the star that a tokenizer split from its stem."""
    pending: str | None = None
    for word in words:
        if word == "*" and pending is not None:
            pending += "*"
            continue
        if pending is not None:
            yield pending
        pending = word
    if pending is not None:
        yield pending


def _number(entry: str, language: str) -> tuple[str, int]:
    word, _, value = entry.partition("=")
    return spelled(word.strip(), language), int(value)
