"""Makes the adapters whose tokens are set.

Called where the gateway is started (`python -m bot.gateway`). A token without its secret is refused: the
webhook would believe anybody.
"""

from __future__ import annotations

import re
from typing import Sequence

from sqlalchemy.engine import Engine

from bot.gateway.channels import Channel
from bot.gateway.channels.adapter import NOTICES
from bot.gateway.channels.courier import Office
from bot.gateway.channels.slack import Slack
from bot.gateway.channels.telegram import Telegram
from bot.gateway.channels.updates import Updates
from bot.gateway.conversations import Conversations
from bot.gateway.inbox import Inbox
from bot.gateway.limits import LimitRules, Limits
from bot.gateway.pairing import Pairing
from bot.settings import Settings, SettingsError
from bot.vault import cipher_for, ensure_key

# https://core.telegram.org/bots/api#setwebhook
_TELEGRAM_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")


def open_channels(
    settings: Settings, engine: Engine, inbox: Inbox, conversations: Conversations, rules: LimitRules | None = None
) -> Sequence[Channel]:
    """Telegram and Slack, as far as the settings say. Raises SettingsError."""
    _check(settings)
    office = Office(
        inbox,
        conversations,
        Pairing(engine, inbox.secret),
        Limits(rules or LimitRules(), settings.redis_url),
        Limits(NOTICES, settings.redis_url),
        Updates(engine, cipher_for(ensure_key(settings))),
        settings.address,
    )
    found: list[Channel] = []
    if settings.telegram_token:
        found.append(
            Telegram(
                office,
                settings.telegram_token,
                settings.telegram_secret,
                settings.telegram_api,
                redis_url=settings.redis_url,
            )
        )
    if settings.slack_token:
        found.append(
            Slack(
                office,
                settings.slack_token,
                settings.slack_signing_secret,
                settings.slack_api,
                settings.body_limit,
                redis_url=settings.redis_url,
            )
        )
    return found


def _check(settings: Settings) -> None:
    if settings.telegram_token and not _TELEGRAM_SECRET.fullmatch(settings.telegram_secret):
        raise SettingsError(
            "INTAKE_TELEGRAM_TOKEN is set, so INTAKE_TELEGRAM_SECRET must be, too: 16 to 256 of A-Z, a-z, 0-9, _ and "
            "-, the same that the webhook is set with (docs/channels.md)"
        )
    if settings.slack_token and not settings.slack_signing_secret.strip():
        raise SettingsError(
            "INTAKE_SLACK_TOKEN is set, so INTAKE_SLACK_SIGNING_SECRET must be, too: the signing secret from the app's "
            "page Basic Information (docs/channels.md)"
        )
