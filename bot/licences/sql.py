"""The registry in our own database: found by a keyed digest, the key itself encrypted.

`intake licences import` fills it, the actions read it. A key in clear is never written to the
table, so a copy of the database tells nobody a key.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import Boolean, Column, Date, Index, Integer, String, Table, func, insert, select, update
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError

from bot.database import metadata, reading
from bot.licences.key import digest
from bot.licences.licence import Licence
from bot.licences.registry import RegistryUnavailable
from bot.licences.rows import read_csv
from bot.text.licence_keys import normalise

licences = Table(
    "licences",
    metadata,
    Column("digest", String(32), primary_key=True),
    Column("sealed_key", String, nullable=False),
    Column("status", String(16), nullable=False),
    Column("edition", String(16), nullable=False),
    Column("simultaneous_calls", Integer),
    Column("extensions", Integer),
    Column("hosting", String(16)),
    Column("partner_id", String(64)),
    Column("partner_name", String(200)),
    Column("partner_level", String(16)),
    Column("customer", String(200)),
    Column("expires", Date),
    Column("nfr", Boolean, nullable=False),
    Column("version", String(40)),
    Index("licences_of_customer", "customer", "partner_id"),
)

_BATCH = 500  # below SQLite's oldest limit of 999 parameters in a statement


class Cipher(Protocol):
    """What seals a key at rest; `cryptography.fernet.MultiFernet` is one."""

    def encrypt(self, msg: bytes) -> bytes: ...

    def decrypt(self, msg: bytes) -> bytes: ...


@dataclass(frozen=True)
class ImportReport:
    """How many licences an import added, changed and found as they were."""

    added: int
    changed: int
    unchanged: int


class SqlRegistry:
    """Looks licences up by `digest(key, secret)`; `cipher` seals and opens the keys themselves."""

    def __init__(self, engine: Engine, secret: str, cipher: Cipher) -> None:
        self._engine = engine
        self._reads = reading(engine)
        self._secret = secret
        self._cipher = cipher

    def find(self, key: str) -> Licence | None:
        canonical = normalise(key)
        if canonical is None:
            return None
        return self._first(select(licences).where(licences.c.digest == digest(canonical, self._secret)))

    def larger_key_of_customer(self, licence: Licence) -> Licence | None:
        if licence.customer is None or licence.simultaneous_calls is None:
            return None
        return self._first(
            select(licences)
            .where(
                licences.c.customer == licence.customer,
                func.coalesce(licences.c.partner_id, "") == (licence.partner_id or ""),
                licences.c.nfr.is_(False),
                licences.c.simultaneous_calls > licence.simultaneous_calls,
            )
            .order_by(licences.c.simultaneous_calls.desc())
        )

    def save(self, batch: Iterable[Licence]) -> ImportReport:
        """Adds or updates all of `batch` in one transaction; saving the same again changes nothing."""
        rows = {digest(licence.key, self._secret): licence for licence in batch}
        added: list[dict[str, Any]] = []
        changed = 0
        with self._engine.begin() as connection:
            known = self._known(connection, list(rows))
            for reference, licence in rows.items():
                values = asdict(licence)
                key = values.pop("key")
                if reference not in known:
                    sealed = self._cipher.encrypt(key.encode()).decode()
                    added.append({"digest": reference, "sealed_key": sealed, **values})
                elif known[reference] != values:
                    connection.execute(update(licences).where(licences.c.digest == reference).values(**values))
                    changed += 1
            if added:
                connection.execute(insert(licences), added)
        return ImportReport(len(added), changed, len(rows) - len(added) - changed)

    def import_csv(self, path: Path) -> ImportReport:
        """Takes over a CSV file (contract section 1) as a whole.

        Raises rows.FileRefused with every fault, or UnicodeDecodeError when it is not UTF-8.
        """
        with path.open(encoding="utf-8-sig", newline="") as lines:
            return self.save(read_csv(lines))

    def rotate(self) -> int:
        """Seals every key again with the newest key of the cipher; returns how many there are."""
        with self._engine.begin() as connection:
            found = connection.execute(select(licences.c.digest, licences.c.sealed_key)).all()
            for reference, sealed in found:
                renewed = self._cipher.encrypt(self._cipher.decrypt(sealed.encode())).decode()
                connection.execute(update(licences).where(licences.c.digest == reference).values(sealed_key=renewed))
        return len(found)

    def count(self) -> int:
        """How many licences there are."""
        with self._reads.connect() as connection:
            return int(connection.execute(select(func.count()).select_from(licences)).scalar_one())

    def _known(self, connection: Any, references: list[str]) -> dict[str, dict[str, Any]]:
        known: dict[str, dict[str, Any]] = {}
        for at in range(0, len(references), _BATCH):
            query = select(licences).where(licences.c.digest.in_(references[at : at + _BATCH]))
            for row in connection.execute(query).mappings():
                values = dict(row)
                del values["sealed_key"]
                known[values.pop("digest")] = values
        return known

    def _first(self, query: Any) -> Licence | None:
        try:
            with self._reads.connect() as connection:
                row = connection.execute(query.limit(1)).mappings().first()
        except DBAPIError as error:
            raise RegistryUnavailable(f"the licence table does not answer ({type(error).__name__})") from error
        if row is None:
            return None
        values = dict(row)
        del values["digest"]
        key = self._cipher.decrypt(values.pop("sealed_key").encode()).decode()
        return Licence(key=key, **values)
