"""Keeps what must not be readable elsewhere (licence keys, passwords, addresses) encrypted, behind references.

The gateway puts values in and writes the reference into the text instead; whoever really needs a
value gets it back with the reference and the conversation it belongs to. A value is never logged,
and a reference is worth nothing in another conversation.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import secrets
import tempfile
from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy import Column, DateTime, String, Table, Text, bindparam, delete, insert, select, update
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError

from bot.database import metadata, reading
from bot.settings import Settings

vault = Table(
    "vault",
    metadata,
    Column("conversation_id", String(64), primary_key=True),
    Column("ref", String(8), primary_key=True),
    Column("kind", String(32), nullable=False),
    Column("sealed", Text, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False, index=True),
)
# Made once: building a statement costs as much as running it.
_SEALED = select(vault.c.sealed).where(vault.c.ref == bindparam("its"), vault.c.conversation_id == bindparam("mine"))


class VaultError(RuntimeError):
    """A reference is unknown in this conversation, or the key does not fit; never holds a value."""


def cipher_for(key: str) -> MultiFernet:
    """The cipher of one or several Fernet keys, separated by commas or lines; the first one seals.

    To rotate, put a new key in front, call `Vault.rotate`, then drop the old one. Raises VaultError.
    """
    try:
        return MultiFernet([Fernet(part) for part in key.replace(",", "\n").split()])
    except (ValueError, TypeError):
        raise VaultError(
            "the vault key can not be used: expected Fernet keys (32 bytes in url-safe base64), newest first; "
            "see INTAKE_VAULT_KEY or var/vault.key"
        ) from None


class Vault:
    """Values of conversations at rest; `key` as for `cipher_for`."""

    def __init__(self, engine: Engine, key: str) -> None:
        self._engine = engine
        self._reads = reading(engine)
        self._cipher = cipher_for(key)
        newest = base64.urlsafe_b64decode(key.replace(",", "\n").split()[0])
        self._naming = hashlib.sha256(b"vault reference" + newest).digest()

    def put(self, kind: str, value: str, conversation_id: str) -> str:
        """Keeps `value` and returns its reference, 8 hex digits, the same for the same value again."""
        for attempt in range(16):
            ref = self._name(kind, value, conversation_id, attempt)
            row = {
                "conversation_id": conversation_id,
                "ref": ref,
                "kind": kind,
                "sealed": self._cipher.encrypt(value.encode()).decode(),
                "created_at": datetime.now(timezone.utc),
            }
            try:
                with self._engine.begin() as connection:
                    connection.execute(insert(vault).values(row))
                return ref
            except IntegrityError:
                # Either this value is already kept, or another one has the same 32 bits: then the next name.
                if self.get(ref, conversation_id) == value:
                    return ref
        raise VaultError("no free reference in this conversation")

    def get(self, ref: str, conversation_id: str) -> str:
        """The value behind `ref`. Raises VaultError when this conversation has no such reference."""
        with self._reads.connect() as connection:
            sealed = connection.execute(_SEALED, {"its": ref, "mine": conversation_id}).scalar_one_or_none()
        if sealed is None:
            raise VaultError(f"no value {ref!r} in this conversation")
        try:
            return self._cipher.decrypt(sealed.encode()).decode()
        except InvalidToken:
            raise VaultError(f"value {ref!r} was sealed with a key that is not configured any more") from None

    def values(self, kind: str, conversation_id: str) -> tuple[str, ...]:
        """Every value of a kind that a conversation gave, oldest first. Raises VaultError as `get`."""
        mine = (vault.c.conversation_id == conversation_id) & (vault.c.kind == kind)
        with self._reads.connect() as connection:
            refs = connection.execute(select(vault.c.ref).where(mine).order_by(vault.c.created_at)).scalars().all()
        return tuple(self.get(ref, conversation_id) for ref in refs)

    def erase(self, conversation_id: str) -> int:
        """Forgets every value of a conversation; returns how many there were."""
        with self._engine.begin() as connection:
            return int(connection.execute(delete(vault).where(vault.c.conversation_id == conversation_id)).rowcount)

    def rotate(self) -> int:
        """Seals every value again with the newest key; returns how many there are.

        Raises VaultError, and changes nothing, when a value was sealed with a key that is not configured.
        """
        with self._engine.begin() as connection:
            rows = connection.execute(select(vault.c.conversation_id, vault.c.ref, vault.c.sealed)).all()
            for conversation_id, ref, sealed in rows:
                try:
                    renewed = self._cipher.rotate(sealed.encode()).decode()
                except InvalidToken:
                    raise VaultError(f"value {ref!r} was sealed with a key that is not configured any more") from None
                here = (vault.c.conversation_id == conversation_id) & (vault.c.ref == ref)
                connection.execute(update(vault).where(here).values(sealed=renewed))
        return len(rows)

    def _name(self, kind: str, value: str, conversation_id: str, attempt: int) -> str:
        message = "\0".join((conversation_id, kind, value, str(attempt))).encode()
        return hmac.new(self._naming, message, hashlib.sha256).hexdigest()[:8]


def ensure_key(settings: Settings) -> str:
    """The vault key of the settings, else the one in `var/vault.key`, made at the first call."""
    return settings.vault_key or _kept(settings.var / "vault.key", lambda: Fernet.generate_key().decode())


def ensure_secret(settings: Settings) -> str:
    """The secret of the settings, else the one in `var/secret`, made at the first call."""
    return settings.secret or _kept(settings.var / "secret", lambda: secrets.token_urlsafe(32))


def _kept(path: Path, make: Callable[[], str]) -> str:
    """The content of `path`; made complete and private before it gets its name, so that of several
    processes starting together the first one wins and nobody reads half a file."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # mode 0600
        try:
            with os.fdopen(descriptor, "w") as stream:
                stream.write(make() + "\n")
                stream.flush()
                os.fsync(stream.fileno())
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            os.unlink(draft)
    content = path.read_text().strip()
    if not content:
        raise VaultError(f"{path} is empty; restore it from a backup, or remove it to start with a new one")
    return content
