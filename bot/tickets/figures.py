"""What the relay counts for Prometheus; it serves them itself where `INTAKE_RELAY_PORT` says so.

Counted by the courier and the relay's loop. The length and the age of the outbox are not here: the gateway
reads them from the database, so that they are seen when no relay runs.
"""

from __future__ import annotations

from prometheus_client import Counter, Gauge

# result: delivered, unreachable (nobody answers), failed (tried again later), parked (given up), not_heard
deliveries = Counter("intake_deliveries", "Attempts to reach the help desk", ("desk", "result"))
leading = Gauge("intake_relay_leading", "1 in the relay that works, 0 in those that stand by")
last_round = Gauge("intake_relay_last_round_timestamp_seconds", "When the relay last finished a round")
