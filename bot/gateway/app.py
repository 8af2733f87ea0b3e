"""The gateway as one Starlette application: routes, middleware and the background's life.

Called by `intake serve` and by the tests, which pass their own engine and Rasa.
"""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from typing import AsyncIterator, Callable, Sequence

from sqlalchemy.engine import Engine
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import BaseRoute

from bot.gateway import health, pages, web
from bot.gateway.attachments import IsolatedReceiver, Receiver
from bot.gateway.channels import Channel
from bot.gateway.conversations import Conversations
from bot.gateway.desk import forms, parked, views
from bot.gateway.errors import HANDLERS, Faults
from bot.gateway.gateway import Gateway, build
from bot.gateway.inbox import Inbox
from bot.gateway.limits import LimitRules
from bot.gateway.rasa import HttpRasa, Rasa
from bot.gateway.security import FORM_LIMIT, JSON_LIMIT, BodyLimit, Embedding, SecurityHeaders
from bot.gateway.turns import Cases
from bot.settings import Settings


def create_app(
    settings: Settings,
    *,
    engine: Engine | None = None,
    rasa: Rasa | None = None,
    cases: Cases | None = None,
    receiver: Receiver | None = None,
    rules: LimitRules | None = None,
    origins: Sequence[str] = (),
    channels: Callable[[Inbox, Conversations], Sequence[Channel]] | None = None,
) -> Starlette:
    """The application. `origins` closes the list of websites that may embed the widget (empty: any may).

    `channels` makes the adapters of further channels from the inbox and the conversations.
    """
    gateway, adapters = build(settings, engine, rasa, cases, receiver, rules, channels)
    app = Starlette(
        routes=_routes(adapters),
        middleware=[
            Middleware(SecurityHeaders, https=settings.address.startswith("https://")),
            Middleware(Embedding, origins=tuple(origins), own=settings.address),
            Middleware(Faults),
            Middleware(BodyLimit, limit=lambda path: _body_limit(settings, path), seconds=settings.body_seconds),
        ],
        exception_handlers=dict(HANDLERS),
        lifespan=_lifespan,
    )
    app.state.gateway = gateway
    return app


def _routes(adapters: Sequence[Channel]) -> list[BaseRoute]:
    routes: list[BaseRoute] = [*web.ROUTES, *health.ROUTES, *pages.ROUTES, *forms.ROUTES, *parked.ROUTES, *views.ROUTES]
    for adapter in adapters:
        routes.extend(adapter.routes)
    return routes


def _body_limit(settings: Settings, path: str) -> int:
    if path.startswith("/desk"):
        return FORM_LIMIT
    return settings.body_limit if path.endswith("/attachments") else JSON_LIMIT


@asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    gateway: Gateway = app.state.gateway
    worker = asyncio.create_task(gateway.worker.run())
    try:
        yield
    finally:
        worker.cancel()
        with suppress(asyncio.CancelledError):
            await worker
        if isinstance(gateway.turns.rasa, HttpRasa):
            await gateway.turns.rasa.close()
        if isinstance(gateway.inbox.receiver, IsolatedReceiver):
            gateway.inbox.receiver.close()
