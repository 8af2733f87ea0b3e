"""The word lists of facts: complete in every language, refused when unusable."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.language.vocabulary import Vocabulary
from bot.understanding.concepts import LexiconError, read
from bot.understanding.facts.names.entries import GazetteerError
from bot.understanding.facts.names.names import Names
from bot.understanding.facts.words.lexicons import SHARED, Lexicons

FOLDER = Path(__file__).resolve().parents[2] / "data" / "facts"
LANGUAGES = ("en", "de", "it", "fr", "ru", "el", "pt", "es")


def test_every_language_has_every_term() -> None:
    """A term of English stands in all eight languages, or among the shared words."""
    entries = read(FOLDER)
    assert set(entries) == {*LANGUAGES, SHARED}
    for language in LANGUAGES:
        missing = entries["en"].keys() - entries[language].keys() - entries[SHARED].keys()
        assert not missing, f"{language}: {sorted(missing)}"


def test_stems_match_inflections_only_in_their_phrase() -> None:
    """A stem stands for its word forms; a word without a star is only itself."""
    english = Lexicons.load(FOLDER).of("en")
    found = {term for term, _, _ in english.find(english.tokenize("16 simultaneous calls"))}
    assert "unit.simultaneous_calls" in found
    assert {term for term, _, _ in english.find(english.tokenize("callback"))} == {"callback", "wish.phone_support"}


def test_portuguese_no_is_no_negation() -> None:
    """English grammar words do not count in other languages: "no" means "in the" there."""
    portuguese = Lexicons.load(FOLDER).of("pt")
    assert "negation" not in {term for term, _, _ in portuguese.find(["no"])}


def test_unusable_number_is_refused(tmp_path: Path) -> None:
    """A number word without its value is refused with file and expectation."""
    for path in FOLDER.glob("*.yml"):
        (tmp_path / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "de.yml").write_text("numbers: zwei=2, drei\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"de\.yml: numbers has 'drei'; expected word=number"):
        Lexicons.load(tmp_path)


def test_unusable_gazetteer_is_refused(tmp_path: Path) -> None:
    """An entry without a status, or a file of an unknown kind, is refused by name."""
    lexicons, vocabulary = Lexicons.load(FOLDER), Vocabulary.load(FOLDER.parent / "language")
    folder = tmp_path / "gazetteers"
    folder.mkdir()
    (folder / "phones.yml").write_text("entries:\n  - {name: Nokia}\n", encoding="utf-8")
    with pytest.raises(GazetteerError, match=r"phones\.yml.*Nokia.*`name` and `status`"):
        Names.load(tmp_path, lexicons, vocabulary)
    (folder / "phones.yml").rename(folder / "cars.yml")
    with pytest.raises(GazetteerError, match=r"cars\.yml: unknown gazetteer"):
        Names.load(tmp_path, lexicons, vocabulary)
