"""What all staff pages share: the session they ask for, their frame, and the note of what was seen or done.

Called by the views and forms of the desk. Whoever has no session is led to the login.
"""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any, Awaitable, Callable

from babel import Locale
from babel.dates import format_datetime
from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.gateway.desk.naming import naming
from bot.gateway.desk.session import Session
from bot.gateway.errors import language_of
from bot.gateway.pages import page
from bot.tickets import Ticket, audit

View = Callable[[Request, Session], Awaitable[Response]]


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

    def moment(value: datetime | None, form: str = "medium") -> str:
        return "" if value is None else str(format_datetime(value.astimezone(gateway.zone), form, locale=locale))

    names = naming(gateway.words, language, gateway.settings.policy_kb, gateway.settings.office_zone)
    common = {
        "say": say,
        "names": names,
        "named": names.named,
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


def note(gateway: Any, session: Session, action: str, subject: str, **detail: Any) -> None:
    """Writes down what a member of staff saw or did."""
    with gateway.engine.begin() as connection:
        audit.record(connection, datetime.now(timezone.utc), session.member.name, action, subject, **detail)
