"""Never lost, never doubled, never out of order."""

from __future__ import annotations

import asyncio
from typing import Any, Callable

import httpx
from gateway.fake_rasa import FakeRasa
from gateway.visitor import Visit, Visitor
from starlette.testclient import TestClient

from bot.gateway.conversations import Conversation
from bot.gateway.gateway import Gateway
from bot.gateway.messages import Inbound, Message
from bot.gateway.rasa import RasaAway, RasaRefused
from bot.gateway.turns import REFUSALS, Settled


async def _work_off(gateway: Gateway) -> None:
    for conversation_id in gateway.conversations.due():
        await gateway.turns.catch_up(conversation_id)


def _at_once(client: TestClient, visitor: Visitor, requests: list[tuple[dict[str, Any], str | None]]) -> list[Any]:
    async def run() -> list[Any]:
        transport = httpx.ASGITransport(client.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://test", timeout=60) as session:
            url = f"/api/conversations/{visitor.id}/messages"
            calls = [
                session.post(url, json=body, headers={**visitor.headers, **({"Idempotency-Key": key} if key else {})})
                for body, key in requests
            ]
            return list(await asyncio.gather(*calls))

    return asyncio.run(run())


def test_the_same_key_gives_the_same_answer_and_is_worked_on_once(visit: Visit, rasa: FakeRasa) -> None:
    """A repetition after a lost answer."""
    visitor = visit()
    first, second = (visitor.send(text="hello", key="k1").json() for _ in range(2))
    assert first["messages"] == second["messages"] and first["id"] == second["id"]
    assert len(rasa.turns) == 2


def test_doubles_at_the_same_time_are_worked_on_once(client: TestClient, visit: Visit, rasa: FakeRasa) -> None:
    """Ten requests with one key give ten equal answers and one turn."""
    visitor = visit()
    rasa.delay = 0.05
    answers = _at_once(client, visitor, [({"text": "hello"}, "same")] * 10)
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.text for answer in answers}) == 1
    assert len(rasa.turns) == 2


def test_a_key_with_another_content_is_refused(visit: Visit) -> None:
    """The first message stays as it was."""
    visitor = visit()
    visitor.send(text="hello", key="k1")
    answer = visitor.send(text="good-bye", key="k1")
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "key_reused")


def test_a_double_click_presses_once(client: TestClient, visit: Visit, rasa: FakeRasa) -> None:
    """Without a key the second press of the same button is refused."""
    visitor = visit()
    button = visitor.greeting["messages"][0]["buttons"][0]["button"]
    statuses = sorted(a.status_code for a in _at_once(client, visitor, [({"button": button}, None)] * 5))
    assert statuses == [200, 422, 422, 422, 422]
    assert len(rasa.turns) == 2


def test_messages_of_one_conversation_are_worked_off_one_by_one_in_order(
    client: TestClient, visit: Visit, rasa: FakeRasa
) -> None:
    """Sent at the same time, answered each, never two turns at once."""
    visitor = visit()
    rasa.delay = 0.02
    answers = _at_once(client, visitor, [({"text": f"message {n}"}, None) for n in range(8)])
    assert {answer.status_code for answer in answers} == {200}
    assert rasa.most_at_once == 1
    asked = [m["text"] for m in visitor.history()["messages"] if m["from"] == "user"]
    assert [turn["text"] for turn in rasa.turns[1:]] == asked
    said = {answer.json()["messages"][0]["text"] for answer in answers}
    assert said == {f"You said: message {n}" for n in range(8)}


def test_while_rasa_is_away_the_message_is_kept_and_answered_later(
    visit: Visit, rasa: FakeRasa, gateway: Gateway
) -> None:
    """The visitor is told calmly; the answer is found in the history."""
    visitor = visit(locale="en")
    rasa.failure = RasaAway("ConnectError")
    first, second = visitor.send(text="one"), visitor.send(text="two")
    assert first.status_code == second.status_code == 200
    assert first.json()["pending"] is True and "kept" in first.json()["messages"][0]["text"]
    assert visitor.history()["pending"] is True
    rasa.failure = None
    asyncio.run(gateway.turns.settle(gateway.messages.pending(visitor.id)[-1]))
    assert [turn["text"] for turn in rasa.turns[1:]] == ["one", "two"]
    history = visitor.history()
    assert history["pending"] is False
    assert [m["text"] for m in history["messages"][1:]] == ["one", "two", "You said: one", "You said: two"]


def test_after_a_crash_the_worker_goes_on_where_it_was(
    visit: Visit, rasa: FakeRasa, gateway: Gateway, make_client: Callable[..., TestClient]
) -> None:
    """A message that was stored when the process ended is answered by the next process."""
    visitor = visit()
    stored = gateway.messages.take(visitor.id, Inbound("text", "from before the crash"))
    with make_client() as fresh:
        for _ in range(100):
            found = fresh.get(f"/api/conversations/{visitor.id}/messages", headers=visitor.headers).json()
            if not found["pending"]:
                break
            fresh.portal.call(asyncio.sleep, 0.05)  # type: ignore[union-attr]
    assert found["messages"][-1]["text"] == "You said: from before the crash"
    assert gateway.messages.status(stored) == "done"


def test_two_gateways_do_not_work_on_one_conversation_at_once(
    visit: Visit, rasa: FakeRasa, gateway: Gateway, make_client: Callable[..., TestClient]
) -> None:
    """Both share the database; the lease makes one of them wait."""
    visitor = visit()
    other: Gateway = make_client().app.state.gateway  # type: ignore[attr-defined]
    rasa.delay = 0.05
    stored = [gateway.messages.take(visitor.id, Inbound("text", f"message {n}")) for n in range(4)]

    async def both() -> list[Settled | None]:
        settle = [(gateway if n % 2 else other).turns.settle(message) for n, message in enumerate(stored)]
        return list(await asyncio.gather(*settle))

    assert all(asyncio.run(both()))
    assert rasa.most_at_once == 1
    assert [turn["text"] for turn in rasa.turns[1:]] == [f"message {n}" for n in range(4)]


def test_a_message_that_is_always_refused_is_set_aside(visit: Visit, rasa: FakeRasa, gateway: Gateway) -> None:
    """After enough refusals the visitor is told, and the next message is answered."""
    visitor = visit()
    rasa.failure = RasaRefused("status 500")
    visitor.say("poison")
    [stored] = gateway.messages.pending(visitor.id)
    for _ in range(REFUSALS):
        asyncio.run(gateway.turns.settle(stored))
    assert gateway.messages.status(stored) == "parked"
    assert visitor.history()["messages"][-1]["from"] == "assistant"
    rasa.failure = None
    assert visitor.say("next")["messages"][0]["text"] == "You said: next"


def test_being_away_never_sets_a_message_aside(visit: Visit, rasa: FakeRasa, gateway: Gateway) -> None:
    """However long Rasa is down."""
    visitor = visit()
    rasa.failure = RasaAway("ConnectError")
    visitor.say("patience")
    [stored] = gateway.messages.pending(visitor.id)
    for _ in range(REFUSALS * 2):
        asyncio.run(gateway.turns.settle(stored))
    assert gateway.messages.status(stored) == "pending"


class Post:
    """A channel that keeps what it delivered; it fails while `broken`."""

    name = "post"
    routes = ()

    def __init__(self) -> None:
        self.broken = False
        self.carried: list[str] = []

    async def work(self) -> None:
        """Nothing comes in here."""

    async def deliver(self, conversation: Conversation, message: Message) -> None:
        if self.broken:
            raise OSError("no connection")
        self.carried.append(f"{conversation.address}: {message.text}")


def test_an_answer_that_could_not_be_delivered_is_delivered_on_return(
    make_client: Callable[..., TestClient], rasa: FakeRasa
) -> None:
    """In order, and each of them once."""
    post = Post()
    gateway: Gateway = make_client(channels=lambda inbox, conversations: [post]).app.state.gateway  # type: ignore
    conversation, _ = gateway.conversations.open("post", address="box 7")

    async def run() -> None:
        post.broken = True
        await gateway.inbox.text(conversation, "one")
        await gateway.inbox.text(conversation, "two")
        await gateway.worker.deliver()
        assert post.carried == []
        post.broken = False
        await gateway.worker.deliver()
        await gateway.worker.deliver()

    asyncio.run(run())
    assert post.carried == ["box 7: You said: one", "box 7: You said: two"]
