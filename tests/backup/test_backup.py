"""A backup brings back every ticket, open case and file, on both databases and from one to the other."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import tarfile
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pgserver
import pytest
from click.testing import CliRunner, Result
from cryptography.fernet import Fernet
from sqlalchemy import create_engine, select
from sqlalchemy.engine import Engine

from bot.attachments.storage import Storage
from bot.cli import main
from bot.database import connect
from bot.gateway.channels.updates import Updates
from bot.gateway.conversations import Conversations
from bot.gateway.messages import Inbound, Messages
from bot.licences import SqlRegistry
from bot.settings import ROOT
from bot.tickets import CaseStore, TicketStore
from bot.vault import Vault, VaultError, cipher_for
from migrations.tables import load_tables
from tests.support.databases import postgresql
from tests.tickets.samples import draft

TABLES = load_tables()
LOG = b"2026/11/23 10:00:00|Warn|trunk timed out\n" * 1000
PG_BIN = Path(pgserver.__file__).parent / "pginstall" / "bin"


@dataclass
class Installation:
    """One database with its folder, and the command as an operator calls it."""

    url: str
    var: Path
    key: str
    monkeypatch: pytest.MonkeyPatch

    def run(self, *arguments: str) -> Result:
        self.monkeypatch.setenv("INTAKE_DATABASE_URL", self.url)
        self.monkeypatch.setenv("INTAKE_VAR", str(self.var))
        self.monkeypatch.setenv("INTAKE_SECRET", "s" * 43)
        self.monkeypatch.setenv("INTAKE_VAULT_KEY", self.key)
        return CliRunner().invoke(main, list(arguments), catch_exceptions=False)

    @property
    def engine(self) -> Engine:
        return connect(self.url)

    def content(self) -> dict[str, Any]:
        """Every row of every table, and every stored file."""
        with self.engine.connect() as connection:
            rows = {
                table.name: [
                    dict(row) for row in connection.execute(select(table).order_by(*table.primary_key)).mappings()
                ]
                for table in TABLES.sorted_tables
            }
        folder = self.var / "attachments"
        files = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        return {"rows": {name: _comparable(found) for name, found in rows.items()}, "files": files}


def _comparable(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Times without their zone, which SQLite does not keep; all are UTC."""
    return [
        {name: value.replace(tzinfo=None) if hasattr(value, "tzinfo") else value for name, value in row.items()}
        for row in rows
    ]


def new_url(kind: str, folder: Path) -> str:
    if kind == "sqlite":
        return f"sqlite:///{folder / f'{uuid.uuid4().hex}.db'}"
    name = f"backup_{uuid.uuid4().hex}"
    server = create_engine(postgresql(), future=True, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    server.dispose()
    return postgresql().replace("/postgres?", f"/{name}?")


@pytest.fixture(params=["sqlite", "postgresql"])
def living(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Installation]:
    """An installation with a conversation, an open case, a ticket with a file, a secret and a licence."""
    key = Fernet.generate_key().decode()
    there = Installation(new_url(request.param, tmp_path), tmp_path / "var", key, monkeypatch)
    engine = there.engine
    conversation, _ = Conversations(engine).open("web", hint="el")
    Messages(engine).take(conversation.id, Inbound("text", "Δεν ακούμε τίποτα", key="1", fingerprint="f"))
    CaseStore(engine).save(conversation.id, {"step": "facts", "facts": {"hosting": "self_hosted"}, "revision": 0})
    Vault(engine, key).put("licence-key", "AB12-CD34-EF56-GH78", conversation.id)
    SqlRegistry(engine, "s" * 43, cipher_for(key)).import_csv(ROOT / "data" / "samples" / "licences.csv")
    Updates(engine, cipher_for(key)).keep("telegram", "7", "chat-1", {"text": "Γεια"})
    path = Storage.local(there.var / "attachments").put(conversation.id, "0" * 64, io.BytesIO(LOG))
    attached = {"name": "3cx.log", "sha256": "0" * 64, "bytes": len(LOG), "storage_path": path, "finding": {}}
    wanted = draft(conversation_id=conversation.id, attachments=[attached])
    ticket = TicketStore(engine).open(wanted, idempotency_key="case-1")
    TicketStore(engine).add_information(ticket.id, conversation.id, "και σήμερα")
    yield there


def test_what_was_destroyed_comes_back(living: Installation, tmp_path: Path) -> None:
    """Tickets, open cases, messages, secrets and attachments, byte for byte; new rows are numbered on."""
    kind = living.url.partition(":")[0]
    before, exported = living.content(), living.run("tickets", "export").output
    assert before["rows"]["tickets"] and before["rows"]["cases"] and before["files"] and exported
    made = living.run("backup", str(tmp_path / "b.tar.gz"))
    assert made.exit_code == 0 and "1 files" in made.output, made.output
    shutil.rmtree(living.var)
    living.url = new_url(kind, tmp_path)
    restored = living.run("restore", str(tmp_path / "b.tar.gz"))
    assert restored.exit_code == 0, restored.output
    assert living.content() == before
    assert living.run("tickets", "export").output == exported
    (ticket,) = TicketStore(living.engine).list()
    with open(ticket.attachments[0]["storage_path"], "rb") as stored:
        assert stored.read() == LOG
    TicketStore(living.engine).open(draft(conversation_id=ticket.conversation_id), idempotency_key="case-2")


def test_a_backup_moves_from_sqlite_to_postgresql_and_back(living: Installation, tmp_path: Path) -> None:
    before = living.content()
    assert living.run("backup", str(tmp_path / "b.tar.gz")).exit_code == 0
    living.url = new_url("postgresql" if living.url.startswith("sqlite") else "sqlite", tmp_path)
    assert living.run("restore", str(tmp_path / "b.tar.gz")).exit_code == 0
    assert living.content() == before


@pytest.mark.parametrize("kept", [0.0, 0.3, 0.9, 0.999])
def test_a_backup_that_was_cut_short_is_refused_and_changes_nothing(
    living: Installation, tmp_path: Path, kept: float
) -> None:
    file = tmp_path / "b.tar.gz"
    assert living.run("backup", str(file)).exit_code == 0
    os.truncate(file, int(file.stat().st_size * kept))
    living.url = new_url("sqlite", tmp_path)
    found = living.run("restore", str(file))
    assert found.exit_code == 1 and len(found.output.strip().splitlines()) == 1
    assert not any(living.content()["rows"].values())


def test_a_backup_with_another_content_than_its_manifest_names_is_refused(living: Installation, tmp_path: Path) -> None:
    assert living.run("backup", str(tmp_path / "b.tar.gz")).exit_code == 0
    with tarfile.open(tmp_path / "b.tar.gz") as old, tarfile.open(tmp_path / "c.tar.gz", "w:gz") as new:
        for member in old:
            content = old.extractfile(member).read()  # type: ignore[union-attr]
            if member.name == "rows/tickets.jsonl":
                content = content.replace(b'"normal"', b'"urgent"')
                member.size = len(content)
            new.addfile(member, io.BytesIO(content))
    living.url = new_url("sqlite", tmp_path)
    found = living.run("restore", str(tmp_path / "c.tar.gz"))
    assert found.exit_code == 1 and "manifest" in found.output


def test_nothing_is_restored_over_something(living: Installation, tmp_path: Path) -> None:
    assert living.run("backup", str(tmp_path / "b.tar.gz")).exit_code == 0
    before = living.content()
    found = living.run("restore", str(tmp_path / "b.tar.gz"))
    assert found.exit_code == 1 and "not empty" in found.output
    assert living.content() == before
    again = living.run("backup", str(tmp_path / "b.tar.gz"))
    assert again.exit_code == 1 and "exists already" in again.output


def test_a_backup_under_other_keys_is_refused_with_the_remedy(living: Installation, tmp_path: Path) -> None:
    assert living.run("backup", str(tmp_path / "b.tar.gz")).exit_code == 0
    living.url, living.key = new_url("sqlite", tmp_path), Fernet.generate_key().decode()
    found = living.run("restore", str(tmp_path / "b.tar.gz"))
    assert found.exit_code == 1 and "INTAKE_VAULT_KEY" in found.output


def test_a_backup_holds_no_key_and_nobody_else_may_read_it(living: Installation, tmp_path: Path) -> None:
    file = tmp_path / "b.tar.gz"
    assert living.run("backup", str(file)).exit_code == 0
    assert file.stat().st_mode & 0o077 == 0
    with tarfile.open(file) as archive:
        for member in archive:
            content = archive.extractfile(member).read()  # type: ignore[union-attr]
            assert living.key.encode() not in content and b"s" * 43 not in content
            assert b"AB12-CD34-EF56-GH78" not in content


def test_a_failing_backup_leaves_no_file(living: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    found = living.run("backup", str(tmp_path / "b.tar.gz"))
    assert found.exit_code == 1 and "No space left" in found.output
    assert list(tmp_path.glob("b.tar.gz*")) == []


def test_after_rotation_the_old_key_is_not_needed(living: Installation) -> None:
    """Everything sealed: values of conversations, licence keys, kept updates."""
    old, new = living.key, Fernet.generate_key().decode()
    living.key = f"{new},{old}"
    done = living.run("rotate-vault")
    assert done.exit_code == 0 and "1 values" in done.output and "1 kept updates" in done.output
    with living.engine.connect() as connection:
        (row,) = connection.execute(select(TABLES.tables["vault"])).mappings()
        sealed = [connection.execute(select(TABLES.tables["licences"].c.sealed_key)).scalars().first()]
        sealed.append(connection.execute(select(TABLES.tables["gateway_updates"].c.sealed)).scalars().one())
    assert Vault(living.engine, new).get(row["ref"], row["conversation_id"]) == "AB12-CD34-EF56-GH78"
    with pytest.raises(VaultError):
        Vault(living.engine, old).get(row["ref"], row["conversation_id"])
    for value in sealed:
        assert cipher_for(new).decrypt(str(value).encode())


def test_a_rotation_without_the_old_key_is_refused_and_changes_nothing(living: Installation) -> None:
    before = living.content()
    living.key = Fernet.generate_key().decode()
    found = living.run("rotate-vault")
    assert found.exit_code == 1 and "not configured" in found.output
    assert living.content() == before


def test_postgresql_own_tools_bring_a_database_back(living: Installation, tmp_path: Path) -> None:
    """The commands of docs/operations.md, for installations that are too large for JSON lines."""
    if living.url.startswith("sqlite"):
        text = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
        assert re.search(r"pg_dump --format=custom .*\n.*pg_restore --single-transaction", text)
        return
    before = living.content()
    dump = str(tmp_path / "database.pgdump")
    run = subprocess.run
    run([str(PG_BIN / "pg_dump"), "--format=custom", f"--file={dump}", f"--dbname={living.url}"], check=True)
    living.engine.dispose()
    living.url = new_url("postgresql", tmp_path)
    options = ["--single-transaction", "--exit-on-error", f"--dbname={living.url}"]
    run([str(PG_BIN / "pg_restore"), *options, dump], check=True)
    assert living.content() == before
    os.truncate(dump, os.path.getsize(dump) // 2)
    other = new_url("postgresql", tmp_path)
    options[-1] = f"--dbname={other}"
    assert run([str(PG_BIN / "pg_restore"), *options, dump], capture_output=True).returncode != 0
