"""Several processes open one database at the same moment."""

from __future__ import annotations

import threading
import uuid

from sqlalchemy import create_engine, inspect

from bot.database import connect
from migrations.tables import load_tables
from tests.support.databases import postgresql


def test_gateways_that_start_at_once_make_the_tables_once() -> None:
    """On an empty PostgreSQL, where "create if missing" alone lets all but one of them fail."""
    load_tables()
    name, failures = f"empty_{uuid.uuid4().hex}", []
    server = create_engine(postgresql(), future=True, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    server.dispose()
    url, gate = postgresql().replace("/postgres?", f"/{name}?"), threading.Barrier(6)

    def start() -> None:
        gate.wait()
        try:
            connect(url).dispose()
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=start) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert inspect(create_engine(url, future=True)).has_table("gateway_messages")
