"""The whole licence key of a ticket, for staff who must look the system up; every look is on record.

Called by the ticket page. A ticket holds a keyed digest only: the key is found among what its conversation gave
to the vault, so it is gone when the vault's time is over.
"""

from __future__ import annotations

from typing import Any

from bot.licences import digest
from bot.text.licence_keys import normalise
from bot.tickets import Ticket
from bot.vault import VaultError

KIND = "licence-key"


def whole_key(vault: Any, secret: str, ticket: Ticket) -> str | None:
    """The key in its canonical form; None when it is not kept any more."""
    wanted = ticket.licence.get("reference")
    if not wanted:
        return None
    try:
        kept = vault.values(KIND, ticket.conversation_id)
    except VaultError:
        return None
    keys = (normalise(value) for value in kept)
    return next((key for key in keys if key and digest(key, secret) == wanted), None)
