"""Pasted logs are told from prose and mined."""

from __future__ import annotations

import pytest

from bot.text.pasted import is_log_line, split
from bot.text.versions import Version

LOG = """2026/01/31 09:08:07.123|0007|Info| [Some.Component] version 20.0.9.995 started
2026/01/31 09:08:08.000|0011|Erro| [Trunk] registration failed
SIP/2.0 408 Request Timeout
Via: SIP/2.0/UDP 203.0.113.7:5060;branch=z9hG4bK"""


def test_message_is_split() -> None:
    """The prose around a pasted log is kept, the log is taken apart and mined."""
    pasted = split(f"Hallo, der Trunk fällt aus:\n{LOG}\nWas tun?")
    assert pasted.prose == "Hallo, der Trunk fällt aus:\nWas tun?"
    assert pasted.log == LOG
    assert pasted.lines == 4
    assert pasted.version == Version(20, 9, 995)
    assert pasted.sip_codes == (408,)


def test_fenced_block_is_pasted() -> None:
    """What stands between fences is pasted whatever it looks like."""
    pasted = split("look:\n```\nanything at all\n```\nthanks")
    assert (pasted.prose, pasted.log) == ("look:\nthanks", "anything at all")


@pytest.mark.parametrize(
    "line",
    [
        "31/01/2026 09:08:07.123 [1a2b] RTCP loss%=0 jitter=0.57",
        "2026/01/31 09:08:07.123 [CM503001]: Call(C:12.1): to Extn:100",
        "=Total: 5 requests / 2 active",
        "INVITE sip:100@pbx SIP/2.0",
        "CSeq: 1 INVITE",
        "a=rtpmap:0 PCMU/8000",
        "m=audio 9000 RTP/AVP 0 8",
        "Jan 31 09:08:07 pbx kernel: out of memory",
        "   at System.Net.Sockets.Socket.Connect(EndPoint remote)",
        "<AuthID>100</AuthID>",
    ],
)
def test_log_lines_are_recognised(line: str) -> None:
    """The shapes of logs, SIP, SDP, traces and XML are recognised."""
    assert is_log_line(line)


@pytest.mark.parametrize(
    "line",
    [
        "Since 31/01/2026 calls drop after 30 seconds",
        "31.01.2026: Telefone gehen nicht",
        "At 09:08 the trunk went down",
        "Info: wir haben 16SC",
        "To reproduce: call 100 from outside",
        "From: the mobile app To: a desk phone",
        "a = 5",
        "Version 20.0.9.995, trunk error 408",
        "",
    ],
)
def test_sentences_are_not_log_lines(line: str) -> None:
    """A sentence with a date, a time or a colon stays prose."""
    assert not is_log_line(line)


def test_nothing_pasted() -> None:
    """Without log lines the message is its own prose, unchanged."""
    assert split("  hello \n there ").prose == "  hello \n there "
    assert split("").log == ""


@pytest.mark.parametrize(
    "line",
    [
        "ERR: could not resolve host",
        "1,2026-01-31 09:08:07,INVITE,408",
        "01/31/2026 9:08:07 AM - Trunk 10000 failed: 403 Forbidden",
        "called=+49301234567 dn=8001",
    ],
)
def test_exports_and_settings_are_log_lines(line: str) -> None:
    """Exported events, American moments, pairs of name and value, and the level of an SBC."""
    assert split(f"hier das Log\n{line}").log == line


@pytest.mark.parametrize(
    "text",
    [
        "since 12:30, 31/01/2026, nothing works",
        "ERROR 408 when calling",
        "so, on 31/01/2026 at 9:08:07 AM it died",
        "a=b",
    ],
)
def test_moments_in_a_sentence_are_prose(text: str) -> None:
    """A person may name a day and a time."""
    assert split(text).prose == text


@pytest.mark.parametrize(
    ("line", "pasted"),
    [
        ("SIP/2.0 488 Not Acceptable Here", True),
        ("SIP/2.0 486 Busy here", True),
        ("SIP/2.0 488 Not Acceptable Here dès que l'appel vient de la passerelle", False),
        ("SIP/2.0 407 y luego 403 en bucle", False),
    ],
)
def test_a_sentence_that_opens_with_a_status_is_prose(line: str, pasted: bool) -> None:
    assert is_log_line(line) is pasted
