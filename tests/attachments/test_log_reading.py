"""What a log says: version, times, levels, and whether it was verbose."""

from __future__ import annotations

import pytest
from attachments.files import SERVICE, VERBOSE, capture, capture_ng, lines, look

CM = b"2026/01/31 09:08:07.123 [CM504001]: Endpoint Extn:100: new contact is registered. Call(C:1.1)\n"
WIRE = b"2026/01/31 09:08:07.123|0001|Info| [Wire] INVITE sip:100@pbx SIP/2.0\nVia: SIP/2.0/UDP 192.0.2.1\n"


def test_times_levels_version_and_rules_of_a_service_log() -> None:
    """Contract section 6, on four lines."""
    finding = look(SERVICE, "3CXGatewayService.log")
    assert finding["version"] == "20.0.9.995"
    assert (finding["first"], finding["last"]) == ("2026-01-31T09:08:07.123", "2026-01-31T09:10:11.750")
    assert (finding["errors"], finding["warnings"]) == (2, 1)
    assert {"rule": "trunk_408", "count": 1, "problem": "trunk_timeout"} in finding["findings"]
    assert finding["redacted"] == {"ip": 1}


def test_a_level_counts_at_its_place_only() -> None:
    """A line that quotes another line's level is still one line of its own level."""
    finding = look(b"2026/01/31 09:08:07.123|0001|Info| [X] quoted: |0001|Erro| [Y] text |Warn| more\n")
    assert (finding["errors"], finding["warnings"]) == (0, 0)


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("3CX Phone System v20 Update 8 Build 1121", "20.0.8.1121"),
        ("version: 20.0.9.995", "20.0.9.995"),
        ('"Version": "20.0.9.95"', "20.0.9.95"),
        ("<Version>18.0.9.20</Version>", "18.0.9.20"),
        ("V20 Update 9", "20.0.9"),
        ("3CX PBX 20.0.8.1121 updated, 3CX PBX 20.0.9.995 started", "20.0.9.995"),
        ("New version 20.0.10.5 is available", None),
        ("from 20.0.9.12:5060 to 20.0.9.13", None),
        ("Yealink firmware version 20.0.9.995", None),
        ("20SC, 20 extensions, update 9 of 12 done", None),
    ],
)
def test_the_version_is_told_from_addresses_and_other_versions(text: str, version: str | None) -> None:
    """The newest one that the log gives as its own."""
    assert look(lines([text]))["version"] == version


@pytest.mark.parametrize(
    ("line", "first"),
    [
        (b"09-Dec-2010 14:54:08.123 [CM503001]: Call(C:1.1): Incoming\n", "2010-12-09T14:54:08.123"),
        (b"31/01/2026 09:08:07.123 [a1] RTCP loss%=0 jitter=0.57\n", "2026-01-31T09:08:07.123"),
        (b"31/01/26 09:08:07 Call(123) DN=201\n", "2026-01-31T09:08:07"),
        (b"ERR | 20260131-090807.123 | 3cxsbc | x\n", "2026-01-31T09:08:07.123"),
        (b"2026-01-31T09:08:07.123456789Z postgres started\n", "2026-01-31T09:08:07.123+00:00"),
        (b"Time;Event ID;Message\n31.01.2026 09:08:07;4097;started\n", "2026-01-31T09:08:07"),
        (b"Time,Event ID,Message\n2026-01-31 09:08:07,4097,started\n", "2026-01-31T09:08:07"),
        (b"2026/13/41 99:08:07.123|0001|Info| no such day\n", None),
    ],
)
def test_every_shape_of_a_moment_is_read(line: bytes, first: str | None) -> None:
    """ISO 8601 comes out, without a zone where the log has none; an impossible date is no time."""
    assert look(line)["first"] == first


def test_levels_of_other_logs_count_too() -> None:
    """SBC, exported events and plain logs name their levels in words."""
    assert look(b"ERR | 20260131-090807.123 | 3cxsbc | x\nWARNING | 20260131-090808.123 | 3cxsbc | y\n")["errors"] == 1
    assert look(b"Time;Event ID;Type;Message\n2026-01-31 09:08:07;12294;Error;trunk\n")["errors"] == 1
    assert look(b"2026-01-31 09:08:07.123 [WARN] disk\n2026-01-31 09:08:08.123 ERROR: disk\n")["warnings"] == 1


@pytest.mark.parametrize(
    ("content", "verdict"),
    [
        (VERBOSE, "likely"),
        (WIRE, "likely"),
        (lines(["x"] * 6) + lines(["y"] * 4, level="Quux"), "likely"),
        (lines(["x"] * 20), "unlikely"),
        (lines([f"Call(C:{number}.1): state" for number in range(40)]), "unlikely"),
        (lines(["Call(C:1.1): state"] * 50), "unknown"),
        (lines(["x"] * 3), "unknown"),
        (CM, "unknown"),
        (CM * 50, "unknown"),
    ],
)
def test_verbose_is_likely_unlikely_or_unknown(content: bytes, verdict: str) -> None:
    """Facts 5.4: finer levels or raw SIP prove it, CM codes prove nothing, little text proves nothing."""
    finding = look(content)
    assert (finding["verbose"], finding["accepted"]) == (verdict, True)


def test_the_time_range_of_captures() -> None:
    """First and last packet, in UTC, in both formats, also when the end is cut off."""
    expected = ("2026-01-31T09:08:07+00:00", "2026-01-31T09:08:09.500+00:00")
    moments = [1769850487.0, 1769850489.5, 1769850488.0]
    for content in (capture(moments), capture_ng([round(at * 1e9) for at in moments]), capture(moments) + b"\0\0\0"):
        finding = look(content)
        assert (finding["kind"], finding["first"], finding["last"]) == ("capture", *expected)


def test_rules_search_in_captures() -> None:
    """A SIP answer on the wire is found."""
    finding = look(capture([1769850487.0], b"\0" * 42 + b"SIP/2.0 503 Service Unavailable\r\nVia: x\r\n"))
    assert finding["findings"] == [{"rule": "trunk_503", "count": 1, "problem": "trunk_timeout"}]
