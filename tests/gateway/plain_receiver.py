"""A receiver that keeps files by their hash without looking inside, for tests of the gateway alone."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any, BinaryIO, Mapping


class FatalReceiver:
    """Ends its process for the file `deadly`, and takes every other file."""

    def receive(self, conversation_id: str, name: str, stream: BinaryIO) -> Mapping[str, Any]:
        if name == "deadly":
            os._exit(1)
        return {"file": name, "accepted": True, "reason": None, "bytes": len(stream.read()), "pid": os.getpid()}


class PlainReceiver:
    """Accepts everything but an empty file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def receive(self, conversation_id: str, name: str, stream: BinaryIO) -> Mapping[str, Any]:
        content = stream.read()
        digest = hashlib.sha256(content).hexdigest()
        finding = {"file": name, "kind": "unknown", "bytes": len(content), "sha256": digest}
        if not content:
            return {**finding, "accepted": False, "reason": "empty"}
        self._folder.mkdir(parents=True, exist_ok=True)
        (self._folder / digest).write_bytes(content)
        return {**finding, "accepted": True, "reason": None, "storage_path": str(self._folder / digest)}
