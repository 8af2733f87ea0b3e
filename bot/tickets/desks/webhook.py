"""Any help desk that can take a signed HTTP request, and send one back.

`POST {url}` as multipart: a part `payload` with JSON (`event` is `ticket` or `addition`, `reference`,
`ticket` or `addition` as in contract section 7, `subject`, `text`) and one part `files` for each file. The
receiver must honour `Idempotency-Key` (the reference), check `Intake-Signature: t=<unix seconds>,v1=<hex>`,
an HMAC-SHA256 with the shared token over `<t>.<payload>`, and answer `{"id": "..."}`. The payload names the
SHA-256 of every file, so that the signature covers them too.

The other way round the desk posts `{"event": "<unique>", "id": "...", "kind": "status"|"reply", "content": "...",
"at": "<ISO 8601>"}` with the same signature; the gateway hands it to `read_event`.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from datetime import datetime
from typing import Any, Callable, Mapping

from bot.tickets.desks.base import Change, DeskFailed
from bot.tickets.desks.web import TIMEOUT, Session
from bot.tickets.letter import Letter

SIGNATURE = "Intake-Signature"
TOLERANCE = 300  # seconds between the two clocks; a recorded request is worth nothing afterwards


class BadSignature(ValueError):
    """A request that did not come from the desk, or is too old."""


class WebhookDesk:
    """`token` is the shared secret of both directions."""

    name = "webhook"
    attachment_limit = 64 * 1024 * 1024

    def __init__(self, url: str, token: str, timeout: float = TIMEOUT, clock: Callable[[], float] = time.time) -> None:
        self._url = url
        self._token = token
        self._clock = clock
        self._session = Session("", {}, timeout)

    def find(self, reference: str) -> str | None:
        """Always None: sending again is safe, since the receiver honours Idempotency-Key."""
        return None

    def create(self, letter: Letter) -> str:
        return self._post(letter, {"event": "ticket", "ticket": letter.data})

    def has_addition(self, remote_id: str, reference: str) -> bool:
        """Always False, for the same reason."""
        return False

    def add(self, remote_id: str, letter: Letter) -> None:
        self._post(letter, {"event": "addition", "id": remote_id, "addition": letter.data})

    def changes(self, position: str | None) -> tuple[list[Change], str]:
        """Nothing: this desk sends its changes by itself (`read_event`)."""
        return [], position or ""

    def close(self) -> None:
        self._session.close()

    def _post(self, letter: Letter, content: Mapping[str, Any]) -> str:
        sent = [{"name": file.name, "bytes": file.bytes, "sha256": file.sha256} for file in letter.files]
        whole = {
            "reference": letter.reference,
            "subject": letter.subject,
            "text": letter.text,
            "files": sent,
            **content,
        }
        payload = json.dumps(whole, ensure_ascii=False)
        headers = {
            SIGNATURE: sign(self._token, payload.encode(), int(self._clock())),
            "Idempotency-Key": letter.reference,
        }
        files = [("files", (file.name, file.stream, "application/octet-stream")) for file in letter.files]
        parts = [("payload", (None, payload, "application/json")), *files]
        answer = self._session.json("POST", self._url, headers=headers, files=parts)
        if not isinstance(answer, dict) or not answer.get("id"):
            raise DeskFailed('the webhook answered without an id; expected {"id": "..."}')
        return str(answer["id"])


def sign(token: str, payload: bytes, moment: int) -> str:
    """The value of the signature header for a payload sent at `moment` (unix seconds)."""
    digest = hmac.new(token.encode(), f"{moment}.".encode() + payload, hashlib.sha256).hexdigest()
    return f"t={moment},v1={digest}"


def check(token: str, payload: bytes, header: str, now: float) -> None:
    """Raises BadSignature unless `header` signs `payload` with `token` within the tolerance."""
    parts = dict(part.strip().partition("=")[::2] for part in header.split(","))
    moment = parts.get("t", "")
    if not (moment.isascii() and moment.isdigit()) or abs(now - int(moment[:12])) > TOLERANCE:
        raise BadSignature("the signature is missing or too old; check both clocks")
    expected = sign(token, payload, int(moment)).partition("v1=")[2]
    if not hmac.compare_digest(expected.encode(), parts.get("v1", "").encode()):
        raise BadSignature("the signature does not fit; check the shared token")


def read_event(token: str, payload: bytes, header: str, now: float) -> Change:
    """The change that a desk sent. Raises BadSignature, or ValueError with what is wrong."""
    check(token, payload, header, now)
    try:
        event = json.loads(payload)
        remote_id, name, kind, content = (str(event[field]) for field in ("id", "event", "kind", "content"))
        at = datetime.fromisoformat(event["at"].replace("Z", "+00:00"))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"an event needs event, id, kind, content and at ({error})") from None
    if kind not in ("status", "reply") or at.tzinfo is None:
        raise ValueError("kind is status or reply, at is a time with its zone")
    return Change(remote_id, name, kind, content, at)  # type: ignore[arg-type]  # checked in the line above
