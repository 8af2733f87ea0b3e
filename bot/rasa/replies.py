"""Rasa's reply generator over the text catalogue: a reply's name and parameters become words.

Named in endpoints.yml, called by Rasa for everything the assistant says. `utter_<name>` is the text
`replies.<name>` of the conversation's language; English steps in, loudly, for a text that is missing.
"""

from __future__ import annotations

import logging
from typing import Any, Dict, Optional

from rasa.core.nlg import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot import settings
from bot.text import catalogue

logger = logging.getLogger(__name__)


class CatalogueReplies(TemplatedNaturalLanguageGenerator):
    """Says replies in the language of the conversation."""

    def __init__(self, endpoint_config: EndpointConfig, domain: Domain) -> None:
        super().__init__(domain.responses)
        self._catalogue = catalogue.Catalogue.load(settings.load().locales)

    async def generate(
        self, utter_action: str, tracker: DialogueStateTracker, output_channel: str, **kwargs: Any
    ) -> Optional[Dict[str, Any]]:
        """The reply as Rasa's message; `kwargs` carry `params`, `choices` and `data` in wire form."""
        language = kwargs.get("language") or tracker.get_slot("language") or "en"
        key = "replies." + utter_action.removeprefix("utter_")
        params = {name: catalogue.from_wire(value) for name, value in (kwargs.get("params") or {}).items()}
        message: Dict[str, Any] = {"text": self._say(language, catalogue.Text(key, params))}
        message["buttons"] = [
            {"title": self._say(language, catalogue.from_wire(choice["title"])), "command": choice["command"]}
            for choice in kwargs.get("choices") or []
        ]
        message["custom"] = {"language": language, **self._data(language, kwargs.get("data") or {})}
        return message

    def _say(self, language: str, text: Any) -> str:
        try:
            return self._catalogue.render(language, text)
        except catalogue.TextError:
            logger.exception("text missing: %s in %s", text.key, language)
        try:
            return self._catalogue.render("en", text)
        except catalogue.TextError:
            return self._catalogue.say(language, "replies.trouble")

    def _data(self, language: str, value: Any) -> Any:
        """Data for cards: texts in it are said, everything else stays."""
        if isinstance(value, dict) and set(value) == {"text", "params"}:
            return self._say(language, catalogue.from_wire(value))
        if isinstance(value, dict):
            return {name: self._data(language, item) for name, item in value.items()}
        if isinstance(value, list):
            return [self._data(language, item) for item in value]
        return value
