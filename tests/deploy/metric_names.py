"""The names of all metrics that the processes really export, for the tests of alerts, dashboard and docs."""

from __future__ import annotations

import re
from pathlib import Path

from prometheus_client import REGISTRY, CollectorRegistry, generate_latest
from sqlalchemy.engine import Engine

from bot.database import connect
from bot.gateway.backlog import Backlog
from bot.gateway.limits import LimitRules, Limits
from bot.gateway.metrics import Metrics
from bot.settings import ROOT

CHANNEL = ROOT / "bot" / "rasa" / "channel.py"


def exported(folder: Path) -> set[str]:
    """Sample names, such as `intake_turn_seconds_bucket`, of gateway, relay, action server and Rasa."""
    from actions import figures as actions  # noqa: F401  # they register what they count
    from bot.tickets import figures as relay  # noqa: F401

    names = _samples(_gateway(connect(f"sqlite:///{folder / 'names.db'}"))) | _samples(REGISTRY)
    # Read, not imported: importing Rasa takes longer than all other tests.
    for kind, name in re.findall(r'(Histogram|Counter)\("(\w+)"', CHANNEL.read_text(encoding="utf-8")):
        names |= {f"{name}_{part}" for part in ("bucket", "sum", "count")} if kind == "Histogram" else {f"{name}_total"}
    return names


def _gateway(engine: Engine) -> CollectorRegistry:
    registry = Metrics().registry
    registry.register(Backlog(engine, Limits(LimitRules())))
    return registry


def _samples(registry: CollectorRegistry) -> set[str]:
    """A family without samples yet has the names that its type gives it."""
    names: set[str] = set()
    for line in generate_latest(registry).decode().splitlines():
        if line.startswith("# TYPE "):
            _, _, family, kind = line.split()
            if family.endswith("_created"):  # when a series began; the library adds it to each counter
                continue
            names |= {f"{family}_{part}" for part in ("bucket", "sum", "count")} if kind == "histogram" else {family}
    return names
