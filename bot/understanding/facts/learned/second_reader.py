"""Reads facts as labelled messages teach it, and completes or doubts what the rules have found.

`FactExtractor` asks it after the rules. It adds what the rules have no words for where it is sure, and takes back a yes
or no of theirs that it finds most unlikely.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.text import sip_codes
from bot.understanding.facts.learned.signs import Signs
from bot.understanding.facts.learned.weights import NOTHING, Weights
from bot.understanding.facts.words.reading import Reading

_VALUES: Mapping[str, Any] = {"True": True, "False": False}
LEVEL = "partner_level_claimed"
CHOICES = ("hosting", "requester", LEVEL)
WISHES = "requests"
KINDS = ("phone_support", "remote_session", "third_party_call", "forum", "human")
YES_OR_NO = (
    "vendor_contacted", "network_suspected", "third_party_software", "uses_stun", "custom_template", "fee_accepted",
    "configured_per_manual", "reproduced_on_hosted", "hardware_meets_minimum",
)  # fmt: skip
# A wish is asked for alone or beside others, so that there are three classes of it.
ALONE, BESIDE = "alone", "beside"
TASKS = (*CHOICES, *YES_OR_NO, *KINDS)
AMOUNTS = ("extensions", "simultaneous_calls")
CODE = "sip_code"
# Probabilities, by the sets of facts that were neither learned nor given to the rules (docs/understanding.md).
SURE, SURE_OF_NUMBER, SURE_OF_CODE, UNLIKELY = 0.85, 0.7, 0.85, 0.1
_SHORT = 4  # words and signs; who says so little says it to the question, and the rules know the rest better


@dataclass
class Rows:
    """What there is to learn: a row of signs with its class, for every message and for every number."""

    messages: list[frozenset[str]] = field(default_factory=list)
    told: dict[str, list[str]] = field(default_factory=lambda: {name: [] for name in TASKS})
    numbers: list[frozenset[str]] = field(default_factory=list)
    counted: list[str] = field(default_factory=list)

    def add(self, signs: Signs, facts: Mapping[str, Any], codes: Collection[int]) -> None:
        """Adds a message that says these `facts`, the claimed level among them, and names these SIP `codes`."""
        self.messages.append(frozenset(signs.of_message(range(len(signs.reading.words)))))
        for name, classes in self.told.items():
            classes.append(_wish(facts.get(WISHES, ()), name) if name in KINDS else _class(facts.get(name)))
        for place in signs.numbers():
            counts = [unit for unit in AMOUNTS if facts.get(unit) == place[2]] + [CODE] * (place[2] in codes)
            if len(counts) < 2:  # else it may be either of them
                self.numbers.append(frozenset(signs.of_number(*place)))
                self.counted.append(counts[0] if counts else NOTHING)

    def extend(self, more: Rows) -> None:
        self.messages += more.messages
        self.numbers += more.numbers
        self.counted += more.counted
        for name, classes in self.told.items():
            classes += more.told[name]


@dataclass(frozen=True)
class Opinion:
    """What the second reader makes of a message.

    `further` facts that the rules did not find, or found otherwise where that is `unlikely`; SIP `codes`.
    """

    further: Mapping[str, Any]
    codes: Sequence[int]
    unlikely: frozenset[str]
    odds: Mapping[str, Mapping[str, float]]  # the probability of every value, by fact


class SecondReader:
    """Weights for the facts of a message and weights for its numbers."""

    def __init__(self, messages: Weights, numbers: Weights) -> None:
        self._messages = messages
        self._numbers = numbers

    @classmethod
    def fit(cls, rows: Rows) -> SecondReader:
        """Learns from labelled messages of all languages."""
        return cls(Weights.fit(rows.messages, rows.told), Weights.fit(rows.numbers, {"number": rows.counted}))

    def opinion(self, reading: Reading, question: str | None, found: Mapping[str, Any]) -> Opinion:
        """What it makes of a message in which the rules have `found` these facts."""
        if not reading.words:
            return Opinion({}, (), frozenset(), {})
        signs = Signs(reading, question)
        heard = [self._messages.judge(signs.of_message(window)) for window in signs.windows()]
        choices = [*CHOICES, *YES_OR_NO]
        sure = {name: value for name in choices if (value := _sure([one[name] for one in heard])) is not None}
        unlikely = set()
        if len(heard) == 1 and len(reading.words) > _SHORT:
            unlikely = {
                name for name in found.keys() & heard[0].keys() if heard[0][name].get(str(found[name]), 1) < UNLIKELY
            }
            unlikely -= {name for name in CHOICES if name not in sure}  # another value has to be told for them
        further = {name: value for name, value in sure.items() if name not in found or name in unlikely}
        if len(reading.words) <= _SHORT:
            further = {name: value for name, value in further.items() if name == question}
        if further.get("fee_accepted"):
            del further["fee_accepted"]  # consent to a fee is given in plain words or not at all
        odds = {name: _highest([one[name] for one in heard]) for name in choices}
        odds[WISHES] = {kind: max(1 - one[kind][NOTHING] for one in heard) for kind in KINDS}
        wishes = dict.fromkeys(found.get(WISHES, ()))
        heard_kinds = odds[WISHES].items() if len(reading.words) > _SHORT else ()
        more = dict.fromkeys(kind for kind, share in heard_kinds if share >= SURE and kind not in wishes)
        if "third_party_call" in wishes | more:
            more.pop("phone_support", None)  # the call that is meant is the joint one
        if more:
            further[WISHES] = [*wishes, *more]
        return Opinion(further, self._count(signs, found, further), frozenset(unlikely), odds)

    def _count(self, signs: Signs, found: Mapping[str, Any], further: dict[str, Any]) -> list[int]:
        """Adds the amounts that the rules did not find to `further`; returns the SIP answers."""
        codes: list[int] = []
        best: dict[str, tuple[float, int]] = {}
        for start, end, value in signs.numbers():
            shares = self._numbers.judge(signs.of_number(start, end, value))["number"]
            if shares[CODE] >= SURE_OF_CODE and sip_codes.is_answer(value):
                codes.append(value)
            for unit in AMOUNTS:
                if shares[unit] >= SURE_OF_NUMBER:
                    best[unit] = max(best.get(unit, (0.0, 0)), (shares[unit], value))
        further |= {unit: value for unit, (_, value) in best.items() if unit not in found}
        return codes

    def save(self, folder: Path) -> None:
        self._messages.save(folder / "messages")
        self._numbers.save(folder / "numbers")

    @classmethod
    def load(cls, folder: Path) -> SecondReader:
        """What `save` wrote; raises OSError where nothing did."""
        return cls(Weights.load(folder / "messages"), Weights.load(folder / "numbers"))


def _class(value: Any) -> str:
    return NOTHING if value is None else str(value)


def _wish(wishes: Collection[str], kind: str) -> str:
    return NOTHING if kind not in wishes else ALONE if len(wishes) == 1 else BESIDE


def _sure(heard: Sequence[Mapping[str, float]]) -> Any:
    """The one value that pieces of a message surely tell; None where none or several do."""
    sure = {value for shares in heard for value, share in shares.items() if share >= SURE} - {NOTHING}
    return _VALUES.get(value := sure.pop(), value) if len(sure) == 1 else None


def _highest(heard: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """The highest probability of each value in any piece of a message."""
    return {value: max(shares[value] for shares in heard) for value in heard[0]}
