"""A ticket or an addition as it leaves for a desk: words for people, JSON for programs, files.

The relay writes letters, the desks send them. The headings are in the desk's language, what the user
wrote stays in theirs (domain.md section 10). A letter never holds a licence key or a refused file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, BinaryIO, Callable, ContextManager, Iterable, Mapping, Sequence

from bot.text.catalogue import Catalogue
from bot.tickets.ticket import Addition, Ticket

Opener = Callable[[str], ContextManager[BinaryIO]]  # storage_path -> open file


@dataclass(frozen=True)
class File:
    """A file to send; `open` may raise OSError when it is not stored any more."""

    name: str
    bytes: int
    sha256: str
    open: Callable[[], ContextManager[BinaryIO]]


@dataclass(frozen=True)
class Letter:
    """What a desk gets. `reference` is unique for ever: the ticket's id, or `<id>+<n>` for an addition."""

    reference: str
    ticket_id: str
    subject: str
    text: str
    priority: str
    due: str | None
    requestor: str | None
    data: Mapping[str, Any]
    files: tuple[File, ...] = ()

    @property
    def mark(self) -> str:
        """How the reference stands in subject or text, so that it can be searched for."""
        return f"[{self.reference}]"


class LetterWriter:
    """Writes letters with the words of one language; `limit` is the largest file a desk takes, in bytes."""

    def __init__(self, catalogue: Catalogue, opener: Opener, limit: int, language: str = "en") -> None:
        self._catalogue = catalogue
        self._opener = opener
        self._limit = limit
        self._language = language

    def ticket(self, ticket: Ticket) -> Letter:
        """The first letter about a ticket."""
        files, left_out = self._files(ticket.attachments)
        decision = ticket.decision
        sections = [
            self._lines("intro", self._summary(ticket)),
            self._lines("description", [ticket.description]),
            self._lines("steps_taken", [ticket.steps_taken]),
            self._lines("reproduction_steps", [ticket.reproduction_steps]),
            self._lines("facts", [f"{name}: {_plain(value)}" for name, value in sorted(ticket.facts.items())]),
            self._lines("decision", [f"{name}: {_plain(value)}" for name, value in decision.items()]),
            self._attachments(ticket.attachments, left_out),
        ]
        title = self._say("subject", problem=", ".join(ticket.facts.get("problems") or []) or "other")
        return Letter(
            reference=ticket.id,
            ticket_id=ticket.id,
            subject=f"[{ticket.id}] {title}",
            text="\n\n".join(filter(None, sections)),
            priority=decision.get("priority") or "normal",
            due=decision.get("sla_due"),
            requestor=ticket.partner.get("email"),
            data=ticket.to_dict(),
            files=files,
        )

    def addition(self, ticket: Ticket, addition: Addition) -> Letter:
        """A later letter about a ticket."""
        files, left_out = self._files(addition.attachments)
        attachments = [
            {name: value for name, value in item.items() if name != "storage_path"} for item in addition.attachments
        ]
        sections = [
            f"[{addition.reference}] {self._say('addition')}",
            addition.text,
            self._attachments(addition.attachments, left_out),
        ]
        return Letter(
            reference=addition.reference,
            ticket_id=ticket.id,
            subject=f"[{ticket.id}]",
            text="\n\n".join(filter(None, sections)),
            priority=ticket.decision.get("priority") or "normal",
            due=None,
            requestor=ticket.partner.get("email"),
            data={
                "id": ticket.id,
                "addition": addition.id,
                "created_at": addition.created_at.isoformat(),
                "text": addition.text,
                "attachments": attachments,
            },
            files=files,
        )

    def _say(self, key: str, **params: Any) -> str:
        return self._catalogue.say(self._language, f"letter.{key}", **params)

    def _lines(self, key: str, lines: Iterable[str]) -> str:
        body = "\n".join(line for line in lines if line.strip())
        return f"{self._say(key)}\n{body}" if body else ""

    def _summary(self, ticket: Ticket) -> list[str]:
        partner = ticket.partner
        level = partner.get("level")
        known = {
            "ticket": ticket.id,
            "partner": " ".join(str(partner[name]) for name in ("name", "id") if partner.get(name)),
            "level": self._say("verified" if partner.get("verified") else "unverified", level=level) if level else None,
            "licence": ticket.licence.get("masked"),
            "language": ticket.language,
            "channel": ticket.channel,
            "priority": ticket.decision.get("priority"),
            "due": ticket.decision.get("sla_due"),
            "thread": ticket.related_thread,
        }
        return [f"{self._say(f'label.{name}')}: {value}" for name, value in known.items() if value]

    def _files(self, attachments: Sequence[Mapping[str, Any]]) -> tuple[tuple[File, ...], frozenset[str]]:
        """Files to send, and the hashes of those that stay here: refused, too large, or removed."""
        files = []
        for item in attachments:
            path, accepted = item.get("storage_path"), (item.get("finding") or {}).get("accepted", True)
            if path and accepted and item["bytes"] <= self._limit and self._stored(path):
                files.append(File(safe_name(item["name"]), item["bytes"], item["sha256"], _opening(self._opener, path)))
        sent = {file.sha256 for file in files}
        return tuple(files), frozenset(item["sha256"] for item in attachments if item["sha256"] not in sent)

    def _stored(self, path: str) -> bool:
        """False when the file was removed meanwhile; a storage that is away raises OSError."""
        try:
            with self._opener(path):
                return True
        except FileNotFoundError:
            return False

    def _attachments(self, attachments: Sequence[Mapping[str, Any]], left_out: frozenset[str]) -> str:
        return self._lines(
            "attachments",
            [
                self._say(
                    "kept_here" if item["sha256"] in left_out else "sent",
                    name=safe_name(item["name"]),
                    bytes=item["bytes"],
                    digest=item["sha256"],
                )
                for item in attachments
            ],
        )


def safe_name(name: str) -> str:
    """A file name without folders, control characters and quotes, at most 120 characters."""
    last = PurePosixPath(name.replace("\\", "/")).name
    return re.sub(r"[^\w .()+,=@~-]", "_", last)[-120:].strip(" .") or "file"


def _opening(opener: Opener, path: str) -> Callable[[], ContextManager[BinaryIO]]:
    return lambda: opener(path)


def _plain(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join(map(_plain, value)) or "-"
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {_plain(item)}" for name, item in value.items()) or "-"
    return "-" if value is None else str(value)
