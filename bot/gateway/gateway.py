"""Everything behind the routes: stores, worker, guards and templates, wired together.

`app` builds it for an application. Nothing is made at import time, and no environment is read.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Callable, Mapping, Sequence
from zoneinfo import ZoneInfo

from jinja2 import Environment, Undefined
from sqlalchemy.engine import Engine

from bot import vault
from bot.attachments.receive import open_receiver
from bot.database import connect
from bot.gateway import assets, health, pages
from bot.gateway.attachments import IsolatedReceiver, Receiver
from bot.gateway.backlog import Backlog
from bot.gateway.channels import Channel
from bot.gateway.conversations import Conversations
from bot.gateway.desk.session import Sessions
from bot.gateway.desk.staff import Staff
from bot.gateway.identity import Identity
from bot.gateway.inbox import Inbox
from bot.gateway.limits import LimitRules, Limits
from bot.gateway.links import Links
from bot.gateway.messages import Messages
from bot.gateway.metrics import Metrics
from bot.gateway.news import DeskNews
from bot.gateway.pairing import Pairing
from bot.gateway.rasa import HttpRasa, Rasa
from bot.gateway.turns import Cases, Turns
from bot.gateway.words import Words
from bot.gateway.work import Work
from bot.gateway.worker import Worker
from bot.settings import Settings
from bot.tickets import CaseStore, TicketStore

# Twice the action server's own deadline, and something for understanding and the way.
TURN_SECONDS_OVER_DEADLINE = 2.5
DESK_TEMPLATES = Path(__file__).parent / "desk" / "templates"


@dataclass(frozen=True)
class Gateway:
    """What the endpoints work with; found at `app.state.gateway`."""

    settings: Settings
    engine: Engine
    words: Words
    metrics: Metrics
    conversations: Conversations
    messages: Messages
    cases: Cases
    turns: Turns
    worker: Worker
    inbox: Inbox
    limits: Limits
    links: Links
    identity: Identity
    pairing: Pairing
    assets: Mapping[str, assets.Asset]
    templates: Environment
    tickets: TicketStore
    sessions: Sessions
    desk_templates: Environment
    channel_names: Sequence[str]
    description: Mapping[str, Any]

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which staff read times."""
        return ZoneInfo(self.settings.office_zone)


def build(
    settings: Settings,
    engine: Engine | None,
    rasa: Rasa | None,
    cases: Cases | None,
    receiver: Receiver | None,
    rules: LimitRules | None,
    channels: Callable[[Inbox, Conversations], Sequence[Channel]] | None,
) -> tuple[Gateway, Sequence[Channel]]:
    """Everything behind the routes, wired together."""
    settings.var.mkdir(parents=True, exist_ok=True)
    engine = engine or connect(settings.database)
    secret = vault.ensure_secret(settings)
    turn_seconds = settings.action_deadline * TURN_SECONDS_OVER_DEADLINE
    words, metrics = Words.load(settings.locales), Metrics()
    conversations, messages = Conversations(engine), Messages(engine)
    case_store = cases or CaseStore(engine)
    couriers: dict[str, Channel] = {}
    turns = Turns(
        conversations,
        messages,
        Work(engine),
        rasa or HttpRasa(settings.rasa_servers, secret, turn_seconds),
        case_store,
        words,
        metrics,
        turn_seconds,
        couriers,
    )
    inbox = Inbox(
        messages,
        turns,
        vault.Vault(engine, vault.ensure_key(settings)),
        receiver or IsolatedReceiver(partial(open_receiver, settings)),
        words,
        secret,
        settings.message_limit,
        settings.order_seconds,
    )
    adapters = channels(inbox, conversations) if channels else ()
    couriers.update({adapter.name: adapter for adapter in adapters})
    news = DeskNews(engine, conversations, messages, words, couriers)
    worker = Worker(turns, (news.tell, *(adapter.work for adapter in adapters)))
    limits = Limits(rules or LimitRules(), settings.redis_url)
    metrics.registry.register(Backlog(engine, limits))
    gateway = Gateway(
        settings,
        engine,
        words,
        metrics,
        conversations,
        messages,
        case_store,
        turns,
        worker,
        inbox,
        limits,
        Links.configured(settings, secret, words),
        Identity(settings.identity_issuer, settings.identity_audience, settings.identity_keys),
        Pairing(engine, secret),
        assets.load(pages.WIDGET),
        pages.templates(pages.WIDGET),
        TicketStore(engine),
        Sessions(Staff(engine), secret, settings.address),
        # Tickets come from elsewhere and need not have everything.
        pages.templates(DESK_TEMPLATES, Undefined),
        ("web", *couriers),
        health.description(),
    )
    return gateway, adapters
