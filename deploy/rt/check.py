"""Sends a ticket with files to a real Request Tracker and reads staff's work back, step by step.

Run by hand against `deploy/rt/serve.sh`:

    .venv/bin/python deploy/rt/check.py FOLDER

It uses the adapter as the relay does, acts as staff through RT's own interface, and ends with exit
code 1 and the broken expectation, or prints what was checked and how long a ticket took.
"""

from __future__ import annotations

import base64
import io
import secrets
import sys
import time
from pathlib import Path
from typing import Any

import httpx

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from bot.tickets.desks import DeskRefused, DeskUnreachable  # noqa: E402
from bot.tickets.desks.request_tracker import RequestTrackerDesk  # noqa: E402
from bot.tickets.ids import new_id  # noqa: E402
from bot.tickets.letter import File, Letter  # noqa: E402

TICKETS = 10


def main(folder: Path) -> None:
    """Raises AssertionError at the first expectation that does not hold."""
    address, token = ((folder / name).read_text().strip() for name in ("address", "token"))
    desk = RequestTrackerDesk(address, token, "Support")
    staff = Staff(address)
    _, position = desk.changes(None)

    reference = new_id()
    blob = secrets.token_bytes(200_000)
    letter = _letter(
        reference, "Δεν μπορούμε να καλέσουμε — «408»", [_file("σύστημα.zip", blob), _file("log.txt", b"x")]
    )
    check("an unknown reference is not found", desk.find(reference) is None)
    remote = desk.create(letter)
    check("the reference finds the ticket", desk.find(reference) == remote)
    seen = staff.ticket(remote)
    check(
        "subject, queue, requestor and priority arrive",
        (
            seen["Subject"] == letter.subject
            and seen["Requestor"][0]["id"] == "partner@example.com"
            and str(seen["Priority"]) == "100"
        ),
    )
    check("the due date keeps its moment", seen["Due"] == "2026-11-25T09:00:00Z")
    check(
        "the text arrives in Greek, the files byte for byte",
        staff.parts(remote) == {None: letter.text.encode(), "σύστημα.zip": blob, "log.txt": b"x"},
    )
    news = [change for change in desk.changes(position)[0] if change.remote_id == remote]
    check("opening it is no news", news == [])

    addition = f"{reference}+7"
    check("an addition is not there before", not desk.has_addition(remote, addition))
    desk.add(remote, _letter(addition, "ещё одно", [_file("more.txt", b"more")]))
    check("an addition is there afterwards", desk.has_addition(remote, addition))
    check("another addition is not", not desk.has_addition(remote, f"{reference}+70"))
    staff.reply(remote, "Welcher Trunk ist es?")
    staff.comment(remote, "internal: do not tell")
    staff.reply(remote, "<p>Bitte <b>Version</b><br>nennen &amp; senden</p>", "text/html")
    staff.set_status(remote, "resolved")
    changes, position = desk.changes(position)
    told = [(change.remote_id, change.kind, change.content) for change in changes if change.remote_id == remote]
    replies = [(remote, "reply", "Welcher Trunk ist es?"), (remote, "reply", "Bitte Version\nnennen & senden")]
    check(
        "replies and the last status come back, comments and our own words do not",
        ([item for item in told if item[1] == "reply"] == replies and told[-1] == (remote, "status", "resolved")),
        told,
    )
    again = {change.event for change in desk.changes(position)[0]}
    check("what is told again carries the same name", again <= {change.event for change in changes})

    refused(DeskUnreachable, lambda: RequestTrackerDesk(address, token, "Nowhere").create(letter), "an unknown queue")
    refused(DeskRefused, lambda: desk.add("999999", _letter("999999", "x", [])), "an unknown ticket")
    refused(DeskUnreachable, lambda: RequestTrackerDesk(address, "1-1-bad", "Support").create(letter), "a bad token")
    started = time.perf_counter()
    for _ in range(TICKETS):
        desk.create(_letter(new_id(), "text", []))
    print(f"{TICKETS} tickets without files: {(time.perf_counter() - started) / TICKETS:.2f} s each")
    desk.close()


class Staff:
    """RT's first user, `root`, through the same interface with a password."""

    def __init__(self, address: str) -> None:
        self._http = httpx.Client(base_url=f"{address}/REST/2.0/", auth=("root", "password"), timeout=30)

    def ticket(self, number: str) -> dict[str, Any]:
        return dict(self._ok(self._http.get(f"ticket/{number}")).json())

    def parts(self, number: str) -> dict[str | None, bytes]:
        found = self._ok(self._http.get(f"ticket/{number}/attachments", params={"fields": "Filename,ContentType"}))
        contents: dict[str | None, bytes] = {}
        for part in found.json()["items"]:
            if not part["ContentType"].startswith("multipart/"):
                content = self._ok(self._http.get(f"attachment/{part['id']}")).json()["Content"]
                # The first text is the ticket itself; after it comes what RT wrote to the requestor.
                contents.setdefault(part["Filename"] or None, base64.b64decode(content))
        return contents

    def reply(self, number: str, text: str, kind: str = "text/plain") -> None:
        self._ok(self._http.post(f"ticket/{number}/correspond", json={"Content": text, "ContentType": kind}))

    def comment(self, number: str, text: str) -> None:
        self._ok(self._http.post(f"ticket/{number}/comment", json={"Content": text, "ContentType": "text/plain"}))

    def set_status(self, number: str, status: str) -> None:
        self._ok(self._http.put(f"ticket/{number}", json={"Status": status}))

    @staticmethod
    def _ok(response: httpx.Response) -> httpx.Response:
        response.raise_for_status()
        return response


def check(what: str, holds: bool, seen: object = "") -> None:
    """Prints an expectation that holds; ends the run with one that does not."""
    if not holds:
        raise SystemExit(f"does not hold: {what} {seen}")
    print(f"holds: {what}")


def refused(kind: type[Exception], action: Any, what: str) -> None:
    """Expects an error of a kind."""
    try:
        action()
    except kind as error:
        print(f"holds: {what} gives {kind.__name__} ({error})")
    else:
        raise SystemExit(f"does not hold: {what} gives {kind.__name__}")


def _file(name: str, content: bytes) -> File:
    return File(name, len(content), "", io.BytesIO(content))


def _letter(reference: str, text: str, files: list[File]) -> Letter:
    id = reference.split("+")[0]
    return Letter(
        reference=reference,
        ticket_id=id,
        subject=f"[{id}] Support case: trunk_timeout",
        text=text if id == reference else f"[{reference}] {text}",
        priority="high",
        due="2026-11-25T10:00:00+01:00",
        requestor="partner@example.com",
        data={},
        files=tuple(files),
    )


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit("usage: check.py FOLDER (the folder of deploy/rt/serve.sh)")
    main(Path(sys.argv[1]))
