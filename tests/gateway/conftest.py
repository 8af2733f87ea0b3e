"""A gateway over a database file of its own, with a Rasa that does as it is told."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Callable, Iterator

import pytest
from gateway.desk_samples import PASSWORD
from gateway.fake_rasa import FakeRasa
from gateway.plain_receiver import PlainReceiver
from gateway.visitor import OPEN, Visit, Visitor
from starlette.testclient import TestClient
from support.once import read_once

from bot.gateway.app import create_app
from bot.gateway.gateway import Gateway
from bot.settings import Settings


@pytest.fixture(scope="module", autouse=True)
def made_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        read_once(patch)
        yield


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(var=tmp_path, secret="a secret of the tests")


@pytest.fixture
def rasa() -> FakeRasa:
    return FakeRasa()


@pytest.fixture
def make_client(settings: Settings, rasa: FakeRasa) -> Callable[..., TestClient]:
    """Makes clients without the background worker, so that a test decides when it runs."""

    def make(**options: Any) -> TestClient:
        given = {"rules": OPEN, "receiver": PlainReceiver(settings.var / "attachments"), **options}
        app = create_app(settings, rasa=rasa, **given)
        return TestClient(app, raise_server_exceptions=False)

    return make


@pytest.fixture
def client(make_client: Callable[..., TestClient]) -> TestClient:
    return make_client()


@pytest.fixture
def gateway(client: TestClient) -> Gateway:
    found: Gateway = client.app.state.gateway  # type: ignore[attr-defined]
    return found


@pytest.fixture
def visit(client: TestClient) -> Iterator[Callable[..., Visitor]]:
    """Opens conversations: `visit(locale="de-DE")`."""

    def open_conversation(client: TestClient = client, **body: Any) -> Visitor:
        answer = client.post("/api/conversations", json=body)
        assert answer.status_code == 201, answer.text
        content = answer.json()
        return Visitor(client, content["conversation_id"], content["token"], content)

    yield open_conversation


@pytest.fixture
def member(client: TestClient, gateway: Gateway) -> TestClient:
    """A client of somebody who has signed in."""
    gateway.sessions.staff.add("maria", PASSWORD)
    answer = client.post("/desk/login", data={"name": "maria", "password": PASSWORD}, follow_redirects=False)
    assert answer.status_code == 303
    return client


@pytest.fixture
def visitor(visit: Visit) -> Visitor:
    return visit(locale="de-DE")
