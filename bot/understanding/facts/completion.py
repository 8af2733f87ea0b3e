"""What the rules of facts found, completed by what the sentences imply.

Called by the component and by `intake understand` with the model's `implied` facts. The rules come first: where they
found words to read, they also know why those words count for nothing (another's system, a plan, a question).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.understanding.facts.extractor import Extracted

# What may be said several times: what the rules found and what is implied stand beside each other.
_LISTS = ("requests",)
LEAST = 0.2  # probability below which the second reader speaks against what is implied


def completed(found: Extracted, implied: Mapping[str, Any]) -> Extracted:
    """`found` with the facts of `implied` that the rules had nothing to read about and nothing speaks against."""
    implied = {name: value for name, value in implied.items() if name in _LISTS or _may_be(found, name, value)}
    implied |= {name: [one for one in implied.get(name, ()) if _may_be(found, name, one)] for name in _LISTS}
    further = {name: value for name, value in implied.items() if name not in found.facts and name not in found.weighed}
    for name in _LISTS:
        refused = set(found.negated.get(name, ()))
        if "third_party_call" in found.facts.get(name, ()):
            refused |= {"phone_support"}.difference(found.facts[name])  # the call that is meant is the joint one
        said = dict.fromkeys((*found.facts.get(name, ()), *sorted(implied.get(name, ()))))  # in the order of the text
        if together := [value for value in said if value not in refused]:
            further[name] = together
        else:
            further.pop(name, None)
    return replace(found, facts={**found.facts, **further}) if further else found


def _may_be(found: Extracted, name: str, value: Any) -> bool:
    """Whether the second reader finds a value not too improbable."""
    odds = found.odds.get(name, {})
    return not odds or odds.get(str(value), 0.0) >= LEAST
