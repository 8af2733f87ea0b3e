"""What labelled messages teach: rows of signs with their classes, for messages, numbers and names."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.understanding.facts.learned.group_rows import GroupRows
from bot.understanding.facts.learned.places import PlaceRows
from bot.understanding.facts.learned.signs import Signs
from bot.understanding.facts.learned.tasks import (
    ALONE,
    AMOUNTS,
    BESIDE,
    CODE,
    KINDS,
    NAMED,
    NOTHING,
    OTHER,
    TASKS,
    WISHES,
)
from bot.understanding.facts.names.entries import Candidate


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


def _class(value: Any) -> str:
    return NOTHING if value is None else str(value)


def _wish(wishes: Collection[str], kind: str) -> str:
    return NOTHING if kind not in wishes else ALONE if len(wishes) == 1 else BESIDE
