"""What arrives in a conversation is stored in the order of its arrival, and a slow line keeps nobody waiting."""

from __future__ import annotations

import asyncio
import gc
import json
from dataclasses import replace
from typing import Any, AsyncIterator, Awaitable, Callable

import httpx
import pytest
from gateway.fake_rasa import FakeRasa
from gateway.visitor import OPEN, Visit, Visitor
from starlette.testclient import TestClient

from bot.gateway.app import create_app
from bot.gateway.gateway import Gateway
from bot.gateway.inbox import PASTED
from bot.settings import Settings


def _run(client: TestClient, do: Callable[[httpx.AsyncClient], Awaitable[Any]]) -> Any:
    async def run() -> Any:
        transport = httpx.ASGITransport(client.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://test", timeout=60) as session:
            return await do(session)

    return asyncio.run(run())


async def _send(session: httpx.AsyncClient, visitor: Visitor, content: bytes | AsyncIterator[bytes]) -> httpx.Response:
    return await session.post(f"/api/conversations/{visitor.id}/messages", content=content, headers=visitor.headers)


def _text(text: str) -> bytes:
    return json.dumps({"text": text}).encode()


def _asked(visitor: Visitor) -> list[str]:
    messages = visitor.history()["messages"]
    return [m["text"] or m["attachment"]["name"] for m in messages if m["from"] == "user"]


def test_a_burst_is_stored_and_answered_in_the_order_of_its_arrival(
    client: TestClient, visit: Visit, rasa: FakeRasa
) -> None:
    """Thirty messages sent without waiting; a secret in some of them takes the vault's time, and none overtakes."""
    visitor = visit()
    sent = [f"message {n}" + (f", password: hunter{n}Forever!" if n % 3 == 0 else "") for n in range(30)]

    async def burst(session: httpx.AsyncClient) -> list[httpx.Response]:
        return list(await asyncio.gather(*(_send(session, visitor, _text(text)) for text in sent)))

    answers = _run(client, burst)
    assert {answer.status_code for answer in answers} == {200}
    assert [text.partition(",")[0] for text in _asked(visitor)] == [f"message {n}" for n in range(30)]
    assert [turn["text"].partition(",")[0] for turn in rasa.turns[1:]] == [f"message {n}" for n in range(30)]
    assert rasa.most_at_once == 1


def test_messages_that_name_the_one_before_keep_its_order_over_two_gateways(
    client: TestClient, make_client: Callable[..., TestClient], visit: Visit, rasa: FakeRasa
) -> None:
    """The last arrives first, at one gateway or the other; masking takes longer for some."""
    visitor, other = visit(), make_client()
    texts = [f"message {n}" + (f", password: hunter{n}Forever!" if n % 3 == 0 else "") for n in range(8)]

    async def burst(session: httpx.AsyncClient) -> list[httpx.Response]:
        transport = httpx.ASGITransport(other.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://test", timeout=60) as second:
            sent = []
            for n in reversed(range(len(texts))):
                body = {"text": texts[n], "follows": f"key-{n - 1}" if n else None}
                headers = {**visitor.headers, "Idempotency-Key": f"key-{n}"}
                call = (session, second)[n % 2].post(
                    f"/api/conversations/{visitor.id}/messages", json=body, headers=headers
                )
                sent.append(asyncio.create_task(call))
                await asyncio.sleep(0.01)
            return list(await asyncio.gather(*sent))

    assert {answer.status_code for answer in _run(client, burst)} == {200}
    assert [text.partition(",")[0] for text in _asked(visitor)] == [f"message {n}" for n in range(8)]
    assert [turn["text"].partition(",")[0] for turn in rasa.turns[1:]] == [f"message {n}" for n in range(8)]


def test_a_message_is_not_taken_without_the_one_it_follows(
    settings: Settings, rasa: FakeRasa, visit: Visit, client: TestClient
) -> None:
    """Refused with the time to try again and not stored; taken as soon as the other one is there."""
    hasty = TestClient(create_app(replace(settings, order_seconds=0.05), rasa=rasa, rules=OPEN))
    visitor = replace(visit(), client=hasty)
    early = visitor.send(text="second", follows="first", key="second")
    assert (early.status_code, early.json()["error"]["code"], early.headers["Retry-After"]) == (409, "not_yet", "1")
    assert _asked(visitor) == []
    for key, follows in (("first", None), ("second", "first")):
        assert visitor.send(text=key, follows=follows, key=key).status_code == 200
    assert _asked(visitor) == ["first", "second"]
    assert visitor.send(text="third", follows="a b").json()["error"]["code"] == "bad_field"


def test_a_long_paste_keeps_its_place(client: TestClient, visit: Visit, rasa: FakeRasa) -> None:
    """It becomes a file, which takes longer to store than what was sent after it."""
    visitor = visit()

    async def burst(session: httpx.AsyncClient) -> None:
        texts = ("before", "line\n" * 200_000, "after")
        await asyncio.gather(*(_send(session, visitor, _text(text)) for text in texts))

    _run(client, burst)
    assert _asked(visitor) == ["before", PASTED, "after"]


def test_a_slow_body_keeps_nobody_waiting(client: TestClient, visit: Visit) -> None:
    """Not even in its own conversation: a message has arrived when all of it has."""
    visitor = visit()

    async def both(session: httpx.AsyncClient) -> httpx.Response:
        go_on = asyncio.Event()

        async def slowly() -> AsyncIterator[bytes]:
            yield b'{"text": '
            await go_on.wait()
            yield b'"slow"}'

        slow = asyncio.create_task(_send(session, visitor, slowly()))
        await asyncio.sleep(0.05)
        for text in ("one", "two"):
            assert (await asyncio.wait_for(_send(session, visitor, _text(text)), 10)).status_code == 200
        assert not slow.done()
        go_on.set()
        return await slow

    assert _run(client, both).status_code == 200
    assert _asked(visitor) == ["one", "two", "slow"]


@pytest.mark.parametrize("path", ["messages", "attachments", ""])
def test_a_body_that_trickles_in_is_given_up(
    settings: Settings, rasa: FakeRasa, visit: Visit, client: TestClient, path: str
) -> None:
    """408 in the contract's shape, also without a token: nobody holds a connection open for nothing."""
    hasty = create_app(replace(settings, body_seconds=0.2), rasa=rasa, rules=OPEN)
    visitor = visit()
    address = f"/api/conversations/{visitor.id}/{path}" if path else "/api/conversations"

    part = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.log"\r\n\r\n'

    async def trickle() -> AsyncIterator[bytes]:
        yield part if path == "attachments" else b"{"
        for _ in range(100):
            await asyncio.sleep(0.05)
            yield b" "

    async def send(session: httpx.AsyncClient) -> httpx.Response:
        headers = {**visitor.headers, "Content-Type": "multipart/form-data; boundary=x"}
        return await session.post(address, content=trickle(), headers=headers)

    answer = _run(TestClient(hasty), send)
    assert (answer.status_code, answer.json()["error"]["code"]) == (408, "too_slow")
    assert len(visitor.history()["messages"]) == 1


def test_locks_do_not_outlive_what_they_are_for(client: TestClient, visit: Visit, gateway: Gateway) -> None:
    """Neither those of conversations nor those of ids that somebody made up."""
    visitor = visit()

    async def burst(session: httpx.AsyncClient) -> None:
        strangers = [Visitor(client, f"made-up-{n}", "x", {}) for n in range(50)]
        await asyncio.gather(*(_send(session, one, _text("hello")) for one in [visitor] * 5 + strangers))

    _run(client, burst)
    gc.collect()
    assert len(gateway.inbox._arrivals) == len(gateway.turns._locks) == 0
