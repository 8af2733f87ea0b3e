"""Looks up the licence behind a key and takes over what the registry says of it.

Called by the dialogue for a key in a message; the key itself stays in the vault, here is only its
reference. What a user typed never stands against what is found here (see `trust`).
"""

from __future__ import annotations

from bot.intake.case import Case
from bot.intake.ports import Licences, Unavailable
from bot.intake.trust import take_facts
from bot.text.catalogue import Text

# What an NFR key tells of the partner; its system is the partner's own, not the affected one (T1, domain 3.3).
_OF_THE_PARTNER = frozenset({"licence_status", "requester", "partner_level", "partner_level_verified"})
_TOLD = ("hosting", "simultaneous_calls", "version")


def look_up(case: Case, licences: Licences, reference: str) -> list[Text]:
    """Asks the registry about the key behind `reference`; returns how to acknowledge it."""
    attempts = case.licence.get("attempts", 0) + 1
    for name in [name for name, source in case.sources.items() if source == "registry"]:
        case.forget(name)
    try:
        record = licences.find(reference, case.conversation_id)
    except Unavailable:
        case.licence = {"reference": reference, "masked": "…", "attempts": attempts}
        case.unanswered.append("licence_status")
        case.flags.append("registry_unavailable")
        return [Text("replies.registry_unavailable")]
    if record is None:
        case.licence = {"attempts": attempts}
        case.set_fact("licence_status", "not_found", "registry")
        return [Text("replies.licence_unknown")]
    case.licence = {
        "reference": reference,
        "masked": record.masked,
        "digest": record.digest,
        "attempts": attempts,
        **record.partner,
    }
    facts = dict(record.facts)
    if facts.get("licence_status") == "nfr":
        facts = {name: value for name, value in facts.items() if name in _OF_THE_PARTNER}
    told = {name: case.facts[name] for name in facts if case.sources.get(name) == "user"}
    take_facts(case, {"partner_level_verified": False, **facts}, "registry")
    # What was told before the key corrects the record as it would afterwards.
    _, refused = take_facts(case, told)
    if record.larger_key:
        case.flags.append("larger_key_of_customer")
    name_of_it = "nfr" if facts.get("licence_status") == "nfr" else "taken"
    thanks = Text(f"replies.licence_{name_of_it}", {"masked": record.masked})
    return [thanks, *(recorded_differently(name) for name in refused)]


def recorded(case: Case) -> list[str]:
    """The facts of the system that the registry knows and a user wants to see confirmed."""
    return [name for name in _TOLD if case.sources.get(name) == "registry"]


def recorded_differently(name: str) -> Text:
    """How a correction of the registry is answered that a user may not make."""
    return Text("replies.recorded_differently", {"label": Text(f"facts.{name}.name")})
