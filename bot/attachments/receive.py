"""Takes a file in: quarantine, limits, scan, inspection, and only then storage.

The gateway calls it in a thread for every upload. A refused file leaves nothing behind; a file that
came in is never in memory whole, never stored with a password or a licence key that we can see, and
never under a name from outside.
"""

from __future__ import annotations

import hashlib
import tempfile
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, Iterable, Mapping, TypedDict

import structlog

from bot.attachments.copies import redacted_copy
from bot.attachments.finding import Finding, Refused, blank, refuse
from bot.attachments.inspect.inspector import inspect
from bot.attachments.inspect.redact import Level
from bot.attachments.inspect.sensitive import SECRET_KINDS
from bot.attachments.limits import DEFAULT, Limits
from bot.attachments.scan import ScanFailed, Scanner, Verdict, scanner_for
from bot.attachments.storage import Storage, open_storage
from bot.settings import Settings

log = structlog.get_logger(__name__)

_PIECE = 1 << 20


class Received(TypedDict):
    """What became of a file; `sha256` and `bytes` are those of the file as it was sent."""

    name: str
    sha256: str
    bytes: int
    storage_path: str | None
    finding: Finding
    accepted: bool


class Receiver:
    """Receives files into `storage`. `rules` is the folder of log rules, `quarantine` one of this machine."""

    def __init__(
        self, storage: Storage, scanner: Scanner, *, rules: Path, quarantine: Path, limits: Limits = DEFAULT
    ) -> None:
        self._storage = storage
        self._scanner = scanner
        self._rules = rules
        self._quarantine = quarantine
        self._limits = limits

    def receive(self, conversation_id: str, name: str, chunks: Iterable[bytes]) -> Received:
        """Takes the file that arrives in `chunks`. Raises OSError only when this machine or the storage fails.

        Never raises for the file: a refused one has `accepted: false` and no `storage_path`. A scanner
        that gives no verdict refuses too (`unreadable`, detail `scanner`), since unscanned is unsafe there.
        """
        self._quarantine.mkdir(parents=True, exist_ok=True, mode=0o700)
        # Nameless where the system allows it: a crash leaves nothing behind.
        with tempfile.TemporaryFile(dir=self._quarantine) as file:
            finding = blank(name)
            try:
                self._fill(file, chunks, finding)
                known = self._storage.holds(conversation_id, finding["sha256"])
                self._check_room(conversation_id, finding["bytes"], known)
                verdict = self._scan(file)
            except Refused as refused:
                return _received(refuse(finding, refused), None)
            finding = inspect(file, name, rules=self._rules, limits=self._limits)
            if not finding["accepted"]:
                return _received(finding, None)
            finding["scan"] = "clean" if verdict.status == "clean" else "unscanned"
            return _received(finding, self._store(conversation_id, file, finding))

    def _fill(self, file: BinaryIO, chunks: Iterable[bytes], finding: Finding) -> None:
        digest = hashlib.sha256()
        for chunk in chunks:
            finding["bytes"] += len(chunk)
            if finding["bytes"] > self._limits.file_bytes:
                raise Refused("too_large", "file", self._limits.file_bytes)
            digest.update(chunk)
            file.write(chunk)
        finding["sha256"] = digest.hexdigest()
        if not finding["bytes"]:
            raise Refused("empty", "file")

    def _check_room(self, conversation_id: str, size: int, known: bool) -> None:
        usage = self._storage.usage(conversation_id)
        if not known and usage.files >= self._limits.files:
            raise Refused("too_large", "count", self._limits.files)
        if not known and usage.bytes + size > self._limits.total_bytes:
            raise Refused("too_large", "total", self._limits.total_bytes)

    def _scan(self, file: BinaryIO) -> Verdict:
        try:
            verdict = self._scanner.scan(file)
        except ScanFailed as error:
            log.error("scan_failed", reason=str(error))
            raise Refused("unreadable", "scanner") from error
        if verdict.status == "infected":
            log.warning("malware_refused", signature=verdict.signature)
            raise Refused("malware", "scanner")
        return verdict

    def _store(self, conversation_id: str, file: BinaryIO, finding: Finding) -> str:
        file.seek(0)
        holds_secrets = SECRET_KINDS & finding["redacted"].keys() or finding.get("partial")
        if not holds_secrets:
            return self._storage.put(conversation_id, finding["sha256"], file)
        with redacted_copy(file, finding["file"], Level.SECRETS, self._limits) as copy:
            return self._storage.put(conversation_id, finding["sha256"], copy)


def _received(finding: Finding, path: str | None) -> Received:
    return Received(
        name=finding["file"],
        sha256=finding["sha256"],
        bytes=finding["bytes"],
        storage_path=path,
        finding=finding,
        accepted=finding["accepted"],
    )


class StreamReceiver:
    """The receiver in the shape of the gateway's door: a stream in, the finding with its path out."""

    def __init__(self, receiver: Receiver) -> None:
        self._receiver = receiver

    def receive(self, conversation_id: str, name: str, stream: BinaryIO) -> Mapping[str, Any]:
        """The finding, for an accepted file with `storage_path`."""
        received = self._receiver.receive(conversation_id, name, iter(partial(stream.read, _PIECE), b""))
        place = {"storage_path": received["storage_path"]} if received["storage_path"] else {}
        return {**received["finding"], **place}


def open_receiver(settings: Settings) -> StreamReceiver:
    """The receiver that the settings describe. Raises ValueError for an address that can not be used."""
    receiver = Receiver(
        open_storage(settings),
        scanner_for(settings.clamav),
        rules=settings.policy_kb / "log_rules",
        quarantine=settings.var / "quarantine",
        limits=Limits(file_bytes=settings.body_limit),
    )
    return StreamReceiver(receiver)
