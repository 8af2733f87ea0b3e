"""What Prometheus reads at /metrics: counts and times of the gateway, never anything of a person.

One value per application, so that several applications in one process do not share counters.
"""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector
from sqlalchemy.exc import SQLAlchemyError

STORES = ("database", "redis")

_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20)


class Metrics:
    """The gateway's metrics with a registry of their own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self.messages = Counter("intake_messages", "Messages answered", ("channel", "kind"), registry=self.registry)
        self.turn_seconds = Histogram(
            "intake_turn_seconds", "Time of one turn in Rasa", buckets=_SECONDS, registry=self.registry
        )
        self.rasa_failures = Counter("intake_rasa_failures", "Turns without answer", ("how",), registry=self.registry)
        self.refused = Counter("intake_refused", "Requests refused", ("code",), registry=self.registry)
        self.silent = Counter("intake_silent_turns", "Turns to which Rasa said nothing", registry=self.registry)
        self.store_failures = Counter(
            "intake_store_failures", "Work that failed because a store was away", ("store",), registry=self.registry
        )
        for store in STORES:
            self.store_failures.labels(store)

    def failed(self, error: BaseException) -> None:
        """Counts an error that came from a store; any other is not counted here."""
        if isinstance(error, SQLAlchemyError):
            self.store_failures.labels("database").inc()
        elif type(error).__module__.startswith("redis"):
            self.store_failures.labels("redis").inc()
