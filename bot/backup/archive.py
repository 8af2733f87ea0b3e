"""The archive of a backup: rows, stored files, and last a manifest that vouches for everything before it.

Called by `intake backup` and `intake restore`. Keys are not in it, only their fingerprints, so that whoever
finds a backup can not open what the vault sealed. A backup that was cut short has no manifest and is refused.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import tarfile
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import IO, Any

from sqlalchemy import MetaData
from sqlalchemy.engine import Engine

from bot.backup import files, rows
from bot.settings import Settings

FORMAT = 1
_MANIFEST = "manifest.json"
_PIECE = 1 << 20


class BackupError(RuntimeError):
    """The backup can not be made, or must not be restored; the message says why and what to do."""


@dataclass(frozen=True)
class Report:
    """What a backup holds: rows by table, and stored files."""

    rows: Mapping[str, int]
    files: int


def write(target: Path, engine: Engine, tables: MetaData, settings: Settings, keys: tuple[str, str]) -> Report:
    """Writes everything to `target`, which appears only when it is complete. `keys`: secret, vault key.

    Raises BackupError when `target` exists, OSError and SQLAlchemyError as they come.
    """
    if target.exists():
        raise BackupError(f"{target} exists already; give another name")
    draft = target.with_name(f"{target.name}.part")
    digests: dict[str, str] = {}
    counts: dict[str, int] = {}
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as stream:
            with tarfile.open(fileobj=stream, mode="w:gz", compresslevel=6) as archive:
                # Rows first: a file that a row names was stored before the row.
                with rows.snapshot(engine) as connection:
                    for table in tables.sorted_tables:
                        counts[table.name] = _add_rows(archive, digests, table.name, rows.lines(connection, table))
                stored = sum(_add_file(archive, digests, name, content) for name, content in files.stored(settings))
                manifest = {
                    "format": FORMAT,
                    "made_at": datetime.now(timezone.utc).isoformat(timespec="seconds"),
                    "storage": files.place(settings),
                    "keys": _fingerprints(keys),
                    "rows": counts,
                    "members": digests,
                }
                _add(archive, {}, _MANIFEST, io.BytesIO(json.dumps(manifest, indent=1).encode()))
            stream.flush()
            os.fsync(stream.fileno())
        os.rename(draft, target)
    finally:
        draft.unlink(missing_ok=True)
    return Report(counts, stored)


def read(source: Path, engine: Engine, tables: MetaData, settings: Settings, keys: tuple[str, str]) -> Report:
    """Restores a backup into an empty installation; nothing is changed unless the whole of it is sound.

    Raises BackupError for a damaged or foreign backup, a database that is not empty, other keys or another place
    for stored files.
    """
    with tempfile.TemporaryDirectory(prefix="restore-") as name:
        folder = Path(name)
        manifest = _unpack(source, folder)
        _check_fits(manifest, tables, settings, keys)
        with engine.begin() as connection:
            if not rows.is_empty(connection, tables):
                raise BackupError("the database is not empty; restore into a new one, or remove this one first")
            for table in tables.sorted_tables:
                file = folder / "rows" / f"{table.name}.jsonl"
                if file.exists():
                    with file.open("rb") as content:
                        rows.insert_lines(connection, table, content)
            rows.continue_numbers(connection, tables)
            # Within the transaction: without its files the database stays empty.
            restored = files.restore(folder / "files", settings)
    return Report(manifest["rows"], restored)


def _check_fits(manifest: Mapping[str, Any], tables: MetaData, settings: Settings, keys: tuple[str, str]) -> None:
    if unknown := set(manifest["rows"]) - set(tables.tables):
        raise BackupError(
            f"made by another version, with the tables {', '.join(sorted(unknown))}; restore it with that"
        )
    if not set(manifest["keys"]) & set(_fingerprints(keys)[1:]) or manifest["keys"][0] != _fingerprints(keys)[0]:
        raise BackupError(
            "made under another secret or vault key; set INTAKE_SECRET and INTAKE_VAULT_KEY to those of that time"
        )
    has_files = any(member.startswith("files/") for member in manifest["members"])
    if has_files and manifest["storage"] != files.place(settings):
        raise BackupError(
            f"its files belong to {manifest['storage']}, where its tickets look for them; set INTAKE_VAR or "
            "INTAKE_STORAGE_URL accordingly"
        )


def _unpack(source: Path, folder: Path) -> dict[str, Any]:
    """Unpacks into `folder` and checks every byte. Raises BackupError."""
    found: dict[str, str] = {}
    try:
        with gzip.open(source) as raw, tarfile.open(fileobj=raw, mode="r:") as archive:
            for member in archive:
                place = (folder / member.name).resolve()
                content = archive.extractfile(member)
                if content is None or folder.resolve() not in place.parents:
                    raise BackupError(f"{source} holds {member.name!r}, which no backup of ours does")
                place.parent.mkdir(parents=True, exist_ok=True)
                with place.open("wb") as target:
                    found[member.name] = files.copy(content, target)
            while raw.read(_PIECE):
                pass  # to the end, where gzip checks whether anything is missing
        manifest: dict[str, Any] = json.loads((folder / _MANIFEST).read_text())
    except FileNotFoundError:
        raise BackupError(f"{source} is not there, or was cut short: it has no manifest") from None
    except (tarfile.TarError, EOFError, ValueError, OSError) as error:
        raise BackupError(f"{source} is damaged or no backup ({type(error).__name__})") from None
    found.pop(_MANIFEST)
    if manifest.get("format") != FORMAT or manifest["members"] != found:
        raise BackupError(f"{source} is damaged: its manifest names other contents")
    return manifest


def _fingerprints(keys: tuple[str, str]) -> list[str]:
    """Of the secret, then of each vault key; both have 256 random bits, so these give nothing away."""
    secret, vault_keys = keys
    parts = [secret, *vault_keys.replace(",", "\n").split()]
    return [hashlib.sha256(b"intake backup\0" + part.encode()).hexdigest()[:16] for part in parts]


def _add_rows(archive: tarfile.TarFile, digests: dict[str, str], table: str, content: Iterable[bytes]) -> int:
    count = 0
    with tempfile.TemporaryFile() as draft:
        for line in content:
            draft.write(line)
            count += 1
        _add(archive, digests, f"rows/{table}.jsonl", draft)
    return count


def _add_file(archive: tarfile.TarFile, digests: dict[str, str], name: str, content: IO[bytes]) -> bool:
    with tempfile.TemporaryFile() as draft:
        files.copy(content, draft)
        _add(archive, digests, name, draft)
    return True


def _add(archive: tarfile.TarFile, digests: dict[str, str], name: str, content: IO[bytes]) -> None:
    """Adds a member from a file that can be read twice: for its sum, and for the archive."""
    content.seek(0)
    digests[name] = files.copy(content, _Nowhere())
    member = tarfile.TarInfo(name)
    member.size, member.mode = content.tell(), 0o600
    content.seek(0)
    archive.addfile(member, content)


class _Nowhere(io.RawIOBase):
    def write(self, data: Any) -> int:
        return len(data)
