"""Staff sessions: a signed cookie, checked against the staff table, and the token every form carries.

Called by the staff pages. Signing out ends the session on the server too; a form without the token
of its session changes nothing.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from itsdangerous import BadData, URLSafeTimedSerializer
from starlette.requests import Request
from starlette.responses import Response

from bot.gateway.desk.staff import Member, Staff

COOKIE = "intake_staff"
HOURS = 10


@dataclass(frozen=True)
class Session:
    """A member of staff who is signed in; `form_token` belongs into every form."""

    member: Member
    form_token: str


@dataclass(frozen=True)
class Sessions:
    """Makes and reads the cookie; `address` is the gateway's own."""

    staff: Staff
    secret: str
    address: str

    def begin(self, response: Response, member: Member) -> None:
        """Signs `member` in with `response`."""
        content = {"name": member.name, "epoch": member.epoch, "id": secrets.token_urlsafe(16)}
        response.set_cookie(
            COOKIE,
            str(self._serializer.dumps(content)),
            max_age=HOURS * 3600,
            path="/desk",
            secure=self.address.startswith("https://"),
            httponly=True,
            samesite="strict",
        )

    def end(self, response: Response, session: Session) -> None:
        """Signs the member out, here and wherever else the cookie was copied to."""
        self.staff.end_sessions(session.member.name)
        response.delete_cookie(COOKIE, path="/desk")

    def read(self, request: Request) -> Session | None:
        """The session of a request, None without a valid one."""
        try:
            content: dict[str, Any] = self._serializer.loads(request.cookies.get(COOKIE, ""), max_age=HOURS * 3600)
        except BadData:
            return None
        member = self.staff.find(content["name"])
        if member is None or member.epoch != content["epoch"]:
            return None
        token = hmac.new(self.secret.encode(), f"form\0{content['id']}".encode(), hashlib.sha256).hexdigest()
        return Session(member, token)

    def is_ours(self, request: Request) -> bool:
        """Whether a form was sent from our own pages, as far as the browser tells."""
        if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return False
        origin = request.headers.get("origin")
        return origin is None or urlsplit(origin).netloc in (urlsplit(self.address).netloc, request.headers.get("host"))

    @property
    def _serializer(self) -> URLSafeTimedSerializer:
        return URLSafeTimedSerializer(self.secret, salt="staff-session")


def has_token(session: Session, given: str) -> bool:
    """Whether a form carries the token of its session."""
    return hmac.compare_digest(session.form_token.encode(), given.encode("utf-8", "replace"))
