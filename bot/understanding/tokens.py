"""spaCy's tokenizers of the eight languages, made when a language is first met.

Called by the concept matcher; everything of spaCy that needs no trained pipeline comes through here.
"""

from __future__ import annotations

import gzip
import json
import re
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Iterable

from bot.understanding.normal import spelled
from bot.understanding.spacy_loading import load_spacy

LANGUAGES = ("en", "de", "it", "fr", "ru", "el", "pt", "es")
FALLBACK = "en"
# What spaCy cuts apart from the rest: words with the signs at them, and spaces but for a single one behind a word.
_RUN = re.compile(r"\S+|(?<!\S)\s+|(?<=\S)[^\S ]\s*")
_CACHED = 50_000


@lru_cache(maxsize=len(LANGUAGES))
def pipeline(language: str) -> Any:
    """The blank spaCy pipeline of `language`; of English for a language that is not one of ours."""
    return load_spacy().blank(language if language in LANGUAGES else FALLBACK)


def tokenize(text: str, language: str) -> list[str]:
    """The words, signs and spaces of `text` as spaCy cuts them; of a word that was met before it is not asked again."""
    return [token for run in _RUN.findall(text) for token in _tokens(run, language)]


@lru_cache(maxsize=_CACHED)
def _tokens(run: str, language: str) -> tuple[str, ...]:
    return tuple(token.text for token in pipeline(language).make_doc(run))


def lemmas(language: str, wanted: frozenset[str]) -> dict[str, str]:
    """`{inflected form: lemma}` for all forms of the `wanted` lemmas, in folded spelling.

    From the lookup tables of spacy-lookups-data; Greek has none and gets its forms from stems.
    """
    found: dict[str, str] = {}
    folded = lru_cache(maxsize=None)(spelled)
    for form, lemma in _lemma_table(language):
        for one in lemma if isinstance(lemma, list) else [lemma]:
            if folded(one, language) in wanted and form.isalpha():
                found[spelled(form, language)] = folded(one, language)
    return found


def _lemma_table(language: str) -> Iterable[tuple[str, Any]]:
    tables = Path(str(files("spacy_lookups_data"))) / "data"
    for path in sorted(tables.glob(f"{language}_lemma_lookup*.json.gz")):
        with gzip.open(path) as stream:
            yield from json.load(stream).items()
