"""Liveness, readiness, metrics and the description of the calls.

Called by orchestrators, Prometheus and people who write clients. Liveness says only that this
process answers; readiness asks everything a conversation needs.
"""

from __future__ import annotations

from pathlib import Path

import httpx
import yaml
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import text
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.gateway.rasa import SECRET_HEADER
from bot.settings import Settings
from bot.vault import ensure_secret

DESCRIPTION = Path(__file__).with_name("openapi.yml")


async def healthz(request: Request) -> JSONResponse:
    """GET /healthz"""
    return JSONResponse({"status": "ok"})


async def readyz(request: Request) -> JSONResponse:
    """GET /readyz: 200 when Rasa has a model, the action server, the database and Redis answer, else 503."""
    gateway = request.app.state.gateway
    checks = {
        "rasa": await gateway.turns.rasa.ready(),
        "actions": await _actions(gateway.settings),
        "database": await run_in_threadpool(_database, gateway.engine),
        "limits": await run_in_threadpool(gateway.limits.reachable),
    }
    ready = all(checks.values())
    return JSONResponse({"status": "ok" if ready else "unavailable", "checks": checks}, 200 if ready else 503)


async def metrics(request: Request) -> Response:
    """GET /metrics"""
    # In a thread, since what the stores hold is read from them now.
    content = await run_in_threadpool(generate_latest, request.app.state.gateway.metrics.registry)
    return Response(content, media_type=CONTENT_TYPE_LATEST)


async def openapi(request: Request) -> JSONResponse:
    """GET /openapi.json"""
    return JSONResponse(request.app.state.gateway.description)


def description() -> dict[str, object]:
    """The description of the calls, read once."""
    content: dict[str, object] = yaml.safe_load(DESCRIPTION.read_text(encoding="utf-8"))
    return content


async def _actions(settings: Settings) -> bool:
    address = settings.actions_webhook.removesuffix("/webhook") + "/health"
    try:
        async with httpx.AsyncClient(timeout=3, trust_env=False) as client:
            answer = await client.get(address, headers={SECRET_HEADER: ensure_secret(settings)})
            return answer.status_code == 200
    except httpx.TransportError:
        return False


def _database(engine: Engine) -> bool:
    try:
        with engine.connect() as connection:
            connection.execute(text("select 1"))
    except SQLAlchemyError:
        return False
    return True


ROUTES = [
    Route("/healthz", healthz),
    Route("/readyz", readyz),
    Route("/metrics", metrics),
    Route("/openapi.json", openapi),
]
