"""The simulation behind docs/capacity.md obeys the laws that every queue obeys."""

from __future__ import annotations

import math
import random

import pytest

from benchmarks.queueing import Network, Seen, Station, by_hour, erlang_wait, needed, poisson


def _open(rate: float, stations: list[Station], seconds: float = 40_000.0, seed: int = 3) -> Seen:
    network = Network(stations, seed)
    # Another seed: gaps and service times from one stream would be long and short together.
    moments = poisson(rate, seconds, random.Random(seed + 1))
    network.world.process(network.arrivals(moments, turns=1, think=0.0))
    return network.run(seconds)


def test_littles_law_holds_in_the_network() -> None:
    """Turns inside on average are turns a second times seconds inside."""
    seen = _open(0.7, [Station("a", 1, 1.0), Station("b", 2, 1.5)])
    rate = len(seen.turns) / seen.seconds
    assert seen.inside / seen.seconds == pytest.approx(rate * seen.mean(), rel=1e-9)
    assert rate == pytest.approx(0.7, rel=0.03)


@pytest.mark.parametrize(("servers", "rate"), [(1, 0.6), (2, 1.5), (4, 3.0)])
def test_the_wait_is_that_of_erlangs_formula(servers: int, rate: float) -> None:
    """Within the chance of forty thousand seconds."""
    seen = _open(rate, [Station("a", servers, 1.0)])
    assert seen.mean() - 1.0 == pytest.approx(erlang_wait(rate, 1.0, servers), rel=0.12)


def test_erlangs_formula_knows_the_textbook_cases() -> None:
    """One server: rho / (1 - rho); two servers at one Erlang: a third of a service time; too few: for ever."""
    assert erlang_wait(0.5, 1.0, 1) == pytest.approx(1.0)
    assert erlang_wait(1.0, 1.0, 2) == pytest.approx(1 / 3)
    assert erlang_wait(2.0, 1.0, 2) == math.inf


def test_busy_time_is_offered_load() -> None:
    """Whoever is served keeps a server busy for its service time, not for its wait."""
    seen = _open(0.7, [Station("a", 1, 1.0)])
    assert seen.busy["a"] / seen.seconds == pytest.approx(0.7, rel=0.04)


def test_a_crowd_without_pause_fills_the_slowest_station_or_the_cores() -> None:
    """Two stations of equal speed on one core do half of what they do on two."""
    figures = []
    for cores in (1, 2):
        network = Network([Station("a", 1, 0.01), Station("b", 1, 0.01)], 1, cores)
        network.crowd(30)
        figures.append(len(network.run(200.0).turns) / 200.0)
    assert figures[0] == pytest.approx(50, rel=0.05) and figures[1] == pytest.approx(100, rel=0.08)


def test_the_same_seed_gives_the_same_run() -> None:
    """Figures in the documentation can be made again."""
    first, second = (_open(0.7, [Station("a", 1, 1.0)], 500.0).turns for _ in range(2))
    assert first == second


def test_hours_have_their_own_rates() -> None:
    """Nothing comes in an hour of rate zero."""
    moments = by_hour([0.0, 0.5, 0.0, 0.1], random.Random(1))
    hours = [int(moment // 3600) for moment in moments]
    assert set(hours) == {1, 3} and hours.count(1) > 3 * hours.count(3)
    assert moments == sorted(moments)


def test_servers_are_counted_so_that_none_is_busier_than_wanted() -> None:
    """And there is never less than one."""
    assert needed(100.0, {"a": 0.010, "b": 0.0001}, 0.5) == {"a": 2, "b": 1}
