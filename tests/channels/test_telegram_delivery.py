"""Replies reach Telegram whole and in order, and nobody's message is lost while something is away or too fast."""

from __future__ import annotations

from typing import Any, Callable

import pytest
from channels.conftest import client_of
from channels.fake_telegram import FakeTelegram
from channels.people import TelegramPeople
from gateway.fake_rasa import FakeRasa
from starlette.applications import Starlette

from bot.gateway.channels.pace import NotYet
from bot.gateway.counting import Counts, CountsAway
from bot.gateway.gateway import Gateway
from bot.gateway.limits import LimitRules
from bot.gateway.rasa import RasaAway
from bot.settings import Settings


async def test_a_long_reply_arrives_in_pieces(telegram: TelegramPeople, telegram_api: FakeTelegram) -> None:
    """Whole, in order, none too long, the buttons below the last one only."""
    text = " ".join(f"{number}😀😀😀😀" for number in range(450))  # 5,300 units of 16 bits
    await telegram.say(text)
    assert len(telegram_api.sent) == 2
    assert " ".join(telegram_api.texts) == f"You said: {text}"
    assert "reply_markup" not in telegram_api.sent[0] and len(telegram_api.buttons(1)) == 3


async def test_a_pause_that_telegram_asks_for_is_kept(
    telegram: TelegramPeople, telegram_api: FakeTelegram, background: Callable[[], Any], gateway: Gateway
) -> None:
    """Nothing is sent until it is over; then the reply arrives once."""
    adapter: Any = gateway.turns.couriers["telegram"]
    now = [100.0]
    adapter.pace._clock = lambda: now[0]
    telegram_api.failures.append((429, {"description": "Too Many Requests", "parameters": {"retry_after": 17}}))
    await telegram.say("hello")
    telegram_api.calls.clear()
    now[0] += 16.9
    await background()
    assert telegram_api.calls == []
    now[0] += 0.2
    await background()
    await background()
    assert telegram_api.texts == ["You said: hello"]


async def test_more_messages_than_a_chat_may_get_are_spread(
    telegram: TelegramPeople, telegram_api: FakeTelegram, gateway: Gateway
) -> None:
    """After a short burst the next one waits."""
    adapter: Any = gateway.turns.couriers["telegram"]
    with pytest.raises(NotYet) as early:
        for number in range(6):
            await adapter.send("7", f"message {number}", (), True)
    assert len(telegram_api.sent) == 5 and 0 < early.value.seconds <= 5
    await adapter.send("8", "another chat", (), True)


async def test_while_telegram_is_away_replies_are_kept(
    telegram: TelegramPeople, telegram_api: FakeTelegram, background: Callable[[], Any]
) -> None:
    """And delivered in order, once, when it is back."""
    telegram_api.away = True
    for text in ("one", "two"):
        await telegram.say(text)
    await background()
    assert telegram_api.calls == []
    telegram_api.away = False
    await background()
    await background()
    assert telegram_api.texts == ["You said: one", "You said: two"]


async def test_a_long_reply_goes_on_where_it_was_cut_off(
    telegram: TelegramPeople, telegram_api: FakeTelegram, background: Callable[[], Any]
) -> None:
    """The piece that arrived is not sent again."""
    text = "a" * 2500 + "\n\n" + "😀" * 1100
    await telegram.say("hello")
    telegram_api.calls.clear()
    sends = telegram_api._answer

    def cut(method: str, fields: dict[str, Any]) -> Any:
        answer = sends(method, fields)
        if fields.get("text", "").startswith("You said: a"):
            telegram_api.failures.append((500, {"description": "Internal"}))
        return answer

    telegram_api._answer = cut  # type: ignore[method-assign]
    await telegram.say(text)
    await background()
    assert [t[:11] for t in telegram_api.texts] == ["You said: a"[:11], "😀" * 11]


async def test_who_blocked_the_bot_does_not_hold_up_the_others(
    telegram: TelegramPeople, telegram_api: FakeTelegram, gateway: Gateway
) -> None:
    """A final refusal is noted and not tried again."""
    telegram_api.failures.append((403, {"description": "Forbidden: bot was blocked by the user"}))
    await telegram.say("hello")
    await telegram.say("hello", chat=8)
    assert [message["chat_id"] for message in telegram_api.sent] == ["8"]
    assert gateway.messages.undelivered("telegram") == []


async def test_while_the_assistant_is_away_people_are_told_once(
    telegram: TelegramPeople, telegram_api: FakeTelegram, rasa: FakeRasa, gateway: Gateway, background: Any
) -> None:
    """And get their answer afterwards."""
    rasa.failure = RasaAway("ConnectError")
    gateway.turns.turn_seconds = 0.2
    await telegram.say("one", language="el")
    await telegram.say("two", language="el")
    assert len(telegram_api.texts) == 1 and "διατηρείται" in telegram_api.texts[0]
    rasa.failure = None
    [conversation] = [gateway.conversations.at("telegram", "7")]
    await gateway.turns.settle(gateway.messages.pending(conversation.id)[-1])  # type: ignore[union-attr]
    await background()
    assert telegram_api.texts[1:] == ["You said: one", "You said: two"]


async def test_who_writes_too_fast_waits_and_loses_nothing(
    make_app: Callable[..., Starlette], telegram_api: FakeTelegram, settings: Settings
) -> None:
    """One calm notice; the messages wait for their turn."""
    app = make_app(rules=LimitRules(conversation="2/minute"))
    async with client_of(app) as session:
        people = TelegramPeople(session, settings.telegram_secret)
        for number in range(5):
            await people.say(f"message {number}", language="es")
    said, noted = telegram_api.texts[:2], telegram_api.texts[2:]
    assert said == ["You said: message 0", "You said: message 1"]
    assert len(noted) == 1 and "segundos" in noted[0]
    updates = app.state.gateway.turns.couriers["telegram"].office.updates
    updates._clock = lambda: 4e9
    assert updates.claim("telegram", "7", 60).content["message"]["text"] == "message 2"


async def test_while_nobody_can_count_messages_wait_and_are_answered_once(
    telegram: TelegramPeople,
    telegram_api: FakeTelegram,
    rasa: FakeRasa,
    gateway: Gateway,
    background: Callable[[], Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Redis is away for the limits: the update is kept, nothing is said by guess, and then it has its turn."""

    def away(*_: Any) -> float | None:
        raise CountsAway("ConnectionError")

    with monkeypatch.context() as outage:
        outage.setattr(Counts, "hit", away)
        await telegram.say("no audio")
        assert not rasa.turns and not telegram_api.sent
    gateway.turns.couriers["telegram"].office.updates._clock = lambda: 4e9  # type: ignore[attr-defined]
    await background()
    assert telegram_api.texts == ["You said: no audio"]
    await background()
    assert [turn["text"] for turn in rasa.turns] == ["no audio"]
