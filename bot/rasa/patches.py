"""The places of Rasa 3.6.21 that cost most of a turn, done once instead of every time.

Measured on one form turn of a stock bot: 62 ms of CPU, of which 74 % is compiling the constant JSON
schema of action replies again for every reply; compiled once, the same reply is validated against
the same schema for 20 ms a turn. Looking up an event class walks all subclasses for every event of
a tracker; the answer never changes. Running the graph of components through dask costs 1 ms more than
running it (see `bot.rasa.runner`). Of the 5.7 ms that remained of a turn of ours, 0.4 ms went into trying
the same events against all twenty forms of an event, and 0.5 ms into finding the rule that fits an intent.
`apply` refuses to touch code that is not the code measured. The places upstream: rasa/core/actions/action.py,
rasa/core/policies/rule_policy.py, rasa/shared/core/events.py, rasa/engine/runner/dask.py at
https://github.com/RasaHQ/rasa/tree/3.6.21.
"""

from __future__ import annotations

import hashlib
import inspect
import json
from functools import lru_cache
from typing import Any, Callable, Dict

import jsonschema
import rasa.core.processor
from rasa.core.actions.action import RemoteAction
from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.events import Event

from bot.rasa import rules
from bot.rasa.runner import PlainRunner

# sha256 of the source in Rasa 3.6.21: of what is replaced, and of what must go on as it was for that.
MEASURED: Dict[Callable[..., Any], str] = {
    RemoteAction._validate_action_result: "f8cdb4be6812396167ced74161b2ccd65c5ea676ad86d7d359d8c322d9d8dc42",
    RulePolicy.predict_action_probabilities: "301c6695cd5011b41d997d450b759927a1c8c0c510687352c3daf3eb98e616af",
    RulePolicy._predict: "f5182d8a10639e14d2643795210767a17fc4c8b5c2852b946f41c6c9f1a8a4e0",
    RulePolicy._find_action_from_rules: "be6da6ee0f5429bd9bbded9f22186f3729469e5b392949493fd34a00ef9531d9",
    Event.resolve_by_type: "b5cf570fa7f286c7059ec73d8880528d03a78b28cf4e80285a46079c0fa65968",
    DaskGraphRunner.run: "45f0f52f574f3aa9546a552bf671183e171092c18b66e97f5771a7fa295de37e",
}


def source_hash(function: Any) -> str:
    """sha256 of a function's source text."""
    return hashlib.sha256(inspect.getsource(function).encode()).hexdigest()


@lru_cache(maxsize=1)
def _validator() -> jsonschema.protocols.Validator:
    schema = RemoteAction.action_response_format_spec()
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    return kind(schema)


def _validate_action_result(self: RemoteAction, result: Dict[str, Any]) -> bool:
    if isinstance(result, dict) and "events" in result:
        # Our actions end with the same few events; what they say is another every time.
        _validate_events(json.dumps(result["events"]))
        result = {name: value for name, value in result.items() if name != "events"}
    return _validate(result)


@lru_cache(maxsize=64)
def _validate_events(events: str) -> bool:
    return _validate({"events": json.loads(events)})


def _validate(result: Any) -> bool:
    error = jsonschema.exceptions.best_match(_validator().iter_errors(result))
    if error is not None:
        raise error
    return True


def apply() -> None:
    """Installs all; does nothing when they are in place. Raises RuntimeError for another Rasa's code."""
    if RemoteAction._validate_action_result is _validate_action_result:
        return
    for function, measured in MEASURED.items():
        if source_hash(function) != measured:
            name = function.__qualname__
            raise RuntimeError(
                f"{name} is not the code of Rasa 3.6.21 that the patch was made for; see bot/rasa/patches.py"
            )
    RemoteAction._validate_action_result = _validate_action_result
    RulePolicy.predict_action_probabilities = rules.remembering(RulePolicy.predict_action_probabilities)
    rasa.core.processor.DaskGraphRunner = PlainRunner
    Event.resolve_by_type = staticmethod(lru_cache(maxsize=None)(Event.resolve_by_type))
