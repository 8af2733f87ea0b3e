"""Slack, against a local Web API over HTTP."""

from __future__ import annotations

import asyncio
import json
import time
from typing import Any

import httpx
import pytest
from channels.fake_slack import BOT, SIGNING_SECRET, FakeSlack, signed
from channels.people import SlackPeople, shown_buttons, shown_text
from gateway.fake_rasa import FakeRasa

from bot.gateway.gateway import Gateway
from bot.settings import Settings


async def test_a_direct_message_is_answered_there(slack: SlackPeople, slack_api: FakeSlack, rasa: FakeRasa) -> None:
    """Outside of threads; the language of the person's Slack is a hint."""
    slack_api.locales["U1"] = "it-IT"
    await slack.say("no audio")
    [posted] = slack_api.posted
    assert posted["channel"] == "D1" and shown_text(posted) == "You said: no audio"
    assert posted.get("thread_ts") is None and rasa.turns[0]["metadata"]["hint"] == "it"


async def test_slack_is_told_that_the_address_is_ours(slack: SlackPeople) -> None:
    """The challenge with which an address is set up."""
    answer = await slack.send({"type": "url_verification", "challenge": "c0ffee", "token": "x"})
    assert answer.status_code == 200 and "c0ffee" in answer.text


@pytest.mark.parametrize("slow", ["users.info", "chat.update"])
async def test_nobody_waits_for_a_courtesy(
    slack: SlackPeople, slack_api: FakeSlack, rasa: FakeRasa, gateway: Gateway, slow: str
) -> None:
    """A hint that does not come and buttons that stay hold up no message."""
    adapter: Any = gateway.turns.couriers["slack"]
    slack_api.slow, adapter.calls._client.timeout = slow, 1
    await slack.say("hello")
    [posted] = slack_api.posted
    await slack.press(shown_buttons(posted)[0]["value"])
    assert len(rasa.turns) == 2 and len(slack_api.posted) == 2


def _forged(body: bytes) -> list[dict[str, str]]:
    now = time.time()
    good = signed(body)
    return [
        {},
        signed(body, secret="another secret"),
        signed(body + b" "),
        signed(body, at=now - 301),
        signed(body, at=now + 301),
        {**good, "X-Slack-Signature": ""},
        {**good, "X-Slack-Signature": good["X-Slack-Signature"][:-1]},
        {**good, "X-Slack-Signature": "v0=пароль"},
        {**good, "X-Slack-Request-Timestamp": "yesterday"},
        {**good, "X-Slack-Request-Timestamp": "-1"},
        {**good, "X-Slack-Request-Timestamp": "9" * 400},
        {**good, "X-Slack-Request-Timestamp": "²"},
    ]


@pytest.mark.parametrize("path", ["/slack/events", "/slack/interactive"])
async def test_a_forged_or_old_request_is_refused(
    client: httpx.AsyncClient, slack: SlackPeople, slack_api: FakeSlack, rasa: FakeRasa, path: str
) -> None:
    """Wrong or missing signature, and more than five minutes off, in any form; with an error of the contract."""
    body = json.dumps(slack.event("hello")).encode()
    for headers in _forged(body):
        raw = [(name, value.encode()) for name, value in headers.items()]
        answer = await client.post(path, content=body, headers=[("Content-Type", b"application/json"), *raw])
        assert (answer.status_code, answer.json()["error"]["code"]) == (401, "webhook_unsigned"), headers
    assert not rasa.turns and not slack_api.calls


async def test_a_replayed_request_within_the_window_does_nothing_twice(
    client: httpx.AsyncClient, slack: SlackPeople, slack_api: FakeSlack, rasa: FakeRasa
) -> None:
    """Byte for byte, with its own signature."""
    body = json.dumps(slack.event("hello")).encode()
    headers = {"Content-Type": "application/json", **signed(body, at=time.time() - 200)}
    answers = [await client.post("/slack/events", content=body, headers=headers) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200] * 3
    assert len(rasa.turns) == 1 and len(slack_api.posted) == 1


@pytest.mark.parametrize("reason", ["http_timeout", "http_error", "ssl_error", "unknown_error", "something new"])
async def test_a_repeated_event_is_worked_on_once_whatever_the_reason(
    slack: SlackPeople, slack_api: FakeSlack, rasa: FakeRasa, reason: str
) -> None:
    """One after the other and all at once."""
    event = slack.event("hello")
    await slack.send(event)
    retries = [slack.send(event, **{"X-Slack-Retry-Num": str(n), "X-Slack-Retry-Reason": reason}) for n in range(1, 4)]
    assert [answer.status_code for answer in await asyncio.gather(*retries)] == [200] * 3
    assert len(rasa.turns) == 1 and len(slack_api.posted) == 1


async def test_files_are_taken_with_and_without_text(slack: SlackPeople, slack_api: FakeSlack, rasa: FakeRasa) -> None:
    """Fetched with the token of the app."""
    slack_api.files.update({"a.log": b"INVITE", "b.log": b"408"})
    await slack.say(subtype="file_share", files=[slack.file("a.log")])
    await slack.say("and this one", subtype="file_share", files=[slack.file("b.log")])
    assert [turn["metadata"].get("command", {}).get("attachment", {}).get("name") for turn in rasa.turns] == [
        "a.log",
        "b.log",
        None,
    ]
    assert [shown_text(posted) for posted in slack_api.posted] == [
        "Thank you for a.log.",
        "Thank you for b.log.",
        "You said: and this one",
    ]


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:9/x",
        "https://files.slack.com.example/x",
        "file:///etc/passwd",
        "https://slack.com@x.example/",
        "",
    ],
)
async def test_the_token_goes_to_slack_only(
    slack: SlackPeople, slack_api: FakeSlack, rasa: FakeRasa, address: str
) -> None:
    """A file elsewhere is not fetched; its sender is told."""
    await slack.say(subtype="file_share", files=[slack.file("x", url_private_download=address)])
    assert not rasa.turns and "could not fetch" in shown_text(slack_api.posted[0])


async def test_a_page_to_sign_in_is_no_file(
    slack: SlackPeople, slack_api: FakeSlack, rasa: FakeRasa, gateway: Gateway
) -> None:
    """That is what Slack hands out where the app may not read files."""
    adapter: Any = gateway.turns.couriers["slack"]
    adapter._files._token = "xoxb-without-the-right"
    slack_api.files["a.log"] = b"INVITE"
    await slack.say(subtype="file_share", files=[slack.file("a.log")])
    assert not rasa.turns and "could not fetch" in shown_text(slack_api.posted[0])


async def test_buttons_are_opaque_and_press_once(slack: SlackPeople, slack_api: FakeSlack, rasa: FakeRasa) -> None:
    """The second press is answered calmly."""
    await slack.say("hello")
    offered = shown_buttons(slack_api.posted[0])
    assert [button["text"]["text"] for button in offered] == ["Yes", "No", "Why do you ask?"]
    assert "vendor" not in json.dumps(offered)
    for _ in range(2):
        await slack.press(offered[0]["value"])
    assert rasa.turns[1]["metadata"]["command"]["value"] is True and len(rasa.turns) == 2
    assert "earlier step" in shown_text(slack_api.posted[-1]) and slack_api.of("chat.update")


async def test_the_rows_of_a_summary_are_a_select(slack: SlackPeople, slack_api: FakeSlack, rasa: FakeRasa) -> None:
    """Block Kit's select; a chosen row leads to its question."""
    await slack.say("summary")
    submit, cancel, change = shown_buttons(slack_api.posted[0])
    assert (submit["type"], cancel["type"], change["type"]) == ("button", "button", "static_select")
    assert change["options"][2]["text"]["text"] == "Change: Hosting"
    await slack.press(change["options"][2]["value"], select=True)
    assert rasa.turns[1]["metadata"]["command"]["question"] == "hosting"


async def test_an_edited_message_is_asked_about(slack: SlackPeople, slack_api: FakeSlack, rasa: FakeRasa) -> None:
    """Not when only a preview was added."""
    said = await slack.say("hello")
    event = slack.event()
    before = {"type": "message", "user": "U1", "text": "hello", "ts": said["ts"]}
    changed = {"subtype": "message_changed", "previous_message": before}
    del event["event"]["user"], event["event"]["text"]
    event["event"].update(**changed, message={**before, "attachments": [{"title": "preview"}]})
    await slack.send(event)
    assert len(slack_api.posted) == 1
    event["event_id"] = "EvChanged"
    event["event"]["message"]["text"] = "hello, with a fax"
    await slack.send(event)
    take, _ = shown_buttons(slack_api.posted[-1])
    await slack.press(take["value"])
    assert [turn["text"] for turn in rasa.turns] == ["hello", "hello, with a fax"]


async def test_bots_and_notices_are_not_answered(slack: SlackPeople, slack_api: FakeSlack, rasa: FakeRasa) -> None:
    """Above all not our own messages."""
    await slack.say("I am a bot", bot_id="B1")
    await slack.say("I am this bot", user=BOT)
    await slack.say("joined", subtype="channel_join", channel="C1")
    await slack.say("deleted", subtype="message_deleted")
    assert (
        await slack.send({**slack.event(), "event": {"type": "team_join", "user": {"id": "U1"}}})
    ).status_code == 200
    assert not rasa.turns and not slack_api.posted


NO_EVENTS = [
    b"",
    b"[]",
    b"null",
    b"5",
    b'"x"',
    b"{}",
    b'{"type": "event_callback"}',
    b'{"type": "event_callback", "event": {"type": "message", "channel": "D1", "user": "U1", "text": "no id"}}',
    b'{"type": "block_actions", "actions": [{"action_id": "x"}]}',
    b"\xff\xfe",
    b"{" * 9999,
    b"payload=%7B",
    b"payload=%5B%5D",
]


async def test_a_body_that_is_nothing_is_refused_calmly(slack: SlackPeople, rasa: FakeRasa) -> None:
    """Signed or not, in any guise, never a fault of ours."""
    for body in NO_EVENTS:
        for kind in ("application/json", "application/x-www-form-urlencoded", "text/plain"):
            for path in ("/slack/events", "/slack/interactive"):
                good = await slack.post(path, body, kind)
                bad = await slack.client.post(path, content=body, headers={"Content-Type": kind})
                assert good.status_code < 500 and 400 <= bad.status_code < 500, (body[:80], kind, path)
    assert not rasa.turns


async def test_secrets_of_the_app_are_in_no_answer(client: httpx.AsyncClient, settings: Settings) -> None:
    """Neither token nor signing secret."""
    answer = await client.post("/slack/events", content=b"x", headers={"X-Slack-Signature": "v0=1"})
    assert SIGNING_SECRET not in answer.text and settings.slack_token not in answer.text
