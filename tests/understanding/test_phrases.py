"""Phrases of words, and the words that spaCy cuts, found piece by piece."""

from __future__ import annotations

import pytest

from bot.understanding import tokens
from bot.understanding.phrases import Phrases

TEXTS = {
    "en": "don't  e.g. call:  \n\n we've (no) trunk!\n :) 3 p.m. ",
    "de": "z.B. geht's  am 3. \n nicht,\tgrds. :-)",
    "it": "l'interno  dell'hotel , n. 3\n\n ok",
    "fr": "l'appel aujourd'hui , c'est-à-dire  qu'il\n tombe",
    "ru": "т.е. звонок  «не» идёт ,\n 5 шт.",
    "el": "π.χ.  δεν 'ναι ; \n 16. ναι",
    "pt": "d'água , p.ex.  não\n\n chama-se isto",
    "es": "p.ej. el  n.º 3 ,\n ¿no?",
}


@pytest.mark.parametrize("language", TEXTS)
def test_words_are_cut_as_spacy_cuts_the_whole_text(language: str) -> None:
    whole = [token.text for token in tokens.pipeline(language).make_doc(TEXTS[language])]
    assert tokens.tokenize(TEXTS[language], language) == whole


def test_phrases_are_found_wherever_they_stand_the_shorter_ones_too() -> None:
    phrases: Phrases[str] = Phrases()
    for name, phrase in (
        ("call", "call back"),
        ("back", "back"),
        ("again", "call back"),
        ("long", "call back at once"),
    ):
        phrases.add(name, phrase.split())
    assert phrases.find("back or call back at last".split()) == [
        ("back", 0, 1),
        ("call", 2, 4),
        ("again", 2, 4),
        ("back", 3, 4),
    ]
