"""Remembers which action Rasa's rules led to, so that they are gone through once for each intent.

`RulePolicy` turns the tracker into states and tries them against every rule, for each message anew. In this
project nothing but the events of the turn can count: no loops, no slots and no entities that influence the
dialogue, no rules on words. Where that does not hold, the rules are asked as ever. Put in place by
`bot.rasa.patches`.
"""

from __future__ import annotations

from functools import wraps
from typing import Any, Callable, Dict, List, Optional, Tuple
from weakref import WeakKeyDictionary

from rasa.core.policies.policy import PolicyPrediction
from rasa.core.policies.rule_policy import RulePolicy
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

Predict = Callable[..., PolicyPrediction]
Key = Tuple[Tuple[str, str], ...]


def remembering(predict: Predict) -> Predict:
    """`RulePolicy.predict_action_probabilities` that asks `predict` once for each sequence of events."""
    memories: WeakKeyDictionary[RulePolicy, Memory] = WeakKeyDictionary()

    @wraps(predict)
    def remembered(
        self: RulePolicy, tracker: DialogueStateTracker, domain: Domain, *rest: Any, **named: Any
    ) -> PolicyPrediction:
        memory = memories.get(self)
        if memory is None:
            memory = memories[self] = Memory(self, domain)
        key = memory.key(tracker)
        known = memory.predictions.get(key) if key else None
        if known is not None:
            return known
        prediction = predict(self, tracker, domain, *rest, **named)
        if key:
            memory.predictions[key] = prediction
        return prediction

    return remembered


class Memory:
    """The predictions of one policy by the events of a turn."""

    def __init__(self, policy: RulePolicy, domain: Domain) -> None:
        self.predictions: Dict[Key, PolicyPrediction] = {}
        slots = any(slot.has_features() for slot in domain.slots)
        words = any('"text"' in rule for rules in policy.lookup.values() for rule in rules)
        self._usable = not (slots or words or domain.form_names)
        # Intents of which nothing but the name counts.
        self._plain = {name for name, used in domain.intent_properties.items() if not used["used_entities"]}

    def key(self, tracker: DialogueStateTracker) -> Optional[Key]:
        """Of each event its kind, of messages the intent, of actions the name; None when more than that counts."""
        if not self._usable:
            return None
        key: List[Tuple[str, str]] = []
        for event in tracker.events:
            name = ""
            if isinstance(event, UserUttered):
                name = str(event.intent_name)
                if name not in self._plain:
                    return None
            elif isinstance(event, ActionExecuted):
                name = str(event.action_name)
            key.append((event.type_name, name))
        return tuple(key)
