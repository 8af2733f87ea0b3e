"""What waits in the stores, and whether they can be reached, read when Prometheus asks.

Registered once with the gateway's metrics. Every gateway of an installation tells the same figures, since
they come out of the database that all share; and a database that is away is a figure, not an error.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Callable

from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from sqlalchemy import func, select
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.database import reading
from bot.gateway.limits import Limits
from bot.gateway.tables import messages
from bot.tickets.outbox import waiting


class Backlog(Collector):
    """Gauges of messages without answer, of the outbox, and of the stores."""

    def __init__(self, engine: Engine, limits: Limits, clock: Callable[[], float] = time.time) -> None:
        self._reads = reading(engine)
        self._limits = limits
        self._clock = clock

    def collect(self) -> Iterator[Metric]:
        """The gauges as they are now; without those of the database when it is away."""
        up = GaugeMetricFamily("intake_store_up", "Whether a store answers", labels=["store"])
        up.add_metric(["redis"], self._limits.reachable())
        try:
            found = self._read()
        except SQLAlchemyError:
            found = []
        up.add_metric(["database"], bool(found))
        yield up
        yield from found

    def _read(self) -> list[Metric]:
        query = select(func.count(), func.min(messages.c.created_at)).where(messages.c.status == "pending")
        with self._reads.connect() as connection:
            pending, oldest = connection.execute(query).one()
            letters = waiting(connection)
        states = GaugeMetricFamily("intake_outbox_letters", "Letters that the desk does not have", labels=["state"])
        for state, count in (("waiting", letters.waiting), ("failing", letters.failing), ("parked", letters.parked)):
            states.add_metric([state], count)
        return [
            GaugeMetricFamily("intake_pending_messages", "Stored messages without answer", pending),
            GaugeMetricFamily("intake_pending_oldest_seconds", "Age of the oldest of them", self._age(oldest)),
            states,
            GaugeMetricFamily(
                "intake_outbox_oldest_seconds",
                "Age of the oldest letter that waits for the desk",
                self._age(letters.oldest.timestamp() if letters.oldest else None),
            ),
        ]

    def _age(self, since: float | None) -> float:
        return 0.0 if since is None else max(0.0, self._clock() - since)
