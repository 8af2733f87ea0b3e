"""What may be shown and stored of a licence key: its last group, and a keyed digest.

The registry looks keys up by digest, a ticket names its licence by the same digest. Nothing here
may write a whole key into an error, a log line or a file.
"""

from __future__ import annotations

import hashlib
import hmac

_HIDDEN = "\N{BULLET}" * 4


def mask(key: str) -> str:
    """`••••-••••-••••-DDDD` for a canonical key; only the last group is told (domain.md 3.1)."""
    return "-".join([_HIDDEN] * 3 + [key[-4:]])


def digest(key: str, secret: str) -> str:
    """A reference for a canonical key: 32 hex digits that nobody without `secret` can try out."""
    return hmac.new(secret.encode(), b"licence-key:" + key.encode(), hashlib.sha256).hexdigest()[:32]
