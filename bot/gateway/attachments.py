"""Files on their way in: what the gateway needs of the attachments package, and names fit to be shown.

Called by the inbox and the endpoints. A name from outside is for show only and never becomes a path.
"""

from __future__ import annotations

import re
from typing import Any, BinaryIO, Mapping, Protocol

from bot.gateway.cleaning import clean


class Receiver(Protocol):
    """Takes a file and says what it is (contract section 6); called in a thread, reads the stream once."""

    def receive(self, conversation_id: str, name: str, stream: BinaryIO) -> Mapping[str, Any]:
        """The finding, for an accepted file with `storage_path`, the place where the file is kept."""


def shown_name(name: str | None) -> str:
    """The last part of a file's name, without anything invisible, at most 120 characters."""
    last = re.split(r"[/\\]", clean(name or ""))[-1].replace("\n", " ").strip(" .")
    return last[-120:] or "file"
