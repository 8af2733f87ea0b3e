"""A model is replaced in one step: who starts meanwhile finds a whole one, and a failed training leaves the old."""

from __future__ import annotations

import dataclasses
import io
import subprocess
import tarfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bot import model
from bot.settings import Settings


def archive(content: bytes) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as tar:
        member = tarfile.TarInfo("content")
        member.size = len(content)
        tar.addfile(member, io.BytesIO(content))
    return packed.getvalue()


def read(file: Path) -> bytes:
    with tarfile.open(file) as tar:
        return tar.extractfile("content").read()  # type: ignore[union-attr]


@pytest.fixture
def config(tmp_path: Path) -> Settings:
    found = dataclasses.replace(Settings(), var=tmp_path / "var", models=tmp_path / "models")
    found.models.mkdir()
    model.path(found).write_bytes(archive(b"old"))
    return found


def training(monkeypatch: pytest.MonkeyPatch, content: bytes, code: int = 0) -> None:
    """Takes the place of Rasa's training: writes its archive slowly, in pieces, where `--out` says."""

    def run(command: list[str], **_: Any) -> SimpleNamespace:
        name = command[command.index("--fixed-model-name") + 1]
        with (Path(command[command.index("--out") + 1]) / f"{name}.tar.gz").open("wb") as target:
            for start in range(0, len(content), 64):
                target.write(content[start : start + 64])
                target.flush()
                time.sleep(0.002)
        return SimpleNamespace(returncode=code)

    monkeypatch.setattr(subprocess, "run", run)


def test_a_server_that_starts_during_the_training_finds_a_whole_model(
    config: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    training(monkeypatch, archive(bytes(range(256)) * 64))
    seen: list[bytes] = []
    done = threading.Event()

    def start_servers() -> None:
        while not done.is_set():
            seen.append(read(model.path(config))[:3])

    with ThreadPoolExecutor() as pool:
        servers = pool.submit(start_servers)
        try:
            model.train(config)
        finally:
            done.set()
        servers.result()  # raises what a server met
    new = read(model.path(config))[:3]
    assert new == b"\x00\x01\x02" and set(seen) <= {b"old", new} and seen[0] == b"old"
    assert (config.models / "current.hash").read_text() == model.sources_hash()
    assert {file.name for file in config.models.iterdir()} == {"current.tar.gz", "current.hash"}


@pytest.mark.parametrize("code", [1, -9])
def test_a_failed_training_leaves_the_old_model(config: Settings, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    training(monkeypatch, archive(b"half")[:20], code)
    with pytest.raises(model.ModelError, match="training failed"):
        model.train(config)
    assert read(model.path(config)) == b"old" and not (config.models / "current.hash").exists()
