"""Adapters for channels other than the web, one file each.

An adapter verifies what comes in, finds or opens the conversation of an address
(`Conversations.at`, `Conversations.open`), hands text, button tokens and files to the `Inbox`, and
implements `turns.Courier` to carry replies out. It holds a `routes` list for the application. It
never talks to Rasa, the vault or the tables.
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
