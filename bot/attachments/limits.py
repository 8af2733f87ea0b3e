"""How much is taken: of one file, of one conversation, of one archive.

The gateway sets the size of a file from the settings; the rest are defaults with a reason. Checks
call these numbers by name, so that a refusal can say which one was met.
"""

from __future__ import annotations

from dataclasses import dataclass

MB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Sizes are bytes."""

    file_bytes: int = 64 * MB
    files: int = 20  # of one conversation
    total_bytes: int = 256 * MB  # of one conversation

    # A support package holds some hundred files; the directory of more is refused before it is read.
    entries: int = 5000
    # Deflate shrinks real logs 10 to 80 times and zeros 1000 times.
    ratio: int = 200
    ratio_from: int = MB  # small members may shrink as they like
    unpacked_bytes: int = 4096 * MB
    # An inner archive is read in memory, for its directory stands at its end.
    nested_bytes: int = 32 * MB
    # An archive inside the archive, and no more.
    depth: int = 1
    # Of a larger file or package the rest is stored but not looked at, so that the answer comes in time.
    read_bytes: int = 512 * MB


DEFAULT = Limits()
