"""The outside world behind the dialogue's ports: licence registry, vault, ticket store.

Built once a process by `world()`; tests build their own with twins in memory.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import yaml

from bot import policy, settings
from bot.database import connect
from bot.intake.case import Case
from bot.intake.ports import LicenceRecord, Receipt, TicketState, Unavailable
from bot.licences import HttpRegistry, Registry, RegistryUnavailable, SqlRegistry, digest
from bot.text.catalogue import Catalogue
from bot.tickets.cases import CaseStore
from bot.tickets.filters import TicketFilter
from bot.tickets.news import TicketUnknown
from bot.tickets.store import TicketStore
from bot.vault import Vault, VaultError, cipher_for, ensure_key, ensure_secret


class VaultLicences:
    """Finds the licence behind a reference: vault, then registry."""

    def __init__(self, vault: Vault, registry: Registry, secret: str) -> None:
        self._vault = vault
        self._registry = registry
        self._secret = secret

    def find(self, reference: str, conversation_id: str) -> LicenceRecord | None:
        try:
            key = self._vault.get(reference, conversation_id)
        except VaultError:
            return None
        try:
            licence = self._registry.find(key)
            larger = licence is not None and self._registry.larger_key_of_customer(licence) is not None
        except RegistryUnavailable as error:
            raise Unavailable(str(error)) from error
        if licence is None:
            return None
        partner = {"partner_id": licence.partner_id, "partner_name": licence.partner_name}
        return LicenceRecord(licence.masked, digest(licence.key, self._secret), licence.facts(), partner, larger)


class StoreDesk:
    """Opens and finds tickets in the project's own store; the relay carries them to the help desk."""

    def __init__(self, store: TicketStore, texts: Catalogue) -> None:
        self._store = store
        self._texts = texts

    def open(self, case: Case) -> Receipt:
        ticket = self._store.open(draft(case, self._texts), idempotency_key=case.case_id)
        return Receipt(ticket.id, ticket.created_at)

    def open_ticket_like(self, case: Case) -> str | None:
        if not case.licence.get("digest") or not case.problem:
            return None
        found = self._store.open_for(case.licence["digest"], case.problem)
        return found.id if found and found.owned_by(case.conversation_id, case.identity) else None

    def status(self, case: Case, ticket_id: str | None) -> TicketState | None:
        if ticket_id is None:
            own = self._store.list(TicketFilter(conversation_id=case.conversation_id, limit=1))
            return TicketState(own[0].id, own[0].status) if own else None
        try:
            ticket = self._store.status(ticket_id, case.conversation_id, case.identity)
        except TicketUnknown:
            return None
        return TicketState(ticket.id, ticket.status)

    def add(self, case: Case, ticket_id: str, text: str, attachments: Sequence[Mapping[str, Any]] = ()) -> bool:
        try:
            self._store.add_information(
                ticket_id,
                case.conversation_id,
                text,
                attachments,
                identity=case.identity,
                idempotency_key=case.turn,
            )
        except TicketUnknown:
            return False
        return True


def draft(case: Case, texts: Catalogue) -> dict[str, Any]:
    """The ticket's content (contract section 7) out of a case."""
    facts = dict(case.facts)
    description = case.answers.get("description") or case.opening
    if logs := case.answers.get("logs"):
        # The ticket has no place of its own for what was said about the logs (contract section 7).
        description += f"\n\n{texts.say(case.language, 'facts.logs.name')}: {logs}"
    return {
        "conversation_id": case.conversation_id,
        "identity": case.identity,
        "language": case.language,
        "channel": case.channel,
        "partner": {
            "id": case.licence.get("partner_id"),
            "name": case.licence.get("partner_name"),
            "level": facts.get("partner_level"),
            "verified": bool(facts.get("partner_level_verified")),
        },
        "licence": {"masked": case.licence.get("masked"), "reference": case.licence.get("digest")},
        "facts": {**facts, "flags": list(case.flags), "names": dict(case.names), "unanswered": list(case.unanswered)},
        "decision": case.decision,
        "description": description,
        "steps_taken": case.answers.get("steps_taken", ""),
        "reproduction_steps": case.answers.get("reproduction_steps", ""),
        "attachments": list(case.attachments),
        "related_thread": case.related_thread,
        "transcript_ref": case.conversation_id,
    }


class World:
    """Everything an action needs that is not in the message."""

    def __init__(self, config: settings.Settings) -> None:
        engine = connect(config.database)
        secret, key = ensure_secret(config), ensure_key(config)
        self.cases = CaseStore(engine)
        self.texts = Catalogue.load(settings.ROOT / "locales")
        registry: Registry = (
            HttpRegistry(config.registry_url, config.registry_token)
            if config.registry == "http"
            else SqlRegistry(engine, secret, cipher_for(key))
        )
        self.licences = VaultLicences(Vault(engine, key), registry, secret)
        self.desk = StoreDesk(TicketStore(engine), self.texts)
        self.policy = policy.load(config.policy_kb, config.office_zone)
        self.forum_urls: dict[str, str] = forum_urls(config)


def forum_urls(config: settings.Settings) -> dict[str, str]:
    """Address of the partner forum's new-post page by language, from policy_kb/forums.yml."""
    with (config.policy_kb / "forums.yml").open(encoding="utf-8") as stream:
        content = yaml.safe_load(stream)
    return {language: entry["new_post"] for language, entry in content["forums"].items()}


@lru_cache(maxsize=1)
def world() -> World:
    """The process's world, made at the first use."""
    return World(settings.load())
