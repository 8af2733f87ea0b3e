"""Words with a typing error keep their meaning; real words keep theirs."""

from __future__ import annotations

import pytest

from bot.understanding import concepts
from bot.understanding.misspellings import Misspellings, ordinary_words
from bot.understanding.model import LEXICON
from bot.understanding.normal import normalise

WORDS = ("register", "provider", "caller", "yes")
STEMS = ("handset", "queue")


@pytest.fixture(scope="module")
def misspellings() -> Misspellings:
    return Misspellings(WORDS, STEMS, {"called"})


@pytest.fixture(scope="module")
def matcher() -> concepts.ConceptMatcher:
    return concepts.ConceptMatcher(concepts.inflected(concepts.read(LEXICON)), {})


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("regster", "register"),
        ("regisster", "register"),
        ("registre", "register"),
        ("rehister", "register"),
        ("hadset", "handset"),
        ("hadsets", "handset"),
        ("handdsets", "handset"),
    ],
)
def test_one_letter_is_forgiven_wherever_it_stands(misspellings: Misspellings, word: str, meant: str) -> None:
    """Dropped, doubled, swapped, changed; a stem is also found at the start of a longer word."""
    assert misspellings.meant(word) == meant


@pytest.mark.parametrize("word", ["regter", "yess", "quue", "called", "andsets", "00000", ""])
def test_what_is_too_far_too_short_or_a_word_of_its_own_is_left_alone(misspellings: Misspellings, word: str) -> None:
    """Two letters away, short words, short stems, ordinary words, a stem without its first letter."""
    assert misspellings.meant(word) == ""


def test_a_word_of_several_sentences_is_ordinary() -> None:
    """One sentence may hold a mistake; two hold a word."""
    said = [("The CLÉAR sound", "en"), ("a clear-cut case", "en"), ("a claer day", "en"), ("clear", "de")]
    assert ordinary_words(said) == {"en": ["clear"], "de": []}


@pytest.mark.parametrize(
    ("text", "language", "concept"),
    [
        ("the prvoider is down", "en", "PROVIDER"),
        ("das Zertifkat ist kaputt", "de", "CERTIFICATE"),
        ("il certficato non va", "it", "CERTIFICATE"),
        ("le certifcat est mort", "fr", "CERTIFICATE"),
        ("сертифкат просрочен", "ru", "CERTIFICATE"),
        ("το πιστοποητικο εληξε", "el", "CERTIFICATE"),
        ("o certifcado venceu", "pt", "CERTIFICATE"),
        ("el certifcado caducó", "es", "CERTIFICATE"),
    ],
)
def test_a_misspelt_word_has_its_concept_in_every_language(
    matcher: concepts.ConceptMatcher, text: str, language: str, concept: str
) -> None:
    """So that what follows from the concept follows from the mistake too."""
    assert concept in matcher.concepts(normalise(text, language), language)
