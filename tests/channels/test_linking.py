"""A conversation begun on the website goes on in Telegram or Slack with a one-time code, and only so."""

from __future__ import annotations

import httpx
import pytest
from channels.fake_slack import FakeSlack
from channels.fake_telegram import FakeTelegram
from channels.people import SlackPeople, TelegramPeople, shown_text
from gateway.fake_rasa import FakeRasa

from bot.gateway.gateway import Gateway


async def _visit(client: httpx.AsyncClient, gateway: Gateway) -> tuple[str, str]:
    """The id of a conversation on the website and a code to go on elsewhere."""
    opened = (await client.post("/api/conversations", json={"locale": "de"})).json()
    headers = {"Authorization": f"Bearer {opened['token']}"}
    answer = await client.post(f"/api/conversations/{opened['conversation_id']}/link-code", headers=headers)
    return opened["conversation_id"], answer.json()["code"]


@pytest.mark.parametrize("form", ["{}", "/start {}", " {} "])
async def test_a_code_leads_the_chat_to_the_conversation(
    client: httpx.AsyncClient, gateway: Gateway, telegram: TelegramPeople, telegram_api: FakeTelegram, rasa: FakeRasa,
    form: str,
) -> None:  # fmt: skip
    """As it is, and from a link that opens the bot; the language goes along."""
    conversation, code = await _visit(client, gateway)
    await telegram.say(form.format(code))
    await telegram.say("no audio")
    assert "Website begonnen" in telegram_api.texts[0]
    assert rasa.turns[-1]["sender"] == conversation and code not in str(rasa.turns)


async def test_a_code_serves_once(
    client: httpx.AsyncClient, gateway: Gateway, telegram: TelegramPeople, telegram_api: FakeTelegram, rasa: FakeRasa
) -> None:
    """Whoever comes second is told, and stays where they were."""
    conversation, code = await _visit(client, gateway)
    await telegram.say(code)
    await telegram.say(code, chat=8)
    await telegram.say("hello", chat=8)
    assert "not valid" in telegram_api.texts[1] and rasa.turns[-1]["sender"] != conversation


async def test_without_a_code_nobody_gets_into_a_conversation(
    client: httpx.AsyncClient, gateway: Gateway, telegram: TelegramPeople, rasa: FakeRasa
) -> None:
    """Neither with its id nor with a guess; guessing is limited by address."""
    conversation, _ = await _visit(client, gateway)
    for text in (conversation, f"/start {conversation}", "BCDF-GH34"):
        await telegram.say(text)
    assert all(turn["sender"] != conversation for turn in rasa.turns[1:])


async def test_a_code_works_in_a_direct_message_of_slack(
    client: httpx.AsyncClient, gateway: Gateway, slack: SlackPeople, slack_api: FakeSlack, rasa: FakeRasa
) -> None:
    """The same way."""
    conversation, code = await _visit(client, gateway)
    await slack.say(code)
    await slack.say("no audio")
    assert "Website begonnen" in shown_text(slack_api.posted[0]) and rasa.turns[-1]["sender"] == conversation


async def test_a_code_typed_in_a_channel_of_slack_is_not_used_there(
    client: httpx.AsyncClient, gateway: Gateway, slack: SlackPeople, slack_api: FakeSlack, rasa: FakeRasa
) -> None:
    """It would lead a private conversation into public."""
    conversation, code = await _visit(client, gateway)
    await slack.mention(code)
    assert slack_api.whispered and not slack_api.posted
    found = gateway.conversations.load(conversation)
    assert found is not None and (found.channel, found.address) == ("web", None)


async def test_who_is_known_in_direct_messages_is_known_where_a_thread_is_led_to(
    gateway: Gateway, slack: SlackPeople, slack_api: FakeSlack, rasa: FakeRasa
) -> None:
    """The identity of the website's word; in the channel itself nobody has one."""
    gateway.conversations.open("slack", address="T1:DU1:U1", identity_id="somebody")
    root = await slack.mention("hello")
    await slack.say("summary", channel="C1", thread_ts=root["ts"])
    await slack.say("go on", channel="DU1", thread_ts=slack_api.posted[-1]["thread_ts"])
    identities = [turn["metadata"].get("identity") for turn in rasa.turns]
    assert identities == [None, None, "somebody"]


async def test_the_website_names_the_channels_that_are_open(client: httpx.AsyncClient) -> None:
    """So that it offers codes only where they can be used."""
    answer = await client.get("/widget/words.json")
    assert answer.json()["channels"] == ["telegram", "slack"]
