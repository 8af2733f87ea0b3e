"""The manuals name tests, settings, commands and files that exist."""

from __future__ import annotations

import re

import pytest
import yaml

from bot.cli import VERBS
from bot.settings import ROOT, load

MANUALS = [ROOT / "docs" / name for name in ("operations.md", "security.md", "extending.md")]


def text(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("place", sorted(set(re.findall(r"`(tests/[\w/]+\.py::\w+)`", text("security.md")))))
def test_a_test_that_proves_an_answer_exists(place: str) -> None:
    file, name = place.split("::")
    assert re.search(rf"^(?:async )?def {name}\(", (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("manual", MANUALS, ids=lambda path: path.name)
def test_settings_and_commands_exist(manual: object) -> None:
    content = manual.read_text(encoding="utf-8")  # type: ignore[attr-defined]
    known = {f"INTAKE_{name.upper()}" for name in load({}).__dataclass_fields__} | {"INTAKE_X", "INTAKE_X_FILE"}
    containers = {"INTAKE_IMAGE"}
    for name in set(re.findall(r"INTAKE_[A-Z_]+\b", content)):
        assert name in known | containers or name == "INTAKE_DESK_", name
    for verb in set(re.findall(r"(?:`|run |^)intake ([a-z][a-z-]+)", content, re.MULTILINE)):
        assert verb in VERBS, verb


@pytest.mark.parametrize("manual", MANUALS, ids=lambda path: path.name)
def test_files_exist(manual: object) -> None:
    content = manual.read_text(encoding="utf-8")  # type: ignore[attr-defined]
    for name in set(re.findall(r"(?:deploy|bot|tests|data|locales|policy_kb|evaluation)/[\w./-]*\w", content)):
        if "<" not in name and name != "deploy/secrets":
            assert (ROOT / name).exists(), name


def test_the_languages_in_the_code_are_those_of_the_file() -> None:
    """The places that docs/extending.md names."""
    from bot.language.profiles import SUPPORTED
    from bot.policy import topics
    from bot.understanding import tokens

    named = set(yaml.safe_load((ROOT / "languages.yml").read_text(encoding="utf-8"))["languages"])
    assert set(SUPPORTED) == set(tokens.LANGUAGES) == set(topics.LANGUAGES) == named
