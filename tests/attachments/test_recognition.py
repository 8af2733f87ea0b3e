"""What a file is, by its content, whatever it is called and however it is encoded."""

from __future__ import annotations

import gzip

import pytest
from attachments.files import EVENTS, PNG, PROGRAM, SBC, SERVICE, capture, look, packed

ACTIVITY = b"2026/01/31 09:08:07.123 [CM503001]: Call(C:12.1): Incoming call from Extn:100 to 800\n"
IVR = b"31/01/2026 09:08:07.123 [a1f4] RTCP leg 12 loss%=7 jitter=0.57\n"
DIALER = b"31/01/26 09:08:07 Call(123) ringing DN=201 EP=0049301234567\n"
QUEUE = b"=Total: 12 requests / 3 active\n"


@pytest.mark.parametrize(
    ("content", "kind", "format"),
    [
        (SERVICE, "service_log", "service"),
        (ACTIVITY, "service_log", "activity"),
        (IVR, "service_log", "ivr"),
        (DIALER, "service_log", "dialer"),
        (QUEUE, "service_log", "queue"),
        (SBC, "sbc_log", "sbc"),
        (b"2026-01-31 09:08:07 secure tunnel established\n", "sbc_log", "sbc"),
        (EVENTS, "event_csv", "csv"),
        (EVENTS.replace(b",", b";"), "event_csv", "csv"),
        (b"2026-01-31 09:08:07;12290;Warning;blocked\n", "event_csv", "csv"),
        (capture([1.0]), "capture", "pcap"),
        (PNG, "image", None),
        (b"\xff\xd8\xff\xe0" + bytes(20), "image", None),
        (b"Caller can not hear us, since Monday, on all phones.\n", "text", None),
        (b"[General]\nProvLink=https://pbx.example.com/provisioning/x\nPassword=geheim\n", "text", "sbc_config"),
        (b'<?xml version="1.0"?><doc><header type="provider" name="x"/></doc>', "text", "trunk_template"),
        (bytes(range(256)) * 8, "unknown", None),
    ],
)
def test_the_content_decides(content: bytes, kind: str, format: str | None) -> None:
    """Each kind is recognised under a name that says nothing, and accepted."""
    finding = look(content, "upload.bin")
    assert (finding["kind"], finding["format"], finding["accepted"]) == (kind, format, True)


@pytest.mark.parametrize("name", ["photo.png", "capture.pcap", "package.zip", "x.exe", "3cxsbc.log"])
def test_a_name_does_not_make_a_service_log_anything_else_but_an_sbc_log(name: str) -> None:
    """Only between logs the name is a hint."""
    assert look(SERVICE, name)["kind"] == ("sbc_log" if name == "3cxsbc.log" else "service_log")


@pytest.mark.parametrize("name", ["screen.png", "support.zip", "x.log"])
def test_a_program_is_refused_under_any_name(name: str) -> None:
    """Nobody needs a program to help with a phone system."""
    finding = look(PROGRAM, name)
    assert (finding["accepted"], finding["reason"], finding["detail"]) == (False, "wrong_type", "program")


@pytest.mark.parametrize("content", [b"Rar!\x1a\x07\x01\0" + bytes(40), b"7z\xbc\xaf\x27\x1c" + bytes(40)])
def test_archives_that_can_not_be_looked_into_are_refused(content: bytes) -> None:
    """They could hold anything; the sender is asked for a zip."""
    assert look(content)["reason"] == "wrong_type"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1"])
def test_an_encoding_changes_nothing(encoding: str) -> None:
    """A log reads the same in every encoding, with and without its mark."""
    text = SERVICE.decode() + "2026/01/31 09:10:12.000|0011|Info| [Flow] Anruf für Jörg\n"
    finding, plain = look(text.encode(encoding)), look(text.encode())
    for key in ("kind", "version", "first", "last", "errors", "warnings", "findings", "redacted"):
        assert finding[key] == plain[key]  # type: ignore[literal-required]
    assert plain["errors"] == 2


def test_gzip_is_unpacked() -> None:
    """A rotated log reads like the log."""
    finding = look(gzip.compress(SERVICE), "3CXGatewayService.log.1.gz")
    assert (finding["kind"], finding["errors"]) == ("service_log", 2)


def test_a_log_with_zeros_after_a_power_failure_is_still_a_log() -> None:
    """Runs of zeros stand where the disk was not written."""
    assert look(SERVICE * 3 + bytes(5000) + SERVICE)["kind"] == "service_log"


def test_a_package_is_known_by_its_logs() -> None:
    """Its members are named with their kinds, and their counts add up."""
    members = {
        "Logs/3CXGatewayService.log": SERVICE,
        "Logs/3CXIVR.log": IVR,
        "Logs/old.log.gz": gzip.compress(SERVICE),
        "Logs/server.bldef": bytes(range(256)) * 4,
        "screen.png": PNG,
        "empty.log": b"",
    }
    finding = look(packed(members), "support.zip")
    assert finding["kind"] == "support_package"
    assert {member["name"]: member["kind"] for member in finding["members"]} == {
        "Logs/3CXGatewayService.log": "service_log",
        "Logs/3CXIVR.log": "service_log",
        "Logs/old.log.gz": "service_log",
        "Logs/server.bldef": "service_log",
        "screen.png": "image",
        "empty.log": "unknown",
    }
    assert (finding["errors"], finding["version"]) == (4, "20.0.9.995")
    assert {hit["rule"]: hit["count"] for hit in finding["findings"]}["high_packet_loss"] == 1


def test_a_package_inside_a_package_is_read() -> None:
    """One level deep."""
    finding = look(packed({"inner.zip": packed({"a.log": SERVICE}), "note.txt": b"hello"}), "both.zip")
    assert (finding["kind"], finding["errors"]) == ("support_package", 2)


@pytest.mark.parametrize(("members", "kind"), [({"a.pcap": capture([1.0])}, "capture"), ({"a": SBC}, "sbc_log")])
def test_a_zip_of_one_kind_is_of_that_kind(members: dict[str, bytes], kind: str) -> None:
    """A zipped capture is a capture."""
    assert look(packed(members))["kind"] == kind


def test_a_very_long_line_is_read_in_pieces() -> None:
    """No line end for ten megabytes does no harm."""
    finding = look(SERVICE + b"x" * 10_000_000 + b"\n" + SERVICE)
    assert (finding["kind"], finding["errors"]) == ("service_log", 4)
