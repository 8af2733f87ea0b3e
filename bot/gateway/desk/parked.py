"""Letters that the help desk refuses again and again: shown with the reason, and sent again on request.

One of the staff pages. Nothing leaves this list but by a retry, a delivery or an erasure.
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from sqlalchemy.engine import Engine
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.gateway.desk.forms import form
from bot.gateway.desk.frame import render, signed_in
from bot.gateway.desk.session import Session
from bot.tickets.outbox import Outbox


def outbox(engine: Engine) -> Outbox:
    """The queue, for looking and releasing; only the relay plans attempts."""
    return Outbox(engine, timedelta())


async def show(request: Request, session: Session) -> Response:
    """GET /desk/parked"""
    queue = outbox(request.app.state.gateway.engine)
    parked, counts = await run_in_threadpool(lambda: (queue.parked(), queue.counts()))
    return render(request, "parked.html", session, parked=parked, waiting=counts["waiting"])


async def retry(request: Request, session: Session, given: FormData) -> Response:
    """POST /desk/parked/{number}/retry"""
    queue, number = outbox(request.app.state.gateway.engine), int(request.path_params["number"])
    now = datetime.now(timezone.utc)
    if not await run_in_threadpool(queue.release, number, session.member.name, now):
        return render(request, "error.html", session, 404, reason="not_parked")
    return RedirectResponse("/desk/parked", 303)


ROUTES = [
    Route("/desk/parked", signed_in(show)),
    Route("/desk/parked/{number:int}/retry", form(retry), methods=["POST"]),
]
