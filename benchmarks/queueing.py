"""A network of queues in simulated time: people come, each turn passes the stations one after the other.

Pure logic under `benchmarks.capacity`, deterministic for a seed. Times are seconds. A station serves as many
turns at once as it has servers; where machines are given, whoever is served holds a core as well, as on a
machine that is smaller than its processes together.
"""

from __future__ import annotations

import math
import random
from collections.abc import Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import simpy


@dataclass(frozen=True)
class Station:
    """A kind of process: how many of it, and the mean time that one turn keeps one of them."""

    name: str
    servers: int
    seconds: float


@dataclass
class Seen:
    """What was seen: (moment of the end, time in the network) of each turn, and the time servers were busy."""

    turns: list[tuple[float, float]] = field(default_factory=list)
    busy: dict[str, float] = field(default_factory=dict)
    inside: float = 0.0  # turns in the network, summed over time
    seconds: float = 0.0

    def quantile(self, share: float, since: float = 0.0) -> float:
        """The time in the network that `share` of the turns that ended after `since` do not exceed."""
        times = sorted(took for end, took in self.turns if end >= since)
        return times[min(len(times) - 1, int(len(times) * share))] if times else 0.0

    def mean(self) -> float:
        """The mean time in the network."""
        return sum(took for _, took in self.turns) / len(self.turns)


class Network:
    """Stations in the order in which a turn passes them; `cores` 0 gives every server a core of its own."""

    def __init__(self, stations: Sequence[Station], seed: int, cores: int = 0) -> None:
        self.world = simpy.Environment()
        self.chance = random.Random(seed)
        self.seen = Seen(busy={station.name: 0.0 for station in stations})
        self._stations = [(station, simpy.Resource(self.world, station.servers)) for station in stations]
        self._cores = simpy.Resource(self.world, cores) if cores else None

    def turn(self) -> Generator[Any, Any, None]:
        """One turn through all stations; service times are exponential, the hardest case that is common."""
        began = self.world.now
        for station, resource in self._stations:
            with resource.request() as place:
                yield place
                seconds = self.chance.expovariate(1 / station.seconds)
                if self._cores is None:
                    yield self.world.timeout(seconds)
                else:
                    with self._cores.request() as core:
                        yield core
                        yield self.world.timeout(seconds)
                self.seen.busy[station.name] += seconds
        self.seen.turns.append((self.world.now, self.world.now - began))
        self.seen.inside += self.world.now - began

    def conversation(self, turns: int, think: float) -> Generator[Any, Any, None]:
        """Turns with pauses in which the person reads and types; pauses spread as people's do."""
        for _ in range(turns):
            yield from self.turn()
            yield self.world.timeout(self.chance.lognormvariate(math.log(think) - 0.5, 1.0) if think else 0.0)

    def arrivals(self, moments: Iterable[float], turns: int, think: float) -> Generator[Any, Any, None]:
        """Conversations that begin at the given moments, in order."""
        for moment in moments:
            yield self.world.timeout(max(0.0, moment - self.world.now))
            self.world.process(self.conversation(turns, think))

    def crowd(self, people: int) -> None:
        """People without pause, as in the load test."""
        for _ in range(people):
            self.world.process(self._never_tired())

    def _never_tired(self) -> Generator[Any, Any, None]:
        while True:
            yield from self.turn()

    def run(self, until: float) -> Seen:
        """Lets time pass up to `until`."""
        self.world.run(until)
        self.seen.seconds = until
        return self.seen


def poisson(rate: float, until: float, chance: random.Random) -> list[float]:
    """Moments of a Poisson process of constant rate."""
    moments, now = [], chance.expovariate(rate)
    while now < until:
        moments.append(now)
        now += chance.expovariate(rate)
    return moments


def by_hour(rates: Sequence[float], chance: random.Random) -> list[float]:
    """Moments of a Poisson process whose rate, per second, changes from hour to hour."""
    return [
        hour * 3600 + moment for hour, rate in enumerate(rates) if rate > 0 for moment in poisson(rate, 3600.0, chance)
    ]


def erlang_wait(rate: float, seconds: float, servers: int) -> float:
    """The mean wait in an M/M/c queue by Erlang's formula; infinite when the servers do not suffice."""
    load = rate * seconds
    if load >= servers:
        return math.inf
    blocked = 1.0
    for number in range(1, servers + 1):
        blocked = load * blocked / (number + load * blocked)
    waits = blocked / (1 - load / servers * (1 - blocked))
    return waits * seconds / (servers - load)


def needed(rate: float, seconds: Mapping[str, float], share: float) -> dict[str, int]:
    """How many servers of each kind keep busy at most `share` of the time at `rate` turns a second."""
    return {name: max(1, math.ceil(rate * each / share)) for name, each in seconds.items()}
