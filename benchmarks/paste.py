"""What others notice while one person pastes five megabytes: their 95th percentile, with and without, in one run.

Run `python -m benchmarks.paste [--rounds 4] [--seconds 8]`. Six people talk to the real assistant; in every
second interval another one pastes 5 MB of log lines again and again, without a pause. The two kinds of
interval take turns, so that other work on the machine counts for both. Exit code 1 when the ratio is over 2,
or when a paste was not answered.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles

import aiohttp

from benchmarks.cluster import Shape, running

PEOPLE, PAUSE = 6, 0.25
MEGABYTES, TARGET = 5, 2.0
LINE = "2026/11/24 10:15:{:02d}.{:03d}|{:08d}|Trunk 10003: REGISTER to 203.0.113.9:5060 failed, 408 Request Timeout\n"
SAID = (
    "callers can not hear us since this morning",
    "what does the policy say about reseller support?",
    "it is version 20, hosted by 3CX",
    "thank you",
)


@dataclass
class Times:
    """Seconds of the others' turns, and of the pastes."""

    turns: list[float] = field(default_factory=list)
    pastes: list[float] = field(default_factory=list)

    @property
    def slow(self) -> float:
        """The 95th percentile of the turns."""
        return quantiles(self.turns, n=100)[94]


class Person:
    """Somebody in one conversation of the web chat."""

    def __init__(self, session: aiohttp.ClientSession, gateway: str) -> None:
        self._session, self._gateway = session, gateway
        self._address, self._headers = "", {"Authorization": ""}

    async def open(self) -> Person:
        async with self._session.post(f"{self._gateway}/api/conversations", json={"locale": "en"}) as answer:
            content = await answer.json()
        self._address = f"{self._gateway}/api/conversations/{content['conversation_id']}/messages"
        self._headers = {"Authorization": f"Bearer {content['token']}"}
        return self

    async def say(self, text: str) -> float:
        """The seconds until the answer. Raises RuntimeError when there is none."""
        begun = time.perf_counter()
        async with self._session.post(self._address, json={"text": text}, headers=self._headers) as answer:
            content = await answer.json()
        if answer.status != 200 or content["pending"] or not content["messages"]:
            raise RuntimeError(f"no answer: {answer.status} {content}")
        return time.perf_counter() - begun


def main() -> int:
    parser = argparse.ArgumentParser(description="One person pastes 5 MB; the others should not notice.")
    parser.add_argument("--rounds", type=int, default=4, help="intervals of each kind")
    parser.add_argument("--seconds", type=float, default=8.0, help="length of an interval")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, running(Shape(1, 1, 1), Path(folder)) as cluster:
        calm, pasting = asyncio.run(measure(cluster.gateways[0], given.rounds, given.seconds))
    ratio = pasting.slow / calm.slow
    for name, times in (("nobody pastes", calm), (f"one pastes {MEGABYTES} MB", pasting)):
        middle = median(times.turns) * 1e3
        print(f"{name:18} 95 % under {times.slow * 1e3:6.0f} ms   median {middle:5.0f} ms   {len(times.turns)} turns")
    waits = f"median {median(pasting.pastes):.1f} s, longest {max(pasting.pastes):.1f} s"
    print(f"pastes             {len(pasting.pastes)}, each answered; {waits}")
    print(f"ratio of the 95 %  {ratio:6.2f}   target {TARGET}")
    return int(ratio > TARGET)


async def measure(gateway: str, rounds: int, seconds: float) -> tuple[Times, Times]:
    """Turns without and with somebody who pastes."""
    calm, pasting = Times(), Times()
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(120)) as session:
        people = [await Person(session, gateway).open() for _ in range(PEOPLE)]
        paster = await Person(session, gateway).open()
        await interval(people, None, Times(), seconds / 2)  # warms up
        await paster.say(pasted(0))
        for _ in range(rounds):
            await interval(people, None, calm, seconds)
            await interval(people, paster, pasting, seconds)
    return calm, pasting


async def interval(people: list[Person], paster: Person | None, times: Times, seconds: float) -> None:
    """Everybody talks for `seconds`; what is under way then is waited for and counts."""
    end = time.monotonic() + seconds

    async def talk(person: Person, number: int) -> None:
        await asyncio.sleep(PAUSE * number / PEOPLE)
        for text in itertools.cycle(SAID):
            if time.monotonic() > end:
                return
            times.turns.append(await person.say(text))
            await asyncio.sleep(PAUSE)

    async def paste(person: Person) -> None:
        for number in itertools.count(1):
            if time.monotonic() > end:
                return
            times.pastes.append(await person.say(pasted(number)))

    work = [talk(person, number) for number, person in enumerate(people)]
    await asyncio.gather(*work, *([paste(paster)] if paster else []))


def pasted(number: int) -> str:
    """A log of five megabytes, another one each time."""
    lines = (LINE.format(n // 1000 % 60, n % 1000, number * 100_000 + n) for n in itertools.count())
    text, size = [], 0
    for line in lines:
        text.append(line)
        size += len(line)
        if size >= MEGABYTES * 1_000_000:
            return "".join(text)
    raise AssertionError("the count never ends")


if __name__ == "__main__":
    sys.exit(main())
