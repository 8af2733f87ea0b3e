"""Request Tracker 5 over its REST 2.0 interface, through the `rt` library.

Our reference stands in the subject, `[KDT-472]`, and in the first line of each addition: any RT can
search for that without being configured.
"""

from __future__ import annotations

import base64
import itertools
import logging
import re
from datetime import datetime, timedelta, timezone
from typing import Any, Callable, TypeVar

import rt.exceptions
import rt.rest2

from bot.tickets.desks.base import Change, DeskFailed, DeskRefused, DeskUnreachable
from bot.tickets.desks.web import TIMEOUT, failure, plain_text
from bot.tickets.letter import Letter

# At level DEBUG the library writes whole requests, token included, into the log.
logging.getLogger("rt.rest2").setLevel(logging.INFO)

_STATUS = {
    "new": "new",
    "open": "open",
    "stalled": "waiting",
    "resolved": "resolved",
    "rejected": "closed",
    "deleted": "closed",
}
_PRIORITY = {"high": 100, "normal": 50}  # RT 5 shows 100 as High and 50 as Medium
_PAGE = 100
_OVERLAP = timedelta(minutes=2)  # what was saved while we asked is told twice rather than never
_FORMAT = "%Y-%m-%d %H:%M:%S"
_EPOCH = "1970-01-01T00:00:00Z"
_OURS = re.compile(r"\A\s*\[[A-Z]{3}-\d{3}\+\d+\]")
Result = TypeVar("Result")


class RequestTrackerDesk:
    """`url` is RT's own address, `token` an authentication token of a user who may create and reply."""

    name = "request_tracker"
    # RT keeps 10 MB of an attachment by default ($MaxAttachmentSize) and cuts or drops the rest.
    attachment_limit = 10_000_000

    def __init__(self, url: str, token: str, queue: str, timeout: float = TIMEOUT) -> None:
        self._api = f"{url.rstrip('/')}/REST/2.0/"
        self._queue = queue
        self._rt = rt.rest2.Rt(self._api, token=token, http_timeout=timeout)

    def find(self, reference: str) -> str | None:
        query = f"Subject LIKE '[{reference}]'"
        found = self._ask(lambda: list(self._rt.search(queue=self._queue, raw_query=query, query_format="i")))
        return min((str(ticket["id"]) for ticket in found), key=int, default=None)

    def create(self, letter: Letter) -> str:
        fields: dict[str, Any] = {"Priority": _PRIORITY.get(letter.priority, _PRIORITY["normal"])}
        if letter.requestor:
            fields["Requestor"] = letter.requestor  # in lower case RT ignores it without a word
        if letter.due:
            fields["Due"] = datetime.fromisoformat(letter.due).astimezone(timezone.utc).strftime(_FORMAT)
        number = self._ask(
            lambda: self._rt.create_ticket(
                queue=self._queue,
                subject=letter.subject,
                content=letter.text,
                attachments=_attachments(letter),
                **fields,
            )
        )
        return str(number)

    def has_addition(self, remote_id: str, reference: str) -> bool:
        written = self._transactions(remote_id, _time(_EPOCH))
        return any(f"[{reference}]" in self._content(entry["id"]) for entry in written if entry["Type"] == "Correspond")

    def add(self, remote_id: str, letter: Letter) -> None:
        self._ask(lambda: self._rt.reply(remote_id, content=letter.text, attachments=_attachments(letter)))

    def changes(self, position: str | None) -> tuple[list[Change], str]:
        """Looks at the tickets that were touched since `position`, a time by RT's own clock."""
        if position is None:
            newest = self._touched("id > 0", first=True)
            return [], max((ticket["LastUpdated"] for ticket in newest), default=_EPOCH)
        since = _time(position) - _OVERLAP
        # RT reads a time in a query as local to our user, whatever zone it names: 12 hours earlier is early
        # enough in every zone, and what is too early is sorted out here.
        early = (since - timedelta(hours=12)).strftime(_FORMAT)
        touched = [
            ticket for ticket in self._touched(f"LastUpdated > '{early}'") if _time(ticket["LastUpdated"]) >= since
        ]
        found = [
            change
            for ticket in touched
            for entry in self._transactions(str(ticket["id"]), since)
            if (change := self._change(entry))
        ]
        return sorted(found, key=lambda change: change.at), max(
            [position, *(ticket["LastUpdated"] for ticket in touched)]
        )

    def close(self) -> None:
        self._rt.session.close()

    def _touched(self, query: str, first: bool = False) -> list[dict[str, Any]]:
        def ask() -> list[dict[str, Any]]:
            found = self._rt.search(
                queue=self._queue, raw_query=query, order="-LastUpdated", query_format=["LastUpdated"]
            )
            return list(itertools.islice(found, 1) if first else found)

        return self._ask(ask)

    def _transactions(self, remote_id: str, since: datetime) -> list[dict[str, Any]]:
        """Answers and changes of status; the library has no call for it.

        Only kinds that whoever sees the ticket may see: RT takes the others out of a page without filling it
        up, so that the end of a list could not be told from a gap.
        """
        wanted = [
            {"field": "ObjectType", "value": "RT::Ticket"},
            {"field": "ObjectId", "value": remote_id},
            {"field": "Type", "value": "Status"},
            {"field": "Type", "value": "Correspond", "entry_aggregator": "OR"},
            {"field": "Created", "operator": ">=", "value": since.strftime(_FORMAT)},
        ]
        asked = {"fields": "Type,NewValue,ObjectId,Created", "per_page": _PAGE, "orderby": "id", "order": "ASC"}

        def ask() -> list[dict[str, Any]]:
            found: list[dict[str, Any]] = []
            for page in itertools.count(1):
                url = f"{self._api}transactions"
                response = self._rt.session.post(url, json=wanted, params={**asked, "page": page})
                if response.status_code != 200:
                    raise failure(response.status_code)
                items = response.json()["items"]
                found += items
                if len(items) < _PAGE:
                    break
            return found

        return self._ask(ask)

    def _change(self, entry: dict[str, Any]) -> Change | None:
        remote_id, event = str(entry["ObjectId"]), f"{self.name}:{entry['id']}"
        at = _time(entry["Created"])
        if entry["Type"] == "Status" and entry["NewValue"] in _STATUS:
            return Change(remote_id, event, "status", _STATUS[entry["NewValue"]], at)
        if entry["Type"] == "Correspond":
            content = self._content(entry["id"])
            if content and not _OURS.match(content):
                return Change(remote_id, event, "reply", content, at)
        return None

    def _content(self, transaction: str) -> str:
        """What people wrote in a transaction: its first readable part, as plain text."""

        def ask() -> str:
            response = self._rt.session.get(
                f"{self._api}transaction/{transaction}/attachments",
                params={"fields": "Filename,ContentType", "per_page": _PAGE},
            )
            if response.status_code != 200:
                raise failure(response.status_code)
            for kind in ("text/plain", "text/html"):
                for part in response.json()["items"]:
                    if part["ContentType"] == kind and not part.get("Filename"):
                        raw = base64.b64decode(self._rt.get_attachment(part["id"])["Content"])
                        text = raw.decode(errors="replace")
                        return plain_text(text) if kind == "text/html" else text.strip()
            return ""

        return self._ask(ask)

    def _ask(self, request: Callable[[], Result]) -> Result:
        try:
            return request()
        except rt.exceptions.NotFoundError as error:
            raise DeskRefused("Request Tracker has no such ticket or queue") from error
        except rt.exceptions.AuthorizationError as error:
            raise DeskUnreachable("Request Tracker does not accept our token; check INTAKE_DESK_TOKEN") from error
        except rt.exceptions.BadRequestError as error:
            raise DeskRefused(f"Request Tracker refused: {error}") from error
        except rt.exceptions.UnexpectedResponseError as error:
            raise failure(error.status_code or 500) from error
        except ConnectionError as error:  # Python's own; the library's class of this name is not used
            raise _lost_connection(error.__cause__) from error
        except rt.rest2.httpx2.TransportError as error:
            raise _lost_connection(error) from error
        except (rt.exceptions.RtError, ValueError, LookupError, TypeError) as error:
            raise DeskFailed(f"Request Tracker gave an unexpected answer ({type(error).__name__})") from error


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def _lost_connection(error: BaseException | None) -> DeskUnreachable | DeskFailed:
    if isinstance(error, (rt.rest2.httpx2.ConnectError, rt.rest2.httpx2.ConnectTimeout)):
        return DeskUnreachable("no connection to Request Tracker")
    return DeskFailed(f"Request Tracker broke off ({type(error).__name__})")


def _attachments(letter: Letter) -> list[rt.rest2.Attachment] | None:
    """The files, in memory: the interface takes them no other way, hence `attachment_limit`."""
    return [
        rt.rest2.Attachment(file.name, "application/octet-stream", file.stream.read()) for file in letter.files
    ] or None
