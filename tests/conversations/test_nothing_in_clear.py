"""What is secret stands nowhere on disk but in the vault: database, logs of every process, trackers, files."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from conversations.chat import Assistant, Chat
from conversations.test_eight_languages import answer, licence, script, to

from bot.database import connect
from bot.tickets import TicketStore
from bot.vault import Vault

pytestmark = pytest.mark.server
PASSWORD = "Sonnenblume-4711"


def attach(chat: Chat, name: str, content: bytes) -> None:
    """Sends a file as the widget does."""
    sent = httpx.post(
        f"{chat.assistant.url}/api/conversations/{chat.id}/attachments",
        files={"file": (name, content)},
        headers={"Authorization": f"Bearer {chat.token}"},
        timeout=30,
    )
    assert sent.status_code == 201 and sent.json()["finding"]["accepted"], sent.text
    chat.answer = sent.json()


def holding(folder: Path, *values: str) -> list[str]:
    """Files below `folder` in which a value stands, in any of the forms in which it is written."""
    forms = {form for value in values for form in (value, value.lower(), value.replace("-", ""))}
    wanted = [form.encode(encoding) for form in forms for encoding in ("utf-8", "utf-16-le")]
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert len(files) > 6, "database, logs and stored files should be here"
    return [str(path) for path in files if any(form in path.read_bytes() for form in wanted)]


def test_a_key_and_a_password_are_nowhere_in_clear(assistant: Assistant) -> None:
    """Typed, pasted, in a log that was sent, up to the ticket; the vault alone gives them back."""
    words = script("de")
    key = licence(partner_level="silver", hosting="hosted_by_3cx")
    chat = assistant.open("de").say(words["opening"])
    to(chat, words, key, "steps_taken")
    chat.say(f"{words['answers']['steps_taken']} Passwort: {PASSWORD}, Schlüssel {key.lower()}")
    to(chat, words, key, "logs")
    line = "2026/01/31 09:08:07.123|0007|Info| [Licence] licence key {} password={}\n"
    attach(chat, "3CXGatewayService.log", line.format(key, PASSWORD).encode() * 20)
    attach(chat, "wide.log", line.format(key, PASSWORD).encode("utf-16"))
    while chat.step != "summary":
        answer(chat, words, key)
    chat.press("replies.button_submit")
    number = chat.answer["state"]["ticket_id"]
    assert holding(assistant.var, key, PASSWORD) == []
    engine = connect(f"sqlite:///{assistant.var / 'intake.db'}")
    kept = Vault(engine, (assistant.var / "vault.key").read_text().strip())
    assert key in {value.upper() for value in kept.values("licence-key", chat.id)}
    assert PASSWORD in kept.values("password", chat.id)
    ticket = TicketStore(engine).find(number)
    assert ticket is not None and key[-4:] in ticket.licence["masked"] and len(ticket.attachments) == 2
