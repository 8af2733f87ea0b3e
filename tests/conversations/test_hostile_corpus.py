"""The hostile corpus against the real Rasa, action server and database, by people of eight languages at once.

Each of them has told a problem and a licence key, so there is a case with trusted facts to be changed. Whatever
is sent: these facts stay, there is no ticket, no 5xx, an answer in the person's language or in that of the words, and
a bystander's conversation stays as it was.
"""

from __future__ import annotations

import asyncio
import json
import unicodedata
from collections import Counter
from typing import Any, Awaitable, Callable, Sequence

import httpx
import pytest
from conversations.chat import Assistant
from conversations.test_eight_languages import LANGUAGES, licence, script
from gateway.hostile_corpus import TEXTS, inputs, text_of
from sqlalchemy import select

from bot import settings
from bot.database import connect
from bot.gateway import tables
from bot.intake.trust import REGISTRY_ONLY
from bot.language import Detector
from bot.tickets.store import TicketStore

pytestmark = pytest.mark.server
DETECTOR = Detector.load()
# Technicians' tokens and keyboard noise that the detector still takes for words of a language.
TAKEN_FOR_WORDS = frozenset(
    {
        "%(secret)s",
        "null",
        "NaN",
        "admin'--",
        "&& rm -rf /",
        "=cmd|' /C calc'!A0",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
    }
)


class Person:
    """Somebody with an open case; `findings` is what went wrong."""

    def __init__(self, session: httpx.AsyncClient, language: str) -> None:
        self.session, self.language, self.spoken = session, language, language
        self.words, self.key = script(language), licence(partner_level="bronze", hosting="hosted_by_3cx")
        self.url, self.headers = "", {"Authorization": ""}
        self.trusted: dict[str, Any] = {}
        self.findings: list[str] = []
        self.statuses: Counter[int] = Counter()

    async def arrive(self) -> Person:
        answer = await self.session.post("/api/conversations", json={"locale": self.language})
        body = answer.json()
        self.url = f"/api/conversations/{body['conversation_id']}"
        self.headers = {"Authorization": f"Bearer {body['token']}"}
        await self.tell()
        return self

    async def tell(self) -> None:
        """The story with the key: a case with facts that only the registry may set."""
        state = (await self.post("/messages", {"text": f"{self.words['opening']}. {self.key}"})).json()["state"]
        self.trusted = {name: state["facts"][name] for name in REGISTRY_ONLY & state["facts"].keys()}
        assert self.trusted["partner_level"] == "bronze" and self.trusted["licence_status"] == "active"

    async def post(self, path: str, body: Any, **more: Any) -> httpx.Response:
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        return await self.session.post(self.url + path, content=content, headers=self.headers, **more)

    async def state(self) -> dict[str, Any]:
        return dict((await self.session.get(f"{self.url}/messages?after=0", headers=self.headers)).json()["state"])

    def blame(self, entry: dict[str, Any], what: str) -> None:
        self.findings.append(f"{self.language}: {str(entry)[:120]}: {what[:300]}")

    async def check(self, entry: dict[str, Any], state: dict[str, Any]) -> None:
        """Trusted facts are as they were, or gone with a case that was dropped; then the story is told anew.

        "/cancel" and the like are words, which may well drop the person's own case, or confirm its summary.
        """
        facts = state["facts"]
        now = {name: facts[name] for name in REGISTRY_ONLY & facts.keys()}
        if now and now != self.trusted:
            self.blame(entry, f"{self.trusted} became {now}")
        if (state.get("decision") or {}).get("priority") not in (None, "normal"):
            self.blame(entry, f"decided {state['decision']}")
        if not now:
            await self.tell()

    async def text(self, entry: dict[str, Any]) -> None:
        answer = await self.post("/messages", {"text": text_of(entry)})
        self.statuses[answer.status_code] += 1
        body = answer.json()
        if entry.get("refused"):
            if answer.status_code != 422 or answer.headers["content-language"] not in (self.language, self.spoken):
                self.blame(entry, f"{answer.status_code} {answer.text}")
            return
        if answer.status_code != 200:
            return self.blame(entry, f"{answer.status_code} {answer.text}")
        said = " ".join(message["text"] for message in body["messages"])
        if body["pending"] or not said.strip() or body["language"] not in self.understands(entry):
            self.blame(entry, f"answered in {body['language']}: {said}")
        self.spoken = body["language"]
        if not self.speaks(body):
            self.blame(entry, f"not in {body['language']}: {said}")
        await self.check(entry, body["state"])

    def understands(self, entry: dict[str, Any]) -> set[str]:
        """The person's own language, that of what they said before, and the one that the words are in: English,
        or that of their letters."""
        if TAKEN_FOR_WORDS & {entry["text"]} or _is_noise(entry["text"]):
            return set(LANGUAGES)
        names = unicodedata.normalize("NFKD", str(entry["text"])[:2000])
        scripts = {unicodedata.name(sign, "").partition(" ")[0] for sign in names if sign.isalpha()}
        written = {language for script, language in (("CYRILLIC", "ru"), ("GREEK", "el")) if script in scripts}
        return {self.language, self.spoken, "en", entry.get("language", "en"), *written}

    def speaks(self, body: dict[str, Any]) -> bool:
        """Whether the answer is in the language it says it is in; a draft holds the person's own words."""
        said = " ".join(m["text"] for m in body["messages"] if (m.get("data") or {}).get("type") != "forum_draft")
        return len(said) < 60 or DETECTOR.detect(said).language == body["language"]

    async def refused(self, entry: dict[str, Any], answer: httpx.Response, allowed: Sequence[int]) -> None:
        self.statuses[answer.status_code] += 1
        if answer.status_code not in allowed or "Traceback" in answer.text:
            self.blame(entry, f"{answer.status_code} {answer.text}")
        if answer.status_code >= 400 and not answer.json()["error"]["message"]:
            self.blame(entry, "no reason given")
        await self.check(entry, await self.state())

    async def button(self, entry: dict[str, Any]) -> None:
        await self.refused(entry, await self.post("/messages", {"button": entry["button"]}), (422,))

    async def body(self, entry: dict[str, Any]) -> None:
        await self.refused(entry, await self.post("/messages", entry["body"].encode()), (400, 422))

    async def guess(self, entry: dict[str, Any]) -> None:
        url = f"/api/conversations/{entry['id']}/messages"
        await self.refused(entry, await self.session.get(url, headers=self.headers), (401, 404))
        await self.refused(entry, await self.session.post(url, json={"text": "x"}, headers=self.headers), (401, 404))

    async def name(self, entry: dict[str, Any]) -> None:
        files = {"file": (entry["name"], f"content of {entry['name']!a}".encode())}
        answer = await self.session.post(f"{self.url}/attachments", files=files, headers=self.headers)
        await self.refused(entry, answer, (201, 400, 422))


def _is_noise(text: str) -> bool:
    """Letters with marks upon marks, letters of no alphabet of ours, one sign again and again, mirrored words."""
    letters = {sign for sign in text[:2000] if sign.isalpha()}
    ours = all(sign.isascii() or unicodedata.name(sign, "").startswith(("CYRILLIC", "GREEK")) for sign in letters)
    marked = any(unicodedata.combining(sign) for sign in text[:2000])
    return len(letters) < 2 or not ours or marked or "\u202e" in text


Act = Callable[[Person, dict[str, Any]], Awaitable[None]]


@pytest.fixture
def attack(assistant: Assistant) -> Callable[[Act, Sequence[str]], list[Person]]:
    """Lets eight people send the inputs of some files between them, and looks after the bystander."""

    def run(act: Act, names: Sequence[str]) -> list[Person]:
        entries = [entry for name in names for entry in inputs(name)]
        bystander = assistant.open("de").say(script("de")["opening"])
        config = settings.load({"INTAKE_VAR": str(assistant.var)})
        before, people = whole(config, bystander.id), asyncio.run(everybody(assistant.url, act, entries))
        findings = [finding for person in people for finding in person.findings]
        assert not findings, "\n".join(findings)
        assert whole(config, bystander.id) == before
        # Whoever confirmed their own summary has a ticket; it says what the registry says.
        for ticket in TicketStore(connect(config.database)).list():
            assert ticket.licence["masked"] and ticket.partner["level"] in ("bronze", "silver")
            assert ticket.decision["priority"] == "normal"
        return people

    return run


async def everybody(url: str, act: Act, entries: list[dict[str, Any]]) -> list[Person]:
    async with httpx.AsyncClient(base_url=url, timeout=60, trust_env=False) as session:
        people = [await Person(session, language).arrive() for language in LANGUAGES]

        async def share(number: int, person: Person) -> None:
            common = [entry for entry in entries if "language" not in entry]
            own = [entry for entry in entries if entry.get("language") == person.language]
            for entry in own + common[number :: len(people)]:
                await act(person, entry)

        await asyncio.gather(*(share(number, person) for number, person in enumerate(people)))
        return people


def whole(config: settings.Settings, conversation_id: str) -> list[tuple[str, ...]]:
    """A conversation with all its messages."""
    engine = connect(config.database)
    mine = select(tables.messages).where(tables.messages.c.conversation_id == conversation_id)
    kept = select(tables.conversations).where(tables.conversations.c.id == conversation_id)
    with engine.connect() as connection:
        return [tuple(map(str, row)) for query in (kept, mine) for row in connection.execute(query)]


def test_no_text_changes_what_is_trusted(attack: Callable[[Act, Sequence[str]], list[Person]]) -> None:
    """Commands, look-alikes, invisible signs, markup, templates, claims, five megabytes: all are answered."""
    people = attack(Person.text, TEXTS)
    assert sum(sum(person.statuses.values()) for person in people) == sum(len(inputs(name)) for name in TEXTS)


@pytest.mark.parametrize(
    ("name", "act"),
    [("buttons", Person.button), ("bodies", Person.body), ("ids", Person.guess), ("names", Person.name)],
)
def test_what_is_no_message_changes_nothing(
    attack: Callable[[Act, Sequence[str]], list[Person]], name: str, act: Act
) -> None:
    """Forged buttons and bodies, guessed ids, and names that would be paths."""
    people = attack(act, [name])
    assert sum(sum(person.statuses.values()) for person in people) >= len(inputs(name))
