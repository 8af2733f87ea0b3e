"""A database, a relay with its desk, and what a person leaves behind, for the tests of tickets."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from tests.support.databases import engine
from tests.tickets.life import Life
from tests.tickets.relay_world import World

__all__ = ["engine"]


@pytest.fixture
def world(engine: Engine) -> World:
    return World(engine)


@pytest.fixture
def life(engine: Engine, tmp_path: Path) -> Life:
    return Life(engine, tmp_path)
