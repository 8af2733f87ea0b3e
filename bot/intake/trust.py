"""Which source may set which fact: trust is earned, not typed.

The registry always may. A user may say what only the user can know, and may correct what the
registry says as long as the correction does not raise what the policy grants; a raise is noted for
the support desk instead. A claimed partner level is never a fact (D14).
"""

from __future__ import annotations

from typing import Any

from bot.intake.case import Case

REGISTRY_ONLY = frozenset({"partner_level", "partner_level_verified", "licence_status", "created_at", "fee_accepted"})
# What the registry records stands against a user's word where that word would raise the level cap
# (L2, L2x, L3): size always, hosting when it would become one of 3CX's own.
_GRANTING_HOSTING = frozenset({"hosted_by_3cx", "smb"})


def may_set(case: Case, name: str, value: Any) -> bool:
    """Whether a user's word may set `name` to `value` in this case."""
    if name in REGISTRY_ONLY:
        return False
    if case.sources.get(name) != "registry":
        return True
    if name in ("simultaneous_calls", "extensions"):
        return int(value) <= int(case.facts[name])
    if name == "hosting":
        return value not in _GRANTING_HOSTING or case.facts[name] in _GRANTING_HOSTING
    if name == "requester":
        return bool(value != "partner")
    return True


def take_facts(case: Case, facts: dict[str, Any], source: str = "user") -> tuple[list[str], list[str]]:
    """Merges facts into the case; returns the names that changed and the names that were refused.

    A refused correction leaves a flag for the support desk, so that a person sees the difference.
    """
    changed, refused = [], []
    for name, value in facts.items():
        if name == "requests":
            requests = sorted(set(case.facts.get("requests", [])) | set(value))
            if requests != case.facts.get("requests", []):
                case.set_fact("requests", requests, source)
            continue
        if case.facts.get(name) == value:
            continue
        if source == "user" and not may_set(case, name, value):
            refused.append(name)
            flag = f"disputed_{name}"
            if name not in REGISTRY_ONLY and flag not in case.flags:
                case.flags.append(flag)
            continue
        case.set_fact(name, value, source)
        changed.append(name)
    return changed, refused
