"""Brings what happened at the help desk back into the conversation that opened the ticket.

Called in each round of the background worker. News are told once, in the conversation's language,
also when the process ends between telling and noting it.
"""

from __future__ import annotations

from typing import Any, Mapping

from sqlalchemy.engine import Engine
from starlette.concurrency import run_in_threadpool

from bot.gateway.conversations import Conversations
from bot.gateway.messages import Messages
from bot.gateway.words import Words
from bot.tickets.news import Inbox, News


class DeskNews:
    """Tells pending news; `couriers` says which channels have to carry them out."""

    def __init__(
        self,
        engine: Engine,
        conversations: Conversations,
        messages: Messages,
        words: Words,
        couriers: Mapping[str, Any],
    ) -> None:
        self._inbox = Inbox(engine)
        self._conversations, self._messages = conversations, messages
        self._words, self._couriers = words, couriers

    async def tell(self) -> None:
        """Tells everything that is pending."""
        await run_in_threadpool(self._tell)

    def _tell(self) -> None:
        for news in self._inbox.pending():
            conversation = self._conversations.load(news.conversation_id)
            if conversation is not None:
                text = self._text(news, conversation.language or conversation.hint)
                deliver = conversation.channel in self._couriers
                self._messages.say(conversation.id, text, key=f"news:{news.id}", deliver=deliver)
            self._inbox.done(news.id)

    def _text(self, news: News, language: str | None) -> str:
        if news.kind == "status":
            return self._words.say(language, f"channels.news.status.{news.content}", ticket=news.ticket_id)
        return self._words.say(language, "channels.news.reply", ticket=news.ticket_id, text=news.content)
