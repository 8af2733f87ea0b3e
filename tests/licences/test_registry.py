"""One contract for every registry: SQL on both databases, HTTP against a real server, memory."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import text
from sqlalchemy.engine import Engine
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.database import connect
from bot.licences import HttpRegistry, Licence, MemoryRegistry, Registry, RegistryUnavailable, SqlRegistry
from bot.licences.rows import to_row
from bot.vault import cipher_for
from tests.support.databases import postgresql
from tests.support.servers import serve

SMALL = Licence(
    key="AB12-CD34-EF56-GH78",
    status="active",
    edition="PRO",
    simultaneous_calls=4,
    extensions=9,
    hosting="self_hosted",
    partner_id="P-1",
    partner_name="Example Telecom 01",
    partner_level="silver",
    customer="Customer 001",
    expires=date(2027, 3, 31),
    version="20.0.10.1204",
)
LARGE = replace(SMALL, key="ZY98-XW76-VU54-TS32", simultaneous_calls=64, extensions=200, expires=None)
OFFICE = replace(SMALL, key="NFR1-NFR2-NFR3-NFR4", simultaneous_calls=128, nfr=True, status="nfr")
STRANGER = replace(LARGE, key="QQ11-QQ22-QQ33-QQ44", partner_id="P-2", simultaneous_calls=256)
BARE = Licence(key="BARE-0000-0000-0001", status="active", edition="TRIAL")
ALL = [SMALL, LARGE, OFFICE, STRANGER, BARE]
CIPHER = cipher_for(Fernet.generate_key().decode())


def _service(registry: MemoryRegistry) -> Starlette:
    async def answer(request: Request) -> Response:
        if request.headers["authorization"] != "Bearer letmein":
            return Response(status_code=401)
        licence = registry.find((await request.json())["key"])
        if request.url.path.endswith("larger") and licence:
            licence = registry.larger_key_of_customer(licence)
        return JSONResponse(
            {name: value or None for name, value in to_row(licence)} if licence else {}, 200 if licence else 404
        )

    return Starlette(
        routes=[
            Route("/api/licences/find", answer, methods=["POST"]),
            Route("/api/licences/larger", answer, methods=["POST"]),
        ]
    )


@pytest.fixture(scope="module")
def service() -> Iterator[str]:
    with serve(_service(MemoryRegistry(ALL))) as url:
        yield f"{url}/api"


@pytest.fixture(params=["memory", "http", "sqlite", "postgresql"])
def registry(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registry]:
    if request.param == "memory":
        yield MemoryRegistry(ALL)
    elif request.param == "http":
        client = HttpRegistry(request.getfixturevalue("service"), "letmein")
        yield client
        client.close()
    else:
        file = f"sqlite:///{tmp_path_factory.mktemp('registry') / 'test.db'}"
        url = file if request.param == "sqlite" else postgresql()
        stored = SqlRegistry(connect(url), "secret", CIPHER)
        stored.save(ALL)
        yield stored


@pytest.mark.parametrize("typed", ["AB12-CD34-EF56-GH78", "ab12cd34ef56gh78", " аb12 – сd34 – еf56 – gh78 "])
def test_a_licence_is_found_however_its_key_is_typed(registry: Registry, typed: str) -> None:
    """Case, spaces, dashes and Cyrillic look-alikes make no difference; every column comes back."""
    assert registry.find(typed) == SMALL


@pytest.mark.parametrize("typed", ["AB12-CD34-EF56-GH79", "AB12-CD34", "", "nonsense"])
def test_an_unknown_or_malformed_key_is_no_licence(registry: Registry, typed: str) -> None:
    """Neither is an error: the intake asks for another key."""
    assert registry.find(typed) is None


def test_unknown_values_stay_unknown(registry: Registry) -> None:
    """An empty column is None, not an empty text or zero."""
    assert registry.find(BARE.key) == BARE


def test_the_larger_key_of_the_same_customer_is_found(registry: Registry) -> None:
    """D3: not an NFR key, not the key of a customer of the same name at another partner."""
    assert registry.larger_key_of_customer(SMALL) == LARGE


@pytest.mark.parametrize("licence", [LARGE, BARE])
def test_there_may_be_no_larger_key(registry: Registry, licence: Licence) -> None:
    """Nothing larger, or nothing known about the customer."""
    assert registry.larger_key_of_customer(licence) is None


def _saying(body: bytes, status: int = 200) -> Starlette:
    async def answer(_request: Request) -> Response:
        return Response(body, status)

    return Starlette(routes=[Route("/{path:path}", answer, methods=["POST"])])


@pytest.mark.parametrize(
    "body, status",
    [
        (b"", 500),
        (b"", 401),
        (b"not json", 200),
        (b"[]", 200),
        (json.dumps(dict(to_row(SMALL)) | {"partner_level": "emperor"}).encode(), 200),
    ],
)
def test_a_service_in_trouble_is_unavailable_and_never_an_unknown_key(body: bytes, status: int) -> None:
    """Only 404 says that a key does not exist; and no error text holds the key."""
    with serve(_saying(body, status)) as url, pytest.raises(RegistryUnavailable) as raised:
        HttpRegistry(url, "letmein").find(SMALL.key)
    assert "AB12" not in str(raised.value)


def test_a_service_that_is_down_is_unavailable() -> None:
    """Nobody listens on the port."""
    with pytest.raises(RegistryUnavailable):
        HttpRegistry("http://127.0.0.1:9", "letmein", timeout=0.5).find(SMALL.key)


def test_a_database_without_the_table_is_unavailable(engine: Engine) -> None:
    """A fault of the database is not the same as an unknown key."""
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE licences RENAME TO elsewhere"))
    try:
        with pytest.raises(RegistryUnavailable):
            SqlRegistry(engine, "secret", CIPHER).find(SMALL.key)
    finally:
        with engine.begin() as connection:
            connection.execute(text("ALTER TABLE elsewhere RENAME TO licences"))


def test_saving_twice_changes_nothing_and_saving_a_change_changes_it(engine: Engine) -> None:
    """The import can be repeated, and says what it did."""
    registry = SqlRegistry(engine, "secret", CIPHER)
    first, again = registry.save(ALL), registry.save(ALL)
    third = registry.save([replace(SMALL, partner_level="gold"), LARGE])
    assert (first.added, again.unchanged, again.added + again.changed) == (5, 5, 0)
    assert (third.added, third.changed, third.unchanged) == (0, 1, 1)
    found = registry.find(SMALL.key)
    assert found is not None and found.partner_level == "gold"


def test_no_key_is_readable_in_the_table(engine: Engine) -> None:
    """Looking up goes by digest; the column with the key is sealed."""
    SqlRegistry(engine, "secret", CIPHER).save(ALL)
    with engine.connect() as connection:
        dump = str(connection.execute(text("SELECT * FROM licences")).all())
    assert "Customer 001" in dump
    assert not any(licence.key in dump or licence.key.replace("-", "") in dump for licence in ALL)
