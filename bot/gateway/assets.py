"""The widget's files, held in memory, compressed once, answered with an ETag.

Called by the pages. Only what is in the folder at start can be served, so no path leads anywhere else.
"""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Mapping

from starlette.requests import Request
from starlette.responses import Response

_TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}
_MINUTES = 600


@dataclass(frozen=True)
class Asset:
    """One file: its bytes plain and compressed, its type and its tag."""

    plain: bytes
    packed: bytes
    media_type: str
    etag: str

    def answer(self, request: Request) -> Response:
        """The file, or 304 when the browser has it."""
        headers = {"ETag": self.etag, "Cache-Control": f"public, max-age={_MINUTES}", "Vary": "Accept-Encoding"}
        if self.etag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        if "gzip" in request.headers.get("accept-encoding", ""):
            return Response(self.packed, headers={**headers, "Content-Encoding": "gzip"}, media_type=self.media_type)
        return Response(self.plain, headers=headers, media_type=self.media_type)


def load(folder: Path) -> Mapping[str, Asset]:
    """Every file of `folder` that a browser may have, by name."""
    return {path.name: _asset(path) for path in sorted(folder.iterdir()) if path.suffix in _TYPES}


def _asset(path: Path) -> Asset:
    plain = path.read_bytes()
    etag = f'"{hashlib.sha256(plain).hexdigest()[:20]}"'
    return Asset(plain, gzip.compress(plain, 9, mtime=0), _TYPES[path.suffix], etag)
