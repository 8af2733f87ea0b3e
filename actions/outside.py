"""The outside world behind the dialogue's ports: licence registry, vault, ticket store.

Built once a process by `world()`; tests build their own with twins in memory.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Mapping

import yaml

from bot import policy, settings
from bot.database import connect
from bot.intake.case import Case
from bot.intake.ports import LicenceRecord, Receipt, Unavailable
from bot.licences import HttpRegistry, Registry, RegistryUnavailable, SqlRegistry
from bot.tickets.cases import CaseStore
from bot.tickets.store import TicketStore
from bot.vault import Vault, VaultError, ensure_key, ensure_secret


class VaultLicences:
    """Finds the licence behind a reference: vault, then registry."""

    def __init__(self, vault: Vault, registry: Registry) -> None:
        self._vault = vault
        self._registry = registry

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
        return LicenceRecord(licence.masked, licence.facts(), partner, larger)


class StoreDesk:
    """Opens and finds tickets in the project's own store; the relay carries them to the help desk."""

    def __init__(self, store: TicketStore) -> None:
        self._store = store

    def open(self, case: Case) -> Receipt:
        ticket = self._store.open(draft(case), idempotency_key=case.case_id)
        return Receipt(ticket.id, ticket.created_at)

    def open_ticket_like(self, case: Case) -> str | None:
        if not case.licence.get("reference") or not case.problem:
            return None
        found = self._store.open_for(case.licence["masked"], case.problem, case.conversation_id)
        return found.id if found else None

    def status(self, case: Case, ticket_id: str | None) -> Mapping[str, Any] | None:
        return self._store.status(case.conversation_id, ticket_id)

    def add(self, case: Case, ticket_id: str, text: str) -> bool:
        return self._store.add_information(ticket_id, case.conversation_id, text)


def draft(case: Case) -> dict[str, Any]:
    """The ticket's content (contract section 7) out of a case."""
    facts = dict(case.facts)
    return {
        "language": case.language,
        "channel": case.channel,
        "partner": {
            "id": case.licence.get("partner_id"),
            "name": case.licence.get("partner_name"),
            "level": facts.get("partner_level"),
            "verified": bool(facts.get("partner_level_verified")),
        },
        "licence": {"masked": case.licence.get("masked"), "reference": case.licence.get("reference")},
        "facts": {**facts, "flags": list(case.flags), "names": dict(case.names)},
        "decision": case.decision,
        "description": case.answers.get("description") or case.opening,
        "steps_taken": case.answers.get("steps_taken"),
        "reproduction_steps": case.answers.get("reproduction_steps"),
        "attachments": list(case.attachments),
        "related_thread": case.related_thread,
        "transcript_ref": case.conversation_id,
        "conversation_id": case.conversation_id,
    }


class World:
    """Everything an action needs that is not in the message."""

    def __init__(self, config: settings.Settings) -> None:
        engine = connect(config.database)
        secret = config.secret or ensure_secret(config)
        key = config.vault_key or ensure_key(config)
        self.cases = CaseStore(engine)
        registry: Registry = (
            HttpRegistry(config.registry_url, config.registry_token)
            if config.registry == "http"
            else SqlRegistry(engine, secret=secret, vault_key=key)
        )
        self.licences = VaultLicences(Vault(engine, key), registry)
        self.desk = StoreDesk(TicketStore(engine))
        self.policy = policy.load(config.policy_kb)
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
