"""Slack, against a local Web API over HTTP."""

from __future__ import annotations

import asyncio
import json
import re
import time
from typing import Any, Callable

import httpx
import pytest
from channels.conftest import Cases
from channels.fake_slack import BOT, SIGNING_SECRET, FakeSlack, signed
from channels.people import SlackPeople, shown_buttons, shown_text
from gateway.fake_rasa import FakeRasa

from bot.gateway.app import Gateway
from bot.gateway.channels.slack_inbound import holds_secret
from bot.gateway.channels.slack_text import read, write
from bot.settings import Settings

KEY = "ABCD-EFGH-JKLM-NPQR"
SECRET = "password: hunter2hunter2"


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


async def test_a_button_of_somebody_else_does_nothing(slack: SlackPeople, slack_api: FakeSlack, rasa: FakeRasa) -> None:
    """In a thread that many see; only who pressed is told."""
    root = await slack.mention("hello")
    offered = shown_buttons(slack_api.posted[0])
    await slack.press(offered[0]["value"], channel="C1", user="U2", thread=root["ts"])
    assert len(rasa.turns) == 1 and not slack_api.of("chat.update")
    [told] = slack_api.whispered
    assert told["user"] == "U2" and "earlier step" in shown_text(told)
    await slack.press(offered[0]["value"], channel="C1", user="U1", thread=root["ts"])
    assert len(rasa.turns) == 2


async def test_each_thread_is_a_conversation(slack: SlackPeople, slack_api: FakeSlack, rasa: FakeRasa) -> None:
    """Answers in a thread need no mention; other people and other threads are not part of it."""
    first, second = [await slack.mention(text) for text in ("one", "two")]
    await slack.say("more of one", channel="C1", thread_ts=first["ts"])
    await slack.say("somebody else", channel="C1", thread_ts=first["ts"], user="U2")
    await slack.say("people among themselves", channel="C1")
    assert [turn["text"] for turn in rasa.turns] == ["one", "two", "more of one"]
    senders = [turn["sender"] for turn in rasa.turns]
    assert senders[0] == senders[2] != senders[1]
    assert [posted["thread_ts"] for posted in slack_api.posted] == [first["ts"], second["ts"], first["ts"]]


async def test_a_mention_is_heard_once_though_slack_sends_it_twice(
    slack: SlackPeople, slack_api: FakeSlack, rasa: FakeRasa
) -> None:
    """As app_mention and as message, under two event ids."""
    said = await slack.mention("hello")
    await slack.say(f"<@{BOT}> hello", channel="C1", ts=said["ts"])
    assert [turn["text"] for turn in rasa.turns] == ["hello"]


async def test_an_answer_in_a_thread_of_a_direct_message_belongs_to_it(
    slack: SlackPeople, slack_api: FakeSlack, rasa: FakeRasa
) -> None:
    """Whoever answers a message of the assistant in a thread goes on with the same conversation."""
    await slack.say("one")
    await slack.say("two", thread_ts="1790000000.000009")
    assert rasa.turns[0]["sender"] == rasa.turns[1]["sender"]


@pytest.mark.parametrize("text", [SECRET, "Bearer abcdefghijklmnop1234", "BCDF-GH34"])
async def test_a_secret_in_a_channel_is_warned_about_and_not_used(
    slack: SlackPeople, slack_api: FakeSlack, rasa: FakeRasa, gateway: Gateway, text: str
) -> None:
    """Mentioned or not; only its author sees the warning; it goes on in a direct message once they agree."""
    slack_api.locales["U1"] = "de-DE"
    await slack.say(text, channel="C1")
    [warning] = slack_api.whispered
    assert warning["user"] == "U1" and "löschen" in shown_text(warning).lower()
    assert not rasa.turns and not slack_api.posted and text not in json.dumps(slack_api.calls)
    [offer] = shown_buttons(warning)
    await slack.press(offer["value"], channel="C1", user="U2", is_ephemeral=True)
    assert not slack_api.posted
    await slack.press(offer["value"], channel="C1", is_ephemeral=True)
    direct = [posted for posted in slack_api.posted if posted["channel"] == "DU1"]
    assert len(direct) == 2 and "<#C1>" in direct[0]["text"]
    assert text not in json.dumps(slack_api.posted)
    for path in gateway.settings.var.glob("intake.db*"):
        assert text.encode() not in path.read_bytes()


async def test_a_licence_key_counts_as_a_secret() -> None:
    """In the form in which people paste it."""
    from bot.text import licence_keys

    assert [found.value for found in licence_keys.find(f"our key is {KEY}")]
    assert holds_secret(f"our key is {KEY}") and not holds_secret(
        "phone 10.0.0.5 does not register, version 20.0.9.995"
    )


async def test_a_licence_key_in_a_channel_is_held_until_its_author_agrees(
    slack: SlackPeople, slack_api: FakeSlack, rasa: FakeRasa
) -> None:
    """Then the assistant has it as a reference, in private."""
    said = await slack.mention(f"our key is {KEY}")
    [offer] = shown_buttons(slack_api.whispered[0])
    assert not rasa.turns
    await slack.press(offer["value"], channel="C1", is_ephemeral=True)
    assert "[licence-key:" in rasa.turns[0]["text"] and KEY not in json.dumps(slack_api.calls)
    answers = [posted for posted in slack_api.posted if posted["channel"] == "DU1"]
    assert shown_text(answers[1]).startswith("You said: our key is") and answers[1]["thread_ts"]
    assert said["ts"] in slack_api.public() and "our key" not in slack_api.public()


@pytest.mark.parametrize("card", ["summary", "decision", "draft"])
async def test_cards_of_a_case_leave_the_channel(
    slack: SlackPeople, slack_api: FakeSlack, rasa: FakeRasa, card: str
) -> None:
    """The thread learns only that it goes on elsewhere; there the same conversation goes on, buttons and all."""
    root = await slack.mention("hello")
    await slack.say(card, channel="C1", thread_ts=root["ts"])
    public = slack_api.public()
    assert "direct message" in public and not any(word in public for word in ("7Q2A", "Gold", "ABC-123", "Steps taken"))
    first, shown = [posted for posted in slack_api.posted if posted["channel"] == "DU1"]
    thread = shown["thread_ts"]
    assert shown_text(shown) and first.get("thread_ts") is None
    await slack.say("thanks", channel="DU1", thread_ts=thread)
    assert len({turn["sender"] for turn in rasa.turns}) == 1
    assert slack_api.posted[-1]["thread_ts"] == thread


@pytest.mark.parametrize(
    "case", [{"licence": {"reference": "3f2a9c1d"}}, {"ticket_id": "ABC-123"}, {"attachments": [{"name": "a.log"}]}]
)
async def test_once_the_case_knows_more_nothing_of_it_is_said_in_public(
    slack: SlackPeople, slack_api: FakeSlack, gateway: Gateway, cases: Cases, case: dict[str, Any]
) -> None:
    """Even an ordinary sentence could name the partner."""
    root = await slack.mention("hello")
    conversation = gateway.conversations.at("slack", f"T1:C1:U1:{root['ts']}")
    cases.known[conversation.id] = case  # type: ignore[union-attr]
    await slack.say("my next answer", channel="C1", thread_ts=root["ts"])
    assert "my next answer" not in slack_api.public()
    assert shown_text(slack_api.posted[-1]) == "You said: my next answer" and slack_api.posted[-1]["channel"] == "DU1"


async def test_news_from_the_desk_never_appear_in_a_channel(
    slack: SlackPeople, slack_api: FakeSlack, gateway: Gateway
) -> None:
    """They come when nobody expects them."""
    root = await slack.mention("hello")
    conversation = gateway.conversations.at("slack", f"T1:C1:U1:{root['ts']}")
    gateway.messages.say(conversation.id, "Ticket ABC-123 is solved.", key="news:1", deliver=True)  # type: ignore[union-attr]
    await gateway.turns.deliver()
    assert "ABC-123" not in slack_api.public() and shown_text(slack_api.posted[-1]) == "Ticket ABC-123 is solved."


async def test_a_file_in_a_channel_leads_to_a_direct_message(
    slack: SlackPeople, slack_api: FakeSlack, rasa: FakeRasa
) -> None:
    """What is found in it is nobody else's business."""
    slack_api.files["a.log"] = b"INVITE"
    await slack.mention("look", files=[slack.file("a.log")])
    assert "a.log" not in slack_api.public() and "You said" not in slack_api.public()
    assert len(rasa.turns) == 2


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


async def test_a_pause_that_slack_asks_for_is_kept(
    slack: SlackPeople, slack_api: FakeSlack, gateway: Gateway, background: Callable[[], Any]
) -> None:
    """Retry-After counts; then the reply arrives once."""
    adapter: Any = gateway.turns.couriers["slack"]
    now = [100.0]
    adapter.pace._clock = lambda: now[0]
    slack_api.failures.append((429, {"error": "ratelimited"}, {"Retry-After": "30"}))
    await slack.say("hello")
    slack_api.calls.clear()
    now[0] += 29
    await background()
    assert slack_api.calls == []
    now[0] += 2
    await background()
    await background()
    assert [shown_text(posted) for posted in slack_api.posted] == ["You said: hello"]


async def test_while_slack_is_away_messages_are_taken_and_replies_kept(
    slack: SlackPeople, slack_api: FakeSlack, background: Callable[[], Any]
) -> None:
    """And delivered in order, once, when it is back."""
    slack_api.away = True
    for text in ("one", "two"):
        await slack.say(text)
    slack_api.away = False
    await background()
    await background()
    assert [shown_text(posted) for posted in slack_api.posted] == ["You said: one", "You said: two"]


async def test_two_gateways_deliver_a_reply_once(
    slack: SlackPeople, slack_api: FakeSlack, gateway: Gateway, make_app: Callable[..., Any]
) -> None:
    """Both find it waiting at the same time."""
    slack_api.away = True
    await slack.say("hello")
    slack_api.away = False
    other: Gateway = make_app().state.gateway
    await asyncio.gather(*(one.turns.deliver() for one in (gateway, other, gateway, other)))
    assert len(slack_api.posted) == 1


async def test_a_long_reply_arrives_in_pieces(slack: SlackPeople, slack_api: FakeSlack) -> None:
    """Measured as Slack counts, with what is escaped."""
    text = " ".join(f"<{number}> & more" for number in range(200))
    await slack.say(text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
    assert len(slack_api.posted) == 2
    assert " ".join(shown_text(posted) for posted in slack_api.posted) == write(f"You said: {text}")
    assert not shown_buttons(slack_api.posted[0]) and len(shown_buttons(slack_api.posted[1])) == 3


@pytest.mark.parametrize(
    "text", ["<!channel> help", "<@U2>", "<https://evil.example|https://3cx.com>", "a < b & c > d"]
)
async def test_what_people_write_stays_words(slack: SlackPeople, slack_api: FakeSlack, text: str) -> None:
    """No mention, no link under another name; Slack shows exactly what was meant."""
    typed = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    await slack.say(typed)
    said = shown_text(slack_api.posted[0])
    links = re.findall("<([^>]*)>", said)
    assert all(link.startswith("https://") and "|" not in link for link in links)
    assert read(said) == f"You said: {text}"
    assert slack_api.posted[0]["blocks"][0]["text"]["verbatim"] is True


def test_the_writing_of_slack_is_read_as_plain_text() -> None:
    """Links, mentions, channels, dates, entities."""
    typed = "<@UBOT> see <https://a.example/x?y=1&amp;z=2> in <#C1|support>, <mailto:a@b.example|a@b.example>, <!here>"
    assert read(typed, BOT) == "see https://a.example/x?y=1&z=2 in #support, a@b.example, @here"
    assert write("see https://a.example/x. <b>") == "see <https://a.example/x>. &lt;b&gt;"


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
