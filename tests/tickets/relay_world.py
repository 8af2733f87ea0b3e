"""A ticket store, a desk in memory and a relay, for the tests of what goes between them."""

from __future__ import annotations

import io
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Any, BinaryIO, Iterator

from sqlalchemy.engine import Engine

from bot.settings import ROOT
from bot.text.catalogue import Catalogue
from bot.tickets import Ticket, TicketStore
from bot.tickets.delivery import Patience
from bot.tickets.desks import Change
from bot.tickets.letter import Letter, LetterWriter
from bot.tickets.relay import Relay
from tests.tickets.samples import draft

START = datetime(2026, 11, 23, 9, 0, tzinfo=timezone.utc)


FAR = timedelta(hours=1)
PATIENCE = Patience(jitter=timedelta(0))


CATALOGUE = Catalogue.load(ROOT / "locales")


@dataclass
class Desk:
    """A desk in memory; `troubles` are raised one by one, after keeping the letter where `late` says so."""

    name: str = "memory"
    attachment_limit: int = 100
    tickets: dict[str, list[Letter]] = field(default_factory=dict)
    troubles: list[Exception] = field(default_factory=list)
    late: bool = False
    news: list[Change] = field(default_factory=list)
    asked: int = 0
    files: list[tuple[str, int, str, bytes]] = field(default_factory=list)

    def find(self, reference: str) -> str | None:
        self.asked += 1
        return next((id for id, letters in self.tickets.items() if letters[0].reference == reference), None)

    def create(self, letter: Letter) -> str:
        self.files += [(file.name, file.bytes, file.sha256, file.stream.read()) for file in letter.files]
        self._trouble(lambda: self.tickets.setdefault(f"R{len(self.tickets) + 1}", [letter]))
        return f"R{len(self.tickets)}"

    def has_addition(self, remote_id: str, reference: str) -> bool:
        self.asked += 1
        return any(letter.reference == reference for letter in self.tickets[remote_id])

    def add(self, remote_id: str, letter: Letter) -> None:
        self._trouble(lambda: self.tickets[remote_id].append(letter))

    def _trouble(self, keep: Any) -> None:
        trouble = self.troubles.pop(0) if self.troubles else None
        if trouble is None or self.late:
            keep()
        if trouble is not None:
            raise trouble

    def changes(self, position: str | None) -> tuple[list[Change], str]:
        start = len(self.news) if position is None else int(position)
        return self.news[start:], str(len(self.news))

    def close(self) -> None: ...


class World:
    """A store, a desk and a relay that share a clock."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.now = START
        self.files = {"a": b"aaa", "large": b"x" * 101, "empty": b""}
        self.store = TicketStore(engine, clock=lambda: self.now)
        self.desk = Desk()
        self.relay = self.restarted()

    def restarted(self) -> Relay:
        writer = LetterWriter(CATALOGUE, self.open_file, self.desk.attachment_limit)
        return Relay(self.engine, self.desk, writer, clock=lambda: self.now, patience=PATIENCE)

    @contextmanager
    def open_file(self, path: str) -> Iterator[BinaryIO]:
        if path not in self.files:
            raise FileNotFoundError(path)
        yield io.BytesIO(self.files[path])

    def open(self, key: str = "key-1", **changes: Any) -> Ticket:
        return self.store.open(draft(**changes), idempotency_key=key)

    def after(self, pause: timedelta) -> int:
        self.now += pause
        return self.relay.run_once()

    def ticket(self, id: str) -> Ticket:
        found = self.store.find(id)
        assert found is not None
        return found

    @property
    def counts(self) -> dict[str, int]:
        return self.relay.courier.outbox.counts()
