"""Reads facts as labelled messages teach it: how probable each value is, and what each number counts.

It hears a message twice: which words and terms it has, and with a network which of them stand beside which.
`FactExtractor` asks it after the rules; `bot.understanding.facts.verdict` weighs what both say.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import starmap
from pathlib import Path
from typing import Any

from bot.text import sip_codes
from bot.understanding.facts.learned import network_fitting
from bot.understanding.facts.learned.group_rows import GroupRows
from bot.understanding.facts.learned.network import Network
from bot.understanding.facts.learned.order import in_order
from bot.understanding.facts.learned.places import PlaceRows
from bot.understanding.facts.learned.signs import Signs
from bot.understanding.facts.learned.weights import NOTHING, Weights
from bot.understanding.facts.names.bars import SETTLED
from bot.understanding.facts.names.entries import Candidate, unbarred
from bot.understanding.facts.words.reading import Reading

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
CODE = "sip_code"
# What a word that may be a name is to a message: its product, not that but another one of the kind is, or neither.
NAMED, OTHER = "named", "other"
# Probabilities, by the sets of facts that were neither learned nor given to the rules (docs/understanding.md).
SURE_OF_NUMBER = {"extensions": 0.9, "simultaneous_calls": 0.7}
SURE_OF_CODE = 0.85
AMOUNTS = tuple(SURE_OF_NUMBER)
# From which probability a name counts: one that the rules take, and one that they hold something against.
DOUBTED_NAME, LIKELY_NAME = 0.2, 0.4
WORTH = 0.15  # from which probability a value that no rule read is weighed at all
_SHORT = 5  # words and signs; who says so little says it to the question, and the rules know the rest better


@dataclass
class Rows:
    """What there is to learn: a row of signs with its class, for every message, every number and every name."""

    messages: GroupRows = field(default_factory=GroupRows)
    places: PlaceRows = field(default_factory=PlaceRows)
    told: dict[str, list[str]] = field(default_factory=lambda: {name: [] for name in TASKS})
    numbers: GroupRows = field(default_factory=GroupRows)
    counted: list[str] = field(default_factory=list)
    names: GroupRows = field(default_factory=GroupRows)
    named: list[str] = field(default_factory=list)

    def add(self, signs: Signs, facts: Mapping[str, Any], codes: Collection[int]) -> None:
        """Adds a message that says these `facts`, the claimed level among them, and names these SIP `codes`."""
        self.messages.add_groups(signs.of_message(range(len(signs.reading.words))))
        self.places.add(signs)
        for name, classes in self.told.items():
            classes.append(_wish(facts.get(WISHES, ()), name) if name in KINDS else _class(facts.get(name)))
        for place in signs.numbers():
            counts = [unit for unit in AMOUNTS if facts.get(unit) == place[2]] + [CODE] * (place[2] in codes)
            if len(counts) < 2:  # else it may be either of them
                self.numbers.add_groups(signs.of_number(*place))
                self.counted.append(counts[0] if counts else NOTHING)

    def add_names(self, signs: Signs, candidates: Iterable[Candidate], entities: Mapping[str, Any]) -> None:
        """Adds the words of a message that may be names; `entities` are those of its case."""
        for one in candidates:
            told = entities.get(one.entity)
            its = told is not None and (told == one.entry.name or told.startswith(f"{one.entry.name} "))
            self.names.add_groups(signs.of_name(one))
            self.named.append(NOTHING if told is None else NAMED if its else OTHER)

    def extend(self, more: Rows) -> None:
        self.messages.extend(more.messages)
        self.places.extend(more.places)
        self.numbers.extend(more.numbers)
        self.counted += more.counted
        self.names.extend(more.names)
        self.named += more.named
        for name, classes in self.told.items():
            classes += more.told[name]


@dataclass(frozen=True)
class Opinion:
    """What the second reader makes of a message.

    `odds` by fact and value: the highest probability of a value in any piece of the message, the lowest that nothing
    is told; wishes in the order of the text. `in_order` is the same as the network hears it. `amounts` and SIP `codes`
    that it is sure of. `terse` where so few words say little by themselves.
    """

    odds: Mapping[str, Mapping[str, float]]
    in_order: Mapping[str, Mapping[str, float]]
    amounts: Mapping[str, int]
    codes: Sequence[int]
    terse: bool


class SecondReader:
    """Weights for the facts of a message, for its numbers and for its names, and a network for the facts again.

    Without a network the weights speak for it as well.
    """

    def __init__(
        self, messages: Weights, numbers: Weights, names: Weights | None = None, network: Network | None = None
    ) -> None:
        self._messages = messages
        self._numbers = numbers
        self._names = names
        self._network = network

    @classmethod
    def fit(cls, rows: Rows) -> SecondReader:
        """Learns from labelled messages of all languages."""
        return cls(
            Weights.fit(rows.messages, rows.told),
            Weights.fit(rows.numbers, {"number": rows.counted}),
            Weights.fit(rows.names, {"name": rows.named}) if len(rows.names) else None,
            network_fitting.fit(rows.places, rows.told),
        )

    def opinion(self, reading: Reading, question: str | None, wanted: Sequence[str] = ()) -> Opinion:
        """What it makes of a message of at least one word, to which `question` was open.

        `wanted` are the wishes that are known, in the order of the text.
        """
        signs = Signs(reading, question)
        windows = signs.windows()
        heard = self._messages.judge(map(signs.of_message, windows))
        odds = beside = _odds(heard)
        if self._network:
            pieces = (signs.in_order[window.start : window.stop] for window in windows)
            beside = _odds([self._network.judge(one, question, signs.language) for one in pieces])
        worth = (kind for kind in KINDS if max(odds[WISHES][kind], beside[WISHES][kind]) > WORTH)
        told = [*dict.fromkeys((*wanted, *worth))]
        if len(told) > max(len(wanted), 1):
            told = in_order(told, self._messages, signs, heard)
        odds = odds | {WISHES: {kind: odds[WISHES][kind] for kind in (*told, *KINDS)}}
        amounts, codes = self._count(signs)
        return Opinion(odds, beside, amounts, codes, len(reading.words) <= _SHORT)

    def named(self, reading: Reading, question: str | None, candidates: Sequence[Candidate]) -> set[Candidate]:
        """Those of the `candidates` in `reading` that name the product of the case."""
        if self._names is None:
            return unbarred(candidates)
        signs = Signs(reading, question)
        open_ones = [one for one in candidates if one.bar not in SETTLED]
        shares = (judged["name"][NAMED] for judged in self._names.judge(map(signs.of_name, open_ones)))
        return {
            one
            for one, share in zip(open_ones, shares, strict=True)
            if share >= (DOUBTED_NAME if one.bar is None else LIKELY_NAME)
        }

    def _count(self, signs: Signs) -> tuple[dict[str, int], list[int]]:
        """The amounts and the SIP answers that it is sure of."""
        codes: list[int] = []
        best: dict[str, tuple[float, int]] = {}
        numbers = [*signs.numbers()]
        judged = self._numbers.judge(starmap(signs.of_number, numbers))
        for (_, _, value), shares in zip(numbers, (one["number"] for one in judged), strict=True):
            if shares[CODE] >= SURE_OF_CODE and sip_codes.is_answer(value):
                codes.append(value)
            for unit in AMOUNTS:
                if shares[unit] >= SURE_OF_NUMBER[unit]:
                    best[unit] = max(best.get(unit, (0.0, 0)), (shares[unit], value))
        return {unit: value for unit, (_, value) in best.items()}, codes

    def save(self, folder: Path) -> None:
        self._messages.save(folder / "messages")
        self._numbers.save(folder / "numbers")
        if self._names:
            self._names.save(folder / "names")
        if self._network:
            self._network.save(folder / "network")

    @classmethod
    def load(cls, folder: Path) -> SecondReader:
        """What `save` wrote; raises OSError where nothing did."""
        names = folder / "names"
        return cls(
            Weights.load(folder / "messages"),
            Weights.load(folder / "numbers"),
            Weights.load(names) if names.exists() else None,
            Network.load(folder / "network"),
        )


def _class(value: Any) -> str:
    return NOTHING if value is None else str(value)


def _wish(wishes: Collection[str], kind: str) -> str:
    return NOTHING if kind not in wishes else ALONE if len(wishes) == 1 else BESIDE


def _odds(heard: Sequence[Mapping[str, Mapping[str, float]]]) -> dict[str, Mapping[str, float]]:
    """By fact and value what was heard of the pieces of a message; of wishes, how probable each kind is."""
    odds: dict[str, Mapping[str, float]] = {
        name: _highest([one[name] for one in heard]) for name in (*CHOICES, *YES_OR_NO)
    }
    return odds | {WISHES: {kind: max(1 - one[kind][NOTHING] for one in heard) for kind in KINDS}}


def _highest(heard: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """The highest probability of each value in any piece of a message, and the lowest that nothing is told."""
    return {value: (min if value == NOTHING else max)(shares[value] for shares in heard) for value in heard[0]}
