"""Whatever is sent, the answer is a finding: nothing crashes, and what comes out says what it may."""

from __future__ import annotations

import gzip
import io
import json
import zipfile

from attachments.files import EVENTS, RULES, SBC, SERVICE, capture, capture_ng, look, packed
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.attachments.copies import StaysHere, redacted_copy
from bot.attachments.finding import KINDS, REASONS
from bot.attachments.inspect.redact import Level, Redactor
from bot.attachments.inspect.rules import load_rules

SEEDS = [
    SERVICE,
    SBC,
    EVENTS,
    SERVICE.decode().encode("utf-16"),
    capture([1.0, 2.0]),
    capture_ng([10**18]),
    gzip.compress(SERVICE),
    packed({"a.log": SERVICE, "b/c.txt": b"hello"}),
    packed({"inner.zip": packed({"a.log": SERVICE})}, zipfile.ZIP_STORED),
]
load_rules(RULES)  # read once, before examples are timed


def answer_is_sound(content: bytes, name: str) -> None:
    finding = look(content, name)
    assert finding["kind"] in KINDS
    assert finding["accepted"] is (finding["reason"] is None)
    assert finding["reason"] is None or finding["reason"] in REASONS
    assert finding["bytes"] == len(content)
    json.dumps(finding)
    if finding["accepted"]:
        for level in Level:
            try:
                with redacted_copy(io.BytesIO(content), name, level) as copy:
                    copy.read()
            except StaysHere:
                assert level is Level.ALL


@given(st.binary(max_size=3000), st.sampled_from(["x", "a.log", "b.zip", "3cxsbc.log", "c.bldef"]))
@settings(max_examples=50, deadline=None)
def test_random_bytes_get_a_finding(content: bytes, name: str) -> None:
    """Under any name."""
    answer_is_sound(content, name)


@given(
    st.sampled_from(SEEDS),
    st.lists(st.tuples(st.integers(0, 2000), st.binary(min_size=1, max_size=8)), max_size=6),
    st.integers(0, 3000),
)
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_damaged_files_get_a_finding(seed: bytes, changes: list[tuple[int, bytes]], length: int) -> None:
    """Real formats with some bytes overwritten and the end cut off."""
    content = bytearray(seed[: max(1, length)])
    for place, value in changes:
        content[place : place + len(value)] = value
    answer_is_sound(bytes(content), "upload")


@given(st.text(max_size=400))
@settings(max_examples=50, deadline=None)
def test_redacting_any_text_twice_is_redacting_it_once(text: str) -> None:
    """Marks are stable whatever stands around them."""
    once = Redactor(Level.SECRETS).block(text.encode())
    assert Redactor(Level.SECRETS).block(once) == once


@given(
    st.from_regex(r"[A-Za-z0-9!$%*+]{4,20}", fullmatch=True), st.sampled_from(["Password=", "authpass: ", '"pwd": "'])
)
@settings(max_examples=50, deadline=None)
def test_no_password_survives_its_word(value: str, word: str) -> None:
    """However the password looks."""
    result = Redactor(Level.SECRETS).block(f"x {word}{value}\n".encode())
    assert f"{word}{value}".encode() not in result
