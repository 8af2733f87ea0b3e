"""A ticket or an addition as it leaves for a desk: words for people, JSON for programs, files.

The relay writes letters, the desks send them. Summary and headings are in the desk's language, what the user
wrote stays in theirs. A letter never holds a licence key or a refused file.
"""

from __future__ import annotations

import hashlib
import re
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, BinaryIO, Callable, ContextManager, Mapping, Sequence

from bot.text.catalogue import Catalogue
from bot.tickets.ticket import Addition, Ticket
from bot.tickets.wording import Reasons, Wording

# Opens a `storage_path` as it may leave: without secrets and personal data. FileNotFoundError: it stays here.
Opener = Callable[[str], ContextManager[BinaryIO]]
# The lines of a conversation, oldest first, as `(from the user?, text)`; masked, as they are kept.
Transcript = Callable[[str], Sequence[tuple[bool, str]]]
TRANSCRIPT = "conversation.txt"
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
    """Writes letters with the words of one language; `limit` is the largest file a desk takes, in bytes.

    `transcript` gives the conversation behind a ticket, which then goes along as a file. `pages` is the address
    below which staff see everything (`<pages>/<ticket>`), the whole licence key among it. `reasons` says what a
    clause of the policy means.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        opener: Opener,
        limit: int,
        language: str = "en",
        transcript: Transcript | None = None,
        pages: str | None = None,
        reasons: Reasons | None = None,
    ) -> None:
        self._words = Wording(catalogue, language, reasons)
        self._opener = opener
        self._limit = limit
        self._transcript = transcript
        self._pages = pages

    def ticket(self, ticket: Ticket, stack: ExitStack) -> Letter:
        """The first letter about a ticket; its files stay open as long as `stack`.

        Raises OSError when the storage is away.
        """
        words = self._words
        files, sent = self._files(ticket.attachments, stack)
        page = f"{self._pages}/{ticket.id}" if self._pages else None
        sections = [
            words.section("glance", words.glance(ticket, page)),
            words.section("description", [ticket.description]),
            words.section("steps_taken", [ticket.steps_taken]),
            words.section("reproduction_steps", [ticket.reproduction_steps]),
            words.section("facts", words.facts(ticket)),
            words.section("decision", words.decision(ticket)),
            words.section("findings", words.findings(ticket.attachments)),
            self._attachments(ticket.attachments, sent),
        ]
        return Letter(
            reference=ticket.id,
            ticket_id=ticket.id,
            subject=f"[{ticket.id}] {words.subject(ticket)}",
            text="\n\n".join([words.say("intro"), *filter(None, sections)]),
            priority=ticket.decision.get("priority") or "normal",
            due=ticket.decision.get("sla_due"),
            requestor=ticket.partner.get("email"),
            data=ticket.to_dict(),
            files=(*files, *self._conversation(ticket, stack)),
        )

    def addition(self, ticket: Ticket, addition: Addition, stack: ExitStack) -> Letter:
        """A later letter about a ticket, as above."""
        files, sent = self._files(addition.attachments, stack)
        attachments = [
            {name: value for name, value in item.items() if name != "storage_path"} for item in addition.attachments
        ]
        sections = [
            f"[{addition.reference}] {self._words.say('addition')}",
            addition.text,
            self._words.section("findings", self._words.findings(addition.attachments)),
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

    def _conversation(self, ticket: Ticket, stack: ExitStack) -> tuple[File, ...]:
        lines = self._transcript(ticket.conversation_id) if self._transcript else ()
        who = {True: self._words.say("partner"), False: self._words.say("assistant")}
        content = "\n\n".join(f"{who[ours]}: {text}" for ours, text in lines if text.strip()).encode()
        if not content or len(content) > self._limit:
            return ()
        stream = stack.enter_context(tempfile.TemporaryFile())
        stream.write(content)
        stream.seek(0)
        return (File(TRANSCRIPT, len(content), hashlib.sha256(content).hexdigest(), stream),)

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
        return self._words.section(
            "attachments",
            [
                self._words.say(
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
