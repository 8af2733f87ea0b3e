"""The word lists of data/language and the packed vocabulary."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.language.cleaning import fold, words
from bot.language.detector import DATA
from bot.language.profiles import CLASSES, SUPPORTED
from bot.language.vocabulary import Vocabulary
from bot.language.words import WordListError, WordLists


def test_every_language_has_enough_words() -> None:
    """At least 150 function words, greetings and desk words stand for each of the eight languages."""
    lists = WordLists.load(DATA)
    for language in SUPPORTED:
        column = CLASSES.index(language)
        assert sum(row[column] > 0 for row in lists.rows.values()) >= 150, language


def test_list_that_is_no_text_is_refused(tmp_path: Path) -> None:
    """A list written as YAML items (where `no` would become false) is refused with file and remedy."""
    for path in DATA.glob("*.yml"):
        (tmp_path / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "de.yml").write_text("function: [ja, no]\n", encoding="utf-8")
    with pytest.raises(WordListError, match=r"de\.yml.*function.*expected words in one text"):
        WordLists.load(tmp_path)
    (tmp_path / "de.yml").write_text("slang: >-\n  moin\n", encoding="utf-8")
    with pytest.raises(WordListError, match=r"'slang' is no list"):
        WordLists.load(tmp_path)


def test_vocabulary_knows_words_that_letters_misjudge() -> None:
    """A Spanish word with un-Spanish letters is known as Spanish, an invented one as nothing."""
    vocabulary = Vocabulary.load(DATA)
    assert _levels(vocabulary, "ayer") == {"es": 1}
    assert vocabulary.row("qwrtzpl") is None


def test_vocabulary_says_where_a_word_is_common() -> None:
    """Typed without its accent a Portuguese word still counts, behind the Spanish one that has none."""
    vocabulary = Vocabulary.load(DATA)
    assert _levels(vocabulary, "usuário") == {"pt": 1}
    plain = _levels(vocabulary, "usuario")
    assert plain["es"] == 1 > plain["pt"] > 0
    assert _levels(vocabulary, "dell'utente") == _levels(vocabulary, "utente")


def test_words_of_other_languages_are_not_in_the_vocabulary() -> None:
    """What Dutch, Polish or Czech people say all day stands in English lists too; it must not count as English."""
    vocabulary = Vocabulary.load(DATA)
    assert [word for word in ("niet", "het", "jest", "jsem", "değil") if vocabulary.row(word) is not None] == []


def _levels(vocabulary: Vocabulary, word: str) -> dict[str, float]:
    row = vocabulary.row(word)
    assert row is not None
    return {name: float(value) for name, value in zip(CLASSES, row, strict=True) if value}


def test_cleaning_keeps_the_prose() -> None:
    """Addresses, codes, abbreviations and references go; words stay, in lower case."""
    text = "Hallo, NAT auf pbx.example.com kaputt: T46U [ip:a1b2] /var/lib/x/y l’appel"
    assert words(text) == ["hallo", "auf", "kaputt", "l'appel"]


@pytest.mark.parametrize(
    "part",
    [
        "www.kunde.example", "https://a.example/b", "[ip:a1b2]", "name@kunde.example", "T46U", "/var/lib/x",
        r"C:\log\pbx", "pbx.kunde.lan", "<b>", "&egrave;", "`reboot`", "{name}", "%s", "$HOME", "--mode=x", "key_x",
        "#thema", "ON-PREM", "(Request Timeout)",
    ],
)  # fmt: skip
def test_each_technical_part_is_dropped(part: str) -> None:
    """A short cut for messages without technical parts must see every kind of them."""
    neutral = WordLists.load(DATA).neutral
    assert words(f"hallo {part} kaputt", neutral) == ["hallo", "kaputt"]


def test_fold_removes_accents() -> None:
    """Accents go, letters stay."""
    assert [fold(word) for word in ("não", "größe", "cœur", "señal")] == ["nao", "grosse", "coeur", "senal"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', []),
        ("<!DOCTYPE html><p>il telefono &egrave; morto</p>", ["il", "telefono", "morto"]),
        ("<![CDATA[a la une]]>", []),
    ],
)
def test_markup_says_nothing_of_the_language(text: str, kept: list[str]) -> None:
    """Tags, declarations with entities of their own inside, and references to them are nobody's words."""
    assert words(text) == kept
