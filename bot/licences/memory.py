"""A registry in memory, for tests and for trying things out.

It follows the same contract test as the real ones and never touches disk or network.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.licences.licence import Licence
from bot.text.licence_keys import normalise


class MemoryRegistry:
    """Holds the licences it is given."""

    def __init__(self, licences: Iterable[Licence] = ()) -> None:
        self._licences = {licence.key: licence for licence in licences}

    def find(self, key: str) -> Licence | None:
        return self._licences.get(normalise(key) or "")

    def larger_key_of_customer(self, licence: Licence) -> Licence | None:
        if licence.customer is None or licence.simultaneous_calls is None:
            return None
        siblings = [
            other
            for other in self._licences.values()
            if (other.customer, other.partner_id) == (licence.customer, licence.partner_id)
            and not other.nfr
            and (other.simultaneous_calls or 0) > licence.simultaneous_calls
        ]
        return max(siblings, key=lambda other: other.simultaneous_calls or 0, default=None)
