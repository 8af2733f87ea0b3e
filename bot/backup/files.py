"""The stored files of a backup: read from the storage of attachments, and put back into an empty one.

Called by the archive only. Files are copied as they are; which of them belong to a ticket is nothing to it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import fsspec

from bot.settings import Settings

_PIECE = 1 << 20


def _storage(settings: Settings) -> tuple[Any, str]:
    files, root = fsspec.core.url_to_fs(place(settings))
    return files, str(root).rstrip("/")


def place(settings: Settings) -> str:
    """Where the files are, as a URL or an absolute path; tickets name them by it."""
    return settings.storage_url or str((settings.var / "attachments").resolve())


def stored(settings: Settings) -> Iterator[tuple[str, IO[bytes]]]:
    """Every stored file: its name in the archive, beginning with `files/`, and its content."""
    files, root = _storage(settings)
    if not files.exists(root):
        return
    for path in sorted(files.find(root)):
        if path.endswith(".part"):
            continue
        try:
            with files.open(path, "rb") as content:
                yield f"files{path.removeprefix(root)}", content
        except FileNotFoundError:
            continue  # removed by the hourly purge since it was listed


def restore(folder: Path, settings: Settings) -> int:
    """Puts the files below `folder` into the storage; returns how many."""
    files, root = _storage(settings)
    count = 0
    for path in sorted(folder.rglob("*")) if folder.exists() else ():
        if path.is_file():
            target = f"{root}/{path.relative_to(folder).as_posix()}"
            files.makedirs(target.rpartition("/")[0], exist_ok=True)
            with path.open("rb") as content, files.open(target, "wb") as stored:
                copy(content, stored)
            count += 1
    return count


def copy(source: IO[bytes], target: Any) -> str:
    """Copies all of `source`; returns its sha256."""
    digest = hashlib.sha256()
    while piece := source.read(_PIECE):
        digest.update(piece)
        target.write(piece)
    return digest.hexdigest()
