"""What can be wrong before anything starts is said in one line with the remedy."""

from __future__ import annotations

import dataclasses
import shutil
import socket
from pathlib import Path
from typing import Any

import pytest

from bot.cli import Refused
from bot.cli.serve import check, environment
from bot.settings import Settings, SettingsError, load


def settings(var: Path, **ports: int) -> Settings:
    free = {"port": 0, "rasa_port": 0, "actions_port": 0, **ports}
    return dataclasses.replace(Settings(), var=var, **free)


def test_a_folder_and_free_ports_are_enough(tmp_path: Path) -> None:
    check(settings(tmp_path / "var"))
    assert (tmp_path / "var" / "log").is_dir()


@pytest.mark.parametrize("name", ["port", "rasa_port", "actions_port"])
def test_a_busy_port_is_named_with_the_setting_that_changes_it(tmp_path: Path, name: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        number = taken.getsockname()[1]
        with pytest.raises(Refused, match=f"port {number} is in use.*INTAKE_{name.upper()}"):
            check(settings(tmp_path, **{name: number}))


def test_a_full_disk_is_said_before_anything_fails_halfway(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage: Any = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage._replace(free=5 * 2**20))
    with pytest.raises(Refused, match="only 5 MB free"):
        check(settings(tmp_path))


def test_a_folder_that_can_not_be_written_is_said_with_the_setting(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Refused, match="can not be written.*INTAKE_VAR"):
        check(settings(tmp_path / "file" / "var"))


def test_a_misspelt_setting_is_refused() -> None:
    with pytest.raises(SettingsError, match="INTAKE_PROT: no such setting"):
        load({"INTAKE_PROT": "8080"})


def test_a_number_that_is_none_is_refused() -> None:
    with pytest.raises(SettingsError, match="INTAKE_PORT='eighty': expected int"):
        load({"INTAKE_PORT": "eighty"})


def test_the_processes_understand_settings_that_came_from_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are told values, once; whoever names a file and a value is refused."""
    (tmp_path / "secret").write_text("from a file")
    monkeypatch.setenv("INTAKE_SECRET_FILE", str(tmp_path / "secret"))
    monkeypatch.setenv("INTAKE_DESK_QUEUE", "Phones")
    config = dataclasses.replace(load(), vault_key="made", port=8081)
    told = load(environment(config))
    assert (told.secret, told.vault_key, told.port, told.desk_queue) == ("from a file", "made", 8081, "Phones")
