"""Starts a process of the product that can be stopped between two steps of a submission.

The product benchmark gives `python -m benchmarks.faults.stepping PROCESS` to the supervisor in place of the
process's own command. Nothing of the product is replaced: the functions at the borders of the steps are
wrapped, and the wrapper waits, when the step that is armed is reached, until the benchmark lets go or kills.
"""

from __future__ import annotations

import functools
import importlib
import inspect
import os
import runpy
import socket
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any, Callable

FOLDER = "FAULTS_FOLDER"  # where `armed` names a step, and the benchmark listens at `gate`
PATIENCE = 20.0
DESK_TIMEOUT = 2.0  # seconds the relay waits for the desk here
DESK_SLOW = 3.0  # what a slow desk takes

# The way of a submission: step -> the process that reaches it.
STEPS = {
    "message received": "gateway",
    "message stored": "gateway",
    "sent to Rasa": "rasa",
    "action called": "actions",
    "ticket written": "actions",
    "case stored": "actions",
    "reply returned": "gateway",
    "reply stored": "gateway",
    "answer sent": "gateway",
    "relay: attempt noted": "relay",
    "relay: desk has it": "relay",
    "relay: delivery noted": "relay",
}
MODULES = {
    "gateway": "bot.gateway.__main__",
    "rasa": "bot.rasa.server",
    "actions": "actions.server",
    "relay": "bot.cli.__main__",
}


def reached(step: str) -> None:
    """Waits at the benchmark's gate when `step` is armed; once for each arming, whoever comes first."""
    folder = Path(os.environ[FOLDER])
    try:
        if (folder / "armed").read_text() != step:
            return
        (folder / "armed").rename(folder / "claimed")
    except FileNotFoundError:
        return
    with socket.socket(socket.AF_UNIX) as gate:
        gate.settimeout(PATIENCE)
        gate.connect(str(folder / "gate"))
        gate.recv(1)  # ends when the benchmark closes its side


def wrap(
    place: str,
    name: str,
    before: str | None = None,
    after: str | None = None,
    only: Callable[..., bool] | None = None,
) -> None:
    """Makes the function `name` of `place` (`module:Class` or `module`) report a step on its way in or out."""
    module, _, owner = place.partition(":")
    holder = importlib.import_module(module)
    holder = getattr(holder, owner) if owner else holder
    plain = getattr(holder, name)

    def announce(step: str | None, arguments: tuple[Any, ...]) -> None:
        if step and (only is None or only(*arguments)):
            reached(step)

    @functools.wraps(plain)
    async def in_turn(*arguments: Any, **named: Any) -> Any:
        announce(before, arguments)
        result = await plain(*arguments, **named)
        announce(after, arguments)
        return result

    @functools.wraps(plain)
    def at_once(*arguments: Any, **named: Any) -> Any:
        announce(before, arguments)
        result = plain(*arguments, **named)
        announce(after, arguments)
        return result

    setattr(holder, name, in_turn if inspect.iscoroutinefunction(plain) else at_once)


def _a_button(_store: Any, _conversation: str, inbound: Any) -> bool:
    return bool(inbound.kind == "button")


def prepare(process: str) -> None:
    """Wraps the borders of the steps that `process` takes."""
    if process == "gateway":
        wrap("bot.gateway.messages:Messages", "take", before="message received", after="message stored", only=_a_button)
        wrap("bot.gateway.rasa:HttpRasa", "turn", after="reply returned")
        wrap("bot.gateway.turns:Turns", "_finish", after="reply stored")
        wrap("bot.gateway.web", "_turn", after="answer sent")
    elif process == "rasa":
        # As the server itself begins: before anything of Rasa is imported.
        importlib.import_module("bot.rasa.lean").install()
        wrap("bot.rasa.channel", "user_message", before="sent to Rasa")
    elif process == "actions":
        wrap("actions.turn:IntakeAction", "_answer", before="action called")
        wrap("bot.tickets.store:TicketStore", "open", after="ticket written")
        wrap("bot.tickets.cases:CaseStore", "save", after="case stored")
    else:
        relay = importlib.import_module("bot.tickets.relay")
        desk = importlib.import_module("bot.tickets.desks.request_tracker").RequestTrackerDesk
        # Waits of seconds instead of minutes, in the same proportion to a desk that is slow.
        quick = relay.Patience(first=timedelta(seconds=1), jitter=timedelta(seconds=1), settle=timedelta(seconds=8))
        relay.Relay.__init__ = functools.partialmethod(relay.Relay.__init__, step=reached, patience=quick)
        desk.__init__ = functools.partialmethod(desk.__init__, timeout=DESK_TIMEOUT)


def main() -> None:
    """Becomes the process named by the first argument."""
    process = sys.argv[1]
    prepare(process)
    sys.argv = [MODULES[process], *(["relay"] if process == "relay" else [])]
    runpy.run_module(MODULES[process], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
