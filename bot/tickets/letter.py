"""A ticket or an addition as it leaves for a desk: words for people, JSON for programs, files.

The relay writes letters, the desks send them. The headings are in the desk's language, what the user
wrote stays in theirs (domain.md section 10). A letter never holds a licence key or a refused file.
"""

from __future__ import annotations

import hashlib
import re
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, BinaryIO, Callable, ContextManager, Iterable, Mapping, Sequence

from bot.text.catalogue import Catalogue
from bot.tickets.ticket import Addition, Ticket

# Opens a `storage_path` as it may leave: without secrets and personal data. FileNotFoundError: it stays here.
Opener = Callable[[str], ContextManager[BinaryIO]]
_PIECE = 1 << 20


@dataclass(frozen=True)
class File:
    """A file to send. `bytes` and `sha256` are those of `stream`, which stands at its beginning."""

    name: str
    bytes: int
    sha256: str
    stream: BinaryIO


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

    def ticket(self, ticket: Ticket, stack: ExitStack) -> Letter:
        """The first letter about a ticket; its files stay open as long as `stack`.

        Raises OSError when the storage is away.
        """
        files, sent = self._files(ticket.attachments, stack)
        decision = ticket.decision
        sections = [
            self._lines("intro", self._summary(ticket)),
            self._lines("description", [ticket.description]),
            self._lines("steps_taken", [ticket.steps_taken]),
            self._lines("reproduction_steps", [ticket.reproduction_steps]),
            self._lines("facts", [f"{name}: {_plain(value)}" for name, value in sorted(ticket.facts.items())]),
            self._lines("decision", [f"{name}: {_plain(value)}" for name, value in decision.items()]),
            self._attachments(ticket.attachments, sent),
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

    def addition(self, ticket: Ticket, addition: Addition, stack: ExitStack) -> Letter:
        """A later letter about a ticket, as above."""
        files, sent = self._files(addition.attachments, stack)
        attachments = [
            {name: value for name, value in item.items() if name != "storage_path"} for item in addition.attachments
        ]
        sections = [
            f"[{addition.reference}] {self._say('addition')}",
            addition.text,
            self._attachments(addition.attachments, sent),
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

    def _files(
        self, attachments: Sequence[Mapping[str, Any]], stack: ExitStack
    ) -> tuple[tuple[File, ...], frozenset[str]]:
        """Files to send, and the hashes under which the ticket knows them."""
        files, sent = [], set()
        for item in attachments:
            path, accepted = item.get("storage_path"), (item.get("finding") or {}).get("accepted", True)
            file = self._file(item["name"], path, stack) if path and accepted else None
            if file:
                files.append(file)
                sent.add(item["sha256"])
        return tuple(files), frozenset(sent)

    def _file(self, name: str, path: str, stack: ExitStack) -> File | None:
        """A stored file as it leaves; None when it is gone, may not leave, is empty or too large."""
        target = stack.enter_context(tempfile.TemporaryFile())
        digest, size = hashlib.sha256(), 0
        try:
            with self._opener(path) as stream:
                while piece := stream.read(_PIECE):
                    digest.update(piece)
                    size += len(piece)
                    if size > self._limit:
                        return None
                    target.write(piece)
        except FileNotFoundError:
            return None
        if not size:
            return None  # Request Tracker refuses a whole ticket for an empty file
        target.seek(0)
        return File(safe_name(name), size, digest.hexdigest(), target)

    def _attachments(self, attachments: Sequence[Mapping[str, Any]], sent: frozenset[str]) -> str:
        return self._lines(
            "attachments",
            [
                self._say(
                    "sent" if item["sha256"] in sent else "kept_here",
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


def _plain(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join(map(_plain, value)) or "-"
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {_plain(item)}" for name, item in value.items()) or "-"
    return "-" if value is None else str(value)
