"""Graph component: dialogue intent and problem code of a message.

Wraps `bot.understanding.model`; trains on the sentences of `data/nlu`, whose blocks name language
and problem in their metadata, and on those of `data/lessons`, and settles the intent in the light of the open question.
Rasa takes half a minute to hand the former through, so `intake train` leaves them to this component.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, List

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.intake.arbitration import settle
from bot.rasa.entities import language_of
from bot.rasa.facts import extractor
from bot.settings import ROOT
from bot.text import pasted
from bot.understanding.examples import BESIDE, DIALOGUE, read
from bot.understanding.lessons import Example
from bot.understanding.model import UnderstandingModel


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class UnderstandingComponent(GraphComponent):
    """Classifies messages; its resource is the folder that `UnderstandingModel.save` writes."""

    def __init__(
        self,
        model_storage: ModelStorage,
        resource: Resource,
        model: UnderstandingModel | None = None,
        vectors: str = "",
    ) -> None:
        self._model_storage = model_storage
        self._resource = resource
        self._model = model
        self._vectors = vectors

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """No sentence vectors; see `bot.understanding.vectors`."""
        return {"vectors": ""}

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> UnderstandingComponent:
        return cls(model_storage, resource, vectors=str(config["vectors"]))

    def train(self, training_data: TrainingData) -> Resource:
        given = [_example(message) for message in training_data.intent_examples if not _labels(message).get("command")]
        examples = given or read(ROOT / "data", DIALOGUE)
        self._model = UnderstandingModel.train([*examples, *read(ROOT / "data", BESIDE)], self._vectors)
        with self._model_storage.write_to(self._resource) as folder:
            self._model.save(Path(folder))
        return self._resource

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> UnderstandingComponent:
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, UnderstandingModel.load(Path(folder)))

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        assert self._model is not None
        for message in messages:
            text = message.get("text") or ""
            understood = self._model.understand(pasted.prose(text), language_of(message))
            requested = any(found["entity"] == "language_requested" for found in message.get("entities") or [])
            question = (message.get("metadata") or {}).get("question")
            brief = extractor().brief(text, language_of(message))
            intent, confidence = settle(
                understood.intents,
                text,
                question,
                language_requested=requested,
                tells=bool(understood.told),
                concepts=understood.concepts,
                choice=brief.choice,
                stance=brief.stance,
            )
            message.set("intent", {"name": intent, "confidence": confidence}, add_to_output=True)
            ranking = [{"name": name, "confidence": value} for name, value in understood.intents[:5]]
            message.set("intent_ranking", ranking, add_to_output=True)
            message.set("problems", [list(pair) for pair in understood.problems], add_to_output=True)
            message.set("concepts", list(understood.concepts), add_to_output=True)
            message.set("choice", brief.choice, add_to_output=True)
            message.set("stance", brief.stance, add_to_output=True)
            message.set("told", dict(understood.told), add_to_output=True)
            message.set("implied", dict(understood.implied), add_to_output=True)
            message.set("hints", dict(understood.hints))
            message.set("foreign", list(understood.foreign), add_to_output=True)
        return messages


def _labels(message: Message) -> Dict[str, Any]:
    """The metadata of the block that a training sentence stands in."""
    return (message.get("metadata") or {}).get("intent") or {}


def _example(message: Message) -> Example:
    labels = _labels(message)
    return Example(message.get("text"), labels.get("language", "en"), message.get("intent"), labels.get("problem"))
