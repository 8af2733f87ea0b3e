"""What holds by the words of correction in a message, whatever else it says.

`FactExtractor` asks it for all facts that are told in words.
"""

from __future__ import annotations

from typing import Any

from bot.understanding.facts.claims.claims import CLAIMS
from bot.understanding.facts.hosting import hosting
from bot.understanding.facts.learned.tasks import LEVEL
from bot.understanding.facts.people import levels, people
from bot.understanding.facts.validity.afterthoughts import Afterthoughts
from bot.understanding.facts.words.reading import Reading


def put_right(reading: Reading, question: str | None) -> dict[str, Any]:
    """What words of correction lead to, by the name of the fact or entity."""
    behind = Afterthoughts(reading)
    told = {name: behind.told(rule) for name, rule in CLAIMS.items()}
    told["hosting"] = behind.told(lambda one: hosting.hosting(one, question == "reproduced_on_hosted")[0])
    told["requester"] = behind.told(lambda one: people.requester(one, question))
    told[LEVEL] = behind.told(lambda one: levels.claimed_level(one, question))
    return {name: value for name, value in told.items() if value is not None}
