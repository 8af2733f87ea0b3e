"""Settings come from the environment, secrets also from files."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import SettingsError, load


def test_a_secret_may_come_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("the key\n")
    assert load({"INTAKE_VAULT_KEY_FILE": str(tmp_path / "key")}).vault_key == "the key"


def test_a_number_may_come_from_a_file_and_must_be_one(tmp_path: Path) -> None:
    (tmp_path / "port").write_text("eighty")
    with pytest.raises(SettingsError, match="INTAKE_PORT='eighty': expected int"):
        load({"INTAKE_PORT_FILE": str(tmp_path / "port")})


def test_a_file_that_is_not_there_is_named_without_its_content(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"INTAKE_SECRET_FILE=.*missing: can not be read \(FileNotFoundError\)"):
        load({"INTAKE_SECRET_FILE": str(tmp_path / "missing")})


def test_a_setting_given_twice_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("one")
    with pytest.raises(SettingsError, match="INTAKE_SECRET and INTAKE_SECRET_FILE are both set"):
        load({"INTAKE_SECRET": "two", "INTAKE_SECRET_FILE": str(tmp_path / "secret")})


def test_a_file_for_no_setting_is_refused() -> None:
    with pytest.raises(SettingsError, match="INTAKE_SECRETS_FILE: no such setting"):
        load({"INTAKE_SECRETS_FILE": "/tmp/secret"})
