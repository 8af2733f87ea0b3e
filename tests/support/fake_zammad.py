"""Zammad on a real local port; it follows Zammad's source."""

from __future__ import annotations

import base64
from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.support.help_desks import TOKEN, Entry, FakeDesk, refusal


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
        if refused := refusal(request, f"Token token={TOKEN}"):
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
        if refused := refusal(request, f"Token token={TOKEN}"):
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
        if refused := refusal(request, f"Token token={TOKEN}"):
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


def _entry(article: dict[str, Any]) -> Entry:
    files = {item["filename"]: base64.b64decode(item["data"]) for item in article["attachments"]}
    return Entry(article["body"], files, subject=article["subject"])
