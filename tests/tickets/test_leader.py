"""One relay works at a time, and the next takes over."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import Engine

from bot.database import connect
from bot.tickets.leader import Leader
from bot.tickets.relay import run
from tests.support.databases import postgresql
from tests.tickets.relay_world import World


def test_one_relay_leads_and_the_next_takes_over(engine: Engine) -> None:
    """Two would send the same ticket at the same time."""
    url = engine.url.render_as_string(hide_password=False)
    first, second = Leader(engine), Leader(connect(url))
    assert first.leads() and first.leads() and not second.leads()
    first.resign()
    assert second.leads() and not first.leads()
    second.resign()


def test_a_leader_whose_connection_is_gone_stops_leading() -> None:
    """On PostgreSQL the lock ends with the connection; the relay finds out before its next round."""
    engine = connect(postgresql())
    leader = Leader(engine)
    assert leader.leads()
    with engine.begin() as connection:
        holders = "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"
        assert connection.execute(text(holders)).all()
    with pytest.raises(Exception, match="terminat|closed"):
        leader.leads()
    assert leader.leads()
    leader.resign()


def test_the_loop_outlives_a_bad_round_and_ends_when_told(tmp_path: Path) -> None:
    """A fault of the database, a fault of ours: the next round comes; the stop is heard in between."""
    world = World(connect(f"sqlite:///{tmp_path / 'relay.db'}"))
    ticket = world.open()
    stop, rounds = threading.Event(), 0
    original = world.relay.run_once

    def flaky() -> int:
        nonlocal rounds
        rounds += 1
        if rounds == 1:
            raise RuntimeError("ours")
        if rounds == 2:
            with world.engine.connect() as connection:
                connection.execute(text("SELECT * FROM no_such_table"))
        arrived = original()
        stop.set()
        return arrived

    world.relay.run_once = flaky  # type: ignore[method-assign]
    run(world.relay, Leader(world.engine), stop, pause=0.001)
    assert rounds == 3 and world.ticket(ticket.id).desk.remote_id == "R1"
