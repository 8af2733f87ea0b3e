"""Opens the help desk that the settings name.

The relay and the gateway call it at their start; a wrong setting is refused there, by its name.
"""

from __future__ import annotations

from typing import Callable, Mapping

from bot.settings import Settings, SettingsError
from bot.tickets.desks.base import Desk
from bot.tickets.desks.builtin import BuiltinDesk
from bot.tickets.desks.request_tracker import RequestTrackerDesk
from bot.tickets.desks.webhook import WebhookDesk
from bot.tickets.desks.zammad import ZammadDesk

DESKS: Mapping[str, Callable[[Settings], Desk]] = {
    "builtin": lambda settings: BuiltinDesk(),
    "request_tracker": lambda settings: RequestTrackerDesk(settings.desk_url, settings.desk_token, settings.desk_queue),
    "webhook": lambda settings: WebhookDesk(settings.desk_url, settings.desk_token),
    "zammad": lambda settings: ZammadDesk(settings.desk_url, settings.desk_token, settings.desk_queue),
}


def open_desk(settings: Settings) -> Desk:
    """The desk of the settings. Raises SettingsError when it is unknown or lacks its address or token."""
    if settings.desk not in DESKS:
        raise SettingsError(f"INTAKE_DESK={settings.desk!r}: expected one of {', '.join(DESKS)}")
    if settings.desk != "builtin":
        for name in ("desk_url", "desk_token"):
            if not getattr(settings, name):
                raise SettingsError(f"INTAKE_{name.upper()} is empty; the desk {settings.desk} needs it")
    return DESKS[settings.desk](settings)
