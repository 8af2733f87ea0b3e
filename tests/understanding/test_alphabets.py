"""Greek and Russian are read alike in their own letters and in Latin ones."""

from __future__ import annotations

import pytest

from bot.understanding import concepts
from bot.understanding.alphabets import in_latin_letters, latin
from bot.understanding.model import LEXICON
from bot.understanding.normal import normalise

SAME = [
    ("el", "δεν λειτουργεί το τηλέφωνο", ("den leitourgei to tilefono", "den leitoyrgei to thlefwno")),
    ("el", "η άδεια έληξε χθες", ("i adeia elikse xthes", "h adeia elh3e x8es", "h adia elixe chthes")),
    ("el", "μπορώ να καλέσω αύριο;", ("mporw na kalesw aurio;", "boro na kaleso avrio;")),
    ("el", "ο πάροχος λέει όχι", ("o paroxos leei oxi", "o parochos lei ochi", "o parohos leei ohi")),
    ("el", "χωρίς χρέωση φταίει", ("xwris xrewsh ftaiei", "horis hreosi ftei", "choris chreosi ftaiei")),
    ("ru", "не включили, хочу ключ", ("ne vklju4ili, xo4u klju4", "ne vklyuchili, khochu klyuch")),
    ("ru", "жду обратного звонка", ("zhdu obratnogo zvonka", "jdu obratnogo zvonka")),
    ("ru", "лицензия ещё не пришла", ("litsenziya eshche ne prishla", "licenzija eshchyo ne prishla")),
    ("ru", "телефоны не регистрируются", ("telefony ne registriruyutsya", "telefoni ne registrirujutsja")),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "typed"), SAME)
def test_the_ways_to_type_a_sentence_are_one(language: str, text: str, typed: tuple[str, ...]) -> None:
    """The spellings differ between people, and within one person's message."""
    assert {normalise(one, language) for one in typed} == {normalise(text, language)}


@pytest.mark.parametrize("language", ["en", "de", "it", "fr", "pt", "es"])
def test_other_languages_keep_their_letters(language: str) -> None:
    """What sounds alike there is no matter of the keyboard."""
    assert latin("yellow photo, 8 trunks", language) == "yellow photo, 8 trunks"


@pytest.mark.parametrize("language", ["el", "ru"])
def test_references_and_numbers_stay_what_they_are(language: str) -> None:
    """They mean the same in every language; only a figure within a word is a letter."""
    assert latin("keyref urlref 403 38", language) == "keyref urlref 403 38"


def test_figures_of_names_are_no_letters() -> None:
    """A model, an update and a protocol keep the 4 that a Russian keyboard makes a letter."""
    assert latin("x4u u4 ipv4 v20u4 w74 4g", "ru").count("4") == 6


@pytest.mark.parametrize(
    ("text", "expected"), [("den leei", True), ("16 SС", True), ("16", False), ("δεν leei", False)]
)
def test_a_message_without_its_alphabet_is_in_latin_letters(text: str, expected: bool) -> None:
    """One letter of the other layout and numbers alone say nothing."""
    assert in_latin_letters(text, "el") is expected
    assert not in_latin_letters(text, "de")


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("to trunk den kanei register meta thn enhmerwsh", "el", {"TRUNK", "NEGATION", "REGISTER", "UPDATE"}),
        ("posle obnovleniya telefony ne registriruyutsya", "ru", {"SINCE_AFTER", "UPDATE", "NEGATION", "REGISTER"}),
    ],
)  # fmt: skip
def test_concepts_are_found_in_latin_letters(text: str, language: str, expected: set[str]) -> None:
    """So that such a message is understood as well as one in its own letters."""
    matcher = concepts.ConceptMatcher(concepts.inflected(concepts.read(LEXICON)), {})
    assert expected <= set(matcher.concepts(normalise(text, language), language))
