"""The concept layer: one meaning, whatever the language, spelling or inflection."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.understanding import concepts, tokens
from bot.understanding.model import LEXICON
from bot.understanding.normal import HEAD, TAIL, normalise

CALLERS_HEAR_NOTHING = {
    "en": "since the update callers cannot hear us",
    "de": "seit dem Update hören uns die Anrufer nicht mehr",
    "it": "dopo l'aggiornamento i chiamanti non ci sentono",
    "fr": "depuis la mise à jour les appelants ne nous entendent plus",
    "ru": "после обновления звонящие нас не слышат",
    "el": "μετά την ενημέρωση οι καλούντες δεν μας ακούνε",
    "pt": "depois da atualização quem liga não nos ouve",
    "es": "desde la actualización los llamantes no nos oyen",
}


@pytest.fixture(scope="module")
def lexicon() -> concepts.Entries:
    return concepts.read(LEXICON)


@pytest.fixture(scope="module")
def matcher(lexicon: concepts.Entries) -> concepts.ConceptMatcher:
    return concepts.ConceptMatcher(lexicon, {})


def found(matcher: concepts.ConceptMatcher, text: str, language: str) -> list[str]:
    return matcher.concepts(normalise(text, language), language)


@pytest.mark.parametrize("language", tokens.LANGUAGES)
def test_the_same_complaint_has_the_same_concepts_in_every_language(
    matcher: concepts.ConceptMatcher, language: str
) -> None:
    """What was learned of it in one language therefore holds in the seven others."""
    text = CALLERS_HEAR_NOTHING[language]
    assert {"SINCE_AFTER", "UPDATE", "CALLER", "NEGATION", "HEAR"} <= set(found(matcher, text, language))


@pytest.mark.parametrize("language", tokens.LANGUAGES)
def test_every_language_names_every_concept(lexicon: concepts.Entries, language: str) -> None:
    """A concept that one language lacks could not carry what was learned elsewhere."""
    assert set(lexicon[language]) == set(lexicon[tokens.FALLBACK])
    assert all(lexicon[language].values())


@pytest.mark.parametrize(
    ("text", "plain", "language"),
    [
        ("die Überprüfung schlägt fehl", "die Uberprufung schlagt fehl", "de"),
        ("für Gespräche zu leise", "fuer Gespraeche zu leise", "de"),
        ("μετά την αναβάθμιση", "μετα την αναβαθμιση", "el"),
        ("l'appel est coupé après", "l'appel est coupe apres", "fr"),
        ("ещё нет звука", "еще нет звука", "ru"),
    ],
)
def test_missing_accents_change_nothing(matcher: concepts.ConceptMatcher, text: str, plain: str, language: str) -> None:
    """Many type without umlauts and accents."""
    assert found(matcher, text, language) == found(matcher, plain, language)


def test_inflected_forms_come_from_the_lemma_tables(lexicon: concepts.Entries) -> None:
    """A word in the lexicon is met in all its forms."""
    small = concepts.inflected({"en": {"BUY": ["buy"]}, "pt": {"CAR": ["carro"]}})
    assert "bought" in small["en"]["BUY"]
    assert "carros" in small["pt"]["CAR"]


def test_a_phrase_is_found_through_its_stems(matcher: concepts.ConceptMatcher) -> None:
    """Phrases are matched word by word, each word by its stem."""
    assert "QUEUE" in found(matcher, "les files d'attente", "fr")
    assert "START_OVER" in found(matcher, "let us START OVER please", "en")


def test_english_words_count_in_every_language_but_short_ones_do_not() -> None:
    """People mix English in; two or three letters may be another word."""
    matcher = concepts.ConceptMatcher({"en": {"QUEUE": ["queue"], "ABOUT": ["on"]}, "de": {}}, {})
    assert matcher.concepts("die queue klingelt on", "de") == ["QUEUE"]


def test_a_list_instead_of_a_text_is_refused_with_its_place(tmp_path: Path) -> None:
    """The error names the file and the concept."""
    (tmp_path / "en.yml").write_text("PHONE: [phone]\n")
    with pytest.raises(concepts.LexiconError, match="en.yml: PHONE"):
        concepts.read(tmp_path)


@pytest.mark.parametrize("language", tokens.LANGUAGES)
def test_the_lexicon_names_no_concept_twice(language: str) -> None:
    """YAML readers keep the last of two equal keys silently."""
    lines = (LEXICON / f"{language}.yml").read_text(encoding="utf-8").splitlines()
    names = [line.partition(":")[0] for line in lines if line and not line.startswith("#")]
    assert len(names) == len(set(names))


def test_numbers_and_references_lose_their_value_but_telling_codes_keep_it() -> None:
    """A key, an address or a version must not be learned by heart; 403 must not become any number."""
    assert normalise("Key [licence-key:3f2a9c1d] on 10.1.2.3 gives 403 since V20", "en") == (
        "key keyref on ipref gives 403 since v00"
    )


def test_of_a_long_text_the_start_and_the_end_are_read() -> None:
    """The middle is detail; what a text asks stands at its ends."""
    normal = normalise("start " + "middle " * 2000 + "end", "en")
    assert normal.startswith("start") and normal.endswith("end")
    assert len(normal) <= HEAD + TAIL + 4


def test_a_concept_named_twice_is_refused(tmp_path: Path) -> None:
    """YAML would keep the last of two lists and lose the other in silence."""
    (tmp_path / "en.yml").write_text("NO_AUDIO: silent\nHANGS: frozen\nNO_AUDIO: mute\n", encoding="utf-8")
    with pytest.raises(concepts.LexiconError, match="en.yml: NO_AUDIO stands there twice"):
        concepts.read(tmp_path)
