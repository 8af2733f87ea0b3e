"""ClamAV over its socket: a clear verdict or none, and never a clean file by mistake."""

from __future__ import annotations

import io
import socket
from pathlib import Path

import pytest
from attachments.files import EICAR
from attachments.scanners import FakeClamd, FakeUnixClamd, running

from bot.attachments.scan import ClamAV, ScanFailed, Unscanned, Verdict, scanner_for


def test_a_clean_file_and_a_virus() -> None:
    """The whole file is sent, from its beginning; the name of the signature comes back."""
    content = b"x" * 200_000
    with running(FakeClamd()) as clamd:
        file = io.BytesIO(content)
        file.seek(100)
        assert ClamAV(clamd.address).scan(file) == Verdict("clean")
        assert ClamAV(clamd.address).scan(io.BytesIO(b"a" + EICAR)) == Verdict("infected", "Eicar-Test-Signature")
    assert clamd.seen[0] == content


def test_a_unix_socket_serves_as_well(tmp_path: Path) -> None:
    """`unix:///path` as clamd listens by default."""
    with running(FakeUnixClamd(str(tmp_path / "clamd.ctl"))) as clamd:
        assert ClamAV(clamd.address).scan(io.BytesIO(EICAR)).status == "infected"


@pytest.mark.parametrize(
    "answer", [b"", b"UNKNOWN COMMAND\0", b"stream: Can't allocate memory ERROR\0", b"stream: OK but\0"]
)
def test_an_unclear_answer_is_no_verdict(answer: bytes) -> None:
    """Only `stream: OK` is clean."""
    with running(FakeClamd()) as clamd:
        clamd.answer = answer
        with pytest.raises(ScanFailed):
            ClamAV(clamd.address).scan(io.BytesIO(b"x"))


def test_a_file_longer_than_clamd_takes_is_no_verdict() -> None:
    """What could not be scanned whole was not scanned."""
    with running(FakeClamd()) as clamd:
        clamd.limit = 1000
        with pytest.raises(ScanFailed):
            ClamAV(clamd.address).scan(io.BytesIO(bytes(5_000_000)))


def test_a_scanner_that_is_away_or_silent_is_no_verdict() -> None:
    """Refused at once, or after the time-out."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"tcp://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(ScanFailed):
            ClamAV(address, timeout=0.05).scan(io.BytesIO(b"x"))
    with pytest.raises(ScanFailed):
        ClamAV(address).scan(io.BytesIO(b"x"))


def test_the_setting_names_the_scanner() -> None:
    """Empty means none; another form is an error at start, not at the first file."""
    assert scanner_for("").scan(io.BytesIO(EICAR)) == Verdict("unscanned")
    assert isinstance(scanner_for(""), Unscanned) and isinstance(scanner_for("tcp://127.0.0.1:3310"), ClamAV)
    for address in ("127.0.0.1:3310", "http://host", "tcp://", "unix://"):
        with pytest.raises(ValueError, match="expected tcp://host:port or unix:///path"):
            scanner_for(address)
