"""Replies reach Slack once, whole and in order, also when Slack pauses or is away."""

from __future__ import annotations

import asyncio
import re
from typing import Any, Callable

import pytest
from channels.fake_slack import BOT, FakeSlack
from channels.people import SlackPeople, shown_buttons, shown_text

from bot.gateway.channels.slack_text import read, write
from bot.gateway.gateway import Gateway


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
    await asyncio.gather(*(one.worker.deliver() for one in (gateway, other, gateway, other)))
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
