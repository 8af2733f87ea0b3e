"""A store that is away is said, never replaced, and costs nobody a word that they typed."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import threading
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Callable, Iterator

import pytest
from gateway.fake_rasa import SECRET, FakeRasa, application
from gateway.visitor import Visitor
from sqlalchemy.engine import make_url
from starlette.testclient import TestClient

from benchmarks.cluster import postgresql, redis_server
from bot.gateway.app import create_app
from bot.gateway.rasa import HttpRasa, RasaAway
from bot.settings import ROOT, Settings
from tests.support.servers import serve

pytestmark = pytest.mark.server


class Switch:
    """A server that can be stopped and started again at the same address."""

    def __init__(self, start: Callable[[], Any]) -> None:
        self._start, self._stack = start, ExitStack()
        self.url = ""
        self.on()

    def on(self) -> None:
        self.url = self._stack.enter_context(self._start())[0]

    def off(self) -> None:
        self._stack.close()


@contextmanager
def switched(start: Callable[[], Any]) -> Iterator[Switch]:
    switch = Switch(start)
    try:
        yield switch
    finally:
        switch.off()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Switch]:
    with switched(lambda: postgresql(tmp_path / "postgresql")) as switch:
        yield switch


def _client(rasa: FakeRasa, tmp_path: Path, **settings: Any) -> TestClient:
    app = create_app(Settings(var=tmp_path, secret="a secret of the tests", **settings), rasa=rasa)
    # As browsers send it: without the database the conversation's own language is not known.
    return TestClient(app, raise_server_exceptions=False, headers={"Accept-Language": "de"})


def _visit(client: TestClient) -> Visitor:
    opened = client.post("/api/conversations", json={"locale": "de-DE"}).json()
    return Visitor(client, opened["conversation_id"], opened["token"], opened)


def _said(visitor: Visitor, by: str) -> list[str]:
    return [message["text"] for message in visitor.history()["messages"] if message["from"] == by]


def test_while_postgresql_is_away_nothing_is_acknowledged_and_then_nothing_is_missing(
    database: Switch, rasa: FakeRasa, tmp_path: Path
) -> None:
    """The visitor is told when to send it again; the same key then gives one answer."""
    with _client(rasa, tmp_path, database_url=database.url) as client:
        visitor = _visit(client)
        assert visitor.send(text="before", key="a").status_code == 200
        database.off()
        refused = visitor.send(text="during", key="b")
        assert (refused.status_code, refused.json()["error"]["code"]) == (503, "unavailable")
        assert "Sekunden" in refused.json()["error"]["message"] and int(refused.headers["retry-after"]) > 0
        assert client.get("/healthz").status_code == 200
        ready = client.get("/readyz")
        assert (ready.status_code, ready.json()["checks"]["database"]) == (503, False)
        database.on()
        assert [visitor.send(text="during", key="b").status_code for _ in range(2)] == [200, 200]
        assert visitor.send(text="after", key="c").status_code == 200
        assert _said(visitor, "user") == ["before", "during", "after"]
        assert [text for text in _said(visitor, "assistant") if "during" in text] == ["You said: during"]


def test_an_answer_that_could_not_be_stored_is_asked_for_again(
    database: Switch, rasa: FakeRasa, tmp_path: Path
) -> None:
    """PostgreSQL goes away while Rasa is thinking; the message was stored and is answered once."""
    with _client(rasa, tmp_path, database_url=database.url) as client:
        visitor = _visit(client)
        rasa.delay = 1.0
        timer = threading.Timer(0.3, database.off)
        timer.start()
        assert visitor.send(text="in between", key="a").status_code == 503
        timer.join()
        rasa.delay = 0.0
        database.on()
        assert visitor.send(text="in between", key="a").status_code == 200
        assert _said(visitor, "user") == ["in between"]
        assert _said(visitor, "assistant").count("You said: in between") == 1


def test_while_redis_is_away_the_limits_are_not_kept_elsewhere(rasa: FakeRasa, tmp_path: Path) -> None:
    """Requests are refused calmly and /readyz says why; when Redis is back, so is the assistant."""
    with switched(lambda: redis_server(tmp_path)) as redis:
        port = make_url(redis.url).port
        with _client(rasa, tmp_path, redis_url=redis.url) as client:
            visitor = _visit(client)
            redis.off()
            refused = visitor.send(text="during", key="a")
            assert (refused.status_code, refused.json()["error"]["code"]) == (503, "unavailable")
            ready = client.get("/readyz")
            assert (ready.status_code, ready.json()["checks"]["limits"]) == (503, False)
            with redis_server(tmp_path, port):
                assert visitor.send(text="during", key="a").status_code == 200
                assert _said(visitor, "user") == ["during"]


def test_a_gateway_without_its_database_says_so_and_ends(tmp_path: Path) -> None:
    """In one line that names the setting, at once."""
    url = "postgresql://nobody@127.0.0.1:1/nothing"
    environment = {**os.environ, "INTAKE_DATABASE_URL": url, "INTAKE_VAR": str(tmp_path), "INTAKE_SECRET": "x"}
    command = [sys.executable, "-m", "bot.gateway"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 1 and "INTAKE_DATABASE_URL" in done.stderr and "Traceback" not in done.stderr


def test_a_conversation_whose_rasa_server_died_goes_on_at_another() -> None:
    """And is back home when that one listens again; without any server the message waits."""

    async def talk(urls: list[str], stop: list[ExitStack]) -> None:
        rasa = HttpRasa(urls, SECRET, 30.0)
        home = rasa._in_order("somebody")[0]
        assert (await rasa.turn("somebody", "one", {})).messages
        stop[urls.index(home)].close()
        started = time.monotonic()
        assert (await rasa.turn("somebody", "two", {})).messages and (await rasa.turn("somebody", "three", {})).messages
        assert time.monotonic() - started < 10 and await rasa.ready()
        assert rasa._in_order("somebody")[0] != home
        for server in stop:
            server.close()
        with pytest.raises(RasaAway):
            await rasa.turn("somebody", "four", {})
        assert not await rasa.ready()
        await rasa.close()

    stacks = [ExitStack(), ExitStack()]
    urls = [stack.enter_context(serve(application)) for stack in stacks]
    asyncio.run(talk(urls, stacks))
