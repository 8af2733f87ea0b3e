"""Bursts of messages 2 ms apart through two gateways and two Rasa servers: none out of order, lost, doubled.

Run `python -m benchmarks.ordering --routed [--conversations 1000]`. A burst is sent without waiting for
answers. What counts is what PostgreSQL holds afterwards: messages are answered in the order in which they were
accepted, each once, and Rasa was asked exactly once for each. With `--routed` each conversation goes through
the gateway that nginx would choose by its hash, and messages must be accepted in the order of sending, too.
Without it the messages of a burst go to both gateways in turns; which of two that are under way over two
machines at the same time is accepted first is then up to network and load, and only counted.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import aiohttp
from sqlalchemy import select
from sqlalchemy.engine import Row

from benchmarks.cluster import Cluster, Shape, running
from benchmarks.dialogue import OurPerson, numbers
from bot.database import connect
from bot.gateway.tables import messages

BURST = 4
APART = 0.002
PATIENCE = 60.0
TRIES = 5


@dataclass(frozen=True)
class Count:
    """What was found; the first four must be zero, with routing by hash all of it."""

    reordered: int = 0
    lost: int = 0
    doubled: int = 0
    asked_again: int = 0
    accepted_in_other_order: int = 0


def main() -> int:
    parser = argparse.ArgumentParser(description="Order within a conversation over several machines.")
    parser.add_argument("--conversations", type=int, default=1000)
    parser.add_argument(
        "--routed", action="store_true", help="each conversation through one gateway, as nginx.conf does"
    )
    parser.add_argument("--at-once", type=int, default=16, help="conversations under way at the same time")
    arguments = parser.parse_args()
    wanted = arguments.conversations
    with tempfile.TemporaryDirectory(prefix="ordering-") as name, running(Shape(2, 2, 2), Path(name)) as cluster:
        started = time.perf_counter()
        sent = asyncio.run(send(cluster, wanted, arguments.at_once, arguments.routed))
        count = judge(sent, stored(cluster.database), asyncio.run(turns_in_rasa(cluster)))
        seconds = time.perf_counter() - started
    print(f"{wanted} conversations, {wanted * BURST} messages {APART * 1e3:.0f} ms apart, {seconds:.0f} s")
    for kind, number in vars(count).items():
        print(f"{kind.replace('_', ' '):28}{number:8}")
    faults = count.reordered + count.lost + count.doubled + count.asked_again
    return 1 if faults or (arguments.routed and count.accepted_in_other_order) else 0


async def send(cluster: Cluster, wanted: int, at_once: int, routed: bool) -> dict[str, list[str]]:
    """Leads the conversations; `{conversation: texts in the order of sending}`."""
    sent: dict[str, list[str]] = {}
    gate = asyncio.Semaphore(at_once)

    async def conversation(session: aiohttp.ClientSession) -> None:
        async with gate:
            person = OurPerson(session, cluster.gateways[0], next(numbers))
            await person.open()
            texts = [f"message number {n} of {person.number}" for n in range(BURST)]
            sent[person.answer["conversation_id"]] = texts
            tasks = []
            for number, text in enumerate(texts):
                gateway = cluster.gateways[(person.number if routed else number) % len(cluster.gateways)]
                place = person.place.replace(cluster.gateways[0], gateway)
                tasks.append(asyncio.create_task(post(session, place, text, person.headers)))
                await asyncio.sleep(APART)
            await asyncio.gather(*tasks)

    timeout = aiohttp.ClientTimeout(PATIENCE)
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0), timeout=timeout) as session:
        await asyncio.gather(*(conversation(session) for _ in range(wanted)))
    # A message that had to wait is worked off in the background.
    engine, end = connect(cluster.database), time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with engine.connect() as connection:
            if connection.execute(select(messages.c.seq).where(messages.c.status == "pending")).first() is None:
                break
        await asyncio.sleep(0.5)
    return sent


async def post(session: aiohttp.ClientSession, place: str, text: str, headers: Mapping[str, str]) -> None:
    """Sends a message; like the widget, again under the same key when the connection broke."""
    keyed = {**headers, "Idempotency-Key": text.replace(" ", "-")}
    for _ in range(TRIES):
        try:
            async with session.post(place, json={"text": text}, headers=keyed) as response:
                if response.status != 200:
                    raise RuntimeError(f"{text!r} was refused: {response.status} {await response.text()}")
                return
        except aiohttp.ClientConnectionError:
            await asyncio.sleep(APART)
    raise RuntimeError(f"{text!r} could not be sent {TRIES} times")


def stored(database: str) -> dict[str, list[Row]]:
    """All messages by conversation, in the order of their numbers."""
    with connect(database).connect() as connection:
        rows = connection.execute(select(messages).order_by(messages.c.conversation_id, messages.c.seq)).all()
    return {name: list(group) for name, group in groupby(rows, key=lambda row: row.conversation_id)}


async def turns_in_rasa(cluster: Cluster) -> int:
    """How often the gateways asked Rasa, by their metrics."""
    total = 0
    async with aiohttp.ClientSession() as session:
        for gateway in cluster.gateways:
            async with session.get(f"{gateway}/metrics") as response:
                for line in (await response.text()).splitlines():
                    if line.startswith("intake_turn_seconds_count"):
                        total += int(float(line.split()[-1]))
    return total


def judge(sent: Mapping[str, Sequence[str]], found: Mapping[str, Sequence[Row]], turns: int) -> Count:
    """Conversations with a fault of each kind; `turns` beyond one a message are turns asked again."""
    faults: Counter[str] = Counter()
    for conversation, texts in sent.items():
        rows = found.get(conversation, [])
        heard = [row for row in rows if row.direction == "in" and row.kind == "text"]
        answered = [row.reply_to for row in rows if row.direction == "out" and row.reply_to is not None]
        counted = Counter(row.text for row in heard)
        faults["lost"] += any(not counted[text] for text in texts) or any(
            row.status != "done" or row.seq not in answered for row in heard
        )
        faults["doubled"] += any(number > 1 for number in counted.values())
        # Replies are numbered as they are stored: their questions must follow in order, each in one piece.
        faults["reordered"] += answered != sorted(answered)
        faults["accepted_in_other_order"] += [row.text for row in heard] != list(texts)
    expected = sum(len(texts) + 1 for texts in sent.values())  # every conversation is opened by a turn, too
    return Count(**faults, asked_again=abs(turns - expected))


if __name__ == "__main__":
    sys.exit(main())
