"""The people who may see the staff pages, with hashed passwords and a lock after too many attempts.

Called by the login and by `intake staff`. A wrong name, a wrong password and a locked account look
the same from outside and take the same time.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Callable

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Column, Float, Integer, String, Table, delete, insert, select, update
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError

from bot.database import metadata

ATTEMPTS = 5
LOCK_SECONDS = 15 * 60
SHORTEST_PASSWORD = 12

staff = Table(
    "gateway_staff",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("password_hash", String(200), nullable=False),
    Column("language", String(8)),
    Column("epoch", Integer, nullable=False, default=0),  # raised to end every session of this person
    Column("failures", Integer, nullable=False, default=0),
    Column("locked_until", Float, nullable=False, default=0.0),
)


@dataclass(frozen=True)
class Member:
    """A member of staff; `language` is None until one was chosen."""

    name: str
    language: str | None
    epoch: int


class StaffExists(ValueError):
    """The name is taken."""


class WeakPassword(ValueError):
    """The password is shorter than SHORTEST_PASSWORD."""


class Staff:
    """The staff of one database."""

    def __init__(self, engine: Engine, clock: Callable[[], float] = time.time) -> None:
        self._engine = engine
        self._clock = clock
        self._hasher = PasswordHasher()
        # Checked for unknown names, so that they take as long as known ones.
        self._nobody = self._hasher.hash("nobody has this password")

    def add(self, name: str, password: str) -> None:
        """Raises StaffExists and WeakPassword."""
        row = {"name": name, "password_hash": self._hash(password), "epoch": 0}
        try:
            with self._engine.begin() as connection:
                connection.execute(insert(staff).values(row))
        except IntegrityError:
            raise StaffExists(name) from None

    def set_password(self, name: str, password: str) -> bool:
        """Sets the password, ends the sessions and the lock; False when there is nobody of this name."""
        values = {
            "password_hash": self._hash(password),
            "epoch": staff.c.epoch + 1,
            "failures": 0,
            "locked_until": 0.0,
        }
        return self._change(name, **values)

    def remove(self, name: str) -> bool:
        """False when there is nobody of this name."""
        with self._engine.begin() as connection:
            return bool(connection.execute(delete(staff).where(staff.c.name == name)).rowcount)

    def names(self) -> list[str]:
        """Everybody, in order."""
        with self._engine.connect() as connection:
            return list(connection.execute(select(staff.c.name).order_by(staff.c.name)).scalars())

    def login(self, name: str, password: str) -> Member | None:
        """The member, if name and password are right and the account is not locked."""
        with self._engine.connect() as connection:
            row = connection.execute(select(staff).where(staff.c.name == name)).one_or_none()
        right = self._verify(row.password_hash if row else self._nobody, password)
        if row is None or row.locked_until > self._clock():
            return None
        if not right:
            failures = row.failures + 1
            locked = self._clock() + LOCK_SECONDS if failures >= ATTEMPTS else 0.0
            self._change(name, failures=0 if locked else staff.c.failures + 1, locked_until=locked)
            return None
        self._change(name, failures=0)
        return Member(row.name, row.language, row.epoch)

    def find(self, name: str) -> Member | None:
        """The member of this name."""
        with self._engine.connect() as connection:
            row = connection.execute(select(staff).where(staff.c.name == name)).one_or_none()
        return Member(row.name, row.language, row.epoch) if row else None

    def speak(self, name: str, language: str) -> None:
        """Remembers the language of the pages."""
        self._change(name, language=language)

    def end_sessions(self, name: str) -> None:
        """Signs a member out everywhere."""
        self._change(name, epoch=staff.c.epoch + 1)

    def _change(self, name: str, **values: object) -> bool:
        with self._engine.begin() as connection:
            return bool(connection.execute(update(staff).where(staff.c.name == name).values(**values)).rowcount)

    def _hash(self, password: str) -> str:
        if len(password) < SHORTEST_PASSWORD:
            raise WeakPassword(f"at least {SHORTEST_PASSWORD} characters")
        return self._hasher.hash(password)

    def _verify(self, known: str, password: str) -> bool:
        try:
            return self._hasher.verify(known, password)
        except (VerificationError, InvalidHashError):
            return False
