"""Files on their way in: the door to the attachments package, and a plain store for when it is absent.

Called by the inbox. A name from outside is for show only and never becomes a path.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from pathlib import Path
from typing import Any, BinaryIO, Mapping, Protocol

from bot.gateway.cleaning import clean

_CHUNK = 1 << 20


class Receiver(Protocol):
    """Takes a file and says what it is (contract section 6); called in a thread, reads the stream once."""

    def receive(self, conversation_id: str, name: str, stream: BinaryIO) -> Mapping[str, Any]:
        """The finding, for an accepted file with `storage_path`, the place where the file is kept."""


class StoringReceiver:
    """Keeps files below `folder` by their hash, without looking inside."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def receive(self, conversation_id: str, name: str, stream: BinaryIO) -> Mapping[str, Any]:
        place = self._folder / hashlib.sha256(conversation_id.encode()).hexdigest()[:32]
        place.mkdir(parents=True, exist_ok=True)
        digest, size = hashlib.sha256(), 0
        descriptor, draft = tempfile.mkstemp(dir=place)
        with os.fdopen(descriptor, "wb") as target:
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
                size += len(chunk)
                target.write(chunk)
        finding = {"file": name, "kind": "unknown", "bytes": size, "sha256": digest.hexdigest()}
        if not size:
            os.unlink(draft)
            return {**finding, "accepted": False, "reason": "empty"}
        kept = place / digest.hexdigest()
        os.replace(draft, kept)
        return {**finding, "accepted": True, "reason": None, "storage_path": str(kept)}


def shown_name(name: str | None) -> str:
    """The last part of a file's name, without anything invisible, at most 120 characters."""
    last = re.split(r"[/\\]", clean(name or ""))[-1].replace("\n", " ").strip(" .")
    return last[-120:] or "file"
