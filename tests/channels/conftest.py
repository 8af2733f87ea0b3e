"""A gateway with Telegram and Slack at local servers, and people who write to it there."""

from __future__ import annotations

import asyncio
import threading
import time
from pathlib import Path
from typing import Any, AsyncIterator, Callable, Iterator

import httpx
import pytest
import uvicorn
from argon2 import PasswordHasher
from channels import fake_slack, fake_telegram
from channels.fake_slack import FakeSlack
from channels.fake_telegram import FakeTelegram
from channels.people import SlackPeople, TelegramPeople
from gateway.fake_rasa import FakeRasa
from gateway.plain_receiver import PlainReceiver
from gateway.visitor import OPEN
from starlette.applications import Starlette
from support.once import read_once

from bot.database import connect
from bot.gateway.app import create_app
from bot.gateway.channels.setup import open_channels
from bot.gateway.gateway import Gateway
from bot.settings import Settings


class Server:
    """An application behind a port of its own, for as long as the tests run."""

    def __init__(self) -> None:
        self.current: Starlette | None = None
        self._server = uvicorn.Server(
            uvicorn.Config(self._serve, port=0, log_level="critical", ws="none", lifespan="off", interface="asgi3")
        )
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        while not self._server.started:
            time.sleep(0.01)
        self.address = f"http://127.0.0.1:{self._server.servers[0].sockets[0].getsockname()[1]}"

    async def _serve(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http" and self.current is not None:
            await self.current(scope, receive, send)

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join()


@pytest.fixture(scope="module", autouse=True)
def made_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        read_once(patch)
        # The decoy that the login of the staff compares with.
        patch.setattr(PasswordHasher, "hash", lambda _hasher, _password: "no password")
        yield


@pytest.fixture(scope="session")
def servers() -> Iterator[tuple[Server, Server]]:
    started = (Server(), Server())
    yield started
    for server in started:
        server.stop()


@pytest.fixture
def telegram_api(servers: tuple[Server, Server]) -> FakeTelegram:
    fake = FakeTelegram()
    servers[0].current = fake.application()
    return fake


@pytest.fixture
def slack_api(servers: tuple[Server, Server]) -> FakeSlack:
    fake = FakeSlack()
    servers[1].current = fake.application()
    return fake


@pytest.fixture
def settings(tmp_path: Path, servers: tuple[Server, Server]) -> Settings:
    return Settings(
        var=tmp_path,
        secret="a secret of the tests",
        telegram_token=fake_telegram.TOKEN,
        telegram_secret="the-secret-of-the-webhook",
        telegram_api=servers[0].address,
        slack_token=fake_slack.TOKEN,
        slack_signing_secret=fake_slack.SIGNING_SECRET,
        slack_api=f"{servers[1].address}/api/",
        public_url="https://support.example",
    )


@pytest.fixture
def rasa() -> FakeRasa:
    return FakeRasa()


class Cases:
    """What is known of the cases, as a test sets it."""

    def __init__(self) -> None:
        self.known: dict[str, dict[str, Any]] = {}

    def load(self, conversation_id: str) -> dict[str, Any] | None:
        return self.known.get(conversation_id)


@pytest.fixture
def cases() -> Cases:
    return Cases()


@pytest.fixture
def make_app(
    settings: Settings, rasa: FakeRasa, cases: Cases, telegram_api: FakeTelegram, slack_api: FakeSlack
) -> Callable[..., Starlette]:
    """Makes gateways over one database, without the background worker: a test decides when it runs."""

    def make(**options: Any) -> Starlette:
        engine = connect(settings.database)
        rules = options.get("rules", OPEN)
        return create_app(
            settings,
            engine=engine,
            rasa=rasa,
            cases=cases,
            rules=rules,
            receiver=options.get("receiver") or PlainReceiver(settings.var / "attachments"),
            channels=lambda inbox, conversations: open_channels(settings, engine, inbox, conversations, rules),
        )

    return make


@pytest.fixture
def app(make_app: Callable[..., Starlette]) -> Starlette:
    return make_app()


@pytest.fixture
def gateway(app: Starlette) -> Gateway:
    found: Gateway = app.state.gateway
    return found


@pytest.fixture
async def client(app: Starlette) -> AsyncIterator[httpx.AsyncClient]:
    """Its calls return after the work that follows the answer."""
    async with client_of(app) as session:
        yield session


def client_of(app: Starlette) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="http://gateway")


@pytest.fixture
def telegram(client: httpx.AsyncClient, settings: Settings) -> TelegramPeople:
    return TelegramPeople(client, settings.telegram_secret)


@pytest.fixture
def slack(client: httpx.AsyncClient, servers: tuple[Server, Server]) -> SlackPeople:
    return SlackPeople(client, f"{servers[1].address}/files")


@pytest.fixture
def background(gateway: Gateway) -> Callable[[], Any]:
    """One round of the background worker, with all it started."""

    async def round_() -> None:
        for channel in gateway.turns.couriers.values():
            await channel.work()  # type: ignore[attr-defined]
            await asyncio.gather(*channel._tasks)  # type: ignore[attr-defined]
        await gateway.worker.deliver()

    return round_
