"""Help desks on real local ports that speak as the real ones do, and get into trouble when told to.

The contract test of the desks and the fault benchmark talk to them. What `FakeRequestTracker` answers
was copied from a real one (deploy/rt); `FakeZammad` follows Zammad's source.
"""

from __future__ import annotations

import asyncio
import base64
import json
import re
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


class FakeRequestTracker(FakeDesk):
    """The part of REST 2.0 that the adapter and the `rt` library use."""

    def routes_of(self) -> list[Route]:
        api = "/REST/2.0"
        return [
            Route(f"{api}/tickets", self._search),
            Route(f"{api}/ticket", self._create, methods=["POST"]),
            Route(f"{api}/ticket/{{number}}/correspond", self._correspond, methods=["POST"]),
            Route(f"{api}/transactions", self._transactions, methods=["POST"]),
            Route(f"{api}/transaction/{{id}}/attachments", self._attachments),
            Route(f"{api}/attachment/{{id}}", self._attachment),
        ]

    def _all(self) -> list[tuple[str, Entry]]:
        """Every transaction in the order of its number, which is its place, from 1."""
        whole = [(number, entry) for number, kept in self.tickets.items() for entry in kept.entries]
        return sorted(whole, key=lambda pair: pair[1].at)

    async def _search(self, request: Request) -> Response:
        """Any query for a subject, or for all: the times in a query are left to the caller to check."""
        if refused := _refused(request, f"token {TOKEN}"):
            return refused
        match = re.search(r"Subject LIKE '([^']*)'", request.query_params["query"])
        found = [
            {"id": number, "type": "ticket", "LastUpdated": _rt_time(kept.entries[-1].at)}
            for number, kept in self.tickets.items()
            if not match or match[1] in kept.subject
        ]
        return _page(sorted(found, key=lambda ticket: ticket["LastUpdated"], reverse=True))

    async def _create(self, request: Request) -> Response:
        if refused := _refused(request, f"token {TOKEN}"):
            return refused
        data, files = await _json_and_files(request)
        if data["Queue"] != "Support":
            return JSONResponse({"message": "No permission to create tickets in the queue"}, 403)

        def make() -> Response:
            first = Entry(data["Content"], files, kind="Create")
            return JSONResponse(
                {"id": self.open(data["Subject"], str(data["Priority"]), data.get("Requestor"), first)}, 201
            )

        return await self.write(make)

    async def _correspond(self, request: Request) -> Response:
        if refused := _refused(request, f"token {TOKEN}"):
            return refused
        number = request.path_params["number"]
        if number not in self.tickets:
            return JSONResponse({"message": "not found"}, 404)
        data, files = await _json_and_files(request)

        def make() -> Response:
            self.tickets[number].entries.append(Entry(data["Content"], files))
            return JSONResponse(["Correspondence added"], 201)

        return await self.write(make)

    async def _transactions(self, request: Request) -> Response:
        if refused := _refused(request, f"token {TOKEN}"):
            return refused
        wanted: dict[str, list[str]] = {}
        for item in await request.json():
            wanted.setdefault(item["field"], []).append(item["value"])
        items = [
            {
                "id": str(place),
                "Type": entry.kind,
                "ObjectId": number,
                "NewValue": entry.text if entry.kind == "Status" else "",
                "Created": _rt_time(entry.at),
            }
            for place, (number, entry) in enumerate(self._all(), start=1)
            if number in wanted["ObjectId"]
            and not entry.internal
            and entry.kind in wanted["Type"]
            and entry.at.strftime("%Y-%m-%d %H:%M:%S") >= wanted["Created"][0]
        ]
        size, page = (int(request.query_params[name]) for name in ("per_page", "page"))
        return _page(items[size * (page - 1) : size * page])

    async def _attachments(self, request: Request) -> Response:
        id = request.path_params["id"]
        return _page([{"id": id, "ContentType": "text/html", "Filename": ""}])

    async def _attachment(self, request: Request) -> Response:
        _, entry = self._all()[int(request.path_params["id"]) - 1]
        return JSONResponse({"Content": base64.b64encode(entry.text.encode()).decode()})


class FakeZammad(FakeDesk):
    """Tickets, articles and searches by condition."""

    _STATES = {"resolved": "closed", "waiting": "pending reminder"}

    def routes_of(self) -> list[Route]:
        api = "/api/v1"
        return [
            Route(f"{api}/tickets", self._create, methods=["POST"]),
            Route(f"{api}/tickets/search", self._search, methods=["POST"]),
            Route(f"{api}/ticket_articles", self._article, methods=["POST"]),
            Route(f"{api}/ticket_articles/by_ticket/{{number}}", self._articles),
        ]

    async def _create(self, request: Request) -> Response:
        if refused := _refused(request, f"Token token={TOKEN}"):
            return refused
        data = await request.json()
        if data["group"] != "Support":
            return JSONResponse({"error": "No lookup value found for 'group'"}, 422)

        def make() -> Response:
            customer = data.get("customer_id", "").removeprefix("guess:") or None
            number = self.open(data["title"], data["priority"], customer, _entry(data["article"]))
            return JSONResponse({"id": int(number)}, 201)

        return await self.write(make)

    async def _search(self, request: Request) -> Response:
        if refused := _refused(request, f"Token token={TOKEN}"):
            return refused
        wanted = (await request.json())["condition"]
        title = wanted["ticket.title"]["value"]
        since = datetime.fromisoformat(wanted.get("ticket.updated_at", {"value": "2000-01-01T00:00:00+00:00"})["value"])
        found = [
            {
                "id": int(number),
                "title": kept.subject,
                "state": self._STATES.get(kept.status, kept.status),
                "updated_at": kept.entries[-1].at.isoformat().replace("+00:00", "Z"),
            }
            for number, kept in self.tickets.items()
            if title in kept.subject and kept.entries[-1].at >= since
        ]
        return JSONResponse(found)

    async def _article(self, request: Request) -> Response:
        if refused := _refused(request, f"Token token={TOKEN}"):
            return refused
        data = await request.json()
        number = str(data["ticket_id"])
        if number not in self.tickets:
            return JSONResponse({"error": "Couldn't find Ticket"}, 404)

        def make() -> Response:
            self.tickets[number].entries.append(_entry(data))
            return JSONResponse({"id": 1}, 201)

        return await self.write(make)

    async def _articles(self, request: Request) -> Response:
        number = request.path_params["number"]
        return JSONResponse(
            [
                {
                    "id": int(number) * 1000 + place,
                    "subject": entry.subject,
                    "body": entry.text,
                    "content_type": "text/html" if entry.staff else "text/plain",
                    "sender": "Agent" if entry.staff else "Customer",
                    "internal": entry.internal,
                    "created_at": entry.at.isoformat().replace("+00:00", "Z"),
                }
                for place, entry in enumerate(self.tickets[number].entries)
                if entry.kind != "Status"
            ]
        )


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
        files = await _files(form.getlist("files"))
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


def _refused(request: Request, expected: str) -> Response | None:
    return None if request.headers.get("authorization") == expected else Response(status_code=401)


def _rt_time(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _page(items: list[dict[str, Any]]) -> Response:
    return JSONResponse({"items": items, "count": len(items), "page": 1, "pages": 1, "per_page": 20})


async def _json_and_files(request: Request) -> tuple[dict[str, Any], dict[str, bytes]]:
    if request.headers["content-type"].startswith("application/json"):
        return await request.json(), {}
    form = await request.form()
    return json.loads(str(form["JSON"])), await _files(form.getlist("Attachments"))


async def _files(parts: list[Any]) -> dict[str, bytes]:
    return {str(part.filename): await part.read() for part in parts if isinstance(part, UploadFile)}


def _entry(article: dict[str, Any]) -> Entry:
    files = {item["filename"]: base64.b64decode(item["data"]) for item in article["attachments"]}
    return Entry(article["body"], files, subject=article["subject"])
