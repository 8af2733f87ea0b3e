"""What leaves holds no secret and nobody's address, and stays useful to those who read it."""

from __future__ import annotations

import gzip
import io
import re
import zipfile
from pathlib import Path

import pytest
from attachments.files import PNG, SERVICE, capture, packed

from bot.attachments.copies import StaysHere, open_redacted, redacted_copy
from bot.attachments.inspect.encoding import blocks
from bot.attachments.inspect.redact import Level, Redactor, redact

KEY = (
    "-----BEGIN RSA PRIVATE KEY-----\n" + "MIIEpAIBAAKCAQEA0123456789abcdef\n" * 20 + "-----END RSA PRIVATE KEY-----\n"
)
SECRETS = [
    ("password", "Password=S3cr3t!x", "S3cr3t!x"),
    ("password", '{"password": "two words", "user": "bob"}', "two words"),
    ("password", "<AuthPass>hunter22</AuthPass>", "hunter22"),
    ("password", "AuthPassword: geheim, next", "geheim"),
    ("password", "Пароль: слон42", "слон42"),
    ("password", "Κωδικός = ελεφ42", "ελεφ42"),
    ("password", "ftp://user:pw1@host.example/", "pw1"),
    ("token", "ProvLink=https://pbx.example.com/provisioning/abc123/cfg", "abc123"),
    ("token", "GET https://pbx.example.com/provisioning/abc123/cfg.xml", "abc123"),
    ("token", "Authorization: Bearer abcdef0123456789abcdef", "abcdef0123456789abcdef"),
    ("token", "api_key=0123456789abcdef", "0123456789abcdef"),
    ("token", "jwt eyJhbGciOi.eyJzdWIiOi.c2lnbmF0dXJl", "eyJzdWIiOi"),
    ("token", KEY, "MIIEpAIBAAKCAQEA"),
    ("digest", 'Authorization: Digest username="1", response="0123456789abcdef0123456789abcdef"', "0123456789abcdef"),
    ("srtp-key", "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:WVNfX19zZW1jdGwgKCkgewky|2^20|1:4", "WVNfX19z"),
    ("licence-key", "key AB12-CD34-EF56-GH78 active", "AB12-CD34-EF56-GH78"),
    ("licence-key", "<LicenseKey>AB12CD34EF56GH78</LicenseKey>", "AB12CD34EF56GH78"),
    ("licence-key", "License key: ab12 cd34 ef56 gh78", "ab12 cd34"),
]
PERSONAL = [
    ("email", "mail to max.muster@example.org", "max.muster"),
    ("email", "sip:alice@example.com", "alice"),
    ("ip", "from 203.0.113.7:5060", "203.0.113.7"),
    ("ip", "8.8.4.4", "8.8.4.4"),
    ("ip", "via 2001:db8::8a2e:370:7334 port 5060", "2001:db8"),
    ("phone", "<sip:+49301234567@sip.example.com>", "49301234567"),
    ("phone", "sip:0301234567@sip.example.com", "0301234567"),
    ("phone", "number 0049 30 1234567", "1234567"),
    ("phone", "+49 (30) 123-4567", "123-4567"),
    ("phone", "called=4930123", "4930123"),
]
HARMLESS = [
    "2026/01/31 09:08:07.123|0007|Info| [Gateway] Call(C:12.1) Leg L:12.1[Extn:100] 408 Request Timeout",
    "version 20.0.9.121 build 1121, port 5060, 127.0.0.1, 255.255.255.0, 0.0.0.0",
    "uuid 550e8400-e29b-41d4-a716-446655440000 mac 80:5e:c0:00:00:01 at 1769850487123",
    "std::string Add::Call with-this-that-from password was changed; pin pong",
    "[password:3f2a9c1d] [licence-key:removed] Password=[password:removed]",
]


def redacted(text: str, level: Level = Level.ALL) -> tuple[str, dict[str, int]]:
    redactor = Redactor(level)
    return redactor.block(text.encode()).decode(), dict(redactor.counts)


@pytest.mark.parametrize(("kind", "text", "secret"), SECRETS)
@pytest.mark.parametrize("level", Level)
def test_a_secret_does_not_survive(kind: str, text: str, secret: str, level: Level) -> None:
    """At no level, and it is counted under its kind."""
    result, counts = redacted(text, level)
    assert secret not in result and f"[{kind}:removed]" in result
    assert counts[kind] == 1


@pytest.mark.parametrize(("kind", "text", "value"), PERSONAL)
def test_personal_data_stays_here_and_does_not_leave(kind: str, text: str, value: str) -> None:
    """The engineers of the house see addresses and numbers; others see marks."""
    assert redacted(text, Level.SECRETS) == (text, {})
    result, counts = redacted(text)
    assert value not in result and counts == {kind: 1}


@pytest.mark.parametrize("text", HARMLESS)
def test_what_is_neither_stays(text: str) -> None:
    """Moments, versions, codes, extensions, identifiers, loopback, and earlier marks."""
    assert redacted(text) == (text, {})


def test_redacting_twice_changes_nothing() -> None:
    """Marks are no secrets."""
    once, _ = redacted("\n".join(text for _, text, _ in SECRETS + PERSONAL))
    assert redacted(once) == (once, {})


def test_the_same_value_has_the_same_mark_and_no_meaning_elsewhere() -> None:
    """An address can be followed through a log, and not into another one."""
    marks = [re.findall(r"\[ip:\w+\]", redacted("192.0.2.1 192.0.2.2 192.0.2.1")[0]) for _ in range(2)]
    first, second, third = marks[0]
    assert first == third != second
    assert not set(marks[0]) & set(marks[1])


def test_counting_and_redacting_agree() -> None:
    """`inspect` counts what `redact` takes out."""
    text = "\n".join(text for _, text, _ in SECRETS + PERSONAL).encode()
    worker, counter = Redactor(), Redactor()
    worker.block(text)
    counter.count(text)
    assert worker.counts == counter.counts


@pytest.mark.parametrize("size", [64, 700, 4096])
def test_a_block_end_hides_nothing(size: int) -> None:
    """However a text falls into blocks, the same is taken out: blocks are whole lines and whole keys."""
    text = ("x" * 50 + "\n") * 9 + "\n".join(text for _, text, _ in SECRETS) + "\n" + KEY
    worker = Redactor()
    result = b"".join(worker.block(block) for block in blocks(io.BytesIO(text.encode() * 3), size))
    assert not [secret for _, _, secret in SECRETS if secret.encode() in result]


def test_a_key_without_its_end_is_taken_out() -> None:
    """As are many beginnings in a row, in no more time than one."""
    cut = KEY[:200]
    assert redacted(cut) == ("[token:removed]", {"token": 1})
    assert redacted("-----BEGIN PRIVATE KEY-----" * 3 + "!") == ("[token:removed]" * 3 + "!", {"token": 3})


def test_a_secret_that_only_one_of_two_engines_sees_goes_whole() -> None:
    """A vertical tab is a space for Python and none for RE2."""
    assert redacted("Password=\x0bgeheim") == ("[token:removed]", {"token": 1})


def test_a_stream_is_redacted_while_it_is_read() -> None:
    """UTF-16 in, UTF-8 out, in pieces of any size."""
    stream = redact(io.BytesIO("Password=größer\r\nnext\r\n".encode("utf-16")))
    assert b"".join(iter(lambda: stream.read(3), b"")).decode() == "Password=[password:removed]\r\nnext\r\n"


def test_a_package_leaves_without_what_can_not_be_redacted() -> None:
    """Logs redacted with one set of marks, gzip as text, captures and binaries left out, pictures kept."""
    inner = packed({"deep.log": SERVICE})
    package = packed(
        {
            "a.log": b"Password=geheim 192.0.2.1\n",
            "b.log.gz": gzip.compress(b"192.0.2.1\n"),
            "inner.zip": inner,
            "x.pcap": capture([1.0], b"Password=geheim"),
            "x.bin": bytes(range(256)),
            "server.bldef": bytes(range(256)) * 2,
            "x.png": PNG,
        }
    )
    with redacted_copy(io.BytesIO(package), "support.zip", Level.ALL) as copy:
        archive = zipfile.ZipFile(io.BytesIO(copy.read()))
    assert archive.testzip() is None
    assert set(archive.namelist()) == {"a.log", "b.log.gz", "inner.zip", "x.png"}
    mark = archive.read("b.log.gz").strip()
    assert archive.read("a.log") == b"Password=[password:removed] " + mark + b"\n"
    assert b"203.0.113.7" not in zipfile.ZipFile(io.BytesIO(archive.read("inner.zip"))).read("deep.log")
    assert archive.read("x.png") == PNG


def test_our_own_copy_keeps_everything_but_secrets() -> None:
    """Addresses and captures stay for the engineers."""
    package = packed({"a.log": b"Password=geheim 192.0.2.1\n", "x.pcap": capture([1.0])})
    with redacted_copy(io.BytesIO(package), "support.zip", Level.SECRETS) as copy:
        archive = zipfile.ZipFile(io.BytesIO(copy.read()))
    assert archive.read("a.log") == b"Password=[password:removed] 192.0.2.1\n"
    assert archive.read("x.pcap") == capture([1.0])


def test_a_stored_file_is_opened_as_it_may_leave(tmp_path: Path) -> None:
    """The relay opens a log redacted; a capture does not exist for it."""
    (tmp_path / "log").write_bytes(SERVICE)
    (tmp_path / "capture").write_bytes(capture([1.0]))
    with open_redacted(str(tmp_path / "log")) as stream:
        text = stream.read()
    assert b"[ip:x" in text and b"203.0.113.7" not in text
    with pytest.raises(StaysHere), open_redacted(str(tmp_path / "capture")):
        pass
    with pytest.raises(FileNotFoundError), open_redacted(str(tmp_path / "gone")):
        pass
