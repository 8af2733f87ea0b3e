"""Who tries the system before buying it: "we are trying it before we decide to buy", "not bought yet, just testing".

`people.requester` calls `told`.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.reading import Reading

_LEADS = 4  # words between "before" and the purchase
_FAULT = ("reproduce", "same", "works_there", "shows", "alike")


def told(reading: Reading) -> Iterator[tuple[Mention, str]]:
    """The words of trying, where the purchase is still to come."""
    for trying in reading.all("tries_out"):
        if reading.is_question(trying) or reading.negated(trying):
            continue
        if any(_is_ahead(reading, trying, buying) for buying in reading.all("decides_buying")) or any(
            reading.same_sentence(one, trying) and _is_not_yet(reading, one) for one in reading.all("bought")
        ):
            yield trying, "evaluation"


def of_fault(reading: Reading, trial: Mention) -> bool:
    """Whether a fault is what is tried, on a system put up for it: "opened a new one at 3CX for a test, same there"."""
    put_up = reading.in_clause(trial, "new_one", "fresh") and reading.in_clause(trial, "maker", "hosting.")
    return put_up and reading.in_sentence(trial, *_FAULT)


def _is_ahead(reading: Reading, trying: Mention, buying: Mention) -> bool:
    """Whether "before" leads to the purchase, which ends its clause."""
    led = any(0 <= buying.start - one.end <= _LEADS for one in reading.all("before"))
    return led and reading.same_sentence(trying, buying) and reading.ends_clause(buying) and trying.end <= buying.start


def _is_not_yet(reading: Reading, bought: Mention) -> bool:
    return reading.denied(bought) or reading.negated(bought)
