"""The moving window in memory counts as the package's own does, and forgets."""

from __future__ import annotations

import random
import threading

from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from bot.gateway.windows import SWEEP_EVERY, Windows


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_window_moves() -> None:
    """Two in ten seconds: the third has to wait until the first is ten seconds old."""
    clock = Clock()
    storage = Windows(clock=clock)
    limiter, rule = MovingWindowRateLimiter(storage), parse("2 per 10 seconds")
    assert [limiter.hit(rule, "a") for _ in range(3)] == [True, True, False]
    assert limiter.hit(rule, "b")
    reset, remaining = limiter.get_window_stats(rule, "a")
    assert (reset, remaining) == (1010, 0)
    clock.now += 9.9
    assert not limiter.hit(rule, "a")
    clock.now += 0.2
    assert limiter.hit(rule, "a")


def test_it_decides_as_the_storage_of_the_package_does() -> None:
    """Without time passing, over random names and limits."""
    chance = random.Random(5)
    storages = Windows(), MemoryStorage()  # limiters hold them only weakly
    ours, theirs = map(MovingWindowRateLimiter, storages)
    rules = [parse(f"{count}/minute") for count in (1, 2, 5)]
    for _ in range(300):
        rule, name = chance.choice(rules), chance.choice("abc")
        assert ours.hit(rule, name) == theirs.hit(rule, name)


def test_names_that_were_quiet_are_forgotten() -> None:
    """Memory is bounded by who came lately."""
    clock = Clock()
    storage = Windows(clock=clock)
    for number in range(SWEEP_EVERY - 1):
        storage.acquire_entry(f"name {number}", 5, 10)
        clock.now += 0.1
    storage.acquire_entry("last", 5, 10)
    assert len(storage._hits) <= 102


def test_threads_do_not_let_more_in_than_the_limit() -> None:
    """Eight threads, one name."""
    storage, let_in = Windows(), []

    def knock() -> None:
        let_in.extend(storage.acquire_entry("a", 100, 60) for _ in range(50))

    threads = [threading.Thread(target=knock) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(let_in) == 100
