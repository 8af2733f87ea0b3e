"""Graph component: which language is this message in?

First in the pipeline. It writes the entity `language`, which fills the slot of the same name before
the first reply is generated. The gateway passes the conversation's language and the channel's hint
as metadata of the message.
"""

from __future__ import annotations

from typing import Any, Dict, List

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.language import Detector
from bot.rasa.entities import entity
from bot.text import pasted


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class LanguageComponent(GraphComponent):
    """Detects the language of each message."""

    def __init__(self, detector: Detector) -> None:
        self._detector = detector

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> GraphComponent:
        return cls(Detector.load())

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Training sentences carry their language; nothing is to be detected."""
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        for message in messages:
            metadata = message.get("metadata") or {}
            found = self._detector.detect(
                pasted.split(message.get("text") or "").prose, metadata.get("language"), metadata.get("hint")
            )
            entities = [entity("language", found.language)]
            if found.requested:
                entities.append(entity("language_requested", found.requested))
            if found.unsupported:
                entities.append(entity("language_unsupported", found.unsupported))
            message.set("entities", [*(message.get("entities") or []), *entities], add_to_output=True)
        return messages
