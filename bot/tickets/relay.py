"""The process between our tickets and the help desk: delivers, listens, and purges what is too old.

Started by `intake relay`. One relay works at a time on a database;
others stand by. It ends at SIGTERM after the letter in hand.
"""

from __future__ import annotations

import signal
import threading
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Callable

import structlog
from prometheus_client import start_http_server
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError

from bot import observability
from bot import settings as configuration
from bot.database import connect
from bot.text.catalogue import Catalogue
from bot.tickets import figures, listening
from bot.tickets.audit import Clock, utc_now
from bot.tickets.delivery import PATIENCE, Courier, Patience
from bot.tickets.desks import Desk, DeskError, open_desk
from bot.tickets.leader import Leader
from bot.tickets.letter import LetterWriter, Opener, Transcript
from bot.tickets.privacy.purge import Purge
from bot.tickets.privacy.retention import load as load_retention
from bot.tickets.store import no_step
from bot.tickets.wording import Reasons

log = structlog.get_logger(__name__)
PAUSE = 1.0  # seconds between two rounds
_LISTEN_EVERY = timedelta(seconds=20)
_PURGE_EVERY = timedelta(hours=1)


@dataclass(frozen=True)
class Surroundings:
    """What the relay gets from other packages.

    `opener` gives stored files as they may leave, `forget` removes those of a conversation, `transcript` and
    `reasons` are for the letters (see LetterWriter).
    """

    opener: Opener
    forget: Callable[[str], int] | None = None
    transcript: Transcript | None = None
    reasons: Reasons | None = None


class Relay:
    """`run_once` does what is due now. `purge` is called about once an hour, if there is one."""

    def __init__(
        self,
        engine: Engine,
        desk: Desk,
        writer: LetterWriter,
        clock: Clock = utc_now,
        patience: Patience = PATIENCE,
        purge: Callable[[], object] | None = None,
        step: Callable[[str], None] = no_step,
    ) -> None:
        self._engine = engine
        self._desk = desk
        self._clock = clock
        self._purge = purge
        self._listened: datetime | None = None
        self._purged: datetime | None = None
        self.courier = Courier(engine, desk, writer, clock, patience, step)

    def run_once(self) -> int:
        """One round; returns how many letters arrived. Raises DBAPIError when the database is away."""
        # Listening starts before the first delivery, so that no answer falls between the two.
        if self._due(self._listened, _LISTEN_EVERY):
            self._listened = self._clock()
            try:
                listening.poll(self._engine, self._desk)
            except DeskError as error:
                figures.deliveries.labels(self._desk.name, "not_heard").inc()
                log.warning("desk_not_heard", desk=self._desk.name, error=str(error))
        arrived = self.courier.deliver_due()
        if self._purge and self._due(self._purged, _PURGE_EVERY):
            self._purged = self._clock()
            self._purge()
        return arrived

    def _due(self, last: datetime | None, every: timedelta) -> bool:
        # A clock that was set back must not stop the relay for as long as it was ahead.
        return last is None or not timedelta(0) <= self._clock() - last < every


def run(relay: Relay, leader: Leader, stop: threading.Event, pause: float = PAUSE) -> None:
    """Rounds until `stop` is set. A database that is away is waited for."""
    while not stop.is_set():
        try:
            leads = leader.leads()
            figures.leading.set(leads)
            if leads:
                relay.run_once()
            figures.last_round.set_to_current_time()
        except DBAPIError as error:
            log.warning("database_away", error=type(error).__name__)
        except Exception:
            # The relay is the only way out for tickets: whatever is wrong with one round, the next one comes.
            log.exception("round_failed")
        stop.wait(pause)


def build(settings: configuration.Settings, around: Surroundings) -> tuple[Relay, Leader, Desk]:
    """The relay that the settings describe. Raises SettingsError."""
    engine = connect(settings.database)
    desk = open_desk(settings)
    catalogue = Catalogue.load(settings.locales)
    if settings.desk_language not in catalogue.languages:
        raise configuration.SettingsError(
            f"INTAKE_DESK_LANGUAGE={settings.desk_language!r}: expected one of {', '.join(catalogue.languages)}"
        )
    writer = LetterWriter(
        catalogue,
        around.opener,
        desk.attachment_limit,
        settings.desk_language,
        around.transcript,
        f"{settings.address}/desk/tickets",
        around.reasons,
    )
    purge = Purge(engine, load_retention(configuration.ROOT / "retention.yml"), forget=around.forget)
    return Relay(engine, desk, writer, purge=purge.run_once), Leader(engine), desk


def main(around: Surroundings) -> None:
    """Runs until SIGTERM or Ctrl-C. Raises SettingsError."""
    observability.configure("relay")
    settings = configuration.load()
    relay, leader, desk = build(settings, around)
    if settings.relay_port:
        start_http_server(settings.relay_port, settings.inner_host)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    log.info("relay_started", desk=desk.name)
    try:
        run(relay, leader, stop)
    finally:
        leader.resign()
        desk.close()
    log.info("relay_stopped")
