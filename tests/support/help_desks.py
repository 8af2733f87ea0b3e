"""Help desks on real local ports that speak as the real ones do, and get into trouble when told to.

The contract test of the desks and the fault benchmark talk to them. Here is what all share, and the
webhook; `fake_request_tracker` and `fake_zammad` hold the others.
"""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any

from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.tickets.desks.webhook import SIGNATURE, BadSignature, check

TOKEN = "letmein"


@dataclass
class Entry:
    """Something written on a ticket, by us or by staff."""

    text: str
    files: dict[str, bytes] = field(default_factory=dict)
    staff: bool = False
    internal: bool = False
    subject: str = ""
    kind: str = "Correspond"
    at: datetime = field(default_factory=lambda: datetime.now(timezone.utc))


@dataclass
class Kept:
    """A ticket of a fake desk. The first entry is what it was made with."""

    subject: str
    priority: str
    requestor: str | None
    entries: list[Entry]
    status: str = "new"


class FakeDesk:
    """Tickets by number, and the troubles to come: one for each of the next requests that write.

    A trouble is an HTTP status (nothing is kept), `slow` (kept only after the client has given up), or
    `late` (kept at once, answered after the client has given up).
    """

    routes: list[Route]

    def __init__(self, patience: float = 1.0) -> None:
        self.tickets: dict[str, Kept] = {}
        self.troubles: list[int | str] = []
        self.patience = patience  # how long a client waits at most, in seconds
        self.requests = 0
        control = [Route("/kept", self._tell), Route("/troubles", self._prepare, methods=["POST"])]
        self.app = Starlette(routes=[*control, *self.routes_of()])

    def routes_of(self) -> list[Route]:
        raise AssertionError("each desk has its own")

    async def _tell(self, request: Request) -> Response:
        """For whoever started this desk in another process: the subjects of what it has."""
        return JSONResponse([kept.subject for kept in self.tickets.values()])

    async def _prepare(self, request: Request) -> Response:
        self.troubles = await request.json()
        return Response()

    async def write(self, change: Any) -> Response | Any:
        """The result of `change()`, or the trouble that is next."""
        self.requests += 1
        trouble = self.troubles.pop(0) if self.troubles else None
        if isinstance(trouble, int):
            return Response(status_code=trouble)
        if trouble == "slow":
            await asyncio.sleep(self.patience)
        result = change()
        if trouble == "late":
            await asyncio.sleep(self.patience)
        return result

    def forget(self) -> None:
        """Starts afresh, without tickets and troubles."""
        self.tickets.clear()
        self.troubles.clear()

    def open(self, subject: str, priority: str, requestor: str | None, first: Entry) -> str:
        number = str(len(self.tickets) + 1)
        self.tickets[number] = Kept(subject, priority, requestor, [first])
        return number

    def staff_replies(self, number: str, text: str, internal: bool = False) -> None:
        self.tickets[number].entries.append(Entry(text, staff=True, internal=internal))

    def staff_sets(self, number: str, status: str) -> None:
        self.tickets[number].status = status
        self.tickets[number].entries.append(Entry(status, staff=True, kind="Status"))


class FakeWebhook(FakeDesk):
    """A receiver that keeps to the rules of the webhook adapter: signature and idempotency key."""

    def __init__(self, patience: float = 1.0) -> None:
        super().__init__(patience)
        self.known: dict[str, str] = {}

    def forget(self) -> None:
        super().forget()
        self.known.clear()

    def routes_of(self) -> list[Route]:
        return [Route("/hook", self._receive, methods=["POST"])]

    async def _receive(self, request: Request) -> Response:
        form = await request.form()
        payload = str(form["payload"])
        try:
            check(TOKEN, payload.encode(), request.headers[SIGNATURE], datetime.now(timezone.utc).timestamp())
        except BadSignature:
            return Response(status_code=401)
        data, key = json.loads(payload), request.headers["Idempotency-Key"]
        files = await files_of(form.getlist("files"))
        if data["event"] == "addition" and data["id"] not in self.tickets:
            return Response(status_code=404)

        def make() -> Response:
            if key not in self.known:
                self.known[key] = self._keep(data, Entry(data["text"], files))
            return JSONResponse({"id": self.known[key]})

        return await self.write(make)

    def _keep(self, data: dict[str, Any], entry: Entry) -> str:
        if data["event"] == "addition":
            self.tickets[data["id"]].entries.append(entry)
            return str(data["id"])
        ticket = data["ticket"]
        return self.open(data["subject"], ticket["decision"]["priority"], ticket["partner"].get("email"), entry)


def refusal(request: Request, expected: str) -> Response | None:
    """401 unless the header `Authorization` is `expected`."""
    return None if request.headers.get("authorization") == expected else Response(status_code=401)


async def files_of(parts: list[Any]) -> dict[str, bytes]:
    """The files among the parts of a form, by name."""
    return {str(part.filename): await part.read() for part in parts if isinstance(part, UploadFile)}
