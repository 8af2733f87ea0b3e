"""The parts that both channels share: cutting, keeping, pacing, and being set up."""

from __future__ import annotations

import dataclasses
from concurrent.futures import ThreadPoolExecutor

import pytest
from cryptography.fernet import Fernet
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st
from sqlalchemy.engine import Engine

from bot.gateway.channels.pace import NotYet, Pace
from bot.gateway.channels.setup import open_channels
from bot.gateway.channels.slack_text import read, write, written_length
from bot.gateway.channels.splitting import split, utf16_length
from bot.gateway.channels.updates import Update, Updates
from bot.gateway.gateway import Gateway
from bot.settings import Settings, SettingsError
from bot.vault import cipher_for
from tests.support.databases import engine

__all__ = ["engine"]


@given(st.text(max_size=400), st.integers(20, 60))
@examples(max_examples=150, deadline=None)
def test_pieces_are_short_enough_and_lose_only_white_space(text: str, limit: int) -> None:
    """Whatever the text, measured either way."""
    for length in (len, utf16_length, written_length):
        pieces = split(text, max(limit, 20), length)
        assert all(length(piece) <= limit for piece in pieces)
        assert "".join("".join(pieces).split()) == "".join(text.split())


def test_a_text_is_cut_where_a_reader_pauses() -> None:
    """Between paragraphs before lines, lines before sentences, sentences before words."""
    assert split("one two.\n\nthree four", 16) == ["one two.", "three four"]
    assert split("One is done. Two is", 16) == ["One is done.", "Two is"]
    assert split("one two three four", 14) == ["one two three", "four"]
    assert split("Ναι, έγινε; Όχι ακόμη", 16) == ["Ναι, έγινε;", "Όχι ακόμη"]


def test_a_sign_stays_whole() -> None:
    """An accent with its letter, a family with its members."""
    assert split("abcde\u0301fgh", 5) == ["abcd", "e\u0301fgh"]
    assert split("abc👨\u200d👩\u200d👧x", 6) == ["abc", "👨\u200d👩\u200d👧x"]


@given(st.text(alphabet="ab <>&|@!#;:/.httpsx\n", max_size=80))
@examples(max_examples=200, deadline=None)
def test_what_is_written_for_slack_reads_the_same(text: str) -> None:
    """Nothing typed becomes markup but web addresses, and these name themselves."""
    assert read(write(text)) == text.strip()


@pytest.fixture
def kept(engine: Engine) -> Updates:
    return Updates(engine, cipher_for(Fernet.generate_key().decode()))


def test_an_update_is_kept_once_also_when_many_bring_it_at_once(kept: Updates) -> None:
    """The database decides, on every database; the same number in another channel is another update."""
    with ThreadPoolExecutor(8) as pool:
        first = list(pool.map(lambda _: kept.keep("telegram", "1", "7", {"a": 1}), range(8)))
    assert sorted(first) == [False] * 7 + [True]
    assert kept.keep("slack", "1", "7", {}) and kept.knows("telegram", "1") and not kept.knows("telegram", "2")


def test_updates_of_an_address_are_worked_on_one_by_one_in_order(kept: Updates) -> None:
    """A later one waits, also while the first is postponed; another address does not."""
    for number, address in enumerate(("7", "7", "8")):
        kept.keep("telegram", str(number), address, {"number": number})
    assert sorted(kept.due("telegram")) == ["7", "8"]
    first = _claimed(kept, "7")
    assert first.content == {"number": 0} and kept.claim("telegram", "7", 60) is None and kept.due("telegram") == ["8"]
    kept.postpone(first, 100, 1)
    assert kept.claim("telegram", "7", 60) is None
    kept.postpone(first, -1, 2)
    again = _claimed(kept, "7")
    assert (again.number, again.attempts) == (first.number, 2)
    kept.done(again)
    assert _claimed(kept, "7").content == {"number": 1}


def _claimed(kept: Updates, address: str) -> Update:
    update = kept.claim("telegram", address, 60)
    assert update is not None
    return update


def test_whoever_claims_first_works(kept: Updates) -> None:
    """Several gateways share the updates."""
    kept.keep("telegram", "1", "7", {})
    with ThreadPoolExecutor(4) as pool:
        claimed = list(pool.map(lambda _: kept.claim("telegram", "7", 60), range(4)))
    assert sum(update is not None for update in claimed) == 1


def test_a_service_that_asks_for_a_pause_gets_it() -> None:
    """For everything, until it is over."""
    now = [0.0]
    pace = Pace("100/second", "100/second", clock=lambda: now[0])
    pace.enter("slack", "C1")
    with pytest.raises(NotYet):
        raise pace.close(30)
    with pytest.raises(NotYet) as early:
        pace.enter("slack", "C2")
    assert early.value.seconds == 30
    now[0] = 30
    pace.enter("slack", "C2")


@pytest.mark.parametrize(
    "change, named",
    [
        ({"telegram_secret": ""}, "INTAKE_TELEGRAM_SECRET"),
        ({"telegram_secret": "short"}, "INTAKE_TELEGRAM_SECRET"),
        ({"telegram_secret": "with spaces and ümlauts"}, "INTAKE_TELEGRAM_SECRET"),
        ({"slack_signing_secret": " "}, "INTAKE_SLACK_SIGNING_SECRET"),
    ],
)
def test_a_token_without_its_secret_is_refused(
    settings: Settings, gateway: Gateway, change: dict[str, str], named: str
) -> None:
    """Otherwise the webhook would believe anybody; the message names the setting."""
    with pytest.raises(SettingsError, match=named):
        open_channels(
            dataclasses.replace(settings, **change),  # type: ignore[arg-type]
            gateway.engine,
            gateway.inbox,
            gateway.conversations,
        )


@pytest.mark.parametrize("missing", ["telegram", "slack"])
def test_a_channel_without_a_token_is_closed(settings: Settings, gateway: Gateway, missing: str) -> None:
    """The other one opens all the same."""
    changed = dataclasses.replace(settings, **{f"{missing}_token": ""})  # type: ignore[arg-type]
    opened = open_channels(changed, gateway.engine, gateway.inbox, gateway.conversations)
    assert [channel.name for channel in opened] == [name for name in ("telegram", "slack") if name != missing]
