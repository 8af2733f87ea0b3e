"""Messages and cases as the web chat shows them (contract section 2).

Called by `web` for every answer. Of what is stored, a visitor sees nothing but what is named here.
"""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any, Mapping

from bot.gateway.messages import Message


def shown_message(message: Message, live: frozenset[str] | None = None) -> dict[str, Any]:
    """A message as the contract shows it; with `live`, only buttons that can still be pressed."""
    view: dict[str, Any] = {
        "id": message.seq,
        "at": datetime.fromtimestamp(message.created_at, timezone.utc).isoformat(),
        "from": "user" if message.direction == "in" else "assistant",
        "text": message.text,
    }
    view.update({name: message.content[name] for name in ("data", "attachment") if name in message.content})
    buttons = [b for b in message.content.get("buttons", ()) if live is None or b["button"] in live]
    if buttons:
        view["buttons"] = buttons
    if live is not None and "rows" in view.get("data", {}):
        rows = [row if row.get("button") in live else _without_button(row) for row in view["data"]["rows"]]
        view["data"] = {**view["data"], "rows": rows}
    return view


def shown_case(case: Mapping[str, Any]) -> dict[str, Any]:
    """Where a case is: its step, its facts, and what came of it."""
    state: dict[str, Any] = {"step": case.get("step") or "start", "facts": case.get("facts") or {}}
    state.update({name: case[name] for name in ("decision", "ticket_id") if case.get(name)})
    return state


def _without_button(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "button"}
