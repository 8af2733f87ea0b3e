"""A file on its way in: limits, quarantine, scan, look, storage, and nothing left of what is refused."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import fsspec
import pytest
from attachments.files import EICAR, PROGRAM, RULES, SERVICE, packed
from attachments.scanners import FakeClamd, running

from bot.attachments.limits import DEFAULT
from bot.attachments.receive import Receiver, open_receiver
from bot.attachments.scan import ClamAV, Scanner, Unscanned
from bot.attachments.storage import Storage, Usage
from bot.settings import Settings


def receiver(tmp_path: Path, scanner: Scanner | None = None, storage: Storage | None = None, **limits: int) -> Receiver:
    return Receiver(
        storage or Storage.local(tmp_path / "kept"),
        scanner or Unscanned(),
        rules=RULES,
        quarantine=tmp_path / "quarantine",
        limits=replace(DEFAULT, **limits),
    )


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_an_accepted_file_is_kept_and_found_by_its_path(tmp_path: Path) -> None:
    """The answer names the file as it was sent; the path says nothing about conversation or name."""
    received = receiver(tmp_path).receive("conversation-1", "../../a.log", [SERVICE[:50], SERVICE[50:]])
    assert received["accepted"] and received["storage_path"]
    assert (received["name"], received["bytes"]) == ("../../a.log", len(SERVICE))
    assert received["sha256"] == hashlib.sha256(SERVICE).hexdigest()
    assert received["finding"]["kind"] == "service_log" and received["finding"]["scan"] == "unscanned"
    with fsspec.open(received["storage_path"], "rb") as stored:
        assert stored.read() == SERVICE
    assert files_in(tmp_path) == [Path(received["storage_path"])]
    assert "conversation-1" not in received["storage_path"] and "a.log" not in received["storage_path"]


@pytest.mark.parametrize(
    ("name", "content", "secret"),
    [
        (
            "3cxsbc.conf",
            b"[Bridge]\nPassword=geheim42\nProvLink=https://pbx.example.com/provisioning/abc123/x\n",
            b"geheim42",
        ),
        ("a.log", SERVICE + b"License key AB12-CD34-EF56-GH78\n", b"AB12-CD34-EF56-GH78"),
        ("wide.log", "Password=geheim42\r\n".encode("utf-16"), "geheim42".encode("utf-16-le")),
        ("support.zip", packed({"a.log": SERVICE, "3cxsbc.conf": b"Password=geheim42\n"}, 0), b"geheim42"),
    ],
)
def test_a_secret_is_never_stored(tmp_path: Path, name: str, content: bytes, secret: bytes) -> None:
    """No file on disk holds it, whatever it came in."""
    assert secret in content
    received = receiver(tmp_path).receive("c", name, [content])
    assert received["accepted"]
    assert files_in(tmp_path) and not [path for path in files_in(tmp_path) if secret in path.read_bytes()]


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"", "empty"), (PROGRAM, "wrong_type"), (packed({"../x": b"x"}), "unsafe_path"), (b"x" * 5000, "too_large")],
)
def test_nothing_is_left_of_a_refused_file(tmp_path: Path, content: bytes, reason: str) -> None:
    """Neither in quarantine nor in storage."""
    received = receiver(tmp_path, file_bytes=4000).receive("c", "x", [content])
    assert (received["accepted"], received["storage_path"]) == (False, None)
    assert received["finding"]["reason"] == reason
    assert files_in(tmp_path) == []


def test_an_upload_that_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    """The error goes to the caller, the pieces go away."""

    def chunks() -> Iterator[bytes]:
        yield SERVICE
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        receiver(tmp_path).receive("c", "a.log", chunks())
    assert files_in(tmp_path) == []


def test_too_much_is_refused_before_all_of_it_has_come(tmp_path: Path) -> None:
    """An endless upload ends at the limit."""
    taken = []

    def chunks() -> Iterator[bytes]:
        while True:
            taken.append(1)
            yield bytes(1000)

    assert receiver(tmp_path, file_bytes=4500).receive("c", "x", chunks())["finding"]["reason"] == "too_large"
    assert len(taken) == 5


def test_the_number_of_files_of_a_conversation_is_limited(tmp_path: Path) -> None:
    """The one beyond is refused, the same file again is not another one, others are not concerned."""
    door = receiver(tmp_path, files=2)
    assert [door.receive("c", "x", [text])["accepted"] for text in (b"one", b"two", b"three", b"one")] == [
        True,
        True,
        False,
        True,
    ]
    refused = door.receive("c", "x", [b"three"])["finding"]
    assert (refused["reason"], refused["detail"], refused["limit"]) == ("too_large", "count", 2)
    assert door.receive("d", "x", [b"three"])["accepted"]


def test_the_bytes_of_a_conversation_are_limited(tmp_path: Path) -> None:
    """Up to the limit, not beyond it by one byte."""
    door = receiver(tmp_path, total_bytes=10)
    assert door.receive("c", "x", [b"12345"])["accepted"]
    assert door.receive("c", "x", [b"123456"])["finding"]["detail"] == "total"
    assert door.receive("c", "x", [b"54321"])["accepted"]


def test_a_virus_is_refused_and_a_clean_file_is_marked(tmp_path: Path) -> None:
    """Also a virus inside an archive, which clamd sees whole."""
    with running(FakeClamd()) as clamd:
        door = receiver(tmp_path, ClamAV(clamd.address))
        assert door.receive("c", "x", [EICAR])["finding"]["reason"] == "malware"
        assert door.receive("c", "x.zip", [packed({"a": EICAR}, 0)])["finding"]["reason"] == "malware"
        assert files_in(tmp_path) == []
        assert door.receive("c", "a.log", [SERVICE])["finding"]["scan"] == "clean"


def test_without_its_scanner_nothing_is_taken(tmp_path: Path) -> None:
    """A scanner that is configured and away closes the door."""
    with running(FakeClamd()) as clamd:
        door = receiver(tmp_path, ClamAV(clamd.address))
    finding = door.receive("c", "a.log", [SERVICE])["finding"]
    assert (finding["accepted"], finding["reason"], finding["detail"]) == (False, "unreadable", "scanner")
    assert files_in(tmp_path) == []


def test_another_storage_needs_another_address_only(tmp_path: Path) -> None:
    """Any file system of fsspec, S3 as well as the one in memory that stands for it here."""
    storage = Storage("memory://bucket/attachments")
    received = receiver(tmp_path, storage=storage).receive("c", "a.log", [SERVICE])
    path = received["storage_path"]
    assert path and path.startswith("memory://bucket/attachments/")
    with fsspec.open(path, "rb") as stored:
        assert stored.read() == SERVICE
    assert storage.usage("c") == Usage(1, len(SERVICE)) and storage.usage("d") == Usage(0, 0)
    assert files_in(tmp_path) == []


def test_a_storage_that_fails_keeps_no_half_file(tmp_path: Path) -> None:
    """The error goes to the caller; no file seems to be there."""

    class Broken(io.BytesIO):
        def read(self, *arguments: Any) -> bytes:
            if self.tell():
                raise OSError("disk gone")
            return super().read(5)

    storage = Storage.local(tmp_path / "kept")
    with pytest.raises(OSError, match="disk gone"):
        storage.put("c", "0" * 64, Broken(b"1234567890"))
    assert files_in(tmp_path) == []


def test_the_settings_open_a_receiver_for_the_gateway(tmp_path: Path) -> None:
    """A stream in, the finding of the contract with its path out."""
    door = open_receiver(Settings(var=tmp_path, body_limit=1000))
    answer = door.receive("c", "a.log", io.BytesIO(SERVICE))
    assert answer["accepted"] and Path(answer["storage_path"]).is_file()
    assert (answer["file"], answer["kind"], answer["reason"]) == ("a.log", "service_log", None)
    refused = door.receive("c", "x", io.BytesIO(bytes(1001)))
    assert refused["reason"] == "too_large" and "storage_path" not in refused
