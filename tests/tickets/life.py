"""All that one person leaves behind in database and storage, and what a stranger does."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path

from cryptography.fernet import Fernet
from sqlalchemy import insert, inspect, text, update
from sqlalchemy.engine import Engine

from bot.gateway import tables as gateway
from bot.gateway.channels.updates import updates
from bot.gateway.pairing import codes
from bot.tickets import CaseStore, TicketStore, schema
from bot.vault import Vault
from tests.tickets.samples import draft

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=timezone.utc)


WORDS = "Unverwechselbar"  # stands in everything that the erased person wrote


class Life:
    """Two people with all that the product keeps about them; the first one will be erased."""

    def __init__(self, engine: Engine, folder: Path) -> None:
        self.engine = engine
        self.files = {}
        self.tickets = {}
        for person in ("one", "two"):
            file = folder / f"{person}.log"
            file.write_text(WORDS)
            self.files[person] = file
            self.tickets[person] = self._live(person, str(file))

    def _live(self, person: str, path: str) -> str:
        attachment = {"name": "a.log", "sha256": "aa", "bytes": 1, "finding": {}, "storage_path": path}
        seconds = NOW.timestamp()
        with self.engine.begin() as connection:
            conversation = {
                "id": person, "channel": "telegram", "address": f"chat-{person}", "identity_id": f"id-{person}",
                "created_at": seconds, "active_at": seconds, "token_hash": "hash",
            }  # fmt: skip
            connection.execute(insert(gateway.conversations).values(conversation))
            message = {
                "conversation_id": person, "seq": 1, "direction": "in", "kind": "text", "text": f"{WORDS} {person}",
                "content": {}, "status": "done", "created_at": seconds,
            }  # fmt: skip
            connection.execute(insert(gateway.messages).values(message))
            button = {"token": f"t-{person}", "conversation_id": person, "title": "x", "command": {}}
            connection.execute(insert(gateway.buttons).values(button))
            code = {"code_hash": f"c-{person}", "conversation_id": person, "expires_at": seconds}
            connection.execute(insert(codes).values(code))
            held = {
                "channel": "telegram", "update_id": person, "address": f"chat-{person}", "conversation_id": person,
                "status": "held", "sealed": "x", "due": seconds, "received_at": seconds,
            }  # fmt: skip
            connection.execute(insert(updates).values(held))
        CaseStore(self.engine, clock=lambda: NOW).save(
            person, {"opening": WORDS, "licence": {"partner_id": f"P-{person}"}}
        )
        Vault(self.engine, Fernet.generate_key().decode()).put("password", WORDS, person)
        store = TicketStore(self.engine, clock=lambda: NOW)
        partner = {"id": f"P-{person}", "name": "Example"}
        content = draft(
            conversation_id=person,
            identity=f"id-{person}",
            partner=partner,
            description=WORDS,
            attachments=[attachment],
        )
        ticket = store.open(content, idempotency_key=person)
        store.add_information(ticket.id, person, WORDS)
        store.reply(ticket.id, WORDS, "anna")
        with self.engine.begin() as connection:
            there = update(schema.tickets).where(schema.tickets.c.id == ticket.id)
            connection.execute(there.values(adapter="zammad", remote_id=f"R-{person}"))
        return ticket.id

    def counts(self) -> dict[str, int]:
        with self.engine.connect() as connection:
            return {
                name: connection.execute(text(f'SELECT count(*) FROM "{name}"')).scalar_one()
                for name in inspect(connection).get_table_names()
            }
