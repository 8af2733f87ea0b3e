"""Adapters for channels other than the web, one file each.

An adapter verifies what comes in, keeps it (`updates.Updates`) before it says yes, finds or opens the
conversation of an address, hands text, button tokens and files to the `Inbox`, and implements
`turns.Courier` to carry replies out. It never talks to Rasa, and it stores nothing in clear.
"""

from __future__ import annotations

from typing import Protocol, Sequence

from starlette.routing import BaseRoute

from bot.gateway.turns import Courier


class Channel(Courier, Protocol):
    """One channel: `name` as in conversations, its own routes, and the way out."""

    name: str

    @property
    def routes(self) -> Sequence[BaseRoute]:
        """The webhooks of this channel."""

    async def work(self) -> None:
        """Starts on what was kept and is not worked off yet; called in each round of the background."""
