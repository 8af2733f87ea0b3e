"""The staff pages that change something: login, language, status, answer, forum link.

Every form but the login carries the token of its session; one without it changes nothing.
"""

from __future__ import annotations

from typing import Any, Awaitable, Callable

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.gateway.cleaning import clean
from bot.gateway.desk.frame import note, render, signed_in
from bot.gateway.desk.keys import whole_key
from bot.gateway.desk.session import Session, has_token
from bot.gateway.desk.views import show_ticket
from bot.gateway.errors import language_of
from bot.gateway.limits import address_of
from bot.gateway.links import DAYS_VALID, BadLink
from bot.tickets import STATUSES, TicketUnknown

Form = Callable[[Request, Session, FormData], Awaitable[Response]]


def form(act: Form) -> Callable[[Request], Awaitable[Response]]:
    """Wraps what a form does: signed in, from our own page, with the session's token."""

    async def checked(request: Request, session: Session) -> Response:
        sessions = request.app.state.gateway.sessions
        async with request.form(max_files=0, max_fields=20) as given:
            if not sessions.is_ours(request) or not has_token(session, _text(given, "token")):
                return render(request, "error.html", session, 403, reason="csrf")
            return await act(request, session, given)

    return signed_in(checked)


async def show_login(request: Request) -> Response:
    """GET /desk/login"""
    return render(request, "login.html", None, refused=False)


async def login(request: Request) -> Response:
    """POST /desk/login"""
    gateway = request.app.state.gateway
    await run_in_threadpool(lambda: gateway.limits.check(login=address_of(request)))
    async with request.form(max_files=0, max_fields=5) as given:
        if not gateway.sessions.is_ours(request):
            return render(request, "error.html", None, 403, reason="csrf")
        member = await run_in_threadpool(
            gateway.sessions.staff.login, _text(given, "name")[:64], _text(given, "password")[:1000]
        )
    if member is None:
        return render(request, "login.html", None, 401, refused=True)
    response = RedirectResponse("/desk", 303)
    gateway.sessions.begin(response, member)
    return response


async def logout(request: Request, session: Session, given: FormData) -> Response:
    """POST /desk/logout"""
    response = RedirectResponse("/desk/login", 303)
    await run_in_threadpool(request.app.state.gateway.sessions.end, response, session)
    return response


async def speak(request: Request, session: Session, given: FormData) -> Response:
    """POST /desk/language"""
    gateway = request.app.state.gateway
    language = gateway.words.known(_text(given, "language"))
    if language:
        await run_in_threadpool(gateway.sessions.staff.speak, session.member.name, language)
    return RedirectResponse("/desk", 303)


async def set_status(request: Request, session: Session, given: FormData) -> Response:
    """POST /desk/tickets/{id}/status"""
    status = _text(given, "status")
    if status not in STATUSES:
        return render(request, "error.html", session, 422, reason="not_found")
    return await _change(request, session, lambda store, id: store.set_status(id, status, session.member.name))


async def reply(request: Request, session: Session, given: FormData) -> Response:
    """POST /desk/tickets/{id}/reply"""
    text = clean(_text(given, "text"))
    if not text:
        return render(request, "error.html", session, 422, reason="empty_reply")
    return await _change(request, session, lambda store, id: store.reply(id, text, session.member.name))


async def show_key(request: Request, session: Session, given: FormData) -> Response:
    """POST /desk/tickets/{id}/licence: the ticket with its whole licence key, once, on record."""
    gateway = request.app.state.gateway

    def look() -> str | None:
        ticket = gateway.tickets.find(request.path_params["id"])
        if ticket is None:
            return None
        key = whole_key(gateway.inbox.vault, gateway.inbox.secret, ticket)
        note(gateway, session, "licence_key" if key else "licence_key_gone", ticket.id)
        return key

    key = await run_in_threadpool(look)
    return await show_ticket(request, session, key or "")


async def show_link(request: Request, session: Session) -> Response:
    """GET /desk/link"""
    return _link_page(request, session)


async def make_link(request: Request, session: Session, given: FormData) -> Response:
    """POST /desk/link"""
    thread, language, problem = (_text(given, name).strip() for name in ("thread", "language", "problem"))
    try:
        made = request.app.state.gateway.links.make(thread, language or None, problem or None)
    except BadLink as error:
        return _link_page(request, session, 422, thread=thread, refused=f"link.bad_{error}")
    return _link_page(request, session, thread=thread, made=made)


def _link_page(request: Request, session: Session, status: int = 200, **values: Any) -> Response:
    problems = request.app.state.gateway.words.file(language_of(request), "problems")
    given = {"thread": "", "made": None, "refused": None, **values}
    return render(request, "link.html", session, status, problems=problems, days=DAYS_VALID, **given)


async def _change(request: Request, session: Session, act: Callable[[Any, str], None]) -> Response:
    store, id = request.app.state.gateway.tickets, request.path_params["id"]
    ticket = await run_in_threadpool(store.find, id)
    try:
        await run_in_threadpool(act, store, ticket.id if ticket else id)
    except TicketUnknown:
        return render(request, "error.html", session, 404, reason="not_found")
    return RedirectResponse(f"/desk/tickets/{ticket.id if ticket else id}", 303)


def _text(given: FormData, name: str) -> str:
    value = given.get(name, "")
    return value if isinstance(value, str) else ""


async def _login(request: Request) -> Response:
    return await (login if request.method == "POST" else show_login)(request)


async def _link(request: Request) -> Response:
    return await (form(make_link) if request.method == "POST" else signed_in(show_link))(request)


ROUTES = [
    Route("/desk/login", _login, methods=["GET", "POST"]),
    Route("/desk/logout", form(logout), methods=["POST"]),
    Route("/desk/language", form(speak), methods=["POST"]),
    Route("/desk/link", _link, methods=["GET", "POST"]),
    Route("/desk/tickets/{id}/status", form(set_status), methods=["POST"]),
    Route("/desk/tickets/{id}/licence", form(show_key), methods=["POST"]),
    Route("/desk/tickets/{id}/reply", form(reply), methods=["POST"]),
]
