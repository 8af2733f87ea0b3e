"""The migrations lead to the schema that the code declares, on both databases."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any, Iterator

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, inspect
from sqlalchemy.engine import Connection, Engine

from bot.database import connect
from bot.settings import ROOT
from migrations.tables import load_tables
from tests.support.databases import postgresql

TABLES = load_tables()


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database without any table."""
    if request.param == "sqlite":
        engine = create_engine(f"sqlite:///{tmp_path / 'empty.db'}", future=True)
    else:
        name = f"empty_{uuid.uuid4().hex}"
        server = create_engine(postgresql(), future=True, isolation_level="AUTOCOMMIT")
        with server.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name}")
        server.dispose()
        engine = create_engine(postgresql().replace("/postgres?", f"/{name}?"), future=True)
    yield engine
    engine.dispose()


def _upgrade(connection: Connection) -> None:
    config = Config(str(ROOT / "alembic.ini"))
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _differences(connection: Connection) -> list[Any]:
    options = {"compare_type": True}
    return list(compare_metadata(MigrationContext.configure(connection, opts=options), TABLES))


def test_the_migrations_lead_to_the_declared_schema(empty: Engine) -> None:
    """If not: alembic revision --autogenerate -m "Why", and look at what it wrote."""
    with empty.begin() as connection:
        _upgrade(connection)
        assert _differences(connection) == []


def test_a_database_that_the_product_made_is_taken_over(empty: Engine) -> None:
    """Nothing is made twice; from there on it follows the migrations."""
    connect(empty.url.render_as_string(hide_password=False)).dispose()
    with empty.begin() as connection:
        _upgrade(connection)
        assert _differences(connection) == []
        assert inspect(connection).has_table("alembic_version")


def test_a_missing_column_would_be_noticed(empty: Engine) -> None:
    """The comparison above is one that can fail."""
    with empty.begin() as connection:
        _upgrade(connection)
        connection.exec_driver_sql("ALTER TABLE tickets DROP COLUMN related_thread")
        assert len(_differences(connection)) == 1
