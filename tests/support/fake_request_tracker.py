"""Request Tracker's REST 2.0 on a real local port. What it answers was copied from a real one (deploy/rt)."""

from __future__ import annotations

import base64
import json
import re
from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.support.help_desks import TOKEN, Entry, FakeDesk, files_of, refusal


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
        if refused := refusal(request, f"token {TOKEN}"):
            return refused
        match = re.search(r"Subject LIKE '([^']*)'", request.query_params["query"])
        found = [
            {"id": number, "type": "ticket", "LastUpdated": _rt_time(kept.entries[-1].at)}
            for number, kept in self.tickets.items()
            if not match or match[1] in kept.subject
        ]
        return _page(sorted(found, key=lambda ticket: ticket["LastUpdated"], reverse=True))

    async def _create(self, request: Request) -> Response:
        if refused := refusal(request, f"token {TOKEN}"):
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
        if refused := refusal(request, f"token {TOKEN}"):
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
        if refused := refusal(request, f"token {TOKEN}"):
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


def _rt_time(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _page(items: list[dict[str, Any]]) -> Response:
    return JSONResponse({"items": items, "count": len(items), "page": 1, "pages": 1, "per_page": 20})


async def _json_and_files(request: Request) -> tuple[dict[str, Any], dict[str, bytes]]:
    if request.headers["content-type"].startswith("application/json"):
        return await request.json(), {}
    form = await request.form()
    return json.loads(str(form["JSON"])), await files_of(form.getlist("Attachments"))
