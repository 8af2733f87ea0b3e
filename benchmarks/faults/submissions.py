"""Submissions through the whole product while its processes are killed and what it needs fails.

Each run has a conversation that stands at its summary, arms a step, presses the button as a browser does (again
with the same Idempotency-Key when the connection breaks), and kills a process at that step. At the end
everything is counted: here, at the desk, and in what the user was told.
"""

from __future__ import annotations

import json
import random
import resource
import sqlite3
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any, Callable, Sequence

import httpx

from benchmarks.dialogue import steps
from benchmarks.faults.books import Result
from benchmarks.faults.copies import copy
from benchmarks.faults.product import SLOWEST, Product
from benchmarks.faults.stepping import STEPS
from tests.conversations.chat import CATALOGUE, Assistant, Chat

# How often each process is killed at each step. A Rasa server takes some ten seconds to come back.
ROUNDS = {"relay": 7, "actions": 4, "gateway": 5, "rasa": 2}


@dataclass
class Submission:
    """One press of the button; `acknowledged` is True once the gateway has answered it with 200."""

    chat: Chat
    button: str
    step: str | None = None
    acknowledged: bool = False
    told: list[str] = field(default_factory=list)

    def send(self) -> None:
        """Presses until it is acknowledged, as the widget does."""
        end = time.monotonic() + SLOWEST
        while not self.acknowledged and time.monotonic() < end:
            try:
                answer = httpx.post(
                    f"{self._address}/messages",
                    json={"button": self.button},
                    headers={**self._headers, "Idempotency-Key": "submit"},
                    timeout=40,
                )
                self.acknowledged = answer.status_code == 200
            except httpx.TransportError:
                pass
            if not self.acknowledged:
                time.sleep(0.2)

    def read(self, known: str | None) -> None:
        """Waits until nothing is pending; `told` are then the replies that name the ticket `known`."""
        end = time.monotonic() + SLOWEST
        while time.monotonic() < end:
            try:
                body = httpx.get(f"{self._address}/messages", headers=self._headers, timeout=40).json()
            except (httpx.TransportError, ValueError):
                time.sleep(0.2)
                continue
            said = [json.dumps(item, ensure_ascii=False) for item in body["messages"] if item["from"] == "assistant"]
            self.told = [text for text in said if known and known in text]
            if self.told or not body["pending"]:
                return
            time.sleep(0.2)

    @property
    def _address(self) -> str:
        return f"{self.chat.assistant.url}/api/conversations/{self.chat.id}"

    @property
    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.chat.token}"}


class Submissions:
    """Runs scenarios on one product, and counts at the end of each."""

    def __init__(self, product: Product, desk_url: str, chance: random.Random) -> None:
        self._product = product
        self._desk_url = desk_url
        self._chance = chance
        *self._way, _dropped = steps()  # from the first sentence to the summary
        self._template: tuple[Chat, str] | None = None
        self._done: list[Submission] = []
        self._faults = 0

    def killed_at(self, victim: str, rounds: int) -> Result:
        """The process `victim` dies at each step of a submission, `rounds` times."""
        for _ in range(rounds):
            for step in STEPS:
                self._one(step, lambda: self._product.kill(victim))
        return self._result(f"kill -9 of {victim} at each of the {len(STEPS)} steps")

    def database_locked(self, times: int) -> Result:
        """Another process holds the write lock for three seconds, from each of some steps on."""
        for step in self._some(times, ("message received", "action called", "reply returned")):
            self._one(step, lambda: threading.Thread(target=self._lock, args=(3.0,)).start())
        return self._result("database locked for 3 s")

    def disk_full(self, times: int) -> Result:
        """The process at the step can not make any file longer, for two seconds."""
        for step in self._some(times, ("message received", "action called", "reply returned")):
            self._one(step, lambda name=STEPS[step]: self._fill(name, 2.0))
        return self._result("disk full for 2 s")

    def desk_in_trouble(self, times: int) -> Result:
        """The desk fails, keeps the ticket without an answer, or is overloaded, at the first attempts."""
        kinds: Sequence[int | str] = (500, 503, "late", "slow")
        httpx.post(f"{self._desk_url}/troubles", json=self._some(times, kinds))
        for _ in range(times):
            self._one(None, lambda: None)
            self._faults += 1
        return self._result("desk answers 500, late, or after the time-out")

    def _some(self, times: int, kinds: Sequence[Any]) -> list[Any]:
        return [kinds[number % len(kinds)] for number in range(times)]

    def _one(self, step: str | None, fault: Callable[[], None]) -> None:
        """One submission with `fault` at `step`."""
        submission = self._next()
        submission.step = step
        if step:
            self._product.arm(step)
        sender = threading.Thread(target=submission.send)
        sender.start()
        if step:
            with self._product.held(60) as waiting:
                if waiting:
                    fault()
                    self._faults += 1
        sender.join()
        self._done.append(submission)

    def _next(self) -> Submission:
        """A conversation that has come to its summary, not yet pressed."""
        self._product.wait_until_ready()
        chat, button = self._template = self._template or self._lead()
        id, own_button = copy(self._product.database, chat.id, button)
        return Submission(replace(chat, id=id), own_button)

    def _lead(self) -> tuple[Chat, str]:
        """Leads a conversation to its summary; the chat, and the button that submits it."""
        chat = Assistant(self._product.url, self._product.folder).open("en")
        for step in self._way:
            chat.say(step.ours)
            assert chat.step == step.our_step, chat.answer
        title = CATALOGUE.say("en", "replies.button_submit")
        [button] = [
            item["button"]
            for message in chat.answer["messages"]
            for item in message.get("buttons") or []
            if item["title"] == title
        ]
        return chat, button

    def _lock(self, seconds: float) -> None:
        holder = sqlite3.connect(self._product.database, isolation_level=None, timeout=30)
        holder.execute("BEGIN IMMEDIATE")
        time.sleep(seconds)
        holder.close()

    def _fill(self, name: str, seconds: float) -> None:
        """No file of this process has room beyond its first page; then there is room again."""
        number = self._product.pid(name)
        resource.prlimit(number, resource.RLIMIT_FSIZE, (4096, resource.RLIM_INFINITY))

        def room() -> None:
            time.sleep(seconds)
            resource.prlimit(number, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))

        threading.Thread(target=room).start()

    def _result(self, name: str) -> Result:
        """Waits until everything has settled, and counts."""
        self._product.wait_until_ready()
        end = time.monotonic() + SLOWEST
        while self._product.waiting() and time.monotonic() < end:
            time.sleep(0.5)
        here: dict[str, list[str]] = {}
        for conversation, ticket in self._product.tickets():
            here.setdefault(conversation, []).append(ticket)
        subjects: list[str] = httpx.get(f"{self._desk_url}/kept").json()
        there = Counter(subject[1 : subject.index("]")] for subject in subjects)
        lost = doubled = 0
        for submission in self._done:
            ids = here.get(submission.chat.id, [])
            submission.read(ids[0] if ids else None)
            missing = not ids or not there[ids[0]] or not submission.told
            lost += submission.acknowledged and missing
            doubled += len(ids) > 1 or any(there[id] > 1 for id in ids) or len(submission.told) > 1
            if missing or len(submission.told) > 1:
                copies = [there[id] for id in ids]
                step = submission.step or "no step"
                print(
                    f"{step}, {submission.chat.id}: {ids}, at the desk {copies}, told {submission.told}",
                    file=sys.stderr,
                )
        known = sum(submission.acknowledged for submission in self._done)
        found = Result(name, len(self._done), known, self._faults, lost, doubled)
        self._done, self._faults = [], 0
        return found
