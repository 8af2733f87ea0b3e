"""Zammad over its REST interface (https://docs.zammad.org/en/latest/api/intro.html).

Our reference stands in the title and in the subject of each addition. Searches use `condition`,
which Zammad answers from its database; `query` would ask the search index, which lags behind.
"""

from __future__ import annotations

import base64
from datetime import datetime, timedelta, timezone
from typing import Any

from bot.tickets.desks.base import Change, DeskFailed
from bot.tickets.desks.web import TIMEOUT, Session, plain_text
from bot.tickets.letter import Letter

_STATUS = {
    "new": "new",
    "open": "open",
    "pending reminder": "waiting",
    "pending close": "waiting",
    "closed": "closed",
    "merged": "closed",
}
_PRIORITY = {"high": "3 high", "normal": "2 normal"}
_PAGE = 100
_OVERLAP = timedelta(minutes=2)  # what was saved while we asked is told twice rather than never


class ZammadDesk:
    """`token` is an access token with the right `ticket.agent`; `group` is Zammad's word for a queue."""

    name = "zammad"
    attachment_limit = 10_000_000

    def __init__(self, url: str, token: str, group: str, timeout: float = TIMEOUT) -> None:
        self._group = group
        self._session = Session(f"{url.rstrip('/')}/api/v1/", {"Authorization": f"Token token={token}"}, timeout)

    def find(self, reference: str) -> str | None:
        found = self._search({"ticket.title": {"operator": "contains", "value": f"[{reference}]"}})
        return min((str(ticket["id"]) for ticket in found), key=int, default=None)

    def create(self, letter: Letter) -> str:
        ticket: dict[str, Any] = {
            "title": letter.subject,
            "group": self._group,
            "priority": _PRIORITY.get(letter.priority, _PRIORITY["normal"]),
            "article": self._article(letter),
        }
        if letter.requestor:
            ticket["customer_id"] = f"guess:{letter.requestor}"
        made = self._session.json("POST", "tickets", json=ticket)
        if not isinstance(made, dict) or "id" not in made:
            raise DeskFailed("Zammad answered without a ticket number")
        return str(made["id"])

    def has_addition(self, remote_id: str, reference: str) -> bool:
        return any(article.get("subject") == f"[{reference}]" for article in self._articles(remote_id))

    def add(self, remote_id: str, letter: Letter) -> None:
        self._session.json("POST", "ticket_articles", json={"ticket_id": int(remote_id), **self._article(letter)})

    def changes(self, position: str | None) -> tuple[list[Change], str]:
        now = datetime.now(timezone.utc)
        if position is None:
            return [], now.isoformat()
        since = datetime.fromisoformat(position)
        found: list[Change] = []
        newest = since
        condition = {
            "ticket.title": {"operator": "contains", "value": "["},
            "ticket.updated_at": {"operator": "after (absolute)", "value": (since - _OVERLAP).isoformat()},
        }
        for ticket in self._search(condition):
            updated = _time(ticket["updated_at"])
            newest = max(newest, updated)
            found += self._changes_of(str(ticket["id"]), ticket["state"], updated, since - _OVERLAP)
        return sorted(found, key=lambda change: change.at), newest.isoformat()

    def close(self) -> None:
        self._session.close()

    def _changes_of(self, remote_id: str, state: str, updated: datetime, since: datetime) -> list[Change]:
        found = []
        for article in self._articles(remote_id):
            written = _time(article["created_at"])
            ours = str(article.get("subject") or "").startswith("[")
            if article["sender"] == "Agent" and not article["internal"] and not ours and written >= since:
                event = f"{self.name}:article:{article['id']}"
                found.append(Change(remote_id, event, "reply", _words(article), written))
        if state in _STATUS:
            event = f"{self.name}:state:{remote_id}:{state}:{updated.isoformat()}"
            found.append(Change(remote_id, event, "status", _STATUS[state], updated))
        return found

    def _article(self, letter: Letter) -> dict[str, Any]:
        attachments = []
        for file in letter.files:
            data = base64.b64encode(file.stream.read()).decode()
            attachments.append({"filename": file.name, "data": data, "mime-type": "application/octet-stream"})
        return {
            "subject": letter.mark,
            "body": letter.text,
            "content_type": "text/plain",
            "type": "web",
            "sender": "Customer",
            "internal": False,
            "attachments": attachments,
        }

    def _articles(self, remote_id: str) -> list[dict[str, Any]]:
        articles: list[dict[str, Any]] = self._session.json("GET", f"ticket_articles/by_ticket/{remote_id}")
        return articles

    def _search(self, condition: dict[str, Any]) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        for page in range(1, 1000):
            paging = {"expand": True, "page": page, "per_page": _PAGE, "sort_by": "updated_at", "order_by": "asc"}
            part = self._session.json("POST", "tickets/search", json={"condition": condition, **paging})
            if not isinstance(part, list):
                raise DeskFailed("Zammad answered a search with something else than tickets")
            found += part
            if len(part) < _PAGE:
                break
        return found


def _words(article: dict[str, Any]) -> str:
    body = str(article["body"])
    return plain_text(body) if article.get("content_type") == "text/html" else body.strip()


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00"))
