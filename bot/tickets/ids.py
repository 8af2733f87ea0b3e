"""Ticket ids that can be said on the phone in eight languages: three consonants, three digits.

The store makes them; the channels recognise them in what people type. An id names a ticket and
opens nothing: whoever asks must own the ticket.
"""

from __future__ import annotations

import re
import secrets
import unicodedata

# No vowels, so that no word appears; no letter or digit that looks or sounds like another one here
# (0/O, 1/I/L, 2/Z, 5/S, 8/B, V/W in German and Russian, B/V in Spanish).
LETTERS = "CDFGHJKMNPQRTX"
DIGITS = "2346789"
PATTERN = re.compile(rf"\b[{LETTERS}]{{3}}-[{DIGITS}]{{3}}\b")
_TYPED = re.compile(rf"([{LETTERS}]{{3}})[\W_]*([{DIGITS}]{{3}})")
_LOOKALIKES = str.maketrans("СНКМРТХΗΚΜΝΡΤΧ", "CHKMPTXHKMNPTX")  # Cyrillic, then Greek


def new_id() -> str:
    """A random id such as `KDT-472`; one of 941,192, so the store asks again when it is taken."""
    letters = "".join(secrets.choice(LETTERS) for _ in range(3))
    return f"{letters}-{''.join(secrets.choice(DIGITS) for _ in range(3))}"


def normalise_id(text: str) -> str | None:
    """The id in its usual form when `text` is one and nothing else, however it is typed; else None."""
    folded = unicodedata.normalize("NFKC", text).strip().upper().translate(_LOOKALIKES)
    match = _TYPED.fullmatch(folded)
    return "-".join(match.groups()) if match else None
