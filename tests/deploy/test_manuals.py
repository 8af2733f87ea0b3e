"""The manuals name tests, settings, commands and files that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from bot.cli import VERBS
from bot.settings import ROOT, load

MANUALS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
# Made by `make bench`.
MADE = ROOT / "benchmarks" / "results"


def text(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("place", sorted(set(re.findall(r"`(tests/[\w/]+\.py::\w+)`", text("security.md")))))
def test_a_test_that_proves_an_answer_exists(place: str) -> None:
    file, name = place.split("::")
    assert re.search(rf"^(?:async )?def {name}\(", (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("manual", MANUALS, ids=lambda path: path.name)
def test_settings_and_commands_exist(manual: Path) -> None:
    content = manual.read_text(encoding="utf-8")
    known = {f"INTAKE_{name.upper()}" for name in load({}).__dataclass_fields__} | {"INTAKE_X", "INTAKE_X_FILE"}
    containers = {"INTAKE_IMAGE"}
    for name in set(re.findall(r"INTAKE_[A-Z_]+\b", content)):
        assert name in known | containers or name == "INTAKE_DESK_", name
    for verb in set(re.findall(r"(?:`|run |^)intake ([a-z][a-z-]+)", content, re.MULTILINE)):
        assert verb in VERBS, verb


@pytest.mark.parametrize("manual", MANUALS, ids=lambda path: path.name)
def test_files_exist(manual: Path) -> None:
    content = manual.read_text(encoding="utf-8")
    for name in set(
        re.findall(r"(?<![\w/])(?:deploy|bot|tests|data|locales|policy_kb|evaluation|benchmarks)/[\w./-]*\w", content)
    ):
        if name != "deploy/secrets" and MADE not in (ROOT / name).parents:
            assert (ROOT / name).exists(), name


@pytest.mark.parametrize("manual", MANUALS, ids=lambda path: path.name)
def test_links_lead_somewhere(manual: Path) -> None:
    """To a file, and in it to a heading."""
    for target in re.findall(r"\]\((?!https?:)([^)]+)\)", manual.read_text(encoding="utf-8")):
        name, _, heading = target.partition("#")
        there = (manual.parent / name).resolve() if name else manual
        if MADE in there.parents:
            continue
        assert there.exists(), target
        headings = re.findall(r"^#+ (.+)$", there.read_text(encoding="utf-8"), re.MULTILINE) if heading else []
        assert not heading or heading in [title.lower().replace(" ", "-") for title in headings], target


def test_every_manual_is_found_from_the_readme() -> None:
    found, left = set(), [ROOT / "README.md"]
    while left:
        page = left.pop()
        for name in re.findall(r"\]\(([\w/]+\.md)", page.read_text(encoding="utf-8")):
            there = (page.parent / name).resolve()
            if there not in found:
                found.add(there)
                left.append(there)
    assert set((ROOT / "docs").glob("*.md")) <= found


def test_the_languages_in_the_code_are_those_of_the_file() -> None:
    """The places that docs/extending.md names."""
    from bot.language.profiles import SUPPORTED
    from bot.policy import topics
    from bot.understanding import tokens

    named = set(yaml.safe_load((ROOT / "languages.yml").read_text(encoding="utf-8"))["languages"])
    assert set(SUPPORTED) == set(tokens.LANGUAGES) == set(topics.LANGUAGES) == named
