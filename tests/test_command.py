"""The `intake` command: what stands in the way of a verb is one line on stderr, exit code 1."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import main


@pytest.mark.parametrize(
    ("variable", "value", "line"),
    [
        ("INTAKE_PORT", "eighty", "INTAKE_PORT='eighty': expected int"),
        ("INTAKE_NO_SUCH", "1", "INTAKE_NO_SUCH: no such setting"),
        ("INTAKE_DATABASE_URL", "sqlite:////nowhere/at/all.db", "the database can not be used: unable to open"),
        ("INTAKE_DATABASE_URL", "postgresql//u:hunter2@host", "INTAKE_DATABASE_URL is not the address of a database"),
    ],
)
def test_a_setting_that_can_not_be_used_is_refused_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, line: str
) -> None:
    """Without the password that an address may hold."""
    monkeypatch.setenv("INTAKE_VAR", str(tmp_path))
    monkeypatch.setenv(variable, value)
    result = CliRunner().invoke(main, ["tickets", "list"])
    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)
    assert result.stderr.startswith(line) and "hunter2" not in result.stderr


def test_a_fault_of_our_own_is_not_called_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.cli.importlib.import_module", lambda name: 1 / 0)
    assert isinstance(CliRunner().invoke(main, ["detect"]).exception, ZeroDivisionError)
