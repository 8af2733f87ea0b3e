"""Graph component: the facts in a message, as entities for the actions.

Wraps `bot.understanding.facts.extractor`; trains its second reader on the messages of `data/labelled`. What it finds is
what a user wrote; which of it may become a fact of the case is decided in `bot.intake.trust`.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, Dict, List

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot import settings
from bot.rasa.entities import entity, language_of
from bot.understanding.facts.extractor import FactExtractor
from bot.understanding.facts.learned import lessons
from bot.understanding.facts.learned.second_reader import SecondReader
from bot.understanding.facts.verdict import weighed


@lru_cache(maxsize=1)
def extractor() -> FactExtractor:
    """The lexicons and names of the process, which the server warms up after its start."""
    return FactExtractor.load(settings.load().policy_kb, settings.ROOT / "data")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class FactsComponent(GraphComponent):
    """Extracts facts and names from each message; its resource is the folder that `SecondReader.save` writes."""

    def __init__(self, model_storage: ModelStorage, resource: Resource, extractor: FactExtractor) -> None:
        self._model_storage = model_storage
        self._resource = resource
        self._extractor = extractor

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> FactsComponent:
        return cls(model_storage, resource, extractor())

    def train(self, training_data: TrainingData) -> Resource:
        second = lessons.train(settings.load().policy_kb, settings.ROOT / "data")
        with self._model_storage.write_to(self._resource) as folder:
            second.save(Path(folder))
        return self._resource

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> FactsComponent:
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, extractor().assisted(SecondReader.load(Path(folder))))

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        for message in messages:
            question = (message.get("metadata") or {}).get("question")
            foreign = message.get("foreign") or ()
            found = self._extractor.extract(message.get("text") or "", language_of(message), question, foreign)
            if message.get("stance") is None and message.get("choice") is None:
                # "I think so" and "the second one" are about what was asked and tell nothing else.
                found = weighed(found, message.get("implied") or {}, message.get("hints") or {}, question)
            entities = [entity("facts", dict(found.facts)), entity("names", dict(found.entities))]
            message.set("entities", [*(message.get("entities") or []), *entities], add_to_output=True)
        return messages
