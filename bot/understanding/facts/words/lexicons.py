"""The lexicons of all languages, each compiled when it is first asked for.

`FactExtractor` holds them. English words count in every language, because technicians mix, except words of grammar:
the Portuguese "no" is no negation. Greek and Russian have a second lexicon for messages in Latin letters, of the same
words by their sound.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.understanding.alphabets import in_latin_letters, latin
from bot.understanding.concepts import LexiconError, read
from bot.understanding.facts.words.brief import COUNTED
from bot.understanding.facts.words.grammar import GRAMMAR
from bot.understanding.facts.words.lexicon import Lexicon
from bot.understanding.normal import spelled
from bot.understanding.tokens import FALLBACK

SHARED = "shared"


class Lexicons:
    """The lexicons of all languages; each is compiled when it is first asked for."""

    def __init__(self, entries: Mapping[str, Mapping[str, Sequence[str]]]) -> None:
        self._entries = entries
        self._made: dict[tuple[str, bool], Lexicon] = {}

    @classmethod
    def load(cls, folder: Path) -> Lexicons:
        """Reads `folder/<language>.yml` and `folder/shared.yml`; raises LexiconError on an unusable file."""
        entries = read(folder)
        if SHARED not in entries or FALLBACK not in entries:
            raise LexiconError(f"{folder}: {SHARED}.yml and {FALLBACK}.yml are needed")
        for language, terms in entries.items():
            for term in COUNTED:
                for entry in terms.get(term, ()):
                    if not re.fullmatch(r"[^=]+=\d+", entry):
                        raise LexiconError(f"{folder / language}.yml: {term} has {entry!r}; expected word=number")
        return cls(entries)

    def shared(self, name: str) -> frozenset[str]:
        """A list of the shared file."""
        return frozenset(self._entries[SHARED].get(name, ()))

    def of(self, language: str, text: str = "") -> Lexicon:
        """The lexicon of `language` as `text` is typed, English where there is none."""
        code = language if language in self._entries else FALLBACK
        key = code, in_latin_letters(text, code)
        if key not in self._made:
            taken = self._grammar_sounds(code) if key[1] else frozenset()
            terms: dict[str, list[str]] = defaultdict(list)
            for source in (SHARED, FALLBACK):
                for name, words in self._entries[source].items():
                    if source == SHARED or code == FALLBACK or name not in GRAMMAR:
                        terms[name].extend(word for word in words if word not in taken)
            if code != FALLBACK:
                for name, words in self._entries[code].items():
                    terms[name].extend(words)
            self._made[key] = Lexicon(code, terms, by_sound=key[1])
        return self._made[key]

    def _grammar_sounds(self, code: str) -> frozenset[str]:
        """The sounds of a language's words of grammar: "u nas" is Russian, not a storage, "to" no English word."""
        words = (word for name in GRAMMAR for word in self._entries[code].get(name, ()))
        return frozenset(latin(spelled(word, code), code) for word in words)
