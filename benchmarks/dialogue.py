"""One intake dialogue, as a person leads it with the assistant and with the stock bot.

Both are asked the same questions in the same order and get the same answers; every answer is checked, so a
rival that is fast because it does nothing fails the run. The last step drops the case, so that the next
dialogue of the same conversation begins afresh.
"""

from __future__ import annotations

import csv
import itertools
import time
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Protocol

import aiohttp
import yaml

from bot.settings import ROOT
from bot.text.catalogue import Catalogue


class WrongAnswer(AssertionError):
    """A rival did not answer as the dialogue expects; the figures of this run are worth nothing."""


@dataclass(frozen=True)
class Step:
    """What is sent to each (`press` is a button's title), and what each says or where it is afterwards."""

    stock: str
    ours: str
    stock_says: str
    our_step: str
    press: bool = False


@cache
def steps() -> tuple[Step, ...]:
    """Seven form turns from the first sentence to the summary, then the case is dropped.

    Read once: reading the texts takes 80 ms, in which the people of a crowd would wait for one another.
    """
    words = yaml.safe_load((ROOT / "tests" / "conversations" / "cases" / "en.yml").read_text(encoding="utf-8"))
    catalogue, given = Catalogue.load(ROOT / "locales"), words["answers"]

    def title(key: str) -> str:
        return catalogue.say("en", key)

    key, all_true = silver_licence(), title("replies.button_all_true")
    return (
        Step(words["opening"], words["opening"], "Which of these", "topic"),
        Step('/inform{"topic": "audio_one_way"}', title("problems.audio_one_way"), "licence key", "licence_key", True),
        Step(key, key, "Is the hardware", "prechecks"),
        Step('/inform{"prechecks": "all_true"}', all_true, "have you tried", "steps_taken", True),
        Step(given["steps_taken"], given["steps_taken"], "happen again", "reproduction_steps"),
        Step(given["reproduction_steps"], given["reproduction_steps"], "verbose logs", "logs"),
        Step(given["logs"], given["logs"], "Shall I open", "summary"),
        Step("/cancel", title("replies.button_cancel"), "is dropped", "done", True),
    )


def silver_licence() -> str:
    """A sample licence of a silver partner, hosted by the vendor: the dialogue without detours."""
    with (ROOT / "data" / "samples" / "licences.csv").open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            fits = row["partner_level"] == "silver" and row["hosting"] == "hosted_by_3cx" and row["nfr"] == "false"
            if fits and row["status"] == "active" and row["version"].startswith("20.0.10."):
                return row["key"]
    raise LookupError("data/samples/licences.csv: no active silver licence hosted by the vendor on the newest version")


class Person(Protocol):
    """Somebody in one conversation."""

    async def open(self) -> None:
        """Begins the conversation."""

    async def take(self, step: Step) -> float:
        """Sends one message and returns the seconds until its answer; raises WrongAnswer."""


@dataclass
class StockPerson:
    """Talks to the stock bot's REST channel."""

    session: aiohttp.ClientSession
    url: str
    number: int
    name: str = ""

    async def open(self) -> None:
        self.name = f"person-{self.number}-{time.monotonic_ns()}"

    async def take(self, step: Step) -> float:
        body = {"sender": self.name, "message": step.stock}
        started = time.perf_counter()
        async with self.session.post(f"{self.url}/webhooks/rest/webhook", json=body) as response:
            answer = await response.json()
        seconds = time.perf_counter() - started
        if not any(step.stock_says in message.get("text", "") for message in answer):
            raise WrongAnswer(f"stock: {step.stock!r} was answered by {answer}")
        return seconds


@dataclass
class OurPerson:
    """Talks to the gateway as the web chat does, each from an address of their own."""

    session: aiohttp.ClientSession
    url: str
    number: int
    place: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    answer: dict[str, Any] = field(default_factory=dict)

    async def open(self) -> None:
        address = f"10.{self.number >> 16 & 255}.{self.number >> 8 & 255}.{self.number & 255}"
        headers = {"X-Forwarded-For": address}
        async with self.session.post(
            f"{self.url}/api/conversations", json={"locale": "en"}, headers=headers
        ) as response:
            if response.status != 201:
                raise WrongAnswer(f"ours: {response.status} {await response.text()}")
            self.answer = await response.json()
        self.headers = {**headers, "Authorization": f"Bearer {self.answer['token']}"}
        self.place = f"{self.url}/api/conversations/{self.answer['conversation_id']}/messages"

    async def take(self, step: Step) -> float:
        body = {"button": self._button(step.ours)} if step.press else {"text": step.ours}
        started = time.perf_counter()
        async with self.session.post(self.place, json=body, headers=self.headers) as response:
            answer = await response.json()
        seconds = time.perf_counter() - started
        if response.status != 200 or answer["state"]["step"] != step.our_step or answer["pending"]:
            raise WrongAnswer(f"ours: {step.ours!r} was answered by {response.status} {answer}")
        self.answer = answer
        return seconds

    def _button(self, title: str) -> str:
        for message in self.answer["messages"]:
            for button in message.get("buttons", ()):
                if button["title"] == title:
                    return str(button["button"])
        raise WrongAnswer(f"ours: no button {title!r} in {self.answer['messages']}")


numbers = itertools.count(1)
