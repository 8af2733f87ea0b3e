"""/openapi.json against the gateway itself: schemathesis makes requests, good and bad, and checks the answers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import schemathesis
from gateway.fake_rasa import FakeRasa
from gateway.plain_receiver import PlainReceiver
from gateway.visitor import OPEN, Visitor
from hypothesis import HealthCheck
from hypothesis import settings as examples
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from starlette.routing import Route
from starlette.testclient import TestClient

from bot.gateway import health, web
from bot.gateway.app import create_app
from bot.gateway.health import description
from bot.settings import Settings

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@pytest.fixture(scope="module")
def visitor(tmp_path_factory: pytest.TempPathFactory) -> Visitor:
    folder: Path = tmp_path_factory.mktemp("openapi")
    receiver = PlainReceiver(folder / "attachments")
    settings = Settings(var=folder, secret="x", order_seconds=0.01)
    app = create_app(settings, rasa=FakeRasa(), rules=OPEN, receiver=receiver)
    content = TestClient(app).post("/api/conversations").json()
    return Visitor(TestClient(app), content["conversation_id"], content["token"], content)


@pytest.fixture
def schema(visitor: Visitor) -> Any:
    return schemathesis.openapi.from_asgi("/openapi.json", visitor.client.app)


described = schemathesis.pytest.from_fixture("schema")


@described.parametrize()
@examples(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_call_answers_as_described(case: Any, visitor: Visitor) -> None:
    """In the visitor's own conversation: never a server error, only statuses and shapes that are described."""
    if "id" in case.path_parameters:
        case.path_parameters["id"] = visitor.id
        case.headers = {**(case.headers or {}), **visitor.headers}
    if case.path == "/readyz":
        # Without an action server the gateway is not ready; the answer is described, the status is no fault.
        case.call_and_validate(checks=CHECKS[1:])
    else:
        case.call_and_validate(checks=CHECKS)


def test_every_call_is_described() -> None:
    """The description and the routes agree."""
    routes = [route for route in (*web.ROUTES, *health.ROUTES) if isinstance(route, Route)]
    described = description()["paths"]
    served = {(route.path, method) for route in routes for method in (route.methods or ()) if method != "HEAD"}
    told = {(path, method.upper()) for path, calls in described.items() for method in calls if method != "parameters"}  # type: ignore[attr-defined]
    assert served - told == {("/openapi.json", "GET")}
    assert told - served == {("/widget/words.json", "GET")}
