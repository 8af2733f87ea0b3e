"""What the gateway tells Prometheus, and whose word about a visitor's address it takes."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import httpx
import pytest
from gateway.fake_rasa import FakeRasa
from gateway.plain_receiver import PlainReceiver
from gateway.visitor import OPEN, Visit
from sqlalchemy.exc import OperationalError
from starlette.testclient import TestClient

from bot.gateway.app import create_app
from bot.gateway.gateway import Gateway
from bot.gateway.limits import LimitRules
from bot.gateway.rasa import RasaAway
from bot.gateway.server import server
from bot.settings import Settings
from bot.tickets import TicketStore
from bot.tickets.audit import utc_now
from bot.tickets.outbox import Outbox
from tests.tickets.samples import draft


def figure(client: TestClient, name: str) -> float:
    """The value of a sample, given as it stands in the exposition."""
    found = re.search(rf"^{re.escape(name)} (\S+)$", client.get("/metrics").text, re.MULTILINE)
    assert found, f"{name} is not exported"
    return float(found[1])


def test_a_silent_turn_is_counted_and_still_answered(client: TestClient, visit: Visit) -> None:
    visitor = visit()
    assert figure(client, "intake_silent_turns_total") == 0
    answer = visitor.say("silence")
    assert answer["messages"][0]["text"]
    assert figure(client, "intake_silent_turns_total") == 1


def test_refusals_are_counted_by_their_code(make_client: Any, visit: Visit) -> None:
    client = make_client(rules=LimitRules("1/minute", "100/minute", "100/minute", "100/minute", "100/minute"))
    visitor = visit(client)
    assert [visitor.send(text="x").status_code for _ in range(3)] == [200, 429, 429]
    assert figure(client, 'intake_refused_total{code="rate_limited"}') == 2


def test_what_waits_for_the_desk_is_told_with_its_age(client: TestClient, gateway: Gateway) -> None:
    """Waiting, tried in vain, and parked letters, whether a relay runs or not."""
    store = TicketStore(gateway.engine, clock=lambda: utc_now() - timedelta(hours=2))
    for number in range(3):
        store.open(draft(), idempotency_key=f"case-{number}")
    outbox = Outbox(gateway.engine, timedelta(0))
    first, second, _ = outbox.due(utc_now())
    outbox.failed(first, "no answer", utc_now())
    outbox.park(second, "refused", utc_now())
    states = {s: figure(client, f'intake_outbox_letters{{state="{s}"}}') for s in ("waiting", "failing", "parked")}
    assert states == {"waiting": 2, "failing": 1, "parked": 1}
    assert figure(client, "intake_outbox_oldest_seconds") == pytest.approx(7200, abs=60)


def test_a_message_without_answer_is_told_with_its_age(client: TestClient, visit: Visit, rasa: FakeRasa) -> None:
    visitor = visit()
    rasa.failure = RasaAway("away")
    assert visitor.send(text="Hello?").json()["pending"]
    assert figure(client, "intake_pending_messages") == 1
    assert 0 <= figure(client, "intake_pending_oldest_seconds") < 60
    assert figure(client, 'intake_rasa_failures_total{how="away"}') >= 1


def test_a_database_that_is_away_is_a_figure_and_not_an_error(
    client: TestClient, gateway: Gateway, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = visit()
    assert figure(client, 'intake_store_up{store="database"}') == 1

    def away(*_: Any, **__: Any) -> None:
        raise OperationalError("select", {}, Exception("away"))

    monkeypatch.setattr(gateway.engine.pool, "connect", away)
    assert visitor.send(text="Hello?").status_code == 503
    assert figure(client, 'intake_store_up{store="database"}') == 0
    assert figure(client, 'intake_store_failures_total{store="database"}') >= 1


@contextmanager
def running(settings: Settings, rasa: FakeRasa, rules: LimitRules) -> Iterator[str]:
    """The gateway as its own server runs it, on a free port."""
    app = create_app(settings, rasa=rasa, rules=rules, receiver=PlainReceiver(settings.var / "attachments"))
    found = server(app, replace(settings, port=0))
    thread = threading.Thread(target=found.run, daemon=True)
    thread.start()
    while not found.started:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{found.servers[0].sockets[0].getsockname()[1]}"
    finally:
        found.should_exit = True
        thread.join(10)


@pytest.mark.parametrize(
    ("trusted", "expected"), [("", [201, 429, 429]), ("127.0.0.1", [201, 201, 429]), ("10.0.0.0/8", [201, 429, 429])]
)
def test_an_address_in_a_header_counts_only_from_a_trusted_proxy(
    settings: Settings, rasa: FakeRasa, trusted: str, expected: list[int]
) -> None:
    """Otherwise whoever writes another address with each request would meet no limit."""
    rules = replace(OPEN, opening="1/minute")
    with running(replace(settings, trusted_proxies=trusted), rasa, rules) as url:
        found = [
            httpx.post(
                f"{url}/api/conversations", json={}, headers={"X-Forwarded-For": address}, timeout=30
            ).status_code
            for address in ("203.0.113.1", "203.0.113.2", "203.0.113.2")
        ]
    assert found == expected
