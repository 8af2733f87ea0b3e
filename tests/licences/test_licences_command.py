"""`intake licences`: what the operator sees."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli.licences import licences

SAMPLE = Path(__file__).parents[2] / "data" / "samples" / "licences.csv"


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTAKE_VAR", str(tmp_path / "var"))


def test_the_sample_is_imported_and_a_second_time_changes_nothing() -> None:
    """The report says what happened."""
    first = CliRunner().invoke(licences, ["import", str(SAMPLE)])
    again = CliRunner().invoke(licences, ["import", str(SAMPLE)])
    assert (first.exit_code, again.exit_code) == (0, 0)
    assert "65 added" in first.output and "0 added, 0 changed, 65 unchanged" in again.output


def test_a_file_with_one_bad_line_is_refused_as_a_whole(tmp_path: Path) -> None:
    """Exit code 1, the line and the remedy on stderr, and no licence of it in the registry."""
    lines = SAMPLE.read_text().splitlines()
    key = lines[1].split(",")[0]
    broken = tmp_path / "broken.csv"
    broken.write_text("\n".join([*lines[:2], lines[2].replace("active", "lively")]))
    refused = CliRunner().invoke(licences, ["import", str(broken)])
    assert refused.exit_code == 1 and "line 3: status: 'lively' is not one of" in refused.stderr
    assert CliRunner().invoke(licences, ["show", key]).exit_code == 1


def test_a_file_in_another_encoding_is_refused_with_the_remedy(tmp_path: Path) -> None:
    """A spreadsheet that saves Latin-1 is the usual case."""
    latin = tmp_path / "latin.csv"
    latin.write_bytes("key,customer\nx,Müller\n".encode("latin-1"))
    refused = CliRunner().invoke(licences, ["import", str(latin)])
    assert refused.exit_code == 1 and "save it as UTF-8" in refused.stderr


def test_a_licence_is_shown_without_its_key() -> None:
    """Only the last group, also when the key was typed in full."""
    CliRunner().invoke(licences, ["import", str(SAMPLE)])
    key = SAMPLE.read_text().splitlines()[1].split(",")[0]
    shown = CliRunner().invoke(licences, ["show", key.lower()])
    assert shown.exit_code == 0 and key[-4:] in shown.output and key[:4] not in shown.output
