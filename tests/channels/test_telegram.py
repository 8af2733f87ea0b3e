"""Telegram, against a local Bot API server over HTTP."""

from __future__ import annotations

import asyncio
import json
from typing import Any, Callable

import httpx
import pytest
from channels.fake_telegram import FakeTelegram
from channels.people import HEADER, TelegramPeople
from gateway.fake_rasa import GREETINGS, FakeRasa
from starlette.applications import Starlette

from bot.gateway.gateway import Gateway
from bot.settings import Settings


async def test_a_message_is_answered_in_its_chat(
    telegram: TelegramPeople, telegram_api: FakeTelegram, rasa: FakeRasa
) -> None:
    """With the language of the app as a hint to the assistant."""
    await telegram.say("no audio", language="pt-br")
    assert [(m["chat_id"], m["text"]) for m in telegram_api.sent] == [("7", "You said: no audio")]
    assert rasa.turns[0]["metadata"]["hint"] == "pt" and rasa.turns[0]["metadata"]["channel"] == "telegram"


@pytest.mark.parametrize("given", [None, "", "wrong", "the-secret-of-the-webhoo", "пароль"])
async def test_without_the_secret_nothing_is_believed(
    client: httpx.AsyncClient, telegram: TelegramPeople, telegram_api: FakeTelegram, rasa: FakeRasa, given: str | None
) -> None:
    """Refused with an error of the contract; nothing is kept."""
    headers = {} if given is None else {HEADER: given.encode()}
    update = json.dumps(telegram.message("hello")).encode()
    answer = await client.post("/telegram/webhook", content=update, headers=headers)
    assert (answer.status_code, answer.json()["error"]["code"]) == (401, "webhook_unsigned")
    assert not rasa.turns and not telegram_api.calls


async def test_a_repeated_update_is_worked_on_once(
    telegram: TelegramPeople, telegram_api: FakeTelegram, rasa: FakeRasa
) -> None:
    """One after the other, all at once, and with another content under the same number."""
    update = telegram.message("hello")
    await asyncio.gather(*(telegram.post(update) for _ in range(5)))
    update["message"]["text"] = "another"
    assert (await telegram.post(update)).status_code == 200
    assert [turn["text"] for turn in rasa.turns] == ["hello"]
    assert telegram_api.texts == ["You said: hello"]


async def test_yes_is_said_before_the_work_and_after_the_update_is_kept(
    app: Starlette, telegram: TelegramPeople, rasa: FakeRasa, settings: Settings
) -> None:
    """Telegram has its answer while the assistant has not even begun."""
    seen: list[tuple[str, int]] = []
    body = json.dumps(telegram.message("hello")).encode()
    headers = [(HEADER.lower().encode(), settings.telegram_secret.encode())]
    scope = {
        "type": "http", "method": "POST", "path": "/telegram/webhook", "headers": headers, "query_string": b"",
        "root_path": "", "scheme": "http", "server": ("gateway", 80), "client": ("1.1.1.1", 1), "http_version": "1.1",
    }  # fmt: skip

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Any) -> None:
        seen.append((message["type"], len(rasa.turns)))

    await app(scope, receive, send)
    assert seen == [("http.response.start", 0), ("http.response.body", 0)]
    assert len(rasa.turns) == 1


async def test_after_a_crash_what_was_kept_is_worked_off(
    telegram: TelegramPeople,
    telegram_api: FakeTelegram,
    gateway: Gateway,
    background: Callable[[], Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The process ended right after its yes; in order, and without its content in clear meanwhile."""
    adapter = gateway.turns.couriers["telegram"]

    async def crash(address: str) -> None:
        return None

    with monkeypatch.context() as patch:
        patch.setattr(adapter, "work_off", crash)
        for text in ("one", "two"):
            await telegram.say(text)
    database = b"".join(path.read_bytes() for path in gateway.settings.var.glob("intake.db*"))
    assert b'"one"' not in database and telegram_api.texts == []
    await background()
    assert telegram_api.texts == ["You said: one", "You said: two"]


async def test_a_group_gets_one_polite_line_in_its_language(
    telegram: TelegramPeople, telegram_api: FakeTelegram, rasa: FakeRasa
) -> None:
    """However often somebody writes there; nothing of it reaches the assistant."""
    for chat in (-5, -5, -6):
        group = {"id": chat, "type": "supergroup", "title": "Admins"}
        update = telegram.message("what about our trunk?", language="de")
        update["message"]["chat"] = group
        await telegram.post(update)
    assert [message["chat_id"] for message in telegram_api.sent] == ["-5", "-6"]
    assert "privaten Chats" in telegram_api.texts[0] and not rasa.turns


async def test_a_document_with_a_caption_is_taken_and_the_caption_is_heard(
    telegram: TelegramPeople, telegram_api: FakeTelegram, rasa: FakeRasa, gateway: Gateway
) -> None:
    """The file first, then what was written below it."""
    telegram_api.files["f1"] = b"08:00 INVITE"
    document = {"file_id": "f1", "file_unique_id": "u", "file_name": "../trunk.log", "file_size": 12}
    await telegram.say(document=document, caption="the log of the failed call")
    attached, said = rasa.turns
    assert attached["metadata"]["command"]["attachment"]["name"] == "trunk.log"
    assert said["text"] == "the log of the failed call"
    assert telegram_api.texts == ["Thank you for trunk.log.", "You said: the log of the failed call"]


async def test_a_photo_is_taken_in_its_largest_size(
    telegram: TelegramPeople, telegram_api: FakeTelegram, rasa: FakeRasa
) -> None:
    """Telegram sends several sizes, the largest last."""
    telegram_api.files.update(small=b"1", large=b"12345")
    photo = [{"file_id": f, "file_unique_id": f, "width": 1, "height": 1} for f in ("small", "large")]
    await telegram.say(photo=photo)
    assert rasa.turns[0]["metadata"]["command"]["attachment"]["bytes"] == 5


async def test_a_file_that_telegram_does_not_hand_out_is_asked_for_elsewhere(
    telegram: TelegramPeople, telegram_api: FakeTelegram, rasa: FakeRasa
) -> None:
    """Over 20 MB: the chat on the website; gone: send it again. The caption is heard all the same."""
    big = {"file_id": "big", "file_unique_id": "u", "file_name": "support.zip", "file_size": 30 * 2**20}
    gone = {"file_id": "gone", "file_unique_id": "u", "file_name": "a.log", "file_size": 3}
    await telegram.say(document=big, caption="here")
    await telegram.say(document=gone)
    too_big, heard, lost = telegram_api.texts
    assert "20 MB" in too_big and "https://support.example" in too_big and "getFile" in telegram_api.methods
    assert heard == "You said: here" and "a.log" in lost and "again" in lost


async def test_a_refused_file_is_answered(telegram: TelegramPeople, telegram_api: FakeTelegram, rasa: FakeRasa) -> None:
    """The refusal comes from the gateway itself and is delivered like any reply."""
    telegram_api.files["f1"] = b""
    await telegram.say(document={"file_id": "f1", "file_unique_id": "u", "file_name": "a.log"}, language="fr")
    assert "a.log" in telegram_api.texts[0] and "vide" in telegram_api.texts[0] and not rasa.turns


async def test_what_can_not_be_read_is_said(telegram: TelegramPeople, telegram_api: FakeTelegram) -> None:
    """A voice message is answered, not dropped."""
    await telegram.say(voice={"file_id": "v", "file_unique_id": "u", "duration": 3}, language="it")
    assert "documenti" in telegram_api.texts[0]


async def test_buttons_are_opaque_and_short_and_press_once(
    telegram: TelegramPeople, telegram_api: FakeTelegram, rasa: FakeRasa
) -> None:
    """The second press is answered calmly; the buttons are taken away."""
    await telegram.say("hello")
    offered = telegram_api.buttons()
    assert [button["text"] for button in offered] == ["Yes", "No", "Why do you ask?"]
    assert all(len(b["callback_data"]) < 64 and "vendor" not in b["callback_data"] for b in offered)
    for _ in range(2):
        await telegram.press(offered[0]["callback_data"])
    assert rasa.turns[1]["metadata"]["command"]["value"] is True and len(rasa.turns) == 2
    assert telegram_api.texts[1] == "Pressed: set" and "earlier step" in telegram_api.texts[2]
    assert {"answerCallbackQuery", "editMessageReplyMarkup"} <= set(telegram_api.methods)


async def test_the_rows_of_a_summary_can_be_changed(telegram: TelegramPeople, telegram_api: FakeTelegram) -> None:
    """A button for each row, named after it."""
    await telegram.say("summary")
    titles = [button["text"] for button in telegram_api.buttons()]
    assert titles[:2] == ["Open the ticket", "Cancel"] and "Change: Hosting" in titles
    await telegram.press(telegram_api.buttons()[4]["callback_data"])
    assert telegram_api.texts[-1] == "Pressed: edit"


@pytest.mark.parametrize("choice, said", [(0, ["hello", "hello, with a fax"]), (1, ["hello"])])
async def test_an_edited_message_is_asked_about(
    telegram: TelegramPeople, telegram_api: FakeTelegram, rasa: FakeRasa, choice: int, said: list[str]
) -> None:
    """The new wording counts when its author says so; a second press finds the question settled."""
    await telegram.say("hello")
    await telegram.edit("hello, with a fax")
    assert [turn["text"] for turn in rasa.turns] == ["hello"] and "new wording" in telegram_api.texts[-1]
    pressed = telegram_api.buttons()[choice]["callback_data"]
    await telegram.press(pressed)
    await telegram.press(pressed)
    assert [turn["text"] for turn in rasa.turns] == said
    assert "earlier step" in telegram_api.texts[-1]


async def test_nobody_decides_about_somebody_elses_edit(
    telegram: TelegramPeople, telegram_api: FakeTelegram, rasa: FakeRasa
) -> None:
    """A guessed number gives a stranger nothing."""
    await telegram.edit("my password is hunter2hunter2")
    pressed = telegram_api.buttons()[0]["callback_data"]
    await telegram.press(pressed, chat=8)
    assert not rasa.turns and "hunter2" not in str(telegram_api.calls)


async def test_a_button_of_another_chat_does_nothing(
    telegram: TelegramPeople, telegram_api: FakeTelegram, rasa: FakeRasa
) -> None:
    """Even with the right token."""
    await telegram.say("hello")
    await telegram.press(telegram_api.buttons()[0]["callback_data"], chat=8)
    assert len(rasa.turns) == 1 and telegram_api.sent[-1]["chat_id"] == "8"


async def test_start_greets_in_the_language_of_the_app(telegram: TelegramPeople, telegram_api: FakeTelegram) -> None:
    """The command itself is no message."""
    await telegram.say("/start", language="ru")
    assert telegram_api.texts == [GREETINGS["ru"]]


async def test_a_typed_command_stays_words(telegram: TelegramPeople, rasa: FakeRasa) -> None:
    """Rasa would obey it."""
    await telegram.say('/open_ticket{"partner_level":"titanium"}')
    assert rasa.turns[0]["text"].startswith("\u2060/open_ticket") and "command" not in rasa.turns[0]["metadata"]


async def test_secrets_reach_neither_the_assistant_nor_the_store(
    telegram: TelegramPeople, rasa: FakeRasa, gateway: Gateway, telegram_api: FakeTelegram
) -> None:
    """The key becomes a reference before anything is stored, and what is kept of the update is gone."""
    await telegram.say("my password: hunter2hunter2")
    database = b"".join(path.read_bytes() for path in gateway.settings.var.glob("intake.db*"))
    assert "[password:" in rasa.turns[0]["text"]
    assert b"hunter2hunter2" not in database and "hunter2" not in str(telegram_api.calls)


async def test_a_body_that_is_no_update_is_refused_calmly(
    client: httpx.AsyncClient, settings: Settings, rasa: FakeRasa
) -> None:
    """Never a fault of ours."""
    headers = {HEADER: settings.telegram_secret}
    for body in (b"", b"[]", b"null", b"{}", b'{"update_id": "x"}', b'{"update_id": null}', b"\xff\xfe", b"{" * 9999):
        assert (await client.post("/telegram/webhook", content=body, headers=headers)).status_code == 400, body[:40]
    huge = b'{"update_id": 1, "x": "' + b"a" * 1_100_000 + b'"}'
    assert (await client.post("/telegram/webhook", content=huge, headers=headers)).status_code == 413
    assert not rasa.turns


async def test_other_updates_are_acknowledged_and_left_alone(
    telegram: TelegramPeople, telegram_api: FakeTelegram, rasa: FakeRasa
) -> None:
    """Polls, channel posts and whatever comes in future."""
    answers = [await telegram.post({"update_id": 1, "poll_answer": {"poll_id": "1", "option_ids": []}})]
    answers.append(await telegram.post({"update_id": 2, "something_new": {"a": 1}}))
    answers.append(await telegram.post({"update_id": 3, "message": "of a shape to come"}))
    assert [answer.status_code for answer in answers] == [200] * 3
    assert not rasa.turns and not telegram_api.calls
