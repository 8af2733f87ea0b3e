"""Run by Alembic: opens the database of the settings, or the one it is given, and applies the changes."""

from __future__ import annotations

from typing import Any

from alembic import context
from sqlalchemy import create_engine
from sqlalchemy.engine import Connection

from bot import settings
from bot.tickets.schema import Moment
from migrations.tables import load_tables

target = load_tables()


def render(kind: str, item: Any, _context: Any) -> str | bool:
    """Our type for times stands in a migration as what the database sees."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, Moment) else False


def migrate(connection: Connection) -> None:
    """Applies the changes over `connection`."""
    context.configure(
        connection=connection,
        target_metadata=target,
        render_item=render,
        compare_type=True,
        render_as_batch=True,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    migrate(given)
else:
    with create_engine(settings.load().database, future=True).begin() as opened:
        migrate(opened)
