"""Where accepted files are kept: a local folder, or anything fsspec reaches, such as s3://bucket.

The receiver puts files in, the relay and the desk pages open them by the path that `put` returns. Names
from outside never become paths, and nothing here is ever served to the public.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import fsspec

from bot.settings import Settings

_PIECE = 1 << 20
# S3 takes a file in parts; this much of it is in memory at a time. s3fs would take 50 MB.
_PART = 8 << 20


@dataclass(frozen=True)
class Usage:
    """What a conversation has stored."""

    files: int
    bytes: int


class Storage:
    """Files below `url`, one folder a conversation, named by the hash of what was sent.

    S3-compatible storage needs the extra `s3` of this package; its address and keys come from fsspec's own
    variables (FSSPEC_S3_ENDPOINT_URL, FSSPEC_S3_KEY, FSSPEC_S3_SECRET) or from those of AWS.
    """

    def __init__(self, url: str) -> None:
        self._files, self._root = fsspec.core.url_to_fs(url)

    @classmethod
    def local(cls, folder: Path) -> Storage:
        """A folder on this machine, readable by this user only."""
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return cls(str(folder.resolve()))

    def put(self, conversation_id: str, sha256: str, content: BinaryIO) -> str:
        """Keeps `content` and returns its full path. The same file in the same conversation is kept once."""
        path = f"{self._folder(conversation_id)}/{sha256}"
        draft = f"{path}.part"
        self._files.makedirs(self._folder(conversation_id), exist_ok=True)
        try:
            with self._files.open(draft, "wb", block_size=_PART) as target:
                while data := content.read(_PIECE):
                    target.write(data)
            self._files.mv(draft, path)
        except BaseException:
            if self._files.exists(draft):
                self._files.rm_file(draft)
            raise
        return self._full(path)

    def usage(self, conversation_id: str) -> Usage:
        """How many files of a conversation there are, and their bytes."""
        folder = self._folder(conversation_id)
        self._files.invalidate_cache(folder)
        if not self._files.exists(folder):
            return Usage(0, 0)
        sizes = [entry["size"] for entry in self._files.ls(folder, detail=True) if not entry["name"].endswith(".part")]
        return Usage(len(sizes), sum(sizes))

    def holds(self, conversation_id: str, sha256: str) -> bool:
        """Whether this file was kept before."""
        return bool(self._files.exists(f"{self._folder(conversation_id)}/{sha256}"))

    def erase(self, conversation_id: str) -> int:
        """Removes all files of a conversation, also what a crash left of one; returns how many."""
        folder = self._folder(conversation_id)
        self._files.invalidate_cache(folder)
        found = self._files.find(folder)
        if self._files.exists(folder):
            self._files.rm(folder, recursive=True)
        return len(found)

    def _folder(self, conversation_id: str) -> str:
        return f"{self._root}/{hashlib.sha256(conversation_id.encode()).hexdigest()[:32]}"

    def _full(self, path: str) -> str:
        protocols = self._files.protocol
        protocol = protocols if isinstance(protocols, str) else protocols[0]
        return path if protocol in ("file", "local") else f"{protocol}://{path.lstrip('/')}"


def open_storage(settings: Settings) -> Storage:
    """The storage of the settings. Raises ValueError for an address that can not be used."""
    return Storage(settings.storage_url) if settings.storage_url else Storage.local(settings.var / "attachments")
