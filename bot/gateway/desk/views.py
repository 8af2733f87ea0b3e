"""The staff pages that are read: queue, ticket, files, audit log, report.

Each asks for a session first; whoever has none is led to the login. What is seen of a ticket is
noted in the audit log.
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any
from urllib.parse import quote, urlencode

import fsspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from bot.gateway.desk import figures, queue
from bot.gateway.desk.frame import note, render, signed_in
from bot.gateway.desk.naming import naming
from bot.gateway.desk.session import Session
from bot.gateway.errors import language_of
from bot.tickets import STATUSES, Ticket, TicketStore, audit
from bot.tickets.outbox import Outbox

_PIECE = 1 << 20


async def show_queue(request: Request, session: Session) -> Response:
    """GET /desk"""
    gateway, now = request.app.state.gateway, datetime.now(timezone.utc)
    chosen = await run_in_threadpool(_chosen, request)
    number = min(int(n), 10_000) if (n := request.query_params.get("page", "0")).isdecimal() and n.isascii() else 0
    found = await run_in_threadpool(gateway.tickets.list, queue.ticket_filter(chosen, number))
    waiting = await run_in_threadpool(queue.load, gateway.tickets, now)
    counts = await run_in_threadpool(Outbox(gateway.engine, timedelta()).counts)
    language = language_of(request)
    rows = [
        (ticket, queue.due_of(ticket), queue.time_left(ticket, now, gateway.words, language), _late(ticket, now))
        for ticket in found[: queue.PAGE]
    ]
    return render(
        request,
        "queue.html",
        session,
        rows=rows,
        load=waiting,
        parked=counts["parked"],
        chosen=chosen,
        statuses=STATUSES,
        problems=gateway.words.file(language, "problems"),
        channels=[(name, name) for name in gateway.channel_names],
        query=urlencode(chosen),
        number=number,
        more=len(found) > queue.PAGE,
    )


async def export(request: Request, session: Session) -> Response:
    """GET /desk/tickets.csv"""
    gateway = request.app.state.gateway

    def collect() -> str:
        found = gateway.tickets.list(queue.ticket_filter(_chosen(request), None))
        note(gateway, session, "export", "tickets", count=len(found))
        return queue.to_csv(found)

    headers = {"Content-Disposition": 'attachment; filename="tickets.csv"'}
    return Response(await run_in_threadpool(collect), media_type="text/csv; charset=utf-8", headers=headers)


async def show_ticket(request: Request, session: Session, key: str | None = None) -> Response:
    """GET /desk/tickets/{id}; with `key`, the whole licence key stands in this one answer."""
    gateway, now = request.app.state.gateway, datetime.now(timezone.utc)

    def collect() -> dict[str, Any] | None:
        ticket = gateway.tickets.find(request.path_params["id"])
        if ticket is None:
            return None
        note(gateway, session, "view", ticket.id)
        return {
            "ticket": ticket,
            "due": queue.due_of(ticket),
            "left": queue.time_left(ticket, now, gateway.words, language_of(request)),
            "late": _late(ticket, now),
            "additions": gateway.tickets.additions(ticket.id),
            "parked": [row for row in Outbox(gateway.engine, timedelta()).parked() if row["ticket_id"] == ticket.id],
            "transcript": gateway.messages.history(ticket.conversation_id, limit=1000),
            "trail": audit.entries(gateway.engine, ticket.id),
        }

    values = await run_in_threadpool(collect)
    if values is None:
        return render(request, "error.html", session, 404, reason="not_found")
    return render(request, "ticket.html", session, statuses=STATUSES, key=key, **values)


async def download(request: Request, session: Session) -> Response:
    """GET /desk/tickets/{id}/files/{sha256}: always as a download, whatever it is."""
    gateway = request.app.state.gateway
    ticket = await run_in_threadpool(gateway.tickets.find, request.path_params["id"])
    wanted = request.path_params["sha256"]
    kept = next((item for item in _files(gateway.tickets, ticket) if item.get("sha256") == wanted), None)
    if ticket is None or kept is None or not kept.get("storage_path"):
        return render(request, "error.html", session, 404, reason="not_found")
    try:
        stream = await run_in_threadpool(lambda: fsspec.open(kept["storage_path"], "rb").open())
    except FileNotFoundError:  # erased, or beyond its time
        return render(request, "error.html", session, 404, reason="file_gone")
    await run_in_threadpool(note, gateway, session, "download", ticket.id)
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(kept['name'], safe='')}",
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }
    pieces = iter(lambda: stream.read(_PIECE), b"")
    return StreamingResponse(pieces, media_type="application/octet-stream", headers=headers)


async def show_audit(request: Request, session: Session) -> Response:
    """GET /desk/audit"""
    engine, query = request.app.state.gateway.engine, request.query_params
    before = int(at) if (at := query.get("before", "")).isdecimal() and at.isascii() and len(at) < 16 else None
    subject = query.get("subject", "").strip()[:64] or None
    found = await run_in_threadpool(lambda: audit.entries(engine, subject, before=before))
    return render(request, "audit.html", session, entries=found, subject=subject)


async def show_report(request: Request, session: Session) -> Response:
    """GET /desk/report"""
    gateway = request.app.state.gateway
    now = datetime.now(timezone.utc)
    counted = await run_in_threadpool(figures.report, gateway.engine, gateway.tickets, now)
    return render(request, "report.html", session, report=counted, days=figures.DAYS, charts=_charts(request, counted))


def _charts(request: Request, counted: figures.Report) -> dict[str, list[tuple[str, int]]]:
    """The charts with their values in words."""
    gateway, language = request.app.state.gateway, language_of(request)
    names = naming(gateway.words, language, gateway.settings.policy_kb, gateway.settings.office_zone)

    def span(bound: int | None) -> str:
        key = "report.longer" if bound is None else "report.up_to"
        return str(gateway.words.say(language, f"desk.{key}", minutes=bound or figures.MINUTES[-1]))

    return {
        "outcome": [(names.named(f"widget.outcome.{value}", value), count) for value, count in counted.outcome],
        "language": [(gateway.words.names.get(value, value), count) for value, count in counted.language],
        "problem": [(names.problem(value), count) for value, count in counted.problem],
        "channel": [(names.named(f"desk.channel.{value}", value), count) for value, count in counted.channel],
        "spans": [(span(bound), count) for bound, count in counted.spans],
    }


def _chosen(request: Request) -> dict[str, str]:
    gateway = request.app.state.gateway
    return queue.read_filter(request.query_params, gateway.words, gateway.channel_names)


def _late(ticket: Ticket, now: datetime) -> bool:
    due = queue.due_of(ticket)
    return due is not None and due < now and not ticket.finished


def _files(store: TicketStore, ticket: Ticket | None) -> list[Any]:
    if ticket is None:
        return []
    return [*ticket.attachments, *(item for added in store.additions(ticket.id) for item in added.attachments)]


ROUTES = [
    Route("/desk", signed_in(show_queue)),
    Route("/desk/tickets.csv", signed_in(export)),
    Route("/desk/tickets/{id}", signed_in(show_ticket)),
    Route("/desk/tickets/{id}/files/{sha256}", signed_in(download)),
    Route("/desk/audit", signed_in(show_audit)),
    Route("/desk/report", signed_in(show_report)),
]
