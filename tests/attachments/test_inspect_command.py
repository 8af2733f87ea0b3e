"""`intake inspect`: a JSON line for each file, in order, and an exit code that tells."""

from __future__ import annotations

import json
from pathlib import Path

from attachments.files import PNG, PROGRAM, SERVICE
from click.testing import CliRunner

from bot.cli.inspect import inspect

CONTRACT = {
    "file", "kind", "accepted", "reason", "bytes", "sha256", "version", "verbose", "first", "last",
    "errors", "warnings", "findings", "redacted", "members",
}  # fmt: skip


def test_each_file_has_its_line(tmp_path: Path) -> None:
    """Every key of contract section 6; a refused file is answered like any other."""
    for name, content in (("a.log", SERVICE), ("b.png", PNG), ("c.exe", PROGRAM)):
        (tmp_path / name).write_bytes(content)
    result = CliRunner().invoke(inspect, [str(tmp_path / name) for name in ("a.log", "b.png", "c.exe")])
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(answer["file"], answer["kind"], answer["accepted"]) for answer in answers] == [
        ("a.log", "service_log", True),
        ("b.png", "image", True),
        ("c.exe", "unknown", False),
    ]
    assert all(set(answer) >= CONTRACT for answer in answers)
    assert result.exit_code == 0


def test_a_file_that_is_not_there_is_named_and_the_others_are_answered(tmp_path: Path) -> None:
    """One line on stderr, exit code 1."""
    (tmp_path / "a.log").write_bytes(SERVICE)
    result = CliRunner().invoke(inspect, [str(tmp_path / "gone"), str(tmp_path), str(tmp_path / "a.log")])
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [answer["reason"] for answer in answers] == ["unreadable", "unreadable", None]
    assert result.exit_code == 1 and len(result.stderr.splitlines()) == 2
    assert str(tmp_path / "gone") in result.stderr


def test_no_file_is_bad_usage() -> None:
    """Exit code 2."""
    assert CliRunner().invoke(inspect, []).exit_code == 2
