"""Every language says the same: same keys, same placeholders, nothing left in English."""

from __future__ import annotations

import re

import pytest
import yaml

from bot.settings import ROOT
from bot.text.catalogue import Catalogue, placeholders

LANGUAGES = list(yaml.safe_load((ROOT / "languages.yml").read_text(encoding="utf-8"))["languages"])
OTHERS = [language for language in LANGUAGES if language != "en"]
CATALOGUE = Catalogue.load(ROOT / "locales")
WORDS = re.compile(r"[^\W\d_]{3,}")


def test_the_eight_languages_are_there() -> None:
    """Support languages of the policy (W6)."""
    assert set(CATALOGUE.languages) == {"en", "de", "it", "fr", "ru", "el", "pt", "es"} == set(LANGUAGES)


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_has_exactly_the_keys_of_english(language: str) -> None:
    missing = CATALOGUE.keys("en") - CATALOGUE.keys(language)
    extra = CATALOGUE.keys(language) - CATALOGUE.keys("en")
    assert not missing and not extra, f"missing {sorted(missing)[:10]}, extra {sorted(extra)[:10]}"


@pytest.mark.parametrize("language", OTHERS)
def test_a_text_has_the_placeholders_of_english(language: str) -> None:
    for key in CATALOGUE.keys("en"):
        expected = placeholders(CATALOGUE.template("en", key))
        assert placeholders(CATALOGUE.template(language, key)) == expected, key


@pytest.mark.parametrize("language", OTHERS)
def test_no_sentence_is_left_in_english(language: str) -> None:
    """A text of four words or more that is the English one was forgotten."""
    left = [
        key
        for key in CATALOGUE.keys("en")
        if len(WORDS.findall(re.sub(r"\{\w+\}", "", CATALOGUE.template("en", key)))) >= 4
        and CATALOGUE.template(language, key) == CATALOGUE.template("en", key)
    ]
    assert not left


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty_or_has_stray_braces(language: str) -> None:
    for key in CATALOGUE.keys(language):
        template = CATALOGUE.template(language, key)
        assert template.strip(), key
        assert not re.search(r"[{}]", re.sub(r"\{[a-z_]+\}", "", template)), f"{key}: {template}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_names_no_key_twice(language: str) -> None:
    """YAML lets the second of two equal keys win silently."""

    class Strict(yaml.SafeLoader):
        pass

    def mapping(loader: yaml.SafeLoader, node: yaml.MappingNode) -> dict[object, object]:
        names = [loader.construct_object(name) for name, _ in node.value]
        assert len(names) == len(set(names)), f"{node.start_mark}: {names}"
        return {loader.construct_object(name): loader.construct_object(value, deep=True) for name, value in node.value}

    Strict.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, mapping)
    for path in (ROOT / "locales" / language).glob("*.yml"):
        yaml.load(path.read_text(encoding="utf-8"), Loader=Strict)
