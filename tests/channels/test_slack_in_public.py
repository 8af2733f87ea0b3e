"""Slack's channels and threads, where others read along: what is heard there, and what never stands there."""

from __future__ import annotations

import json
from typing import Any

import pytest
from channels.conftest import Cases
from channels.fake_slack import BOT, FakeSlack
from channels.people import SlackPeople, shown_buttons, shown_text
from gateway.fake_rasa import FakeRasa

from bot.gateway.channels.slack_inbound import holds_secret
from bot.gateway.gateway import Gateway

KEY = "ABCD-EFGH-JKLM-NPQR"


SECRET = "password: hunter2hunter2"


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
    await gateway.worker.deliver()
    assert "ABC-123" not in slack_api.public() and shown_text(slack_api.posted[-1]) == "Ticket ABC-123 is solved."


async def test_a_file_in_a_channel_leads_to_a_direct_message(
    slack: SlackPeople, slack_api: FakeSlack, rasa: FakeRasa
) -> None:
    """What is found in it is nobody else's business."""
    slack_api.files["a.log"] = b"INVITE"
    await slack.mention("look", files=[slack.file("a.log")])
    assert "a.log" not in slack_api.public() and "You said" not in slack_api.public()
    assert len(rasa.turns) == 2
