"""Bursts of messages 2 ms apart through two gateways and two Rasa servers: none out of order, lost, doubled.

Run `python -m benchmarks.ordering [--routed] [--conversations 1000] [--unlinked 100]`. A burst is sent without
waiting for answers. What counts is what PostgreSQL holds afterwards: messages are answered in the order in which
they were accepted, each once, and Rasa was asked exactly once for each. With `--routed` each conversation goes
through the gateway that nginx would choose by its hash; otherwise a burst goes to both gateways in turns.

Each message names the one before (`follows`), so they must be accepted in the order of sending, too. The unlinked
conversations go without: each message has a connection of its own then, nothing tells which of two that are
under way together was sent first, and how many were accepted in another order is shown and no fault.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Any

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
    """Conversations with a fault of each kind; the first three must be zero, of linked messages all."""

    reordered: int = 0
    lost: int = 0
    doubled: int = 0
    accepted_in_other_order: int = 0


def main() -> int:
    parser = argparse.ArgumentParser(description="Order within a conversation over several machines.")
    parser.add_argument("--conversations", type=int, default=1000)
    parser.add_argument("--unlinked", type=int, default=100, help="more, whose messages do not name the one before")
    parser.add_argument(
        "--routed", action="store_true", help="each conversation through one gateway, as nginx.conf does"
    )
    parser.add_argument("--at-once", type=int, default=16, help="conversations under way at the same time")
    arguments = parser.parse_args()
    counts: dict[str, Count] = {}
    with tempfile.TemporaryDirectory(prefix="ordering-") as name, running(Shape(2, 2, 2), Path(name)) as cluster:
        turns = 0
        for kind, wanted in (("linked", arguments.conversations), ("unlinked", arguments.unlinked)):
            started = time.perf_counter()
            sent = asyncio.run(send(cluster, wanted, arguments.at_once, arguments.routed, kind == "linked"))
            counts[kind] = judge(sent, stored(cluster.database))
            turns += sum(len(texts) + 1 for texts in sent.values())  # every conversation is opened by a turn, too
            seconds = time.perf_counter() - started
            print(f"{wanted} conversations of {BURST} {kind} messages {APART * 1e3:.0f} ms apart, {seconds:.0f} s")
        asked_again = asyncio.run(turns_in_rasa(cluster)) - turns
    for fault, number in vars(counts["linked"]).items():
        print(f"{fault.replace('_', ' '):28}{number:8}{getattr(counts['unlinked'], fault):12} unlinked")
    print(f"{'asked again':28}{asked_again:8}")
    return 0 if kept(counts["linked"], counts["unlinked"], asked_again) else 1


def kept(linked: Count, unlinked: Count, asked_again: int) -> bool:
    """Whether every promise was kept; in which order unlinked messages are accepted is promised by nobody."""
    return linked == Count() == replace(unlinked, accepted_in_other_order=0) and asked_again == 0


async def send(cluster: Cluster, wanted: int, at_once: int, routed: bool, linked: bool) -> dict[str, list[str]]:
    """Leads the conversations; `{conversation: texts in the order of sending}`."""
    sent: dict[str, list[str]] = {}
    gate = asyncio.Semaphore(at_once)

    async def conversation(session: aiohttp.ClientSession) -> None:
        async with gate:
            person = OurPerson(session, cluster.gateways[0], next(numbers))
            await person.open()
            texts = [f"message number {n} of {person.number}" for n in range(BURST)]
            sent[person.answer["conversation_id"]] = texts
            tasks, before = [], None
            for number, text in enumerate(texts):
                gateway = cluster.gateways[(person.number if routed else number) % len(cluster.gateways)]
                place = person.place.replace(cluster.gateways[0], gateway)
                body = {"text": text, "follows": before if linked else None}
                before = text.replace(" ", "-")
                headers = {**person.headers, "Idempotency-Key": before}
                tasks.append(asyncio.create_task(post(session, place, body, headers)))
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


async def post(session: aiohttp.ClientSession, place: str, body: Mapping[str, Any], headers: Mapping[str, str]) -> None:
    """Sends a message; again under the same key when the connection broke, or the one before is not there yet."""
    for _ in range(TRIES):
        try:
            async with session.post(place, json=body, headers=headers) as response:
                if response.status == 200:
                    return
                if response.status != 409:
                    raise RuntimeError(f"{body['text']!r} was refused: {response.status} {await response.text()}")
        except aiohttp.ClientConnectionError:
            await asyncio.sleep(APART)
    raise RuntimeError(f"{body['text']!r} could not be sent {TRIES} times")


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


def judge(sent: Mapping[str, Sequence[str]], found: Mapping[str, Sequence[Row]]) -> Count:
    """Conversations with a fault of each kind."""
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
    return Count(**faults)


if __name__ == "__main__":
    sys.exit(main())
