"""The staff pages that are read: queue, ticket, files, audit log, report.

Each asks for a session first; whoever has none is led to the login. What is seen of a ticket is
noted in the audit log.
"""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any, Awaitable, Callable
from urllib.parse import quote, urlencode

import fsspec
from babel import Locale
from babel.dates import format_datetime
from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.gateway.desk import figures, queue
from bot.gateway.desk.session import Session
from bot.gateway.errors import language_of
from bot.gateway.pages import page
from bot.text.catalogue import TextError
from bot.tickets import STATUSES, Ticket, TicketStore, audit

View = Callable[[Request, Session], Awaitable[Response]]
_PIECE = 1 << 20


def signed_in(view: View) -> Callable[[Request], Awaitable[Response]]:
    """Wraps a view: without a session the visitor goes to the login."""

    async def guarded(request: Request) -> Response:
        session = await run_in_threadpool(request.app.state.gateway.sessions.read, request)
        if session is None:
            return RedirectResponse("/desk/login", 303)
        request.state.language = session.member.language
        return await view(request, session)

    return guarded


def render(request: Request, template: str, session: Session | None, status: int = 200, **values: Any) -> Response:
    """A page in the staff member's language, under the strict policy."""
    gateway = request.app.state.gateway
    language = language_of(request)
    locale = Locale.parse(gateway.words.locales[language], sep="-")

    def say(key: str, **params: Any) -> str:
        return str(gateway.words.say(language, f"desk.{key}", **params))

    def named(key: str, otherwise: str) -> str:
        try:
            return str(gateway.words.say(language, key))
        except TextError:
            return otherwise

    def moment(value: datetime | None) -> str:
        return "" if value is None else str(format_datetime(value.astimezone(gateway.zone), "medium", locale=locale))

    common = {
        "say": say,
        "named": named,
        "moment": moment,
        "problem_of": problem_of,
        "session": session,
        "token": Markup('<input type="hidden" name="token" value="{}">').format(session.form_token) if session else "",
        "language": language,
        "languages": gateway.words.names,
    }
    return page(gateway.desk_templates.get_template(template).render(**common, **values), status)


def problem_of(ticket: Ticket) -> str:
    """The problem code a ticket is listed under."""
    return next(iter(ticket.facts.get("problems") or []), "other")


async def show_queue(request: Request, session: Session) -> Response:
    """GET /desk"""
    gateway, now = request.app.state.gateway, datetime.now(timezone.utc)
    chosen = await run_in_threadpool(_chosen, request)
    number = min(int(n), 10_000) if (n := request.query_params.get("page", "0")).isdecimal() and n.isascii() else 0
    found = await run_in_threadpool(gateway.tickets.list, queue.ticket_filter(chosen, number))
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
        _note(gateway, session, "export", "tickets", count=len(found))
        return queue.to_csv(found)

    headers = {"Content-Disposition": 'attachment; filename="tickets.csv"'}
    return Response(await run_in_threadpool(collect), media_type="text/csv; charset=utf-8", headers=headers)


async def show_ticket(request: Request, session: Session) -> Response:
    """GET /desk/tickets/{id}"""
    gateway, now = request.app.state.gateway, datetime.now(timezone.utc)

    def collect() -> dict[str, Any] | None:
        ticket = gateway.tickets.find(request.path_params["id"])
        if ticket is None:
            return None
        _note(gateway, session, "view", ticket.id)
        return {
            "ticket": ticket,
            "due": queue.due_of(ticket),
            "left": queue.time_left(ticket, now, gateway.words, language_of(request)),
            "additions": gateway.tickets.additions(ticket.id),
            "transcript": gateway.messages.history(ticket.conversation_id, limit=1000),
            "trail": audit.entries(gateway.engine, ticket.id),
        }

    values = await run_in_threadpool(collect)
    if values is None:
        return render(request, "error.html", session, 404, reason="not_found")
    return render(request, "ticket.html", session, statuses=STATUSES, fact_text=_fact_text(request), **values)


async def download(request: Request, session: Session) -> Response:
    """GET /desk/tickets/{id}/files/{sha256}: always as a download, whatever it is."""
    gateway = request.app.state.gateway
    ticket = await run_in_threadpool(gateway.tickets.find, request.path_params["id"])
    wanted = request.path_params["sha256"]
    kept = next((item for item in _files(gateway.tickets, ticket) if item.get("sha256") == wanted), None)
    if ticket is None or kept is None or not kept.get("storage_path"):
        return render(request, "error.html", session, 404, reason="not_found")
    await run_in_threadpool(_note, gateway, session, "download", ticket.id)
    stream = await run_in_threadpool(lambda: fsspec.open(kept["storage_path"], "rb").open())
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(kept['name'], safe='')}",
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }
    pieces = iter(lambda: stream.read(_PIECE), b"")
    return StreamingResponse(pieces, media_type="application/octet-stream", headers=headers)


async def show_audit(request: Request, session: Session) -> Response:
    """GET /desk/audit"""
    entries = await run_in_threadpool(audit.entries, request.app.state.gateway.engine)
    return render(request, "audit.html", session, entries=entries)


async def show_report(request: Request, session: Session) -> Response:
    """GET /desk/report"""
    gateway = request.app.state.gateway
    now = datetime.now(timezone.utc)
    counted = await run_in_threadpool(figures.report, gateway.engine, gateway.tickets, now)
    return render(request, "report.html", session, report=counted, days=figures.DAYS)


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


def _fact_text(request: Request) -> Callable[[str, Any], str]:
    """How a fact's value is shown: in words where there are some."""
    words, language = request.app.state.gateway.words, language_of(request)

    def text(name: str, value: Any) -> str:
        if isinstance(value, bool):
            return str(words.say(language, f"desk.{'yes' if value else 'no'}"))
        if isinstance(value, list):
            return ", ".join(text(name, item) for item in value)
        for key in (f"facts.{name}.{value}", f"problems.{value}" if name == "problems" else ""):
            if key and words.catalogue.has(key):
                return str(words.say(language, key))
        return str(value)

    return text


def _note(gateway: Any, session: Session, action: str, subject: str, **detail: Any) -> None:
    with gateway.engine.begin() as connection:
        audit.record(connection, datetime.now(timezone.utc), session.member.name, action, subject, **detail)


ROUTES = [
    Route("/desk", signed_in(show_queue)),
    Route("/desk/tickets.csv", signed_in(export)),
    Route("/desk/tickets/{id}", signed_in(show_ticket)),
    Route("/desk/tickets/{id}/files/{sha256}", signed_in(download)),
    Route("/desk/audit", signed_in(show_audit)),
    Route("/desk/report", signed_in(show_report)),
]
